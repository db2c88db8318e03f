"""From a document to its dispatch by chat alone: read, asked about, shown, dispatched; on every port."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.messages.fonts import known_font
from bot.roster.roster import CONTACT
from bot.settings import Settings
from bot.store import duties, ledgers
from bot.work.office import Office
from tests.support.bot_api import SentMessage
from tests.support.documents import cell, docx, paragraph, row, run, table
from tests.support.office import at, office_in
from tests.support.talk import Talk, talking
from tests.support.verdict import shown_text

FINANCE, CLERK = 1001, 1003
Conversation = Callable[[Talk], Awaitable[None]]
HEAD = ("序号", "工作任务", "责任单位", "完成时限")
ROWS = (
    ("1", "编制财政预算公开目录", "区财政局", "2021年6月30日前"),
    ("2", "开展校园安全检查", "区教育局", "适时"),
    ("3", "公布行政处罚裁量基准", "区司法局", "2021年9月30日前"),
)


@pytest.fixture(params=["telegram", "memory"])
def port(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return replace(office_in(), settings=Settings(evidence_folder=tmp_path / "evidence"), can_chat=True)


def converse(office: Office, port: str, conversation: Conversation) -> None:
    async def go() -> None:
        async with talking(office, at("2021-06-01T10:00"), port) as talk:
            await talk.say(f"/start {talk.code('区政府办公室')}", user=CLERK, name="文书")
            await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE, name="财政小李")
            await conversation(talk)

    asyncio.run(go())


def document(*rows: tuple[str, ...], title: str = "测试区2021年政务公开工作要点") -> bytes:
    cells = [row(*(cell(paragraph(run(words))) for words in one)) for one in (HEAD, *rows)]
    return docx(paragraph(run(title)), paragraph(run("（2021年3月10日）")), table(*cells))


def stored(office: Office) -> dict[str, str]:
    with office.store.begin() as session:
        return {row.id: row.state for row in ledgers.all_ledgers(session)}


async def sent_document(talk: Talk, *rows: tuple[str, ...], name: str = "yaodian.docx") -> SentMessage:
    """The card of the document that the coordinator sent."""
    assert "正在读取" in await talk.send(document(*rows), user=CLERK, name=name, n=2)
    return talk.sent[-1]  # type: ignore[no-any-return]  # a list of messages


def test_a_document_is_read_asked_about_and_dispatched(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        draft = await sent_document(talk, *ROWS)
        words = shown_text(draft.text)
        assert "任务 3 项" in words
        assert "尚未发送任何消息" in words
        assert stored(office) == {"yaodian": "draft"}
        assert "交办" in draft.labels
        questions = next(label for label in draft.labels if label.startswith("逐个答复问题"))
        [asked] = await talk.press(questions, draft, user=CLERK)
        assert "适时" in shown_text(asked.text)
        assert "位置：" in shown_text(asked.text)
        assert any(label.startswith("★ ") for label in asked.labels)
        await talk.restart()
        await talk.press("另写一个日期", asked, user=CLERK, n=0)
        assert "请直接写出日期" in talk.toast
        await talk.say("12月20日", user=CLERK)
        answered = talk.last
        assert "没有待答复的问题" in shown_text(answered.text)
        [month] = await talk.press("今后一个月", answered, user=CLERK)
        assert "今后一个月将发" in shown_text(month.text)
        [draft] = await talk.press("返回", month, user=CLERK)
        [items] = await talk.press("任务清单", draft, user=CLERK)
        assert "编制财政预算公开目录" in shown_text(items.text)
        [draft] = await talk.press("返回", items, user=CLERK)
        [sure] = await talk.press("交办", draft, user=CLERK)
        assert "3 件事项" in shown_text(sure.text)
        [done] = await talk.press("确认交办", sure, user=CLERK)
        assert "已交办" in shown_text(done.text)
        assert done.labels == []
        assert stored(office) == {"yaodian": "dispatched"}
        with office.store.begin() as session:
            assert {str(duty.due) for duty in duties.duties(session)} == {"2021-06-30", "2021-12-20", "2021-09-30"}
        assert any("编制财政预算公开目录" in shown_text(one.text) for one in await talk.deliver())

    converse(office, port, conversation)


@pytest.mark.skipif(known_font() is None, reason="no font with Chinese characters is installed")
def test_the_row_that_a_question_is_about_is_drawn(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        draft = await sent_document(talk, *ROWS)
        [asked] = await talk.press("逐个答复问题", draft, user=CLERK)
        await talk.press("看原表这一行", asked, user=CLERK, n=0)
        await talk.photos.reach(1)
        assert talk.photos[0].startswith(b"\x89PNG")
        [next_] = await talk.press("先跳过", asked, user=CLERK)
        assert "尚未发送任何消息" in shown_text(next_.text)

    converse(office, port, conversation)


def test_pressed_early_it_lists_the_questions_and_their_defaults(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        draft = await sent_document(talk, *ROWS)
        [sure] = await talk.press("交办", draft, user=CLERK)
        assert "还有 1 个问题没有答复" in shown_text(sure.text)
        assert "默认：" in shown_text(sure.text)
        [_] = await talk.press("按默认值交办", sure, user=CLERK)
        assert stored(office) == {"yaodian": "dispatched"}
        [again] = await talk.press("按默认值交办", sure, user=CLERK)
        assert "已经交办" in shown_text(again.text)

    converse(office, port, conversation)


def test_a_correction_is_shown_as_a_difference(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await sent_document(talk, *ROWS)
        later = (*ROWS[:2], ("3", "公布行政处罚裁量基准", "区司法局", "2021年10月31日前"))
        await talk.send(document(*later), user=CLERK, name="gengzheng.docx", n=3)
        words = shown_text(talk.sent[-2].text)
        assert "变更 3 公布行政处罚裁量基准" in words
        assert list(stored(office)) == ["yaodian"]

    converse(office, port, conversation)


def test_a_ledger_of_the_same_name_that_is_little_alike_is_asked_about(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await sent_document(talk, *ROWS)
        other = tuple((str(n), f"另一类工作之{n}号专项整治行动", "区教育局", "2021年11月30日前") for n in range(1, 9))
        await talk.send(document(*other), user=CLERK, name="other.docx", n=2)
        asked = talk.sent[-1]
        assert asked.labels == ["是对它的更正", "是另一份台账", "取消"]
        await talk.press("是另一份台账", asked, user=CLERK)
        assert stored(office) == {"yaodian": "draft", "other": "draft"}

    converse(office, port, conversation)


def test_what_is_no_ledger_is_refused_with_a_reason(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.send(b"\0\1\2", user=CLERK, name="a.docx", n=2)
        assert "a.docx" in shown_text(talk.sent[-1].text)
        assert stored(office) == {}

    converse(office, port, conversation)


def test_a_contact_sends_no_ledgers(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        assert "没有保存" in await talk.send(document(*ROWS), user=FINANCE, name="a.docx")
        assert stored(office) == {}

    converse(office, port, conversation)
