"""The end of a year on the pages: what one ledger leaves goes on in the next; an edited sheet comes back."""

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from bot.plan.lifecycle import Verb
from bot.roster.roster import COORDINATOR
from bot.store import duties, ledgers
from bot.texts import LANGUAGES, sentence_in
from bot.work.documents.archive import archive
from bot.work.documents.dispatch import dispatch
from bot.work.documents.intake import take_in
from bot.work.duties.moves import Move, make_move
from bot.work.office import Actor, Office
from tests.support.board import Browser
from tests.support.office import CLERK, dispatched, due, ledger, task

CARRY = "/document/test-2021/carry"


@pytest.fixture
def office_of_two_years(office: Office) -> Office:
    """Of three items one is reported, one open, and one has the next year's number."""
    items = (task("1", due("2021-05-31")), task("2", due("2021-09-30")), task("3", due("2021-10-31")))
    dispatched(office, ledger(*items))
    reporter = Actor("财政联络员", "contact", "telegram", ("区财政局",))
    browser = Browser(office)
    make_move(office, Move("2", Verb.REPORTED, note="已办"), reporter, browser.now)
    later = replace(ledger(task("1", due("2022-06-30"))), title="2022年要点", sha256="5" * 64)
    take_in(office, later, "b-2022.docx", browser.now, CLERK)
    return office


def next_year(office: Office) -> ledgers.Head:
    with office.store.look() as session:
        return next(head for head in ledgers.all_heads(session) if head.title == "2022年要点")


def states(office: Office) -> dict[str, str]:
    with office.store.look() as session:
        return {duty.number: str(duty.state) for duty in duties.duties(session)}


def test_what_a_year_leaves_is_looked_at_then_carried(office_of_two_years: Office) -> None:
    office = office_of_two_years
    browser, later = Browser(office).enter(COORDINATOR, "区政府办公室"), next_year(office)
    browser.get("/document/test-2021")
    assert CARRY in browser.text
    browser.get(CARRY)
    assert "2022年要点" in browser.words
    before = states(office)
    browser.get(f"{CARRY}?to={later.id}")
    assert "将结转 2 项" in browser.words
    assert "续1" in browser.words
    assert "留在原台账 1 项次" in browser.words
    assert "还有事项未了：待审核、待重新分工 1 项次（2 区财政局）" in browser.words
    assert states(office) == before
    browser.send(CARRY, ("to", later.id))
    assert browser.status == 409
    assert "其余先结转" in browser.words
    assert states(office) == before
    browser.get(f"{CARRY}?to={later.id}")
    browser.send(CARRY, ("to", later.id), ("anyway", "1"))
    assert "已结转 2 项" in browser.words
    assert "续1" in browser.words
    assert states(office) == {"1": "withdrawn", "2": "reported", "3": "withdrawn"}
    browser.get(f"{CARRY}?to={later.id}")
    assert "将结转 0 项" in browser.words


@pytest.mark.parametrize("to", ["", "test-2021", "nothing", "archived"])
def test_no_ledger_takes_over_that_does_not_remind(office_of_two_years: Office, to: str) -> None:
    office = office_of_two_years
    if to == "archived":
        to = next_year(office).id
        archive(office, to, Browser(office).now, CLERK)
    browser, before = Browser(office).enter(COORDINATOR, "区政府办公室"), states(office)
    browser.get(CARRY)
    assert f'value="{to}"' not in browser.text.replace('<option value="">', "")
    browser.send(CARRY, ("to", to), ("anyway", "1"))
    assert browser.status == 409
    assert states(office) == before


def test_an_edited_sheet_is_shown_as_a_difference_and_then_taken(office_of_two_years: Office) -> None:
    office = office_of_two_years
    browser = Browser(office).enter(COORDINATOR, "区政府办公室")
    browser.get("/ledger/test-2021/export.xlsx")
    edited = with_states(browser.content, {"1": "已签收", "2": "已销号", "3": "不明"})
    before = states(office)
    browser.get("/new")
    browser.send("/new", files=[("改过.xlsx", edited)])
    assert "有 3 处改动" in browser.words
    assert "已交办 → 已签收" in browser.words
    assert "已反馈，待审核 → 已销号" in browser.words
    assert "不明" in browser.words
    assert browser.text.count('class="bad"') == 1
    assert states(office) == before
    (kept,) = set(re.findall(r'action="(/new/[^"]+)"', browser.text))
    browser.send(kept, ("name", "改过.xlsx"), ("how", "edits"))
    assert "已采用 2 处改动" in browser.words
    assert states(office) == {"1": "acknowledged", "2": "closed", "3": "dispatched"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_comes_back_whatever_its_bringer_speaks(office_of_two_years: Office, language: str) -> None:
    browser = Browser(office_of_two_years).enter(COORDINATOR, "区政府办公室")
    browser.get("/ledger/test-2021/export.xlsx")
    edited = with_states(browser.content, {"1": "已签收"})
    browser.get("/new")
    browser.send("/language", ("language", language))
    browser.get("/new")
    browser.send("/new", files=[("改过.xlsx", edited)])
    assert sentence_in(language, "plan.state_acknowledged") in browser.words
    assert browser.text.count("<ins>") == 1


@pytest.mark.parametrize("column", ["状态", "duban_state"])
def test_a_sheet_without_one_of_its_columns_is_refused_and_says_which(office_of_two_years: Office, column: str) -> None:
    browser = Browser(office_of_two_years).enter(COORDINATOR, "区政府办公室")
    browser.get("/ledger/test-2021/export.xlsx")
    edited = with_states(browser.content, {"1": "已签收"}, gone=column)
    browser.get("/new")
    browser.send("/new", files=[("改过.xlsx", edited)])
    assert browser.status == 409
    assert f"没有“{column}”这一列" in browser.words


def with_states(content: bytes, wanted: dict[str, str], gone: str = "") -> bytes:
    """The sheet as its editor saves it: item → the state written into its row; `gone`: a title taken away."""
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("台账").to_python()
    state = next(row.index("状态") for row in rows if "状态" in row)
    made = BytesIO()
    with xlsxwriter.Workbook(made) as book:
        sheet = book.add_worksheet("台账")
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate(rows):
            for column, held in enumerate(row):
                value = wanted.get(str(row[0]), held) if column == state else held
                value = "" if gone and held == gone else value
                sheet.write(at, column, value, *([day] if hasattr(value, "year") else []))
    return made.getvalue()


def carried(office: Office) -> tuple[Browser, str]:
    """After two items were carried over to the next year's draft."""
    browser, to = Browser(office).enter(COORDINATOR, "区政府办公室"), next_year(office).id
    browser.get(f"{CARRY}?to={to}")
    browser.send(CARRY, ("to", to), ("anyway", "1"))
    return browser, to


def take_back(browser: Browser, to: str) -> None:
    browser.get(f"/document/{to}")
    found = re.search(r'name="move" value="([^"]*)"', browser.text)
    browser.send(f"/document/{to}/carry/undo", ("move", found[1] if found else ""))


def tasks_of(office: Office, ledger_id: str) -> list[str]:
    with office.store.look() as session:
        row = ledgers.find_ledger(session, ledger_id)
        assert row is not None
        return [task["number"] for task in row.content["tasks"]]


def test_carrying_over_is_taken_back_whole(office_of_two_years: Office) -> None:
    office, before = office_of_two_years, states(office_of_two_years)
    browser, to = carried(office)
    assert "由test-2021结转来 2 项：续1、3" in browser.words
    assert tasks_of(office, to) == ["1", "续1", "3"]
    take_back(browser, to)
    assert "结转已撤销" in browser.words
    assert states(office) == before
    assert tasks_of(office, to) == ["1"]
    take_back(browser, to)
    assert browser.status == 409
    carried(office)
    assert tasks_of(office, to) == ["1", "续1", "3"]


def correct(browser: Browser, to: str) -> None:
    browser.get(f"/document/{to}/item?number=续1")
    state = re.search(r'name="state" value="([^"]*)"', browser.text)
    browser.send(
        f"/document/{to}/item",
        ("what", "edit"),
        ("number", "续1"),
        ("text", "换了说法的任务"),
        ("responsible", "区财政局"),
        ("state", state[1] if state else ""),
    )
    assert browser.status == 200


def dispatch_and_report(browser: Browser, to: str) -> None:
    office = browser.office
    dispatch(office, to, browser.now, browser.now, CLERK, defaults=True)
    reporter = Actor("财政联络员", "contact", "telegram", ("区财政局",))
    make_move(office, Move("续1", Verb.REPORTED, note="已办"), reporter, browser.now)


def take_up_again(browser: Browser, _: str) -> None:
    make_move(browser.office, Move("3", Verb.REOPENED, unit="区财政局", ledger_id="test-2021"), CLERK, browser.now)


def archive_old(browser: Browser, _: str) -> None:
    archive(browser.office, "test-2021", browser.now, CLERK, anyway=True)


@pytest.mark.parametrize("meanwhile", [correct, dispatch_and_report, take_up_again, archive_old])
def test_carrying_over_stays_once_somebody_goes_on_from_it(
    office_of_two_years: Office, meanwhile: Callable[[Browser, str], None]
) -> None:
    office = office_of_two_years
    browser, to = carried(office)
    meanwhile(browser, to)
    before, items = states(office), tasks_of(office, to)
    take_back(browser, to)
    assert browser.status == 409
    assert (states(office), tasks_of(office, to)) == (before, items)


def test_carrying_over_to_a_ledger_at_work_is_taken_back(office_of_two_years: Office) -> None:
    office, before = office_of_two_years, states(office_of_two_years)
    dispatch(office, next_year(office).id, Browser(office).now, Browser(office).now, CLERK, defaults=True)
    browser, to = carried(office)
    take_back(browser, to)
    assert "结转已撤销" in browser.words
    with office.store.look() as session:
        old = {duty.number: str(duty.state) for duty in duties.duties(session, ledger_id="test-2021")}
        new = {duty.number: str(duty.state) for duty in duties.duties(session, ledger_id=to)}
    assert old == before
    assert new == {"1": "dispatched", "续1": "withdrawn", "3": "withdrawn"}
