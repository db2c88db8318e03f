"""Photographs of a document's pages by chat: gathered, read as one, asked about beside their pictures."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from bot.conversation import documents, photographs
from bot.model import Document
from bot.settings import Settings
from bot.work.documents.scan_progress import ScanProgress
from bot.work.office import Office
from bot.work.views.ledger_head import ledger_head
from tests.contract.chat.test_chat_documents import CLERK, FINANCE, converse, stored
from tests.support.office import office_in
from tests.support.recognised import picture, recognised
from tests.support.talk import Talk
from tests.support.verdict import shown_text

Progress = Callable[[float], None]
Announce = Callable[[int], None]
PORTS = pytest.mark.parametrize("port", ["telegram", "memory"])


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return replace(office_in(), settings=Settings(evidence_folder=tmp_path / "evidence"), can_chat=True)


@pytest.fixture
def pages() -> int:
    """Of each document that is read."""
    return 1


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch, pages: int) -> list[tuple[str, bytes]]:
    """What was given to be read, by name."""
    found: list[tuple[str, bytes]] = []

    def recognise(content: bytes, name: str, *, progress: Progress, announce: Announce) -> Document:
        found.append((name, content))
        announce(pages)
        for page in range(1, pages + 1):
            progress(page / pages)
        return recognised(name)

    monkeypatch.setattr(documents, "read_data", recognise)
    monkeypatch.setattr(photographs, "is_installed", lambda: True)
    return found


@PORTS
def test_pages_sent_one_by_one_are_one_document(office: Office, port: str, read: list[tuple[str, bytes]]) -> None:
    async def conversation(talk: Talk) -> None:
        assert "1页" in await talk.send(picture("red"), user=CLERK, album="7")
        assert "2页" in await talk.send(picture("blue"), user=CLERK, album="7")
        await talk.press("识别这2页", talk.sent[-1], user=CLERK, n=2)
        ((name, content),) = read
        assert name == "photos-20210601.zip"
        with zipfile.ZipFile(BytesIO(content)) as package:
            assert [package.read(one) for one in package.namelist()] == [picture("red"), picture("blue")]
        assert stored(office) == {"photos-20210601": "draft"}

        (asked,) = await talk.press("逐个答复问题（1）", talk.sent[-1], user=CLERK)
        await talk.press("看原表这一行", asked, user=CLERK, n=0)
        await talk.photos.reach(1)
        assert talk.photos[0].startswith(b"\x89PNG")
        await talk.say("1=2021年10月30日前；2=2", user=CLERK)
        assert [task.number for task in ledger_head(office, "photos-20210601").ledger.tasks] == ["1", "2", "3"]

    converse(office, port, conversation)


@pytest.mark.parametrize("pages", [12])
def test_how_far_a_long_scan_is_stands_where_it_was_said_to_be_read(
    office: Office, read: list[tuple[str, bytes]], pages: int
) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.send(picture("red"), user=CLERK)
        await talk.press("识别这1页", talk.sent[-1], user=CLERK, n=2)
        while not stored(office):
            await talk.sent.reach(len(talk.sent) + 1)
        (begun,) = [one for one in talk.sent if "正在读取" in one.text and not one.edits]
        told = [shown_text(one.text) for one in talk.sent if one.edits and one.message_id == begun.message_id]
        assert f"已识别 {pages - 1} 页，共 {pages} 页" in told[-1]
        assert "正在读取" in told[-1]
        assert read

    converse(office, "telegram", conversation)


def test_what_a_long_scan_takes_is_said_before_it_begins() -> None:
    heard: list[str] = []
    told = ScanProgress(heard.append)
    told.announce(12)
    assert "共 12 页是图片，要逐页识别，约需 1 分钟" in heard[0]
    for page in range(1, 13):
        told.progress(page / 12)
        told.progress(page / 12)
    assert ["已识别 " in one for one in heard] == [False] + [True] * 11  # each page once; the last is the answer's


@pytest.mark.parametrize("pages", [1, 2])
def test_of_few_pages_nothing_is_said(pages: int) -> None:
    heard: list[str] = []
    told = ScanProgress(heard.append)
    told.announce(pages)
    told.progress(1 / pages)
    assert heard == []


@PORTS
def test_pages_may_be_given_up_and_a_contacts_photo_is_evidence(
    office: Office, port: str, read: list[tuple[str, bytes]]
) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.send(picture("red"), user=CLERK)
        assert "取消" in shown_text((await talk.press("取消", talk.sent[-1], user=CLERK))[0].text)
        assert "1页" in await talk.send(picture("red"), user=CLERK)
        assert "识别" not in await talk.send(picture("red"), user=FINANCE)
        assert not read

    converse(office, port, conversation)
