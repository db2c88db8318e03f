"""A coordinator's day: deciding one by one or all at once, ledgers as tables, the outbox."""

import json
import re
from dataclasses import replace

import pytest

from bot.plan.duty import State
from bot.roster.roster import COORDINATOR
from bot.store import duties, ledgers
from bot.work.documents.dispatch import dispatch
from bot.work.documents.intake import take_in
from bot.work.office import Office
from bot.work.views import day
from tests.support.board import Browser
from tests.support.office import CLERK, dispatched, due, ledger, task, tick

UNITS = ("区财政局", "区教育局", "区司法局")


@pytest.fixture
def board(office: Office) -> Office:
    """A ledger of three units and two sections; the finance and the education bureaus have reported the first item."""
    tasks = (
        task("1", due("2021-05-31"), units=UNITS),
        task("2", due("2021-06-10"), units=UNITS[:2]),
        task("3", due("2021-12-31")),
    )
    dispatched(office, ledger(*tasks), "2021-05-01T09:00")
    for unit in UNITS[:2]:
        contact = Browser(office).enter("contact", unit)
        contact.get("/")
        contact.send("/act", ("verb", "reported"), ("duty", str(ids(office, unit)[0])), ("note", f"{unit}已办"))
    return office


@pytest.fixture
def browser(board: Office) -> Browser:
    found = Browser(board).enter("coordinator", "区政府办公室")
    found.get("/")
    return found


def ids(office: Office, unit: str) -> list[int]:
    with office.store.begin() as session:
        return [duty.id for duty in duties.duties(session, unit=unit)]


def states(office: Office) -> dict[tuple[str, str], str]:
    with office.store.begin() as session:
        return {(duty.number, duty.unit): duty.state for duty in duties.duties(session)}


def test_the_day_tells_what_waits_and_what_is_late(browser: Browser) -> None:
    assert "区财政局已办" in browser.words
    assert "待审核" in browser.words
    assert "逾期" in browser.words
    assert "尚未签收" in browser.words


def test_one_report_is_approved_and_taken_back(browser: Browser, board: Office) -> None:
    one = ids(board, "区财政局")[0]
    browser.send("/act", ("verb", "closed"), ("duty", str(one)), ("back", "/"))
    assert states(board)["1", "区财政局"] == State.CLOSED
    assert states(board)["1", "区教育局"] == State.REPORTED
    move = re.search(r'name="move" value="([^"]+)"', browser.text)
    assert move is not None
    browser.send("/undo", ("move", move[1]), ("back", "/"))
    assert states(board)["1", "区财政局"] == State.REPORTED


def test_all_that_reported_are_approved_and_no_other(browser: Browser, board: Office) -> None:
    wanted = re.findall(r'type="hidden" name="duty" value="(\d+)"', browser.text)
    browser.send("/act", ("verb", "closed"), *(("duty", found) for found in wanted))
    assert [found for found, state in states(board).items() if state == State.CLOSED] == [
        ("1", "区财政局"),
        ("1", "区教育局"),
    ]


def test_a_silent_one_is_closed_by_name_alone(browser: Browser, board: Office) -> None:
    (silent,) = ids(board, "区司法局")
    browser.send("/act", ("verb", "closed"), ("duty", str(silent)))
    assert browser.status == 409
    browser.get(f"/duty/{silent}")
    assert 'name="by_name"' in browser.text
    browser.send("/act", ("verb", "closed"), ("duty", str(silent)), ("by_name", "1"))
    assert states(board)["1", "区司法局"] == State.CLOSED


def test_two_coordinators_at_once_do_not_overtake_each_other(browser: Browser, board: Office) -> None:
    other = Browser(board).enter("coordinator", "区政府办公室")
    other.get("/")
    one = str(ids(board, "区财政局")[0])
    browser.send("/act", ("verb", "closed"), ("duty", one))
    other.send("/act", ("verb", "sent-back"), ("duty", one), ("note", "请补充"))
    assert other.status == 409
    assert states(board)["1", "区财政局"] == State.CLOSED


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("", "1 1 1 2 2 3"),
        ("?light=overdue", "1"),
        ("?light=reported", "1 1"),
        ("?unit=区司法局", "1"),
        ("?text=第2项", "2 2"),
        ("?sort=unit&text=第1项", "1 1 1"),
        ("?page=2", ""),
        ("?light=nonsense", ""),
    ],
)
def test_a_ledger_is_filtered_by_its_address(browser: Browser, query: str, numbers: str) -> None:
    browser.get(f"/ledger/test-2021{query}")
    assert browser.status == 200
    assert " ".join(re.findall(r"<tr><td>(\d+)</td>", browser.text)) == numbers


@pytest.mark.parametrize("view", ["item", "unit", "matrix", "calendar"])
def test_a_ledger_is_seen_from_each_side(browser: Browser, view: str) -> None:
    browser.get(f"/ledger/test-2021?view={view}")
    assert browser.status == 200
    assert {"item": "第1项工作", "unit": "区司法局", "matrix": "区司法局", "calendar": "2021年12月"}[
        view
    ] in browser.text


def test_what_one_sees_is_exported(browser: Browser) -> None:
    browser.get("/ledger/test-2021/export.csv?unit=区教育局")
    assert browser.text.count(",区教育局,") == 2
    assert "区司法局" not in browser.text
    browser.get("/ledger/test-2021/export.xlsx")
    assert browser.content[:2] == b"PK"
    browser.get("/ledger/test-2021/export.exe")
    assert browser.status == 404


def test_the_outbox_is_sent_again_and_dropped(browser: Browser, board: Office) -> None:
    tick(board, "2021-06-02T09:00", {})
    browser.get("/outbox")
    (first, *_) = re.findall(r'name="id" value="([^"]+)"', browser.text)
    browser.send("/outbox", ("id", first), ("what", "drop"), ("note", "不再需要"))
    assert first not in browser.text
    browser.get("/outbox?all=1")
    browser.send("/outbox", ("id", first), ("what", "retry"))
    assert first in browser.get("/outbox")


def test_a_late_unit_is_urged_in_ones_own_words(browser: Browser, board: Office) -> None:
    (silent,) = ids(board, "区司法局")
    browser.get(f"/duty/{silent}")
    browser.send("/urge", ("duty", str(silent)), ("note", "请今天报来"), ("back", f"/duty/{silent}"))
    assert "催办已登记" in browser.words
    assert "请今天报来" in browser.words


def test_the_story_tells_messages_and_what_became_of_them(browser: Browser, board: Office) -> None:
    tick(board, "2021-05-06T09:00")
    browser.get(f"/duty/{ids(board, '区财政局')[1]}")
    assert "已发出" in browser.words


def test_a_leader_has_seen_it(board: Office) -> None:
    leader = Browser(board).enter("leader", "区财政局")
    leader.get("/")
    assert "区财政局" in leader.words
    leader.send("/seen")
    assert "上次已阅：2021年6月2日 10:00" in leader.words


def test_the_wall_is_shut_unless_it_has_a_secret(board: Office) -> None:
    browser = Browser(board)
    browser.get("/wall/")
    assert browser.status == 404
    browser.get("/wall/abcdefghijklmnop1234")
    assert browser.status == 404
    secret = board.settings.model_validate({"board_wall": "abcdefghijklmnop1234"}).board_wall
    browser.office = replace(board, settings=board.settings.model_copy(update={"board_wall": secret}))
    browser.get("/wall/abcdefghijklmnop1234")
    assert browser.status == 200
    assert not any(unit in browser.text for unit in UNITS)


def test_a_time_line_has_each_items_days_and_today(browser: Browser) -> None:
    browser.get("/ledger/test-2021?view=time")
    assert browser.text.count('class="line"') == 4  # the months' names, three items
    assert 'class="k-overdue"' in browser.text
    assert 'class="today"' in browser.text
    browser.get("/ledger/test-2021?view=time&light=reported")
    assert browser.text.count('class="line"') == 2


def test_papers_are_offered_for_whom_they_say_something_and_saved(browser: Browser) -> None:
    browser.get("/ledger/test-2021/papers")
    assert "催办函" in browser.words
    assert "区司法局" in browser.words
    assert "延期批复" not in browser.words
    (link,) = set(browser.links("/ledger/test-2021/papers/urging?"))
    browser.get(link)
    assert browser.content[:2] == b"PK"
    assert "attachment" in browser.headers["content-disposition"]
    assert browser.headers["content-disposition"].endswith(".docx")
    browser.get("/ledger/test-2021/papers/dispatch")
    assert browser.headers["content-disposition"].endswith(".zip")
    browser.get("/ledger/test-2021/papers/extension")
    assert browser.status == 409
    browser.get("/ledger/test-2021/papers/nothing")
    assert browser.status == 404


def test_an_export_is_filtered_and_sorted_as_what_one_sees(browser: Browser) -> None:
    browser.get("/ledger/test-2021/export.json?unit=区财政局&sort=due")
    found = json.loads(browser.content)["rows"]
    assert [row["number"] for row in found] == ["1", "2", "3"]
    browser.get("/ledger/test-2021/export.json?sort=unit")
    units = [row["unit"] for row in json.loads(browser.content)["rows"]]
    assert units == sorted(units)
    assert len(units) == 6


def test_a_ledger_with_reports_that_wait_is_archived_only_if_that_is_meant(browser: Browser, board: Office) -> None:
    with board.store.begin() as session:
        (name,) = {duty.ledger_id for duty in duties.duties(session)}
    browser.get(f"/document/{name}")
    browser.send(f"/document/{name}/archive")
    assert "还有事项未了" in browser.words
    assert "待审核、待重新分工 2 项次" in browser.words
    browser.get(f"/document/{name}")
    browser.send(f"/document/{name}/archive", ("anyway", "1"))
    with board.store.begin() as session:
        assert ledgers.all_ledgers(session)[0].state == ledgers.ARCHIVED


def test_a_day_with_more_than_is_listed_says_so(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(day, "MOST", 2)
    items = [task(str(n), due("2021-05-31")) for n in (1, 2)]
    dispatched(office, ledger(*items, task("9", due("2021-06-10"))), "2021-05-06T09:00")
    browser = Browser(office).enter(COORDINATOR, "区政府办公室")
    browser.get("/")
    assert "2 逾期 1 两周内到期" in browser.words
    assert "只列最早的" not in browser.words
    take_in(office, ledger(task("3", due("2021-05-31")), sha256="7" * 64), "more.docx", browser.now, CLERK, as_new=True)
    dispatch(office, "more", browser.now, browser.now, CLERK, defaults=True)
    browser.get("/")
    assert "2+ 逾期 1 两周内到期" in browser.words
    assert "这里只列最早的" in browser.words
