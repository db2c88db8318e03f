"""`duban init`: answered by a script, by a file, or not at all; what it writes is what the program then reads."""

import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.smtp_url import read_smtp_url
from bot.cli import duban as command
from bot.mailbox.imap_url import read_imap_url
from bot.operation.setup_files import OTHERS, office_files, write_office
from bot.operation.setup_questions import PORTS, QUESTIONS, settle
from bot.resources import shipped
from bot.roster.roster_file import load_roster
from bot.settings import Settings, load_settings
from bot.texts import set_language
from tests.support.commands import Ran, duban, empty_place
from tests.support.office import at
from tests.support.running import running
from tests.support.smtp import smtp_server

TOKEN = "123456:" + "A" * 35


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    set_language("zh-CN")
    return empty_place(tmp_path, monkeypatch)


def init(monkeypatch: pytest.MonkeyPatch, *words: str, lines: str = "") -> Ran:
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    return duban(monkeypatch, "init", *words)


def written(place: Path) -> Settings:
    return load_settings({}, place / "config")


def test_lines_of_a_script_answer_question_by_question(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = init(monkeypatch, lines="zh-CN\n区督查室\nAsia/Urumqi\n\ndc@example.org\n")
    assert done.code == 0, done.err
    assert written(place).timezone == "Asia/Urumqi"
    (keeper,) = load_roster(place / "config" / "units.toml").coordinator
    assert (keeper.name, keeper.email) == ("区督查室", "dc@example.org")
    shown = (place / "config" / "policy.toml").read_text(encoding="utf-8")
    assert shown == shipped("config", "policy.toml").read_text(encoding="utf-8")
    assert "# 时区" in (place / "config" / "duban.toml").read_text(encoding="utf-8")


def test_a_file_answers_and_a_real_server_takes_the_test_mail(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    login = ("duban", "pa ss/@:#口令".encode().decode())
    with running(lambda: smtp_server(login=login)) as box:
        answers = place / "answers.toml"
        answers.write_text(
            f'office = "区督查室"\nmail_server = "127.0.0.1"\nmail_encryption = "none"\nmail_port = {box.server.port}\n'
            f'mail_user = "{login[0]}"\nmail_password = "{login[1]}"\nmail_from = "duban@example.org"\n'
            'coordinator_email = "dc@example.org"\n',
            encoding="utf-8",
        )
        done = init(monkeypatch, "--answers", str(answers), "--test")
    assert done.code == 0, done.out + done.err
    assert [mail.recipients for mail in box.server.mails] == [("dc@example.org",)]
    secret = place / "config" / "secrets" / "smtp_url"
    assert (secret.stat().st_mode & 0o777, secret.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    general = (place / "config" / "duban.toml").read_text(encoding="utf-8")
    assert 'smtp_url_file = "secrets/smtp_url"' in general
    assert login[1] not in general + done.out + done.err


def test_a_person_is_asked_again_until_the_answer_fits(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.init.is_talking", lambda _: True)
    said = ["", "甲办", "Mars", "Asia/Urumqi", "", "nobody", "dc@example.org", "123:short", "", ""]
    done = CliRunner().invoke(command, ["init"], input="".join(f"{line}\n" for line in said))
    assert done.exit_code == 0, done.output
    assert written(place).timezone == "Asia/Urumqi"
    assert "Mars" in done.stderr
    assert "short" not in done.stderr
    assert load_roster(place / "config" / "units.toml").coordinator[0].email == "dc@example.org"


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("timezone=Mars", True),
        ("mail_server=smtp://mail.example.org", True),
        ("mail_port=70000", True),
        ("mail_encryption=ssl3", True),
        ("coordinator_email=nobody", True),
        ("telegram_token=abc", False),
        ("board_url=duban", True),
        ("telegram_proxy=ftp://p", True),
    ],
)
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_wrong_answer_is_named_and_nothing_is_written(
    answer: str, shown: bool, language: str, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, _, value = answer.partition("=")
    given = {"language": language, "mail_server": "mail.example.org", "mail_from": "a@example.org"}
    given |= {"telegram_token": TOKEN, key: value}
    words = [part for name, said in given.items() for part in ("--answer", f"{name}={said}")]
    done = init(monkeypatch, *words)
    assert done.code == 2
    assert key in done.err
    assert (value in done.err.rpartition(key)[2]) is shown
    assert not (place / "config").exists()


def test_nothing_is_overwritten_unasked_and_what_was_replaced_is_kept(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert init(monkeypatch, "--answer", "office=甲办").code == 0
    own = place / "config" / "policy.toml"
    own.write_text(own.read_text(encoding="utf-8") + "# 本单位\n", encoding="utf-8")
    refused = init(monkeypatch, "--answer", "office=甲办", "--answer", "timezone=Asia/Urumqi")
    assert (refused.code, written(place).timezone) == (2, "Asia/Shanghai")
    assert "duban.toml" in refused.err
    assert init(monkeypatch, "--answer", "office=甲办").code == 0  # nothing differs
    again = init(monkeypatch, "--answer", "office=甲办", "--answer", "timezone=Asia/Urumqi", "--replace")
    assert (again.code, written(place).timezone) == (0, "Asia/Urumqi")
    assert len(list((place / "config").glob("duban.toml.replaced-*"))) == 1
    assert own.read_text(encoding="utf-8").endswith("# 本单位\n")
    assert len(load_roster(place / "config" / "units.toml").coordinator) == 1


def test_answers_to_no_question_are_named_with_their_line(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (place / "a.toml").write_text('office = "甲办"\nmail_sever = "x"\n', encoding="utf-8")
    done = init(monkeypatch, "--answers", str(place / "a.toml"))
    assert done.code == 2
    assert "第 2 行，mail_sever" in done.err
    assert init(monkeypatch, "--answer", "zone=x").code == 2


def test_every_shipped_file_of_settings_is_written(tmp_path: Path) -> None:
    kept = {path.name for path in shipped("config").glob("*.toml")}
    assert kept == {"duban.toml", "units.toml", *OTHERS}


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=20)


@given(user=TEXT, password=TEXT, how=st.sampled_from(sorted(PORTS)), name=TEXT)
def test_what_is_answered_is_what_is_read(
    user: str, password: str, how: str, name: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("office") / "config"
    said = {"mail_server": "mail.example.org", "mail_encryption": how, "mail_user": user, "mail_password": password}
    said |= {"office": name, "mail_from": "a@example.org", "imap_server": "2001:db8::1", "telegram_token": TOKEN}
    answers: dict[str, str] = {}
    for question in QUESTIONS:
        if question.applies(answers):
            answers[question.key] = settle(question, said.get(question.key, ""), answers)
    write_office(folder, office_files(answers, folder), at("2026-02-10T09:00"))
    found = load_settings({}, folder)
    assert found.smtp_url is not None
    assert found.imap_url is not None
    assert found.telegram_token is not None
    server, box = read_smtp_url(found.smtp_url.get_secret_value()), read_imap_url(found.imap_url.get_secret_value())
    assert (server.user, server.password, server.port) == (user, password, int(PORTS[how]))
    assert (box.user, box.password, box.host, box.port) == (user, password, "2001:db8::1", 993)
    assert found.telegram_token.get_secret_value() == TOKEN
    assert load_roster(folder / "units.toml").coordinator[0].name == name
