"""Items entered and corrected by hand, and clocks started, on the pages."""

import re
from dataclasses import replace

import pytest

from bot.deadlines import parse
from bot.plan.duty import Duty
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties, events, ledgers
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.forms import untouched
from tests.support.office import dispatched, due, ledger, task


@pytest.fixture
def coordinator(office: Office) -> Browser:
    return Browser(office).enter(COORDINATOR, "区政府办公室")


def field(browser: Browser, name: str) -> tuple[str, str]:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', browser.text)
    assert found is not None
    return name, found[1]


def test_an_instruction_without_a_file_becomes_a_ledger(coordinator: Browser) -> None:
    coordinator.get("/item")
    said = (
        ("title", "区长批示台账"),
        ("text", "查清供水管网漏损"),
        ("responsible", "区财政局"),
        ("deadline", "7月底前"),
    )
    coordinator.send("/item", *said)
    assert "第 1 项已保存" in coordinator.words
    assert "2021-07-31" in coordinator.words
    coordinator.get("/document/区长批示台账/item")
    coordinator.send(
        "/document/区长批示台账/item", ("text", "公布结果"), ("responsible", "区财政局"), ("deadline", "12月32日前")
    )
    assert "第 2 项已保存" in coordinator.words
    assert "12月32日前" in coordinator.words
    assert "1 个问题待确认" in coordinator.words


@pytest.mark.parametrize("fields", [[("text", "x")], [("title", "x")], []])
def test_an_item_without_words_or_a_ledger_without_a_name_is_refused(
    coordinator: Browser, fields: list[tuple[str, str]]
) -> None:
    coordinator.get("/item")
    coordinator.send("/item", *fields)
    assert coordinator.status == 409
    assert "请填写" in coordinator.words


def test_an_item_at_work_is_corrected_and_what_was_left_stays_as_it_was(coordinator: Browser) -> None:
    office = coordinator.office
    dispatched(office, ledger(task("1", due("2021-09-30")), task("2", due("2021-10-31"))))
    path = "/document/test-2021/item"
    coordinator.get(f"{path}?number=1")
    shown = dict(untouched(coordinator.text, path))
    coordinator.post(path, list(shown.items()))
    assert due_days(office) == {"1": "2021-09-30", "2": "2021-10-31"}
    coordinator.get(f"{path}?number=1")
    coordinator.post(path, list({**shown, "deadline": "2021年8月20日前"}.items()))
    assert coordinator.status == 200
    assert due_days(office) == {"1": "2021-08-20", "2": "2021-10-31"}
    coordinator.post(path, list({**shown, "deadline": "2021年8月25日前"}.items()))
    assert "没有覆盖任何内容" in coordinator.words
    assert due_days(office)["1"] == "2021-08-20"


def due_days(office: Office) -> dict[str, str]:
    with office.store.look() as session:
        return {duty.number: str(duty.due) for duty in duties.duties(session)}


def test_a_clock_is_started_for_one_unit_or_all_and_taken_back(coordinator: Browser) -> None:
    office = coordinator.office
    (counted,) = parse("收到通知后5个工作日内").obligations
    dispatched(office, ledger(task("1", counted, units=("区财政局", "区教育局"))))
    with office.store.look() as session:
        first, second = duties.duties(session)
    coordinator.get(f"/duty/{first.id}")
    own = (("duty", str(first.id)), ("back", f"/duty/{first.id}"))
    coordinator.send("/clock", *own, ("on", "2021-06-03"))
    assert coordinator.status == 409  # still to come
    coordinator.get(f"/duty/{first.id}")
    coordinator.send("/clock", *own, ("on", "2021-06-01"))
    assert "已开始计时" in coordinator.words
    assert {duty.id: str(duty.due) for duty in all_duties(office)} == {first.id: "2021-06-08", second.id: "None"}
    coordinator.send("/undo", field(coordinator, "move"), ("back", f"/duty/{first.id}"))
    assert "已撤回" in coordinator.words
    coordinator.send("/clock", *own, ("on", "2021-06-01"), ("every", "1"))
    assert {str(duty.due) for duty in all_duties(office)} == {"2021-06-08"}
    contact = Browser(office).enter(CONTACT, "区财政局")
    contact.get(f"/duty/{first.id}")
    contact.send("/clock", *own, ("on", "2021-06-01"))
    assert contact.status == 404


def all_duties(office: Office) -> list[Duty]:
    with office.store.look() as session:
        return list(duties.duties(session))


LINES = "3月：制定方案\n4月底前：发布办法\n5月—12月：组织实施"


@pytest.mark.parametrize(
    ("words", "deadline"),
    [
        ("两行的任务\n第二行", LINES),
        ("  前后有空格的任务 ", " 9月底前 "),
        ("长任务" * 5000, "9月底前"),
        ("<b>带标记</b>的 & 任务", "9月底前（“<春节>”除外）"),
        ("任务", "9月底前\r\n10月底前"),
    ],
)
def test_an_item_that_nobody_changed_stays_as_it_was_read(coordinator: Browser, words: str, deadline: str) -> None:
    office = coordinator.office
    own = replace(task("1", due("2021-09-30")), text=words, deadline_raw=deadline)
    dispatched(office, ledger(own))
    path = "/document/test-2021/item"
    before = content_of(office)
    coordinator.get(f"{path}?number=1")
    coordinator.post(path, untouched(coordinator.text, path))
    assert coordinator.status == 200
    assert content_of(office) == before
    with office.store.look() as session:
        assert not [event for event in events.latest(session, 50) if event[0].verb in {"edit", "changed-by-import"}]


def content_of(office: Office) -> object:
    with office.store.look() as session:
        row = ledgers.find_ledger(session, "test-2021")
        assert row is not None
        return row.content


def test_lines_of_a_deadline_stay_lines(coordinator: Browser) -> None:
    path = "/document/test-2021/item"
    dispatched(coordinator.office, ledger(task("1", due("2021-09-30"))))
    coordinator.get(path)
    fields = dict(untouched(coordinator.text, path))
    said = {"text": "一件事", "responsible": "区财政局", "deadline": "9月底前制定方案\r\n11月底前发布办法"}
    coordinator.post(path, list({**fields, **said}.items()))
    coordinator.get("/document/test-2021")
    assert "2021-09-30（周四）（制定方案）；2021-11-30（周二）（发布办法）" in coordinator.words.replace(" ", "")


@pytest.mark.parametrize("name", ["text", "title", "deadline", "responsible"])
def test_words_that_are_too_long_are_refused_and_not_cut(coordinator: Browser, name: str) -> None:
    coordinator.get("/item")
    said = {"title": "台账", "text": "一件事", "responsible": "区财政局", "deadline": "9月底前", name: "长" * 20_100}
    coordinator.send("/item", *said.items())
    assert coordinator.status == 409
    assert "太长" in coordinator.words
    assert "长" * 20_100 in coordinator.words
    with coordinator.office.store.look() as session:
        assert not ledgers.all_heads(session)
