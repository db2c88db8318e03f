"""A scan's places in doubt on the board: each with its picture, and a field for the right words."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from hashlib import sha256

import pytest
from PIL import Image

from bot.board import uploads
from bot.model import Document
from bot.operation.housekeeping import keep_house
from bot.work.documents.intake import questions
from bot.work.office import Office
from bot.work.views.ledger_head import ledger_head
from tests.contract.board.test_board_original import bring
from tests.support.board import Browser
from tests.support.office import at
from tests.support.recognised import NAME, picture, recognised


@pytest.fixture
def browser(office: Office, monkeypatch: pytest.MonkeyPatch) -> Browser:
    monkeypatch.setattr(uploads, "read_data", lambda _content, name, **_: recognised(name))
    uploads.read_kept.cache_clear()
    return Browser(office, at("2021-06-02T10:00")).enter("coordinator", "区政府办公室")


def pictures(browser: Browser) -> list[str]:
    return re.findall(r'src="(/document/[^"]+/place/[^"]+)"', browser.text)


def test_places_in_doubt_are_shown_and_put_right(browser: Browser) -> None:
    path = bring(browser, NAME, picture("white"))
    browser.get(path)
    shown = pictures(browser)
    assert len(shown) == 2
    browser.get(shown[0])
    assert Image.open(io.BytesIO(browser.content)).size == (90, 30)
    browser.get(f"{shown[0]}9")
    assert browser.status == 404

    name = path.rpartition("/")[2]
    (asked,) = [one.question for one in questions(browser.office, name) if one.question.doubtful]
    browser.get(path)
    browser.send(f"{path}/answers", (f"p-{asked.id}-1", "2021年10月30日前"), (f"p-{asked.id}-2", "2"))
    tasks = ledger_head(browser.office, name).ledger.tasks
    assert [task.number for task in tasks] == ["1", "2", "3"]
    assert tasks[2].obligations[0].date == date(2021, 10, 30)
    browser.get(path)
    assert not pictures(browser)


def test_pictures_stay_as_long_as_the_ledger_is_worked(browser: Browser, office: Office) -> None:
    path = bring(browser, NAME, picture("white"))
    keep_house(office, at("2021-06-02T10:00") + timedelta(days=30))
    browser.get(path)
    browser.get(pictures(browser)[1])
    assert browser.status == 200


def test_several_photographs_are_one_document_and_other_files_are_refused(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[tuple[str, list[bytes]]] = []

    def recognise(content: bytes, name: str, **_: object) -> Document:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            read.append((name, [package.read(one) for one in package.namelist()]))
        return recognised(name)

    monkeypatch.setattr(uploads, "read_data", recognise)
    browser.get("/new")
    browser.send("/new", files=[("一.jpg", picture("red")), ("二.jpg", picture("blue"))])
    assert read == [("一.zip", [picture("red"), picture("blue")])]
    browser.get("/new")
    browser.send("/new", files=[("一.jpg", picture("red")), ("二.txt", b"1")])
    assert "二.txt" in browser.text


def test_a_long_scan_says_what_it_takes_and_how_far_it_is(
    browser: Browser, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another browser of the same person asks while the first waits."""
    other = Browser(office, at("2021-06-02T10:00")).enter("coordinator", "区政府办公室")
    kept = f"{sha256(picture('white')).hexdigest()}.jpg"
    told: list[str] = []

    def look() -> None:
        other.get(f"/new/{kept}/share")
        told.append(other.text)

    def recognise(
        _content: bytes, name: str, *, progress: Callable[[float], None], announce: Callable[[int], None]
    ) -> Document:
        announce(24)
        look()
        progress(0.5)
        look()
        return recognised(name)

    monkeypatch.setattr(uploads, "read_data", recognise)
    uploads.read_kept(picture("white"), NAME)
    assert told == ["0.00\n共 24 页是图片，要逐页识别，约需 3 分钟。", "0.50\n已识别 12 页，共 24 页。"]
    look()
    assert told[-1] == ""
