"""`duban rehearse` and `duban status --by` as typed, and how a rehearsal looks: terminal and page."""

import json
import re
import shutil
from datetime import date, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lxml import etree
from rich.cells import cell_len

from bot.cli import terminal
from bot.cli.calendar_view import heat_map
from bot.cli.declared.duties import status
from bot.cli.declared.ledgers import import_ as take_in
from bot.cli.declared.sending import dispatch, rehearse
from bot.errors import UsageError
from bot.messages.page import Load, Page, Shown, Thread, render_page
from bot.messages.svg import LEVELS, level
from bot.resources import shipped
from bot.texts import set_language

SPAN = ("--from", "2026-02-10", "--to", "2026-05-31")
FIELDS = {"at", "to", "contact", "role", "channel", "kind", "items", "subject", "text"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example's units and its ledger, stored as a draft."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(terminal.out, "width", 80)
    for name in ("CONFIG", "DATABASE_URL", "TELEGRAM_TOKEN", "SMTP_URL", "LANGUAGE"):
        monkeypatch.delenv(f"DUBAN_{name}", raising=False)
    shutil.copytree(shipped("examples", "qingyu", "config"), tmp_path / "config")
    ledger = str(shipped("examples", "qingyu", "ledger.docx"))
    result = CliRunner().invoke(take_in, [ledger, "--json", "--now", "2026-02-10"])
    assert result.exit_code in {0, 1}, result.stderr
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(rehearse, [*SPAN, *words])


def messages(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_json_has_the_agreed_fields_and_no_others(place: Path) -> None:
    found = messages(run("--json"))
    assert found
    assert {frozenset(message) for message in found} == {frozenset(FIELDS)}
    items = {frozenset(item) for message in found for item in message["items"]}  # type: ignore[attr-defined]
    assert items == {frozenset({"ledger", "task", "unit", "rung", "due", "alt"})}
    assert run("--json").stdout == run("--json").stdout


def test_an_assumption_lessens_what_comes_late(place: Path) -> None:
    def urged(result: Result) -> int:
        return sum(message["kind"] == "urging" for message in messages(result))

    none, most = urged(run("--json")), urged(run("--json", "--assume", "closed=90%"))
    assert 0 < most < none
    assert urged(run("--json", "--assume", "closed=100%")) == 0


@pytest.mark.parametrize("written", ["closed=101%", "closed=-1%", "closed", "open=70%", "closed=70.5%", ""])
def test_an_assumption_that_is_none_is_refused(place: Path, written: str) -> None:
    assert run("--assume", written).exit_code == 2


def test_another_policy_is_tried_out_and_a_faulty_one_refused(place: Path) -> None:
    other = place / "other.toml"
    other.write_text('[[ladder]]\nname = "one"\n[[ladder.rung]]\nname = "T-7"\ndays = -7\n', encoding="utf-8")
    rungs = {item["rung"] for m in messages(run("--json", "--policy", "other.toml")) for item in m["items"]}  # type: ignore[attr-defined]
    assert "T-7" in rungs
    assert "T-10" not in rungs
    other.write_text("send_at = 25\n", encoding="utf-8")
    assert run("--policy", "other.toml").exit_code != 0


def test_by_contact_lists_loads_and_by_day_the_messages(place: Path) -> None:
    by_contact, by_day = run("--by", "contact").stdout, run().stdout
    assert "一周最多" in by_contact
    assert "【" not in by_contact
    assert "【交办】" in by_day
    assert max(map(cell_len, by_contact.splitlines())) <= 80


def test_a_page_says_under_what_it_was_made_and_json_may_go_with_it(place: Path) -> None:
    result = run("--html", "page.html", "--assume", "closed=70%", "--json")
    page = (place / "page.html").read_text(encoding="utf-8")
    assert "70%" in page
    assert f"<b>{len(messages(result))}</b> 条消息" in page
    assert run("--html", "no/such/folder/page.html").exit_code != 0


def test_an_unknown_ledger_is_named_instead_of_rehearsing_nothing(place: Path) -> None:
    result = run("nix")
    assert isinstance(result.exception, UsageError)
    assert "nix" in str(result.exception)


def test_a_message_in_full_is_broken_by_the_terminal_alone(place: Path) -> None:
    text = str(messages(run("--json"))[0]["text"])
    shown = run("--full").stdout
    assert all(line in shown.splitlines() for line in text.splitlines())


def test_status_says_that_nothing_fits(place: Path) -> None:
    name = next(iter(json.loads(line)["items"][0]["ledger"] for line in run("--json").stdout.splitlines()))
    assert CliRunner().invoke(dispatch, [name, "--yes", "--now", "2026-02-10"]).exit_code in {0, 1}
    assert "火星局" in CliRunner().invoke(status, ["火星局", "--now", "2026-06-30"]).stderr
    assert "火星局" not in CliRunner().invoke(status, ["区财政局", "--now", "2026-06-30"]).stderr


def test_status_has_figures_only_when_asked(place: Path) -> None:
    name = next(iter(json.loads(line)["items"][0]["ledger"] for line in run("--json").stdout.splitlines()))
    assert CliRunner().invoke(dispatch, [name, "--yes", "--now", "2026-02-10"]).exit_code in {0, 1}
    plain = json.loads(CliRunner().invoke(status, ["--json", "--now", "2026-06-30"]).stdout)
    assert set(plain[0]) == {"ledger", "title", "counts", "items"}
    result = CliRunner().invoke(status, ["--by", "unit", "--json", "--now", "2026-06-30"])
    figures = json.loads(result.stdout)[0]["figures"]
    assert sum(figure["total"] for figure in figures) == len(plain[0]["items"])
    for by in ("unit", "section", "ledger"):
        table = CliRunner().invoke(status, ["--by", by, "--now", "2026-06-30"])
        assert table.exit_code == 0
        assert "按期" in table.stdout
        assert max(map(cell_len, table.stdout.splitlines())) <= 80


# ------------------------------------------------------------- the heat map
COUNTS = {date(2021, 8, 18): 7, date(2021, 8, 20): 120, date(2021, 12, 31): 3}


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("width", [40, 80, 120, 200])
def test_no_line_is_wider_than_the_terminal(language: str, width: int) -> None:
    set_language(language)
    lines = heat_map(date(2021, 6, 1), date(2022, 5, 31), COUNTS, width).plain.splitlines()
    assert max(map(cell_len, lines)) <= width
    assert sum("2021" in line or "2022" in line for line in lines) == {40: 12, 80: 6, 120: 4, 200: 3}[width]


@pytest.mark.parametrize(("language", "head"), [("zh-CN", "三"), ("en", "We")])
def test_counts_stand_below_their_weekday(language: str, head: str) -> None:
    set_language(language)
    lines = heat_map(date(2021, 8, 1), date(2021, 8, 31), COUNTS, 80).plain.splitlines()
    heads = next(line for line in lines if head in line)
    week = next(line for line in lines if line.startswith("16"))
    assert cell_len(heads[: heads.index(head)] + head) == cell_len(week[: week.index("7") + 1])


def test_the_darkest_is_the_busiest() -> None:
    assert [level(n, 8) for n in (0, 1, 2, 3, 8)] == [0, 1, 1, 2, LEVELS]
    assert level(1, 1) == 1


# ----------------------------------------------------------------- the page
HOSTILE = "<script>alert(1)</script>&\"'"


def a_page(**values: object) -> Page:
    at = datetime(2021, 8, 18, 9, 0)  # noqa: DTZ001 - a wall time of the office
    facts: dict[str, object] = {
        "title": HOSTILE,
        "first": date(2021, 6, 15),
        "last": date(2022, 6, 14),
        "messages": [Shown(at, HOSTILE, None, "contact", None, "reminder", HOSTILE)] * 3,
        "threads": [
            Thread("a", HOSTILE, unit, date(2021, 9, 30), date(2021, 8, 31), ((at.date(), HOSTILE, "reminder"),))
            for unit in (HOSTILE, "乙", "丙")
        ],
        "loads": [Load(HOSTILE, "contact", None, 3, date(2021, 8, 16), 3)],
        "notes": (HOSTILE,),
    }
    return Page(**{**facts, **values})  # type: ignore[arg-type]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_a_page_fetches_and_runs_nothing_and_its_links_lead_somewhere(language: str) -> None:
    set_language(language)
    page = render_page(a_page())
    assert f'lang="{language}"' in page
    assert "<script" not in page
    assert not re.search(r"\bsrc=|https?:|url\(|@import|<link", page)
    links, ids = set(re.findall(r'href="#([^"]+)"', page)), set(re.findall(r'id="([^"]+)"', page))
    assert links == ids == {"d2021-08-18"}
    pictures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(pictures) == 13 + 1 + 1  # thirteen months, the scale, one line for three units that are told alike
    for picture in pictures:
        etree.fromstring(picture)


def test_units_told_differently_have_lines_of_their_own() -> None:
    first, second = a_page().threads[:2]
    apart = Thread("a", second.task, "丁", second.due, second.alt, ((date(2021, 9, 1), "T-5", "reminder"),))
    assert render_page(a_page(threads=[first, apart])).count('class="who" title') == 2


def test_a_page_without_messages_says_so() -> None:
    page = render_page(a_page(messages=[], threads=[], loads=[], notes=()))
    assert "这段时间没有消息" in page
