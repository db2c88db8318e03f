"""Every job by the keyboard alone: no pointer is moved in any of these."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from bot.resources import shipped
from bot.roster.roster_file import load_roster
from bot.work.documents.intake import take_in
from bot.work.planning.tick import plan
from tests.support.office import CLERK, at, due, ledger, task
from tests.support.served import DESK, PHONE, Served, enter, fill, go_to, shows, unfold, visit

pytestmark = pytest.mark.peer
EXAMPLE = shipped("examples", "qingyu", "ledger.docx")
UNITS = """# 名录
[[unit]]
name = "区财政局"  # 预算股
  [[unit.contact]]
  name = "财政联络员"
  email = "cz@example.org"

[[group]]
name = "各股室"
members = ["区财政局"]

[[coordinator]]
name = "区政府办公室"
email = "gk@example.org"
"""


def coordinator(chromium: Any, served: Served, path: str) -> Any:
    page = visit(chromium, served, "coordinator", "区政府办公室", DESK)
    page.goto(f"{served.url}{path}")
    return page


def with_settings(served: Served, folder: Path) -> Path:
    """The office with a folder of settings of its own; gives its units file."""
    file = folder / "config" / "units.toml"
    file.parent.mkdir()
    file.write_text(UNITS, encoding="utf-8")
    (file.parent / "policy.toml").write_text("# 本办的办法\n", encoding="utf-8")
    served.office = replace(served.office, config=file.parent, roster=load_roster(file))
    return file


def test_a_document_comes_in_and_is_dispatched(chromium: Any, served: Served) -> None:
    page = coordinator(chromium, served, "/ledgers")
    enter(page, "导入文件")
    go_to(page, "file")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files(EXAMPLE)
    go_to(page, "读取")
    page.keyboard.press("Enter")
    page.wait_for_url("**/new/**")
    enter(page, "作为新台账存为草稿")
    shows(page, "main", "3 个问题待确认")
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.type === 'radio'"):
        page.keyboard.press("Tab")
    page.keyboard.press("Space")
    enter(page, "保存答复")
    shows(page, "main", "2 个问题待确认")
    enter(page, "预演今后几个月")
    page.go_back()
    page.evaluate("document.activeElement.blur()")
    go_to(page, "on")
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.matches('form[action$=dispatch] button')"):
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    shows(page, "tbody", "区财政局")
    enter(page, "公文")
    go_to(page, "下载")
    with page.expect_download() as saved:
        page.keyboard.press("Enter")
    assert saved.value.suggested_filename.endswith((".docx", ".zip"))
    assert served.faults == []


def test_an_item_is_entered_and_corrected(chromium: Any, served: Served) -> None:
    page = coordinator(chromium, served, "/new")
    enter(page, "直接录入")
    for field, words in (
        ("title", "批示台账"),
        ("text", "查清漏损"),
        ("responsible", "区财政局"),
        ("deadline", "7月底前"),
    ):
        fill(page, field, words)
    enter(page, "保存")
    shows(page, ".notice", "第 1 项已保存")
    enter(page, "更正")
    fill(page, "deadline", "8月20日前")
    enter(page, "保存")
    shows(page, "table", "2021-08-20")
    assert served.faults == []


def test_units_contacts_and_groups_are_changed(chromium: Any, served: Served, tmp_path: Path) -> None:
    file = with_settings(served, tmp_path)
    page = coordinator(chromium, served, "/units")
    unfold(page, "区财政局")
    unfold(page, "cz@example.org")
    fill(page, "email区财政局0", "cz2@example.org")
    fill(page, "sms区财政局0", "13900000001")
    enter(page, "保存")
    written = file.read_text(encoding="utf-8")
    assert "cz2@example.org" in written
    assert "# 预算股" in written
    assert "13900000001" in written
    page.goto(f"{served.url}/units")
    unfold(page, "各股室")
    fill(page, "g1m", "区财政局、区审计局")
    enter(page, "保存")
    assert "区审计局" in file.read_text(encoding="utf-8")
    assert served.faults == []


def test_messages_are_sent_again_or_dropped(chromium: Any, served: Served) -> None:
    plan(served.office, served.now)
    page = coordinator(chromium, served, "/outbox")
    before = page.locator("tbody tr").all()
    enter(page, "重发")
    page.wait_for_url("**/outbox")
    fill(page, "why", "已当面告知")
    enter(page, "不再发送")
    page.locator("tbody tr").nth(len(before) - 1).wait_for(state="detached")
    enter(page, "全部")
    shows(page, "tbody", "已撤销")
    assert served.faults == []


def test_a_year_is_carried_over(chromium: Any, served: Served) -> None:
    later = replace(ledger(task("9", due("2022-06-30"))), title="2022年要点", sha256="5" * 64)
    take_in(served.office, later, "next-year.docx", served.now, CLERK)
    page = coordinator(chromium, served, "/document/test-2021")
    enter(page, "结转到另一本台账")
    while not page.evaluate("document.activeElement.name === 'to'"):
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    enter(page, "看清单")
    shows(page, "h2", "将结转 3 项")
    page.keyboard.press("Tab")
    while not page.evaluate("document.activeElement.matches('form[method=post] button')"):
        page.keyboard.press("Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    shows(page, ".notice", "已结转 3 项")
    assert served.faults == []


def test_the_digest_is_sent_and_the_log_looked_through(chromium: Any, served: Served) -> None:
    page = coordinator(chromium, served, "/")
    enter(page, "周报")
    enter(page, "立即发送")
    shows(page, ".notice", "周报已登记")
    page.goto(f"{served.url}/")
    enter(page, "办理记录")
    while not page.evaluate("document.activeElement.name === 'who'"):
        page.keyboard.press("Tab")
    page.keyboard.type("区政府办公室")
    enter(page, "筛选")
    shows(page, "tbody", "发送周报")
    assert served.faults == []


def test_a_policy_is_compared_and_chosen(chromium: Any, served: Served, tmp_path: Path) -> None:
    file = with_settings(served, tmp_path).with_name("policy.toml")
    page = coordinator(chromium, served, "/policy")
    enter(page, "比较今后三个月")
    shows(page, "main", "今后三个月共")
    enter(page, "选用这个办法")
    written = file.read_text(encoding="utf-8")
    assert "preset" in written
    assert "# 本办的办法" in written
    assert served.faults == []


def test_a_contact_asks_for_time_hands_back_and_takes_it_back(chromium: Any, served: Served) -> None:
    served.now = at("2021-05-07T10:00")
    page = visit(chromium, served, "contact", "区财政局", PHONE)
    go_to(page, "第1项工作")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    enter(page, "签收")
    unfold(page, "申请延期")
    go_to(page, "until-extension-requested")
    page.keyboard.type("07012021")
    fill(page, "note-extension-requested", "资料未齐")
    enter(page, "申请延期")
    shows(page, ".notice", "申请延期：已记录")
    enter(page, "撤销这一步")
    shows(page, ".notice", "已撤回")
    unfold(page, "退回（非本单位职责）")
    fill(page, "note-handed-back", "应由区民政局办理")
    enter(page, "退回（非本单位职责）")
    shows(page, ".story", "应由区民政局办理")
    enter(page, "撤销这一步")
    shows(page, ".notice", "已撤回")
    assert served.faults == []


def test_a_leader_looks_at_what_is_late_and_has_seen_it(chromium: Any, served: Served) -> None:
    page = visit(chromium, served, "leader", "区财政局", DESK)
    go_to(page, "第1项工作")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    shows(page, "h2", "任务原文")
    enter(page, "返回")
    enter(page, "已阅")
    shows(page, "main", "上次已阅")
    assert served.faults == []
