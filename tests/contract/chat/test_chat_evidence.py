"""Files and photos sent with a command, from the Bot API emulator to the folder and the trail."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from bot.plan.duty import State
from bot.roster.roster import CONTACT, LEADER
from bot.settings import Settings
from bot.store import duties
from bot.work.office import Office
from bot.work.views.trail import trail
from tests.support.http_faults import Fault
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import Talk, talking
from tests.support.verdict import shown_text

FINANCE, LEADING, CLERK, NOBODY, GROUP = 1001, 1004, 1003, 1005, -1001234567890
PDF, JPEG = b"%PDF-1.7\n1 0 obj\n", b"\xff\xd8\xff\xe0\0\x10JFIF"
Conversation = Callable[[Talk], Awaitable[None]]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    made = replace(office_in(), settings=Settings(evidence_folder=tmp_path / "evidence", evidence_mb=1))
    dispatched(made, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30"))))
    return made


def converse(office: Office, conversation: Conversation) -> None:
    async def go() -> None:
        async with talking(office, at("2021-06-10T10:00")) as talk:
            await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE)
            await talk.say(f"/start {talk.code('区政府办公室')}", user=CLERK)
            await talk.say(f"/start {talk.code('区财政局', LEADER)}", user=LEADING)
            await conversation(talk)

    asyncio.run(go())


async def send(talk: Talk, content: bytes, caption: str = "", **facts: object) -> str:
    """What the bot answers to a file."""
    await talk.api.push_file(content, caption, **{"user": FINANCE, **facts})  # type: ignore[arg-type]
    talk.answered += 1
    await talk.sent.reach(talk.answered)
    return shown_text(talk.sent[talk.answered - 1].text)


def state(office: Office, number: str) -> str:
    with office.store.begin() as session:
        return duties.duties(session, number=number)[0].state


def files(office: Office) -> dict[str, bytes]:
    folder = office.settings.evidence_folder
    assert folder is not None
    return {path.name: path.read_bytes() for path in folder.iterdir()} if folder.is_dir() else {}


def named(office: Office) -> list[str]:
    return [entry.evidence for entry in trail(office) if entry.evidence is not None]


def test_a_document_is_kept_under_its_hash_and_named_in_the_trail(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        answer = await send(talk, PDF, "/done 1 已印发", name="印发稿.exe")
        assert "待协调人审核" in answer
        assert "印发稿.exe" in answer
        assert state(office, "1") == State.REPORTED
        kept = f"{sha256(PDF).hexdigest()}.pdf"  # the kind by what it holds
        assert files(office) == {kept: PDF}
        assert named(office) == [f"sha256:{kept} 印发稿.exe"]
        assert "佐证：印发稿.exe" in await talk.say("/task 1", user=CLERK)

    converse(office, conversation)


def test_of_a_photo_the_largest_size_is_kept(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        assert "待协调人审核" in await send(talk, JPEG, "/done 2 现场已整改")
        assert files(office) == {f"{sha256(JPEG).hexdigest()}.jpg": JPEG}

    converse(office, conversation)


def test_a_video_of_the_site(office: Office) -> None:
    content = b"\0\0\0\x18ftypisom\0\0\2\0"

    async def conversation(talk: Talk) -> None:
        assert "video.mp4" in await send(talk, content, "/done 2 现场已整改", video=True)
        assert files(office) == {f"{sha256(content).hexdigest()}.mp4": content}

    converse(office, conversation)


def test_a_coordinator_closes_out_with_a_file(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        assert "已核准销号" in await send(talk, PDF, "/done 1 区财政局 来函已收", user=CLERK, name="来函.pdf")
        assert len(files(office)) == 1

    converse(office, conversation)


@pytest.mark.parametrize(
    ("content", "facts", "said"),
    [
        (PDF + b"x" * (1 << 20), {"name": "大.pdf"}, "1.0 MB"),
        (PDF, {"name": "大.pdf", "size": 50 << 20}, "50.0 MB"),
        (b"MZ\x90\0\3\0\0\0", {"name": "报告.pdf"}, "不是可以保存的类型"),
        (PDF, {"name": "a.pdf", "caption": "/done 99 好"}, "没有第 99 项"),
        (PDF, {"name": "a.pdf", "user": LEADING}, "分管领导可以查看"),
        (PDF, {"name": "a.pdf", "caption": "/approve 1"}, "须由协调人办理"),
        (PDF, {"name": "a.pdf", "caption": "/mine"}, "没有保存"),
        (PDF, {"name": "a.pdf", "caption": ""}, "/done 序号"),
        (PDF, {"name": "a.pdf", "caption": "已办结"}, "没有保存"),
        (PDF, {"name": "a.pdf", "caption": "/done@another_bot 1 好"}, "没有保存"),
        (JPEG, {"caption": ""}, "没有保存"),
    ],
)
def test_what_is_refused_changes_and_leaves_nothing(
    office: Office, content: bytes, facts: dict[str, object], said: str
) -> None:
    async def conversation(talk: Talk) -> None:
        assert said in await send(talk, content, **{"caption": "/done 1 好", **facts})  # type: ignore[arg-type]
        assert state(office, "1") == State.DISPATCHED
        assert not files(office)
        assert not named(office)

    converse(office, conversation)


def test_nothing_is_fetched_for_a_stranger_or_what_is_too_large(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        assert "您还没有绑定" in await send(talk, PDF, "/done 1 好", user=NOBODY, name="a.pdf")
        await send(talk, PDF, "/done 1 好", name="a.pdf", size=50 << 20)
        assert "getFile" not in [name for name, _ in talk.api.calls]

    converse(office, conversation)


@pytest.mark.parametrize("where", ["/getFile", "/file-4"])
@pytest.mark.parametrize("fault", [Fault(status=502, body=b"bad gateway"), Fault("reset")])
def test_a_file_that_does_not_arrive_is_said_and_nothing_recorded(office: Office, where: str, fault: Fault) -> None:
    async def conversation(talk: Talk) -> None:
        talk.api.fault(replace(fault, path=where))
        assert "请重新发送" in await send(talk, PDF, "/done 1 好", name="a.pdf")
        assert state(office, "1") == State.DISPATCHED
        assert "待协调人审核" in await send(talk, PDF, "/done 1 好", name="a.pdf")

    converse(office, conversation)


def test_in_a_group_only_a_caption_for_the_bot_is_heard(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start@duban_test_bot {talk.code('区财政局', CONTACT)}", user=NOBODY, chat=GROUP)
        await talk.api.push_file(PDF, "大家看看", user=NOBODY, chat=GROUP, name="a.pdf")
        await talk.api.push_file(JPEG, user=NOBODY, chat=GROUP)
        answer = await send(talk, PDF, "/done@duban_test_bot 1 好", user=NOBODY, chat=GROUP, name="a.pdf")
        assert "待协调人审核" in answer
        assert len(files(office)) == 1

    converse(office, conversation)
