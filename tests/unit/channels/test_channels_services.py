"""Other services from the settings to the figures: named addresses, contacts, what is handed over."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.app.channels import build_channels
from bot.app.checks import Mark
from bot.app.checks.people import addresses
from bot.cli import duban
from bot.courier.delivery import load_delivery
from bot.errors import SettingsErrors
from bot.messages import render_digest
from bot.operation.health import exposition, figures
from bot.roster.roster import Roster
from bot.roster.roster_file import load_roster
from bot.settings import Settings
from bot.store.store import Store
from bot.texts import set_language
from bot.work.letters.digest import digest_letter
from bot.work.office import Office
from bot.work.people.directory import Directory
from tests.support.letters import DIGESTS
from tests.support.office import ROSTER, at, office_in, with_roster
from tests.support.post import NOW, post

pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

TOPIC = "ntfys://ntfy.example.org/secret-topic"


def roster_with(address: str) -> Roster:
    contact = {"name": "值班", "apprise": address}
    return Roster.model_validate({"unit": [{"name": "区财政局", "contact": [contact]}]})


def test_named_addresses_come_from_the_file_and_the_environment_wins(tmp_path: Path) -> None:
    file, secret = tmp_path / "delivery.toml", tmp_path / "secret"
    file.write_text('[apprise]\nduty_room = "json://old"\ncity = "json://city"\n')
    secret.write_text(f"{TOPIC}\n")
    found = load_delivery(file, {"DUBAN_APPRISE_DUTY_ROOM_FILE": str(secret), "DUBAN_APPRISE_PHONE": "json://phone"})
    assert {name: url.get_secret_value() for name, url in found.tables["apprise"].root.items()} == {
        "duty_room": TOPIC,
        "city": "json://city",
        "phone": "json://phone",
    }
    assert "secret" not in repr(found)


def test_a_fault_does_not_show_the_address(tmp_path: Path) -> None:
    delivery, units = tmp_path / "delivery.toml", tmp_path / "units.toml"
    delivery.write_text('[apprise]\nphone = ["json://secret"]\n')
    units.write_text('[[unit]]\nname = "甲"\n[[unit.contact]]\napprise = ["json://secret"]\n', encoding="utf-8")
    for load, file in ((load_delivery, delivery), (load_roster, units)):
        with pytest.raises(SettingsErrors) as caught:
            load(file)
        assert "apprise" in str(caught.value)
        assert "secret" not in str(caught.value)


def test_a_secret_address_is_a_way_but_no_name_of_a_person() -> None:
    found = Directory(roster_with(TOPIC), (), NOW.date()).recipient("区财政局", "contact")
    assert found is not None
    assert found.ways == (("apprise", TOPIC),)
    assert "secret" not in found.person


def test_the_channel_is_there_where_somebody_has_such_an_address() -> None:
    assert "apprise" in build_channels(Settings(), roster_with("phone"))
    assert "apprise" not in build_channels(Settings(), ROSTER)


def test_check_tells_addresses_that_cannot_be_understood(office: Office) -> None:
    (good,) = addresses(with_roster(office, roster_with(TOPIC)))
    assert (good.mark, "ntfy" in good.words) == (Mark.GOOD, True)
    for wrong in ("nobody", "x://secret", "wecombot://secret-robot-key"):
        (bad,) = addresses(with_roster(office, roster_with(wrong)))
        assert bad.mark is Mark.BAD
        assert "secret" not in bad.words
        assert "区财政局" in bad.words


def test_figures_and_digest_count_what_was_handed_over() -> None:
    office = office_in()
    post(office.store, "a", "b", state="handed", sent_at=NOW)
    post(office.store, "c", state="sent", sent_at=NOW)
    later = at("2021-06-02T09:00")
    found = figures(office.store, later)
    assert (found.sent, found.handed) == (1, 2)
    assert "duban_handed 2\n" in exposition(found)
    with office.store.begin() as session:
        letter = digest_letter(session, office, "区政府办公室", at("2021-05-31T09:00").date(), later)
    assert (letter.sent, letter.handed) == (3, 2)


def test_outbox_counts_them_and_lists_them_with_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'duban.db'}"
    monkeypatch.setenv("DUBAN_DATABASE_URL", url)
    monkeypatch.setenv("DUBAN_CONFIG", str(tmp_path))
    store = Store.open(url)
    post(store, "handed-1", state="handed", sent_at=NOW, channel="apprise", address="ntfy")
    store.close()
    assert "另有 1 条" in CliRunner().invoke(duban, ["outbox"]).output
    shown = CliRunner().invoke(duban, ["outbox", "--all"]).output
    assert "handed-1" in shown
    assert "未经确认" in shown.replace("\n", "")


@pytest.mark.parametrize("module", ["bot.cli.parse", "bot.cli.tick", "bot.cli.run", "bot.cli.check"])
def test_who_has_no_such_address_does_not_wait_for_the_library(module: str) -> None:
    code = f"import sys; import {module}; print('apprise' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "False"


@pytest.mark.parametrize(("language", "words"), [("zh-CN", "5 条已交出"), ("en", "5 handed")])
@pytest.mark.parametrize("channel", ["email", "telegram", "robot"])
def test_the_digest_says_how_many_are_unconfirmed(channel: str, language: str, words: str) -> None:
    set_language(language)
    try:
        told = render_digest(replace(DIGESTS["quiet"], handed=5), channel, "m1")
        silent = render_digest(DIGESTS["quiet"], channel, "m1")
    finally:
        set_language("zh-CN")
    for page, plain in ((told.text, silent.text), (told.html, silent.html)):
        assert page is None or words in page
        assert plain is None or words not in plain
