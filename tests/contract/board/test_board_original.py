"""The document beside what was read of it: every place that was read is marked, and no word of the file is lost."""

import re
from dataclasses import replace
from datetime import timedelta
from html import unescape

import pytest

from bot.board.facsimile import facsimile
from bot.courier.delivery import Delivery, Keep
from bot.ledger import extract
from bot.model import Table
from bot.operation.housekeeping import keep_house
from bot.reading import read_data
from bot.resources import shipped
from bot.work.office import Office
from tests.support.board import Browser
from tests.support.office import at

EXAMPLE = shipped("examples", "qingyu", "ledger.docx")
CSV = """序号,任务,责任单位,完成时限
1,<b>修订</b>指南&目录,区财政局,2021年9月 30日前
2,2021年10月底前公开<i>预算,区教育局,长期
"""


@pytest.fixture
def browser(office: Office) -> Browser:
    return Browser(office, at("2021-06-02T10:00")).enter("coordinator", "区政府办公室")


def bring(browser: Browser, name: str, content: bytes) -> str:
    """Takes the file in as a new ledger; gives the address of its page."""
    browser.get("/new")
    browser.send("/new", files=[(name, content)])
    (path,) = set(re.findall(r'action="(/new/[^"]+)"', browser.text))
    browser.send(path, ("how", "new"), ("name", name))
    pages = set(re.findall(r'action="(/document/[^"/]+)/dispatch"', browser.text))
    return str(pages.pop())


@pytest.mark.parametrize(("name", "content"), [("要点.docx", EXAMPLE.read_bytes()), ("台账.csv", CSV.encode())])
def test_every_item_has_its_place_and_every_word_stays(name: str, content: bytes) -> None:
    document = read_data(content, name)
    ledger = extract(document)
    drawn = facsimile(document, ledger)
    assert drawn.items == {task.number for task in ledger.tasks} | {duty.id for duty in ledger.duties}
    for block, found in zip(document.blocks, drawn.blocks, strict=True):
        if isinstance(block, Table):
            own = [(k, c, cell) for k, row in enumerate(block.rows) for c, cell in enumerate(row)]
            every = [cell.text for k, c, cell in own if cell.origin == (k, c)]
            squares = [square for strip in found.strips for square in strip.squares]
            assert [unescape(re.sub("</?mark>", "", square.words)) for square in squares] == every
            assert sum(square.rows * square.columns for square in squares) == sum(map(len, block.rows))
        else:
            assert unescape(re.sub("</?mark>", "", found.words)) == f"{block.label}{block.text}"


def test_an_item_of_another_file_has_no_place_in_this_one() -> None:
    document = read_data(EXAMPLE.read_bytes(), "要点.docx")
    ledger = extract(document)
    amended = replace(ledger.tasks[0], number="99", text="补充通知里的事项。", title=None, requirement=None)
    drawn = facsimile(document, replace(ledger, tasks=(*ledger.tasks, amended)))
    assert "99" not in drawn.items
    assert "1" in drawn.items


def test_deadlines_are_marked_where_they_stand_and_markup_is_words(browser: Browser) -> None:
    page = bring(browser, "台账.csv", CSV.encode())
    browser.get(f"{page}/original")
    assert "<mark>2021年9月 30日前</mark>" in browser.text
    assert "<mark>2021年10月底前</mark>公开&lt;i&gt;预算" in browser.text
    assert "<b>修订" not in browser.text
    assert 'id="o1" href="#i1"' in browser.text
    assert 'id="i1"' in browser.text


def test_the_file_stays_with_its_ledger(browser: Browser) -> None:
    page = bring(browser, "台账.csv", CSV.encode())
    browser.get(f"{page}/file")
    assert browser.content == CSV.encode()
    assert "attachment" in browser.headers["content-disposition"]
    corrected = CSV.replace("9月 30日", "11月30日").encode()
    browser.get("/new")
    browser.send("/new", files=[("台账.csv", corrected)])
    (path,) = set(re.findall(r'action="(/new/[^"]+)"', browser.text))
    browser.send(path, ("how", "corrects"), ("name", "台账.csv"), ("ledger", page.rpartition("/")[2]))
    browser.get(f"{page}/file")
    assert browser.content == corrected


def test_a_page_with_a_script_is_told_where_to_go_on_and_how_far_reading_is(browser: Browser) -> None:
    browser.get("/new")
    browser.send("/new", ("script", "1"), files=[("台账.csv", CSV.encode())])
    found = re.search(r'"next":"(/new/[^"?]+)', browser.text)
    assert found is not None
    browser.get(f"{found[1]}/share")
    assert (browser.status, browser.text) == (200, "")
    browser.get(found[1])
    assert "读出 2 项任务" in browser.words


def test_the_file_outlives_what_is_kept_for_a_time_alone(browser: Browser, office: Office) -> None:
    page = bring(browser, "台账.csv", CSV.encode())
    kept = replace(office, delivery=Delivery(keep=Keep(messages_days=1, evidence_days=1)))
    for days in (40, 80):
        keep_house(kept, browser.now + timedelta(days=days))
    browser.enter("coordinator", "区政府办公室")  # visits do not outlive it
    browser.get(f"{page}/file")
    assert browser.content == CSV.encode()
