"""A whole day of every role, from the invitation to the close-out, on every port and in both languages.

What is said in it is written into `docs/`, and drawn: `UPDATE_GOLDEN=1 pytest tests/contract/chat/test_chat_day.py`.
"""

import asyncio
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from bot.plan.duty import State
from bot.roster.roster import CONTACT, LEADER
from bot.settings import Settings
from bot.store import duties
from bot.texts import language, sentence, set_language
from bot.work.office import Office
from tests.support.bot_api import SentMessage, refused
from tests.support.chat_picture import Bubble, picture
from tests.support.documents import cell, docx, paragraph, row, run, table
from tests.support.http_faults import Fault
from tests.support.office import at, office_in
from tests.support.talk import Talk, talking
from tests.support.verdict import shown_text

FINANCE, EDUCATION, CLERK, LEADING = 1001, 1002, 1003, 1004
GROUP, TOPIC = -1001234567890, 7
NAMES = {FINANCE: "财政小李", EDUCATION: "教育小王", CLERK: "文书", LEADING: "李局长", GROUP: "教育局工作群"}
DOCS = Path(__file__).resolve().parents[3] / "docs"
FILES = {"zh-CN": DOCS / "chat-day.zh-CN.md", "en": DOCS / "chat-day.md"}
HEADS = {
    "zh-CN": "# 聊天中的一天\n\n[English](chat-day.md)\n\n以下由测试逐句写出，［ ］为按钮。\n",
    "en": "# A day in the chat\n\n[中文](chat-day.zh-CN.md)\n\nWritten by the tests, word for word; [ ] are buttons.\n",
}
ROWS = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "编制财政预算公开目录", "区财政局", "2021年6月30日前"),
    ("2", "开展校园安全检查", "区教育局", "适时"),
    ("3", "公布专项资金管理办法", "区财政局", "2021年7月30日前"),
)
PDF = b"%PDF-1.7\n1 0 obj\n"


@dataclass
class Day:
    """A talk whose words are written down."""

    talk: Talk
    lines: list[str] = field(default_factory=list)
    scenes: list[list[Bubble]] = field(default_factory=list)

    def hour(self, when: str) -> None:
        self.talk.now = at(when)
        self.scenes.append([])
        self.lines += [f"## {when.replace('T', ' ')}", f"![]({self.picture(len(self.scenes))})"]

    @staticmethod
    def picture(n: int) -> str:
        """The name of the picture of the n-th hour."""
        return f"chat-day/{language()}-{n}.svg"

    async def say(self, user: int, words: str, *, shown: str | None = None, n: int = 1, **where: Any) -> SentMessage:
        """`where`: the group and its topic, or the message that is answered."""
        before = self.talk.answered
        await self.talk.say(words, user=user, name=NAMES[user], n=n, **where)
        return self._wrote(user, shown or words, before)

    async def send(self, user: int, content: bytes, name: str, words: str = "", n: int = 1) -> SentMessage:
        before = self.talk.answered
        await self.talk.send(content, words, user=user, name=name, n=n)
        return self._wrote(user, f"📎 {name} {words}".strip(), before)

    async def press(self, user: int, key: str, message: SentMessage, n: int = 1) -> SentMessage:
        before = self.talk.answered
        label = sentence(f"chat.button_{key}").split("{", maxsplit=1)[0]
        found = await self.talk.press(label, message, user=user, name=NAMES[user], n=n)
        full = next(one for one in message.labels if one.startswith(label))
        self._wrote(user, f"［{full}］", before)
        return found[0]

    async def toggle(self, user: int, number: str, message: SentMessage) -> SentMessage:
        before = self.talk.answered
        [found] = await self.talk.press(f"☐ {number} ", message, user=user, name=NAMES[user])
        self._wrote(user, f"［☐ {number} …］", before)
        return found

    async def deliver(self, chat: int) -> SentMessage:
        """What comes to this one, or into the topic of the group."""
        came = [one for one in await self.talk.deliver() if one.chat_id == str(chat)]
        found = next((one for one in came if one.labels), came[0])  # a digest comes with it on some days
        to = NAMES[chat] if found.topic is None else f"{NAMES[chat]} #{found.topic}"
        self.lines += [f"→ **{to}**", _quoted(found)]
        self.scenes[-1].append(_bubble(found, f"→ {to}"))
        return found

    def _wrote(self, user: int, words: str, before: int) -> SentMessage:
        self.lines.append(f"**{NAMES[user]}**: {words}")
        answers: list[SentMessage] = self.talk.sent[before : self.talk.answered]
        self.lines += [_quoted(one) for one in answers]
        self.scenes = self.scenes or [[]]
        self.scenes[-1] += [Bubble(NAMES[user], words), *(_bubble(one, "Duban") for one in answers)]
        return answers[0]


def _bubble(message: SentMessage, name: str) -> Bubble:
    rows = tuple(tuple(label for label, _ in row) for row in message.buttons)
    return Bubble(name, shown_text(message.text).strip(), by_bot=True, rows=rows)


def _quoted(message: SentMessage) -> str:
    words = shown_text(message.text).strip().splitlines()
    keys = "　".join(f"［{label}］" for label in message.labels)
    return "\n".join(f"> {line}  " for line in [*words, *([keys] if keys else [])])


def document() -> bytes:
    cells = [row(*(cell(paragraph(run(words))) for words in one)) for one in ROWS]
    title = paragraph(run("测试区2021年政务公开工作要点"))
    return docx(title, paragraph(run("（2021年3月10日）")), table(*cells))


def states(office: Office) -> dict[str, State]:
    with office.store.begin() as session:
        return {duty.number: duty.state for duty in duties.duties(session)}


async def the_day(day: Day) -> None:
    """Every role says what it has to say."""
    talk = day.talk
    day.hour("2021-06-01T09:00")
    for user, code in ((CLERK, talk.code("区政府办公室")), (FINANCE, talk.code("区财政局", CONTACT))):
        await day.say(user, f"/start {code}", shown="/start …")
    await talk.say(f"/start {talk.code('区财政局', LEADER)}", user=LEADING, name=NAMES[LEADING])
    draft = await day.send(CLERK, document(), "yaodian.docx", n=2)
    draft = talk.sent[talk.answered - 1]
    await day.press(CLERK, "questions", draft)
    answered = await day.say(CLERK, "12月20日")
    sure = await day.press(CLERK, "dispatch", answered)
    await talk.restart()
    await day.press(CLERK, "dispatch_sure", sure)
    letter = await day.deliver(FINANCE)
    done = await day.press(FINANCE, "sign_all", letter, n=2)
    assert states(talk.office)["1"] is State.ACKNOWLEDGED
    assert done.labels
    day.hour("2021-06-08T10:00")
    await day.say(FINANCE, "/mine")
    await day.send(FINANCE, PDF, "mulu.pdf", "/done 1 已印发并公开")
    card = await day.deliver(CLERK)
    await day.press(CLERK, "back", card)
    await talk.restart()
    await day.say(CLERK, "缺少公开链接", n=2)
    await day.deliver(FINANCE)
    day.hour("2021-06-09T10:00")
    await day.say(FINANCE, "/done 1 http://example.org/mulu")
    card = await day.deliver(CLERK)
    await day.press(CLERK, "approve", card, n=2)
    assert states(talk.office)["1"] is State.CLOSED
    await day.say(FINANCE, "/extend 3 2021-08-31 等待上级批复")
    card = await day.deliver(CLERK)
    await day.press(CLERK, "grant", card, n=2)
    await talk.deliver()
    day.hour("2021-09-10T09:00")
    copied = await day.deliver(LEADING)
    await talk.press(sentence("chat.button_read"), copied, user=LEADING, name=NAMES[LEADING], n=0)
    await day.say(CLERK, "/status overdue")
    await day.say(CLERK, "/urge 3 请本周内反馈")
    await day.say(FINANCE, "/done 3 已公布")
    await day.say(CLERK, "/approve 3")
    assert states(talk.office) == {"1": State.CLOSED, "2": State.DISPATCHED, "3": State.CLOSED}
    await day.say(CLERK, "/review")
    day.hour("2021-12-06T09:00")
    code = talk.code("区教育局", CONTACT)
    in_topic: dict[str, Any] = {"chat": GROUP, "topic": TOPIC}
    await day.say(EDUCATION, f"/start@duban_test_bot {code}", shown=f"#{TOPIC} /start@duban_test_bot …", **in_topic)
    letter = await day.deliver(GROUP)
    assert letter.topic == TOPIC
    await day.say(EDUCATION, "2什么时候到期", about=letter, **in_topic)
    await day.say(EDUCATION, "2已完成，检查记录已存档", about=letter, **in_topic)
    assert states(talk.office)["2"] is State.REPORTED


def office_of(folder: Path) -> Office:
    return replace(office_in(), settings=Settings(evidence_folder=folder / "evidence"), can_chat=True)


@pytest.mark.parametrize("spoken", FILES)
@pytest.mark.parametrize("port", ["telegram", "webhook", "memory"])
def test_a_day_from_the_invitation_to_the_close_out(tmp_path: Path, port: str, spoken: str) -> None:
    set_language(spoken)

    async def go() -> dict[Path, str]:
        async with talking(office_of(tmp_path), at("2021-06-01T09:00"), port) as talk:
            day = Day(talk)
            await the_day(day)
            drawn = {DOCS / day.picture(n): picture(scene) for n, scene in enumerate(day.scenes, start=1)}
            return {FILES[spoken]: "\n\n".join([HEADS[spoken], *day.lines]) + "\n"} | drawn

    for file, written in asyncio.run(go()).items():
        if os.environ.get("UPDATE_GOLDEN"):
            file.parent.mkdir(exist_ok=True)
            file.write_text(written, encoding="utf-8")
        assert file.read_text(encoding="utf-8") == written, "read it, then UPDATE_GOLDEN=1"


FAULTS = {
    "limit": refused(429, "Too Many Requests: retry after 1", retry_after=1),
    "blocked": refused(403, "Forbidden: bot was blocked by the user"),
    "lost": Fault("reset", path="/sendMessage"),
    "poll": Fault(status=502, body=b"bad gateway", path="/getUpdates"),
    "unreadable": Fault(
        status=200, body={"ok": True, "result": [{"update_id": 1, "message": {"text": 3}}]}, path="/getUpdates"
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_middle_loses_nothing_that_was_done(tmp_path: Path, fault: str) -> None:
    """What was said is done, whatever becomes of the answer; the next answer comes."""

    async def go() -> None:
        async with talking(office_of(tmp_path), at("2021-06-01T09:00")) as talk:
            day = Day(talk)
            await day.say(CLERK, f"/start {talk.code('区政府办公室')}")
            await day.say(FINANCE, f"/start {talk.code('区财政局', CONTACT)}")
            await day.send(CLERK, document(), "yaodian.docx", n=2)
            sure = await day.press(CLERK, "dispatch", talk.sent[talk.answered - 1])
            await day.press(CLERK, "dispatch_defaults", sure)
            letter = await day.deliver(FINANCE)
            talk.api.fault(FAULTS[fault])
            if fault in {"poll", "unreadable", "limit"}:
                await day.press(FINANCE, "sign_all", letter, n=2)
            else:
                await talk.press(sentence("chat.button_sign_all"), letter, user=FINANCE, n=1)  # the letter is changed
            assert states(talk.office)["1"] is State.ACKNOWLEDGED
            await day.say(FINANCE, "/mine")

    asyncio.run(go())
