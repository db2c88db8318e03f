"""People who have never seen a bot: questions are shown what they ask, nothing is moved that was not said."""

import pytest

from bot.plan.duty import State
from bot.store import duties
from bot.work.office import Office
from tests.support.office import dispatched, due, ledger, office_in, task
from tests.support.talk import THE_CLERK, THE_CONTACT, Talk, hold_in_memory

NUMBERS = ("1", "2", "3", "26", "27")
ACTS = {"签收", "反馈", "申请延期", "非本单位职责", "稍后提醒"}


@pytest.fixture
def office() -> Office:
    made = office_in()
    days = ("2021-06-30", "2021-06-15", "2021-06-05", "2021-09-30", "2021-12-31")
    dispatched(made, ledger(*(task(number, due(day)) for number, day in zip(NUMBERS, days, strict=True))))
    return made


def states(office: Office) -> dict[str, State]:
    with office.store.begin() as session:
        return {duty.number: duty.state for duty in duties.duties(session)}


#: What a contact asks, and a part of what is shown.
ASKED = {
    "26": "第26项工作",
    "第26项": "第26项工作",
    "26什么时候到期": "9月30日",
    "26怎么弄？": "第26项工作",
    "when is 26 due": "第26项工作",
    "我有哪些任务": "第27项工作",
    "还有多少没完成": "第27项工作",
    "哪些逾期了": "已逾期 5 天",
    "逾期": "已逾期 5 天",
    "what is due soon?": "第2项工作",
    "怎么回复": "/mine",
    "怎么签收？": "/mine",
}
#: What moves nothing; said so, with the buttons of what may be done.
POLITE = ["你好", "您好", "hi", "谢谢", "好的", "ok", "👍", "嗯嗯", "辛苦了", "Thanks!"]
#: What is not certain, and the items that it may be about.
UNCERTAIN = {
    "我们已经完成了26项": ["26"],
    "26还没办完": ["26"],
    "26没完成": ["26"],
    "26做不完，能不能晚几天": ["26"],
    "26延期一个月左右": ["26"],
    "26晚几天": ["26"],
    "26 完成80%": ["26"],
    "我收到1和2了": ["1", "2"],
    "提醒我明天办26": ["26"],
    "任务26已于6月9日完成": ["26"],
    "26 is almost done": ["26"],
    "帮我转人工": [],
    "刚才点错了": [],
    "二十六项已完成": ["26"],
    "99 和 26 弄一下吧": [],  # one of them is nobody's
}


def test_questions_are_shown_what_they_ask(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        for words, part in ASKED.items():
            assert part in await talk.say(words, user=THE_CONTACT), words

    before = states(office)
    hold_in_memory(office, conversation)
    assert states(office) == before


def test_what_is_only_polite_is_answered_with_what_may_be_done(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        for words in POLITE:
            answer = await talk.say(words, user=THE_CONTACT)
            assert "未能识别" not in answer, words
            assert "您是否要说" not in answer, words
            assert set(talk.last.labels) == ACTS, words

    before = states(office)
    hold_in_memory(office, conversation)
    assert states(office) == before


def test_what_is_not_certain_moves_nothing_and_offers_just_what_was_named(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        for words, numbers in UNCERTAIN.items():
            answer = await talk.say(words, user=THE_CONTACT)
            assert "未能识别" in answer, words
            shown = [number for number in NUMBERS if f"第{number}项工作" in answer]
            assert shown == numbers, words
            assert set(talk.last.labels) == ACTS, words

    before = states(office)
    hold_in_memory(office, conversation)
    assert states(office) == before


@pytest.mark.parametrize("words", [words for words, numbers in UNCERTAIN.items() if len(numbers) == 1][:3])
def test_a_press_takes_just_what_was_named(office: Office, words: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(words, user=THE_CONTACT)
        await talk.press("签收", talk.last, user=THE_CONTACT)

    hold_in_memory(office, conversation)
    assert {number for number, state in states(office).items() if state is State.ACKNOWLEDGED} == {"26"}


def test_several_things_in_one_line_are_all_done_or_none(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say("26已完成，27正在办理；签收 1", user=THE_CONTACT)
        await talk.say("2已完成，99正在办理", user=THE_CONTACT)

    hold_in_memory(office, conversation)
    assert states(office) == {
        "1": State.ACKNOWLEDGED,
        "2": State.DISPATCHED,
        "3": State.DISPATCHED,
        "26": State.REPORTED,
        "27": State.IN_PROGRESS,
    }


#: What a coordinator asks, and a part of what is shown.
ASKED_BY_COORDINATORS = {
    "逾期的有哪些": "已逾期 5 天",
    "财政局怎么样了": "第3项工作",
    "情况怎么样": "第3项工作",
    "谁还没绑定": "区教育局",
    "有哪些待审核": "没有",
    "通过": "没有",
    "预演3天": "条",
    "who is late": "已逾期 5 天",
}


def test_a_coordinators_questions_move_nothing(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        for words, part in ASKED_BY_COORDINATORS.items():
            said = await talk.say(words, user=THE_CLERK, name="文书")
            assert part in said, words

    before = states(office)
    hold_in_memory(office, conversation)
    assert states(office) == before


def test_a_contact_who_sends_back_is_told_whose_step_that_is(office: Office) -> None:
    async def conversation(talk: Talk) -> None:
        assert "须由协调人办理" in await talk.say("退回26", user=THE_CONTACT)

    hold_in_memory(office, conversation)
