"""Items entered and corrected by hand, and clocks started, on the pages."""

import re

import pytest

from bot.deadlines import parse
from bot.plan.duty import Duty
from bot.roster.roster import CONTACT, COORDINATOR
from bot.store import duties
from bot.work.office import Office
from tests.support.board import Browser
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
    shown = [field(coordinator, name) for name in ("state", "number", "lead", "responsible", "assisting")]
    words = ("text", re.findall(r"(?s)<textarea[^>]*>(.*?)</textarea>", coordinator.text)[0])
    said = (*shown, words, ("what", "edit"))
    coordinator.send(path, *said, field(coordinator, "deadline"))
    assert due_days(office) == {"1": "2021-09-30", "2": "2021-10-31"}
    coordinator.get(f"{path}?number=1")
    coordinator.send(path, *said, ("deadline", "2021年8月20日前"))
    assert coordinator.status == 200
    assert due_days(office) == {"1": "2021-08-20", "2": "2021-10-31"}
    coordinator.send(path, *said, ("deadline", "2021年8月25日前"))
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
