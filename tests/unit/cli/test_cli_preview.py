"""Any letter is shown with real tasks, as text, page and chat; looking changes nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
import pytest
from sqlalchemy import func, select

from bot.cli.declared.sentences import LETTERS
from bot.cli.example_office import FIRST, example_office
from bot.model import NoticeKind
from bot.store import duties
from bot.store.tables import Base
from bot.texts import LANGUAGES, set_language, text
from bot.work.office import Office
from bot.work.rehearsal.specimen import Wanted, specimen
from tests.support.commands import LEDGER, Run, example_config

TABLES = list(Base.metadata.tables.values())


def test_every_letter_that_is_sent_can_be_shown() -> None:
    assert set(LETTERS) == set(NoticeKind)


@pytest.fixture(scope="module")
def example() -> Iterator[Office]:
    with example_office() as office:
        yield office


WORDS = {
    "urging": "已逾期",
    "escalation": "第 2 次催办",
    "decision": "延期已批准",
    "change": "已中止",
    "acknowledge": "尚未签收",
    "feedback": "本期进展",
}


@pytest.mark.parametrize("channel", ["email", "telegram"])
@pytest.mark.parametrize("letter", LETTERS)
def test_a_letter_tells_of_what_it_is_for(example: Office, letter: str, channel: str) -> None:
    set_language(LANGUAGES[0])
    message = specimen(example, Wanted(NoticeKind(letter)), channel, example.rules.at(FIRST))
    assert message.subject
    assert WORDS.get(letter, "2026") in message.text
    assert message.html


def test_without_a_ledger_the_invented_district_is_shown(run: Run, place: Path) -> None:
    ran = run("preview", "circular")
    assert ran.code == 0, ran.err
    assert "虚构的区" in ran.err
    assert "2026" in ran.out
    assert list(place.iterdir()) == []


def test_the_own_ledger_is_shown_and_stays_as_it_was(run: Run, place: Path) -> None:
    example_config(place)
    run("import", str(LEDGER), "--now", "2026-02-10")
    before = run("ledgers", "--json").out
    ran = run("preview", "催办", "--unit", "财政局", "--now", "2026-02-10")
    assert ran.code == 0, ran.err
    assert "虚构" not in ran.err
    assert "区财政局" in ran.out
    assert run("ledgers", "--json").out == before
    assert json.loads(before)[0]["state"] == "draft"


def test_a_unit_without_such_a_task_is_told_apart(run: Run, place: Path) -> None:
    example_config(place)
    run("import", str(LEDGER), "--now", "2026-02-10")
    ran = run("preview", "催办", "--unit", "不存在局")
    assert (ran.code, ran.out) == (2, "")


def test_a_page_is_written_and_opened(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(click, "launch", opened.append)
    assert run("preview", "reminder", "--open").code == 0
    page = place / "var" / "preview" / "reminder.html"
    assert "<html" in page.read_text(encoding="utf-8")
    assert opened == [page.as_uri()]


def test_a_chat_shows_its_buttons(run: Run) -> None:
    assert "［反馈］" in run("preview", "dispatch", "--channel", "chat").out


def test_another_language(run: Run) -> None:
    assert "overdue" in run("preview", "urging", "--language", "en").out


def test_no_letter_of_this_name(run: Run) -> None:
    ran = run("preview", "情书")
    assert ran.code == 2
    assert text("outbox.kind_urging") in ran.err


@pytest.mark.parametrize("letter", ["urging", "digest", "decision"])
def test_looking_stores_nothing(example: Office, letter: str) -> None:
    set_language(LANGUAGES[0])
    before = _everything(example)
    office = replace(example, settings=example.settings.model_copy(update={"board_url": "https://duban.example.org"}))
    specimen(office, Wanted(NoticeKind(letter)), "email", example.rules.at(FIRST))
    assert _everything(example) == before


def _everything(office: Office) -> dict[str, int]:
    with office.store.begin() as session:
        counts = {table.name: session.execute(select(func.count()).select_from(table)).scalar_one() for table in TABLES}
        states = {f"{d.id}": hash(d) for d in duties.duties(session)}
    return counts | states
