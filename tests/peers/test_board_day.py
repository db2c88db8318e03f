"""Each role's day in a browser, by mouse and by keyboard alone; what is printed; the wall."""

from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from bot.resources import shipped
from tests.support.served import DESK, PHONE, Served, at_least, blank_page, go_to, press, shows, visit

pytestmark = pytest.mark.peer
EXAMPLE = shipped("examples", "qingyu", "ledger.docx")
A4 = (595, 842)


def test_a_document_comes_in_from_upload_to_dispatch(chromium: Any, served: Served) -> None:
    page = visit(chromium, served, "coordinator", "区政府办公室", DESK)
    page.goto(f"{served.url}/new")
    page.set_input_files("#file", EXAMPLE)
    page.click("text=读取")
    page.wait_for_url("**/new/**")
    at_least(page, ".paper mark", 11)
    page.click("#o5")
    page.wait_for_url("**#i5")
    press(page, "text=作为新台账存为草稿")
    shows(page, "main", "3 个问题待确认")
    page.check("fieldset >> nth=0 >> input[type=radio] >> nth=0")
    press(page, "text=保存答复")
    shows(page, "main", "2 个问题待确认")
    press(page, "main .button >> text=预演")
    at_least(page, "svg", 3)
    page.go_back()
    press(page, "form button >> text=交办")
    at_least(page, "tbody tr", 21)
    press(page, "text=时间轴")
    at_least(page, "table.time tbody tr", 3)
    press(page, "text=公文")
    with page.expect_download() as saved:
        page.click("main a[download] >> nth=0")
    assert saved.value.suggested_filename.endswith(".docx")
    assert served.faults == []


def test_a_file_that_is_no_document_says_why_in_its_place(chromium: Any, served: Served, tmp_path: Path) -> None:
    page = visit(chromium, served, "coordinator", "区政府办公室", DESK)
    page.goto(f"{served.url}/new")
    wrong = tmp_path / "程序.docx"
    wrong.write_bytes(b"MZ" + b"\0" * 64)
    page.set_input_files("#file", wrong)
    page.click("text=读取")
    shows(page, "h1", "没有办理")
    assert [fault for fault in served.faults if "409" not in fault] == []


def test_a_ledger_is_filtered_as_one_types_and_walked_by_keys(chromium: Any, served: Served) -> None:
    page = visit(chromium, served, "coordinator", "区政府办公室", DESK)
    page.goto(f"{served.url}/ledger/test-2021")
    page.keyboard.press("/")
    page.keyboard.type("第2项")
    page.wait_for_url("**text=*")
    page.wait_for_function("document.querySelectorAll('tbody tr').length === 1")
    assert page.evaluate("document.activeElement.value") == "第2项"
    page.goto(f"{served.url}/ledger/test-2021?sort=due")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    page.keyboard.press("Enter")
    page.wait_for_url("**/duty/*")
    assert served.faults == []


def test_a_contact_reports_by_keyboard(chromium: Any, served: Served) -> None:
    page = visit(chromium, served, "contact", "区财政局", DESK)
    page.keyboard.press("Tab")
    assert "跳到正文" in page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    go_to(page, "全部签收")
    page.keyboard.press("Enter")
    shows(page, ".notice", "签收：3 项")
    go_to(page, "反馈")
    page.keyboard.press("Enter")
    page.wait_for_url("**do=reported**")
    go_to(page, "note-reported")
    page.keyboard.type("已办")
    go_to(page, "反馈")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice >> text=反馈：已记录")
    go_to(page, "撤销")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice >> text=已撤回")
    assert served.faults == []


def test_a_coordinator_decides_by_keyboard(chromium: Any, served: Served) -> None:
    contact = visit(chromium, served, "contact", "区教育局", PHONE)
    press(contact, ".card >> text=反馈")
    contact.fill("#note-reported", "已办")
    press(contact, "details[open] button")
    page = visit(chromium, served, "coordinator", "区政府办公室", DESK)
    go_to(page, "核准销号")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice >> text=核准销号：已记录")
    go_to(page, "撤销")
    page.keyboard.press("Enter")
    page.wait_for_selector(".notice >> text=已撤回")
    assert served.faults == []


def test_a_leader_looks_and_has_seen(chromium: Any, served: Served) -> None:
    page = visit(chromium, served, "leader", "区财政局", PHONE)
    shows(page, "main", "逾期")
    go_to(page, "已阅")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=上次已阅")
    press(page, "footer button")
    page.wait_for_selector("html[lang=en]")
    assert served.faults == []


@pytest.mark.parametrize("path", ["/ledger/test-2021", "/ledger/test-2021?view=time", "/duty/1", "/"])
def test_a_page_prints_on_a4(chromium: Any, served: Served, path: str, tmp_path: Path) -> None:
    page = visit(chromium, served, "coordinator", "区政府办公室", DESK)
    page.goto(f"{served.url}{path}")
    page.emulate_media(media="print")
    for hidden in ("main button:visible", "header:visible"):
        page.locator(hidden).first.wait_for(state="detached")
    printed = tmp_path / "page.pdf"
    printed.write_bytes(page.pdf(prefer_css_page_size=True))
    with pypdfium2.PdfDocument(printed) as found:
        sizes = {tuple(round(side) for side in sheet.get_size()) for sheet in found}
        words = "".join(sheet.get_textpage().get_text_range() for sheet in found)
    assert sizes == {A4}
    assert "第1项工作" in "".join(words.split())


def test_the_wall_shows_lights_and_no_names(chromium: Any, served: Served) -> None:
    page = blank_page(chromium, served, DESK)
    page.goto(f"{served.url}/wall/wall-of-the-office")
    words = page.inner_text("body")
    assert "逾期" in words
    assert "区财政局" not in words
    assert "区政府办公室" not in words
    page.goto(f"{served.url}/wall/wall-of-somebody-else")
    assert "逾期" not in page.inner_text("body")
    assert [fault for fault in served.faults if "404" not in fault] == []
