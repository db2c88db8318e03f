"""The board as people use it: Chromium against the real server, phone and desktop, with and without a script."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.texts import set_language
from bot.work.documents.intake import take_in
from bot.work.duties.evidence import from_file, keep
from tests.support.office import CLERK, due, ledger, task
from tests.support.served import DESK, PHONE, Served, blank_page, press, shows, visit

pytestmark = pytest.mark.peer


@pytest.mark.parametrize("script", [True, False])
def test_a_contact_does_the_days_work_on_a_phone(chromium: Any, served: Served, script: bool, tmp_path: Path) -> None:
    page = visit(chromium, served, "contact", "区财政局", PHONE, java_script_enabled=script)
    press(page, "text=全部签收（3 项）")
    shows(page, ".notice", "签收：3 项")
    press(page, ".card >> nth=0 >> text=反馈")
    photo = tmp_path / "照片.png"
    photo.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    page.fill("#note-reported", "已完成")
    page.set_input_files("#files", photo)
    press(page, "details[open] button")
    shows(page, ".story", "照片.png")
    press(page, "text=撤销这一步")
    shows(page, ".notice", "已撤回")
    page.goto(f"{served.url}/")
    press(page, "text=申请延期 >> nth=0")
    page.fill("#until-extension-requested", "2021-07-01")
    page.fill("#note-extension-requested", "资料未齐")
    press(page, "details[open] button")
    shows(page, ".notice", "申请延期：已记录")
    if script:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert served.faults == []


def test_two_coordinators_at_once(chromium: Any, served: Served) -> None:
    contact = visit(chromium, served, "contact", "区教育局", PHONE)
    press(contact, ".card >> text=反馈")
    contact.fill("#note-reported", "已办")
    press(contact, "details[open] button")
    one, two = (visit(chromium, served, "coordinator", "区政府办公室", DESK) for _ in range(2))
    press(one, "main >> text=核准销号")
    shows(one, ".notice", "核准销号：已记录")
    press(two, "main >> text=核准销号")
    shows(two, "h1", "没有办理")
    assert [fault for fault in served.faults if "409" not in fault] == []


def test_a_page_changes_when_somebody_else_acts_and_not_under_ones_typing(chromium: Any, served: Served) -> None:
    coordinator = visit(chromium, served, "coordinator", "区政府办公室", DESK)
    coordinator.clock.install()  # it looks again by itself after a while: not during this test, however slow
    coordinator.reload(wait_until="networkidle")  # its first look has been answered
    coordinator.wait_for_function("typeof htmx !== 'undefined'")
    contact = visit(chromium, served, "contact", "区教育局", PHONE)
    press(contact, "text=签收 >> nth=0")
    press(contact, ".card >> text=反馈")
    contact.fill("#note-reported", "刚刚办完")
    press(contact, "details[open] button")
    assert "刚刚办完" not in coordinator.inner_text("main")
    coordinator.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    coordinator.wait_for_selector("text=刚刚办完")
    assert served.faults == []


#: Pages whose addresses are known only once something was made: what is read of a file, of a corrected one, of an
#: edited sheet, a link.
READ, CORRECTED, EDITED, LINK = "read", "corrected", "edited", "link"
TABLE = """序号,任务,责任单位,完成时限
1,第1项工作,区财政局、区教育局,2021年5月31日前
2,改过的工作,区财政局,12月32日前
"""
EDITS = """序号,状态,现时限,办理情况,duban_id,duban_ledger,duban_state,duban_due,duban_note
1,已签收,2021年5月31日,有据,1,test-2021,dispatched,2021-05-31,
2,已销号,2021年9月30日,,3,test-2021,closed,2021-09-30,
"""
PAGES = {
    "coordinator": (
        *("/", "/ledgers", "/outbox", "/units", "/new", "/duty/1", "/document/test-2021", "/me", "/policy"),
        *(
            f"/ledger/test-2021{query}"
            for query in ("", "?view=matrix", "?view=time", "?view=calendar", "?view=unit", "?light=none")
        ),
        *("/check", "/item", "/document/test-2021/item", "/document/test-2021/item?number=1", "/units?unit=区财政局"),
        *("/duty/1?do=reassigned", "/outbox?all=1", "/policy?compare=sanming", "/nowhere", READ, CORRECTED, EDITED),
        *("/document/test-2021/carry", "/document/test-2021/carry?to=next-year", "/digest", "/log", "/log?number=1"),
        *("/ledger/test-2021/papers", "/document/test-2021/original", "/document/test-2021/rehearsal", "/mails"),
    ),
    "contact": ("/", "/duty/1", "/duty/1?do=reported", "/duty/1?do=extension-requested", "/me"),
    "leader": ("/", "/duty/1", "/me"),
    "": ("/signin", "/signin?sent=1", LINK, "/in/spent", "/wall/wall-of-the-office", "/wall/another"),
}
UNBROKEN = (Path(__file__).parents[1] / "support" / "unbroken.js").read_text(encoding="utf-8")
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}


def made_addresses(served: Served) -> dict[str, str]:
    """Their addresses."""
    office, found = served.office, {}
    for name, rows in ((READ, TABLE), (CORRECTED, TABLE.replace("改过的工作", "第2项工作"))):
        kept = from_file(office, "test-2021.csv", rows.encode())
        keep(office, kept, served.now)
        found[name] = f"/new/{kept.name}?name=test-2021.csv"
    edited = from_file(office, "edited.csv", EDITS.encode())
    keep(office, edited, served.now)
    found[EDITED] = f"/new/{edited.name}?name=edited.csv"
    found[LINK] = served.link("contact", "区财政局").removeprefix(served.url)
    return found


#: Each page is looked at so: on a phone, at a desk, on paper.
LOOKS = ((PHONE, "screen"), (DESK, "screen"), (DESK, "print"))
FAULTS = "options => axe.run(options).then(found => found.violations.map(one => `${one.id} ${one.nodes[0].html}`))"


@pytest.mark.parametrize(("language", "scheme"), [("zh-CN", "light"), ("en", "dark")])
def test_pages_are_accessible_and_fit(
    chromium: Any, served: Served, language: str, scheme: str, tmp_path: Path
) -> None:
    axe = pytest.importorskip("axe_playwright_python.base").AXE_SCRIPT
    set_language(language)
    (tmp_path / "config").mkdir()
    served.office = replace(served.office, config=tmp_path / "config")
    later = ledger(task("9", due("2022-06-30")), sha256="5" * 64)
    take_in(served.office, later, "next-year.docx", served.now, CLERK, as_new=True)
    found = []
    for role, paths in PAGES.items():
        name = "区政府办公室" if role == "coordinator" else "区财政局"
        page = look_in(chromium, served, role, name, PHONE, color_scheme=scheme)
        made = made_addresses(served)
        for path in paths:
            page.goto(f"{served.url}{made.get(path, path)}")
            found += [f"{role} {path} {fault}" for fault in faults_of(page, axe)]
        page.context.close()
    assert found == []
    assert [fault for fault in served.faults if not MISSING.search(fault)] == []


def faults_of(page: Any, axe: str) -> list[str]:
    """What is wrong with a page that was opened once, in each of the ways in which it is looked at."""
    found = []
    page.evaluate(axe)
    for size, media in LOOKS:
        page.set_viewport_size(size)
        page.emulate_media(media=media)
        wide = page.evaluate("document.documentElement.scrollWidth") - size["width"]
        faults = [f"{wide} px too wide"] if wide > 0 else []
        if size == PHONE:
            faults += [f"broken over two lines: {words}" for words in page.evaluate(UNBROKEN)]
        # On paper nothing is pressed.
        options = {**WCAG, "resultTypes": ["violations"], "rules": {"target-size": {"enabled": media == "screen"}}}
        faults += [fault[:140] for fault in page.evaluate(FAULTS, options)]
        found += [f"{size['width']} {media}: {fault}" for fault in faults]
    return found


#: Pages that are not there are looked at too.
MISSING = re.compile("status of 4(04|10)")


def look_in(chromium: Any, served: Served, role: str, name: str, size: dict[str, int], **options: Any) -> Any:
    """A page of somebody signed in, or of a stranger."""
    if role:
        return visit(chromium, served, role, name, size, **options)
    return blank_page(chromium, served, size, **options)
