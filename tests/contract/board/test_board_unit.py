"""A unit's page: what is to be done, and doing it without a script."""

import re

import pytest

from bot.plan.duty import State
from bot.store import duties
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import at, dispatched, due, ledger, task

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def board(office: Office) -> Office:
    """Three duties of the finance bureau, the first of them overdue, and one of the education bureau."""
    tasks = (
        task("1", due("2021-05-31")),
        task("2", due("2021-09-30"), units=("区财政局", "区教育局")),
        task("3", due("2021-10-31")),
    )
    dispatched(office, ledger(*tasks), "2021-05-01T09:00")
    return office


@pytest.fixture
def browser(board: Office) -> Browser:
    found = Browser(board).enter("contact", "区财政局")
    found.get("/")
    return found


def states(office: Office, unit: str = "区财政局") -> list[str]:
    with office.store.begin() as session:
        return [duty.state for duty in duties.duties(session, unit=unit)]


def ids(office: Office, unit: str = "区财政局") -> list[int]:
    with office.store.begin() as session:
        return [duty.id for duty in duties.duties(session, unit=unit)]


def test_the_worst_comes_first_and_others_are_not_shown(browser: Browser) -> None:
    numbers = re.findall(r"<b>(\d+)\.</b>", browser.text)
    assert numbers == ["1", "2", "3"]
    assert "逾期" in browser.words
    assert "教育" not in browser.words


def test_one_is_acknowledged_and_taken_back(browser: Browser, board: Office) -> None:
    first = ids(board)[0]
    browser.send("/act", ("verb", "acknowledged"), ("duty", str(first)), ("back", "/"))
    assert states(board) == [State.ACKNOWLEDGED, State.DISPATCHED, State.DISPATCHED]
    assert "签收：已记录" in browser.words
    move = re.search(r'name="move" value="([^"]+)"', browser.text)
    assert move is not None
    browser.send("/undo", ("move", move[1]), ("back", "/"))
    assert "已撤回" in browser.words
    assert set(states(board)) == {State.DISPATCHED}


def test_all_are_acknowledged_at_once(browser: Browser, board: Office) -> None:
    fields = [("duty", found) for found in re.findall(r'type="hidden" name="duty" value="(\d+)"', browser.text)]
    browser.send("/act", ("verb", "acknowledged"), *fields)
    assert set(states(board)) == {State.ACKNOWLEDGED}
    assert states(board, "区教育局") == [State.DISPATCHED]
    assert "签收：3 项" in browser.words


def test_a_report_brings_words_and_several_files(browser: Browser, board: Office) -> None:
    duty = ids(board)[0]
    browser.get(f"/duty/{duty}?do=reported")
    fields = (("verb", "reported"), ("duty", str(duty)), ("note", "已完成\n第二行"), ("back", f"/duty/{duty}"))
    browser.send("/act", *fields, files=[("一.png", PNG), ("说明.txt", "说明".encode())])
    assert states(board)[0] == State.REPORTED
    assert "已完成 第二行" in browser.words
    kept = browser.links("/evidence/")
    assert len(kept) == 2
    browser.get(kept[0])
    assert browser.content == PNG
    assert browser.headers["content-disposition"].startswith("attachment")
    assert browser.headers["content-type"] == "application/octet-stream"


def test_what_is_no_evidence_is_refused_and_nothing_is_done(browser: Browser, board: Office) -> None:
    duty = ids(board)[0]
    browser.send("/act", ("verb", "reported"), ("duty", str(duty)), files=[("a.exe", b"MZ\x90\0" * 40)])
    assert browser.status == 409
    assert "a.exe" in browser.words
    assert states(board)[0] == State.DISPATCHED


def test_more_time_is_asked_for_with_a_reason(browser: Browser, board: Office) -> None:
    duty = ids(board)[1]
    asked = [("verb", "extension-requested"), ("duty", str(duty)), ("until", "2021-10-20")]
    browser.send("/act", *asked)
    assert browser.status == 409
    browser.get("/")
    browser.send("/act", *asked, ("note", "资料未齐"))
    assert "申请延期：已记录" in browser.words
    with board.store.begin() as session:
        assert duties.get_duties(session, [duty])[duty].extension_until == at("2021-10-20").date()


def test_what_is_not_ones_own_is_handed_back(browser: Browser, board: Office) -> None:
    duty = ids(board)[2]
    browser.send("/act", ("verb", "handed-back"), ("duty", str(duty)), ("note", "不属于我局职责"))
    assert browser.status in {200, 409}
    assert (states(board)[2] == State.HANDED_BACK) is (browser.status == 200)


@pytest.mark.parametrize(
    "verb", ["closed", "sent-back", "extension-granted", "withdrawn", "reassigned", "nonsense", ""]
)
def test_a_unit_makes_no_coordinators_moves(browser: Browser, board: Office, verb: str) -> None:
    before = states(board)
    fields = (("note", "x"), ("until", "2021-12-31"), ("to_unit", "区教育局"))
    browser.send("/act", ("verb", verb), ("duty", str(ids(board)[0])), *fields)
    assert browser.status in {400, 409}
    assert states(board) == before


def test_another_units_duty_is_neither_seen_nor_moved(browser: Browser, board: Office) -> None:
    (theirs,) = ids(board, "区教育局")
    token = browser.token
    browser.get(f"/duty/{theirs}")
    assert browser.status == 404
    own = str(ids(board)[0])
    browser.post("/act", [("token", token), ("verb", "acknowledged"), ("duty", str(theirs)), ("duty", own)])
    assert browser.status == 409
    assert states(board, "区教育局") == [State.DISPATCHED]
    assert states(board)[0] == State.DISPATCHED


def test_nothing_to_do_says_so(office: Office) -> None:
    assert "没有待办的任务" in Browser(office).enter("contact", "区财政局").get("/")


def test_a_leader_reads_and_does_nothing(board: Office) -> None:
    browser = Browser(board).enter("leader", "区财政局")
    browser.get(f"/duty/{ids(board)[0]}")
    assert browser.status == 200
    browser.get("/me")
    browser.send("/act", ("verb", "acknowledged"), ("duty", str(ids(board)[0])))
    assert browser.status == 404
    assert set(states(board)) == {State.DISPATCHED}


def test_a_report_is_withdrawn_by_the_words_that_completed_it(browser: Browser, board: Office) -> None:
    duty = ids(board)[0]
    fields = (("verb", "reported"), ("duty", str(duty)), ("back", f"/duty/{duty}"))
    browser.get(f"/duty/{duty}?do=reported")
    browser.send("/act", *fields, ("note", "已上线"))
    browser.send("/act", *fields, ("note", "补充访问量"))
    assert states(board)[0] == State.REPORTED
    move = re.search(r'name="move" value="([^"]+)"', browser.text)
    assert move is not None
    browser.send("/undo", ("move", move[1]), ("back", f"/duty/{duty}"))
    assert states(board)[0] == State.DISPATCHED
