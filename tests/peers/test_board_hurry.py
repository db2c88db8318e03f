"""A contact in a hurry, in a browser: presses twice, goes back, chooses the wrong file, is signed out meanwhile."""

from dataclasses import replace
from typing import Any

import pytest

from bot.store import events
from tests.support.served import PHONE, Served, press, shows, visit

pytestmark = pytest.mark.peer
WORDS = "已培训两次，共一百二十人"


@pytest.fixture
def page(chromium: Any, served: Served) -> Any:
    served.office = replace(served.office, settings=served.office.settings.model_copy(update={"evidence_mb": 1}))
    return visit(chromium, served, "contact", "区财政局", PHONE)


def count(served: Served, verb: str) -> int:
    with served.office.store.look() as session:
        return len([event for event, *_ in events.latest(session, 100) if event.verb == verb])


def test_two_presses_are_one_and_going_back_shows_what_is(page: Any, served: Served) -> None:
    with page.expect_navigation():
        page.dblclick(".card >> nth=0 >> button")
    shows(page, ".notice", "签收：已记录")
    assert count(served, "acknowledged") == 1
    page.go_back()
    shows(page, ".card >> nth=0", "反馈")
    press(page, ".card >> nth=1 >> button")
    shows(page, ".notice", "签收：已记录")
    assert count(served, "acknowledged") == 2
    assert served.faults == []


def test_a_file_too_large_is_named_before_it_is_sent_and_a_wrong_one_costs_no_words(page: Any, served: Served) -> None:
    page.goto(f"{served.url}/duty/1?do=reported")
    page.fill("#note-reported", WORDS)
    page.set_input_files("#files", {"name": "大.txt", "mimeType": "text/plain", "buffer": b"x" * 1_100_000})
    page.wait_for_function("document.querySelector('#files').validationMessage.includes('1 MB')")
    page.set_input_files("#files", {"name": "程序.exe", "mimeType": "text/plain", "buffer": b"MZ\x90\0" * 40})
    press(page, "details[open] button")
    shows(page, ".notice.bad", "程序.exe")
    press(page, "details[open] button")
    shows(page, ".story", WORDS)  # as they stood in the form
    assert [fault for fault in served.faults if "409" not in fault] == []


def test_words_outlive_a_visit_that_ended(page: Any, served: Served) -> None:
    page.goto(f"{served.url}/duty/1?do=reported")
    page.fill("#note-reported", WORDS)
    page.context.clear_cookies(name="duban")
    press(page, "details[open] button")
    shows(page, "main", WORDS)
    page.click("text=返回修改")
    page.wait_for_url("**/signin**")
    assert [fault for fault in served.faults if "401" not in fault] == []
