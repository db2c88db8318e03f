"""More time asked for by a span, and reports whose item is chosen afterwards: nothing that was said is asked again."""

from datetime import date

import pytest

from bot.plan.duty import Duty, State
from bot.store import duties
from bot.work.office import Office
from tests.support.office import dispatched, due, ledger, office_in, task
from tests.support.talk import THE_CLERK, THE_CONTACT, Talk, hold_in_memory
from tests.support.verdict import shown_text

DAYS = {"1": "2021-06-30", "2": "2021-07-15", "26": "2021-09-30"}


def office_of(numbers: tuple[str, ...] = tuple(DAYS)) -> Office:
    office = office_in()
    dispatched(office, ledger(*(task(number, due(DAYS[number])) for number in numbers)))
    return office


def stored(office: Office) -> dict[str, Duty]:
    with office.store.begin() as session:
        return {duty.number: duty for duty in duties.duties(session)}


def asked(office: Office) -> dict[str, str]:
    """Number → the day asked for."""
    return {n: str(duty.extension_until) for n, duty in stored(office).items() if duty.extension_until is not None}


#: What a contact says, and the days asked for by it once its reason is there.
SPANS = {
    "1申请延期一个月": {"1": "2021-07-30"},
    "26延期两周": {"26": "2021-10-14"},
    "extend 26 by two weeks": {"26": "2021-10-14"},
    "26 能不能缓到下周五": {},  # before its day
    "1 能不能缓到7月9日": {"1": "2021-07-09"},
    "1、2延期10天": {"1": "2021-07-10", "2": "2021-07-25"},
    "26再宽限半年": {"26": "2022-03-30"},
}


@pytest.mark.parametrize("words", SPANS)
def test_a_span_is_counted_from_each_items_own_day_shown_and_then_asked_for(words: str) -> None:
    office = office_of()

    async def conversation(talk: Talk) -> None:
        answer = await talk.say(words, user=THE_CONTACT)
        assert asked(office) == {}
        if SPANS[words]:
            for day in SPANS[words].values():
                year, month, rest = date.fromisoformat(day).timetuple()[:3]
                assert f"{year}年{month}月{rest}日" in answer or day in answer
            done = await talk.say("等待上级批复", user=THE_CONTACT)
            assert "已申请延期" in done
            assert "撤回" in talk.last.labels

    hold_in_memory(office, conversation)
    assert asked(office) == SPANS[words]


def test_with_its_reason_it_is_asked_for_at_once_and_taken_back_as_a_whole() -> None:
    office = office_of()

    async def conversation(talk: Talk) -> None:
        answer = await talk.say("1、26延期两周，材料未齐", user=THE_CONTACT)
        assert "2021年7月14日" in answer
        assert "2021年10月14日" in answer
        assert asked(office) == {"1": "2021-07-14", "26": "2021-10-14"}
        await talk.say("撤回", user=THE_CONTACT)

    hold_in_memory(office, conversation)
    assert asked(office) == {}


def test_without_a_number_the_items_are_chosen_and_the_words_kept() -> None:
    office = office_of()

    async def conversation(talk: Talk) -> None:
        answer = await talk.say("延期两周，材料未齐", user=THE_CONTACT)
        assert "两周" in answer
        assert "材料未齐" in answer
        for label in [label for label in talk.last.labels if label.startswith(("☐ 1 ", "☐ 2 "))]:
            await talk.press(label, talk.last, user=THE_CONTACT)
        await talk.press(
            next(label for label in talk.last.labels if label.startswith("确定")), talk.last, user=THE_CONTACT
        )

    hold_in_memory(office, conversation)
    assert asked(office) == {"1": "2021-07-14", "2": "2021-07-29"}


@pytest.mark.parametrize("words", ["26延期两三天", "26延期一两周左右", "26晚几天行吗", "26 延期一周至10月20日"])
def test_what_is_no_certain_span_asks_for_nothing(words: str) -> None:
    office = office_of()

    async def conversation(talk: Talk) -> None:
        await talk.say(words, user=THE_CONTACT)

    hold_in_memory(office, conversation)
    assert asked(office) == {}


@pytest.mark.parametrize("words", ["已办结 方案已印发", "反馈 方案已印发", "已完成，方案已印发"])
def test_a_report_without_a_number_is_of_the_only_open_item(words: str) -> None:
    office = office_of(("1",))

    async def conversation(talk: Talk) -> None:
        await talk.say(words, user=THE_CONTACT)
        assert "撤回" in talk.last.labels
        assert "方案已印发" in await talk.say("/task 1", user=THE_CLERK, name="文书")

    hold_in_memory(office, conversation)
    assert stored(office)["1"].state is State.REPORTED


def test_a_report_without_a_number_is_kept_until_its_item_is_chosen() -> None:
    office = office_of()

    async def conversation(talk: Talk) -> None:
        assert "方案已印发" in await talk.say("已办结 方案已印发", user=THE_CONTACT)
        assert all(duty.state is State.DISPATCHED for duty in stored(office).values())
        label = next(label for label in talk.last.labels if label.startswith("☐ 2 "))
        await talk.press(label, talk.last, user=THE_CONTACT)
        await talk.press(
            next(label for label in talk.last.labels if label.startswith("确定")), talk.last, user=THE_CONTACT
        )
        assert "方案已印发" in await talk.say("/task 2", user=THE_CLERK, name="文书")

    hold_in_memory(office, conversation)
    assert {n for n, duty in stored(office).items() if duty.state is State.REPORTED} == {"2"}


#: A reminder that is asked for, whether at an hour.
REMINDERS = {
    "1 明天再提醒我": False,
    "1 明天下午3点再提醒我": True,
    "1 下周一上午提醒我": True,
    "remind me tomorrow about 1": False,
    "remind me about 1 tomorrow at 3pm": True,
    "remind me on monday at 10:30 about 1": True,
}


@pytest.mark.parametrize("words", REMINDERS)
def test_an_hour_of_ones_own_is_no_reminders_hour_and_that_is_said(words: str) -> None:
    async def conversation(talk: Talk) -> None:
        answer = await talk.say(words, user=THE_CONTACT)
        assert "再提醒一次" in answer
        assert " 09:00 " in answer
        assert ("不按钟点" in answer) == REMINDERS[words]

    hold_in_memory(office_of(), conversation)


@pytest.mark.parametrize("words", ["下午3点再提醒我", "3点半再提醒我", "remind me at 3pm"])
def test_an_hour_alone_names_no_day_so_it_is_asked(words: str) -> None:
    async def conversation(talk: Talk) -> None:
        await talk.say(words, user=THE_CONTACT)
        [which] = await talk.press("☐ 1 ", talk.last, user=THE_CONTACT)
        [when] = await talk.press("确定", which, user=THE_CONTACT)
        assert "不按钟点" in shown_text(when.text)
        assert "明天" in when.labels

    hold_in_memory(office_of(), conversation)
