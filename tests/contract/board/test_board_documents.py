"""A document comes in by the board: read, asked about, rehearsed, dispatched; a correction is a difference."""

import re
from pathlib import Path

import pytest

from bot.resources import shipped
from bot.store import duties, ledgers
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import at

EXAMPLE = shipped("examples", "qingyu", "ledger.docx")
CSV = "序号,任务,责任单位,完成时限\n1,修订办事指南,区财政局,{day}\n2,公开部门预算,区教育局,2021年10月31日前\n{more}"


@pytest.fixture
def browser(office: Office) -> Browser:
    return Browser(office, at("2021-06-02T10:00")).enter("coordinator", "区政府办公室")


def bring(browser: Browser, name: str, content: bytes) -> str:
    browser.get("/new")
    browser.send("/new", files=[(name, content)])
    found = re.search(r'action="(/new/[^"]+)"', browser.text)
    return found[1] if found else ""


def test_the_example_comes_in_from_upload_to_dispatch(browser: Browser, office: Office) -> None:
    path = bring(browser, "要点.docx", EXAMPLE.read_bytes())
    assert "这是一份新的台账" in browser.words
    assert "表1第" in browser.words.replace(" ", "")
    browser.send(path, ("how", "new"), ("name", "要点.docx"))
    assert "3 个问题待确认" in browser.words
    (page,) = set(re.findall(r'action="(/document/[^"/]+)/answers"', browser.text))
    first = re.search(r'name="(q-[^"]+)" value="([^"]+)"', browser.text)
    assert first is not None
    browser.send(f"{page}/answers", (first[1], first[2]))
    assert "2 个问题待确认" in browser.words
    browser.get(f"{page}/rehearsal?from=2026-03-01&to=2026-04-30")
    assert "预演不发送任何消息" in browser.words
    assert "<svg" in browser.text
    with office.store.begin() as session:
        assert duties.duties(session) == []
    browser.get(page)
    browser.send(f"{page}/dispatch", ("defaults", "1"))
    with office.store.begin() as session:
        assert len(duties.duties(session)) > 20
    bring(browser, "要点.docx", EXAMPLE.read_bytes())
    assert "已经导入过" in browser.words


def test_a_correction_is_a_difference_to_accept(browser: Browser, office: Office) -> None:
    name = "台账.csv"
    path = bring(browser, name, CSV.format(day="2021年9月30日前", more="").encode())
    browser.send(path, ("how", "new"), ("name", name))
    corrected = CSV.format(day="2021年11月30日前", more="3,上报总结,区司法局,2021年12月31日前\n")
    path = bring(browser, name, corrected.encode())
    if "更正" not in browser.words:
        pytest.fail(browser.words)
    assert "2021-09-30" in browser.words
    assert "2021-11-30" in browser.words
    assert "新增 3" in browser.words
    target = re.search(r'name="ledger" value="([^"]+)"', browser.text)
    assert target is not None
    browser.send(path, ("how", "corrects"), ("name", name), ("ledger", target[1]))
    with office.store.begin() as session:
        (row,) = ledgers.all_ledgers(session)
    assert len(row.content["tasks"]) == 3


@pytest.mark.parametrize(("name", "content"), [("a.exe", b"MZ\x90\0" * 40), ("leer.docx", b"")])
def test_what_is_no_document_is_refused_with_a_reason(browser: Browser, name: str, content: bytes) -> None:
    bring(browser, name, content)
    assert browser.status in {400, 409}
    assert "没有办理" in browser.words


def test_a_file_without_a_ledger_says_why(browser: Browser) -> None:
    bring(browser, "说明.txt", "今天天气很好。".encode())
    assert browser.status == 409
    browser.get("/new/" + "0" * 64 + ".docx")
    assert browser.status == 404
    browser.get("/new/..%2F..%2Fetc%2Fpasswd")
    assert browser.status == 404


def test_files_are_kept_private(browser: Browser, office: Office, tmp_path: Path) -> None:
    bring(browser, "说明.txt", "今天天气很好。".encode())
    kept = list((tmp_path / "evidence").iterdir())
    assert [path.stat().st_mode & 0o077 for path in kept] == [0]
