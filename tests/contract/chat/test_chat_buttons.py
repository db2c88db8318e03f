"""Buttons for a contact: everything that a message asks is answered by pressing, on every port."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bot.plan.duty import Duty, State
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT, LEADER
from bot.settings import Settings
from bot.store import duties, outbox
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from bot.work.views.trail import trail
from tests.support.bot_api import SentMessage
from tests.support.office import CLERK, at, dispatched, due, ledger, office_in, task
from tests.support.talk import Talk, talking
from tests.support.verdict import shown_text

FINANCE, EDUCATION, LEADING, NOBODY = 1001, 1002, 1004, 1005
PDF, JPEG = b"%PDF-1.7\n1 0 obj\n", b"\xff\xd8\xff\xe0\0\x10JFIF"
Conversation = Callable[[Talk], Awaitable[None]]
D, S, R = State.DISPATCHED, State.ACKNOWLEDGED, State.REPORTED


@pytest.fixture(params=["telegram", "memory"])
def port(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def office_of(folder: Path, n: int) -> Office:
    made = replace(office_in(), settings=Settings(evidence_folder=folder / "evidence"), can_chat=True)
    dispatched(made, ledger(*(task(str(i), due("2021-06-30")) for i in range(1, n + 1))))
    return made


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return office_of(tmp_path, 3)


def converse(office: Office, port: str, conversation: Conversation, now: str = "2021-06-01T09:10") -> None:
    async def go() -> None:
        async with talking(office, at(now), port) as talk:
            await talk.say(f"/start {talk.code('区财政局', CONTACT)}", user=FINANCE, name="财政小李")
            await conversation(talk)

    asyncio.run(go())


def stored(office: Office) -> list[Duty]:
    with office.store.begin() as session:
        return duties.duties(session)


def states(office: Office) -> list[State]:
    return [duty.state for duty in stored(office)]


def test_a_letter_is_signed_as_a_whole_and_says_so(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        assert letter.labels == ["全部签收", "签收", "反馈", "申请延期", "非本单位职责", "稍后提醒"]
        done, again = await talk.press("全部签收", letter, user=FINANCE, name="财政小李", n=2)
        assert states(office) == [S, S, S]
        assert "已签收" in shown_text(done.text)
        assert again.edits
        assert again.message_id == letter.message_id
        assert again.labels == ["反馈", "申请延期", "非本单位职责", "稍后提醒"]
        [undone, again] = await talk.press("撤回", done, user=FINANCE, name="财政小李", n=2)
        assert "已撤回" in shown_text(undone.text)
        assert states(office) == [D, D, D]
        assert again.labels == letter.labels

    converse(office, port, conversation)


def test_some_of_many_are_chosen_page_by_page(tmp_path: Path, port: str) -> None:
    office = office_of(tmp_path, 11)

    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        [choice] = await talk.press("签收", letter, user=FINANCE)
        assert "要签收哪几项" in shown_text(choice.text)
        [choice] = await talk.press("☐ 2 ", choice, user=FINANCE)
        [choice] = await talk.press("▶", choice, user=FINANCE)
        [choice] = await talk.press("☐ 10 ", choice, user=FINANCE)
        [choice] = await talk.press("☐ 11 ", choice, user=FINANCE)
        [choice] = await talk.press("☑ 11 ", choice, user=FINANCE)
        assert choice.labels[-1] == "确定（2）"
        await talk.restart()
        done, _ = await talk.press("确定", choice, user=FINANCE, n=2)
        assert done.message_id == choice.message_id
        assert [duty.number for duty in stored(office) if duty.state is S] == ["2", "10"]

    converse(office, port, conversation)


def test_a_report_by_words_and_files_completed_and_taken_back(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        [choice] = await talk.press("反馈", letter, user=FINANCE)
        [choice] = await talk.press("☐ 2 ", choice, user=FINANCE)
        [asked] = await talk.press("确定", choice, user=FINANCE)
        assert "请发来办理情况" in shown_text(asked.text)
        await talk.restart()
        answer = await talk.say("已印发并公开", user=FINANCE, n=2)
        assert "已反馈，待协调人审核" in answer
        assert states(office) == [D, R, D]
        done = talk.last
        assert done.labels == ["补充材料", "撤回"]
        assert "印发稿.pdf" in await talk.send(PDF, user=FINANCE, name="印发稿.pdf")
        [asked] = await talk.press("补充材料", done, user=FINANCE)
        assert "请发来要补充的" in shown_text(asked.text)
        assert "已补充" in await talk.say("另已报区人大备案", user=FINANCE)
        await talk.press("撤回", done, user=FINANCE, n=2)
        assert states(office) == [D, D, D]

    converse(office, port, conversation)
    kept = [(entry.verb, entry.note or entry.evidence) for entry in trail(office) if entry.who == "张三"]
    assert [verb for verb, _ in kept] == ["reported", "evidence", "evidence", "undone"]
    assert kept[2][1] == "另已报区人大备案"


def test_photos_of_an_album_are_one_report(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        [choice] = await talk.press("反馈", letter, user=FINANCE)
        [choice] = await talk.press("全选", choice, user=FINANCE)
        await talk.press("确定", choice, user=FINANCE)
        assert "已反馈" in await talk.send(JPEG, "现场照片", user=FINANCE, n=2, album="7")
        assert "已补充" in await talk.send(JPEG + b"2", user=FINANCE, album="7")
        assert states(office) == [R, R, R]

    converse(office, port, conversation)
    assert {entry.note for entry in trail(office) if entry.verb == "reported"} == {"现场照片"}


def test_more_time_is_asked_for_by_a_day_and_a_reason(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        [choice] = await talk.press("申请延期", letter, user=FINANCE)
        [choice] = await talk.press("☐ 3 ", choice, user=FINANCE)
        [asked] = await talk.press("确定", choice, user=FINANCE)
        assert asked.labels[:2] == ["2021年7月7日", "2021年7月14日"]
        assert "读不成一个确定的日期" in await talk.say("过些天", user=FINANCE)
        assert "请写明理由" in await talk.say("7月20日", user=FINANCE)
        assert "已申请延期" in await talk.say("等待上级批复", user=FINANCE, n=2)
        assert [duty.extension_until for duty in stored(office)] == [None, None, date(2021, 7, 20)]

    converse(office, port, conversation)
    assert [entry.note for entry in trail(office) if entry.verb == "extension-requested"] == ["等待上级批复"]


def test_a_day_that_is_no_later_is_refused_and_asked_again(office: Office, port: str) -> None:
    """It is said why, at once, and nothing is noted; the next day that is said is taken."""

    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        [which] = await talk.press("申请延期", letter, user=FINANCE)
        [which] = await talk.press("☐ 1 ", which, user=FINANCE)
        await talk.press("确定", which, user=FINANCE)
        assert "不晚于现时限" in await talk.say("6月30日", user=FINANCE)
        assert states(office) == [D, D, D]
        assert "延期至" in await talk.say("7月9日", user=FINANCE)
        await talk.say("等待批复", user=FINANCE, n=2)
        assert stored(office)[0].extension_until == date(2021, 7, 9)

    converse(office, port, conversation)


def test_all_that_was_asked_about_is_no_more_than_that(office: Office, port: str) -> None:
    """“都办好了” answers what was asked for one item, and says nothing of the others."""

    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        [which] = await talk.press("反馈", letter, user=FINANCE)
        [which] = await talk.press("☐ 1 ", which, user=FINANCE)
        await talk.press("确定", which, user=FINANCE)
        assert "已反馈" in await talk.say("都办好了", user=FINANCE, n=2)
        assert states(office) == [R, D, D]
        assert "已签收" in await talk.say("全部签收", user=FINANCE)
        assert states(office) == [R, S, S]

    converse(office, port, conversation)


def test_what_is_not_ones_own_is_handed_back(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        [choice] = await talk.press("非本单位职责", letter, user=FINANCE)
        [choice] = await talk.press("☐ 1 ", choice, user=FINANCE)
        [asked] = await talk.press("确定", choice, user=FINANCE)
        await talk.press("不写理由", asked, user=FINANCE, n=2)
        assert states(office) == [State.HANDED_BACK, D, D]

    converse(office, port, conversation)


def test_later_is_another_reminder_and_no_other_deadline(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        [choice] = await talk.press("稍后提醒", letter, user=FINANCE)
        [choice] = await talk.press("☐ 1 ", choice, user=FINANCE)
        [asked] = await talk.press("确定", choice, user=FINANCE)
        assert asked.labels == ["明天", "下周一", "到期前一天", "取消"]
        [kept] = await talk.press("明天", asked, user=FINANCE)
        assert "2021-06-02 09:00" in shown_text(kept.text)
        assert await talk.deliver() == []
        talk.now = at("2021-06-02T09:00")
        [again] = await talk.deliver()
        assert again.chat_id == str(FINANCE)
        assert "第1项工作" in shown_text(again.text)
        assert "反馈" in again.labels
        assert {str(duty.due) for duty in stored(office)} == {"2021-06-30"}

    converse(office, port, conversation)
    with office.store.begin() as session:
        assert [row.kind for row in outbox.every(session, unsettled=False) if row.kind == "later"] == ["later"]


@pytest.mark.parametrize("way", ["press", "say"])
def test_without_a_letter_it_is_pressed_which_are_meant(office: Office, port: str, way: str) -> None:
    """From one's list, or by a bare word: no number is ever typed."""

    async def conversation(talk: Talk) -> None:
        listed = await talk.say("/mine", user=FINANCE)
        assert "第1项工作" in listed
        mine = talk.last
        assert mine.labels[-5:] == ["签收", "反馈", "申请延期", "非本单位职责", "稍后提醒"]
        if way == "press":
            [which] = await talk.press("签收", mine, user=FINANCE)
        else:
            await talk.say("签收", user=FINANCE)
            which = talk.last
        [which] = await talk.press("☐ 2 ", which, user=FINANCE)
        [done] = await talk.press("确定", which, user=FINANCE)
        assert "已签收" in shown_text(done.text)
        assert states(office) == [D, S, D]
        await talk.say("稍后提醒", user=FINANCE)
        assert talk.last.labels[0].startswith("☐ 1")

    converse(office, port, conversation)


def test_an_old_button_tells_who_was_faster(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        make_move(office, Move("全部", Verb.ACKNOWLEDGED), CLERK, talk.now)
        [again] = await talk.press("全部签收", letter, user=FINANCE)
        assert "文书" in talk.toast
        assert "签收" in talk.toast
        assert again.message_id == letter.message_id
        make_move(office, Move("全部", Verb.CLOSED, also_unreported=True), CLERK, talk.now)
        [again] = await talk.press("反馈", letter, user=FINANCE)
        assert again.labels == []
        assert "已销号" in shown_text(again.text)
        assert set(states(office)) == {State.CLOSED}

    converse(office, port, conversation)


def test_a_button_gives_nobody_a_right(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区教育局', CONTACT)}", user=EDUCATION)
        [letter] = await talk.deliver()
        for user in (EDUCATION, NOBODY):
            stolen = replace(letter, chat_id=str(user))
            await talk.press("全部签收", stolen, user=user, n=0)
            assert talk.toast in {"这条消息不是发给您的。", "这个按钮已经失效。"}
        for token in ("", "l::all", "c:nothing:ok", "l:%:all", "x" * 64):
            forged = replace(letter, buttons=((("伪造", token or "?"),),))
            await talk.press("伪造", forged, user=FINANCE, n=0)
            assert talk.toast == "这个按钮已经失效。"
        assert states(office) == [D, D, D]

    converse(office, port, conversation)


def test_what_was_asked_is_given_up_and_other_commands_go_on(office: Office, port: str) -> None:
    async def conversation(talk: Talk) -> None:
        [letter] = await talk.deliver()
        [choice] = await talk.press("反馈", letter, user=FINANCE)
        [choice] = await talk.press("☐ 1 ", choice, user=FINANCE)
        [asked] = await talk.press("确定", choice, user=FINANCE)
        assert "第1项工作" in await talk.say("/mine", user=FINANCE)
        assert "已签收" in await talk.say("签收 3", user=FINANCE)
        [gone] = await talk.press("取消", asked, user=FINANCE)
        assert "已取消" in shown_text(gone.text)
        assert "未能识别" in await talk.say("已经上报了一部分材料", user=FINANCE)
        assert states(office) == [D, D, S]

    converse(office, port, conversation)


@pytest.mark.parametrize("way", ["press", "已阅", "收到，谢谢", "got it"])
def test_a_leader_says_that_he_has_read(office: Office, port: str, way: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(f"/start {talk.code('区财政局', LEADER)}", user=LEADING, name="局长")
        came: list[SentMessage] = []
        for day in ("2021-06-01", "2021-06-25", "2021-07-01"):  # who was not told first is not urged
            talk.now = at(f"{day}T09:30")
            came += [one for one in await talk.deliver() if one.chat_id == str(LEADING)]
        copied = came[0]
        assert copied.labels == ["已阅"]
        if way == "press":
            await talk.press("已阅", copied, user=LEADING, name="局长", n=0)
            assert talk.toast == "已登记：已阅。"
        else:
            await talk.restart()
            assert "已登记：已阅" in await talk.say(way, user=LEADING, name="局长", about=copied)
        assert "登记过" in await talk.say("已阅", user=LEADING, name="局长", about=copied)

    converse(office, port, conversation)
    assert {entry.who for entry in trail(office) if entry.verb == "read"} == {"局长"}
