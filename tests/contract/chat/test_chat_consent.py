"""同意 and 不同意, with nothing else: what they decide is what waits, and where that is not one thing it is asked."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from bot.plan.duty import State
from bot.plan.lifecycle import Verb
from bot.roster.roster import CONTACT
from bot.speech.consent import Consent, consent
from bot.store import duties
from bot.work.duties.moves import Move, make_move
from bot.work.office import Actor, Office
from tests.support.office import at, dispatched, due, ledger, office_in, task
from tests.support.talk import THE_CLERK, THE_CONTACT, Talk, hold_in_memory, talking

FINANCE, EDUCATION = "区财政局", "区教育局"
HANDED_IN: dict[str, Move] = {
    "report": Move("1", Verb.REPORTED, note="已印发"),
    "extension": Move("1", Verb.EXTENSION_REQUESTED, until=at("2021-08-01T10:00").date(), note="等批复"),
    "back": Move("1", Verb.HANDED_BACK, note="应由区司法局承办"),
}


def office_of() -> Office:
    office = office_in()
    dispatched(office, ledger(*(task(n, due("2021-06-30"), units=(FINANCE, EDUCATION)) for n in ("1", "3"))))
    return office


def hand_in(office: Office, what: str, unit: str = FINANCE) -> None:
    make_move(office, HANDED_IN[what], Actor("联络员", CONTACT, "chat", units=(unit,)), at("2021-06-02T10:00"))


def states(office: Office) -> dict[tuple[str, str], str]:
    with office.store.begin() as session:
        return {(duty.number, duty.unit): duty.state for duty in duties.duties(session)}


def say(office: Office, words: str, n: int = 1) -> None:
    """The clerk says it, and is answered with `n` messages."""

    async def conversation(talk: Talk) -> None:
        await talk.say(words, user=THE_CLERK, n=n)

    hold_in_memory(office, conversation)


#: What waits, what is said, and what that makes of it.
ONE_WAITS = [
    ("report", "同意", State.CLOSED),
    ("report", "同意。", State.CLOSED),
    ("report", "1同意", State.CLOSED),
    ("report", "agreed", State.CLOSED),
    ("report", "不同意，缺少公开链接", State.RETURNED),
    ("report", "I don't agree, the link is missing", State.RETURNED),
    ("report", "不同意", State.REPORTED),  # why is asked first
    ("report", "同意，但要先补材料", State.REPORTED),
    ("report", "同意3", State.REPORTED),
    ("report", "1、3同意", State.REPORTED),
    ("extension", "不同意", State.DISPATCHED),
    ("back", "同意", State.HANDED_BACK),  # what becomes of it is asked
]


#: To these the card is shown, to be pressed.
SHOWN = {"同意，但要先补材料", "1、3同意"}


@pytest.mark.parametrize(("what", "words", "state"), ONE_WAITS)
def test_where_one_thing_waits_it_is_decided_or_asked_about(what: str, words: str, state: State) -> None:
    office = office_of()
    hand_in(office, what)
    before = states(office)
    is_shown = words in SHOWN or what == "back"
    say(office, words, 2 if is_shown else 1)
    assert states(office) == before | {("1", FINANCE): state}


@pytest.mark.parametrize(("words", "day"), [("同意", "2021-08-01"), ("不同意", "2021-06-30")])
def test_an_extension_is_granted_or_not(words: str, day: str) -> None:
    office = office_of()
    hand_in(office, "extension")
    say(office, words)
    with office.store.begin() as session:
        found = duties.duties(session, number="1", unit=FINANCE)[0]
    assert (str(found.due), found.extension_until) == (day, None)


@pytest.mark.parametrize("words", ["同意", "不同意，缺章", "agree"])
def test_of_several_the_cards_are_shown_and_nothing_moves(words: str) -> None:
    office = office_of()
    for unit in (FINANCE, EDUCATION):
        hand_in(office, "report", unit)
    before = states(office)

    async def conversation(talk: Talk) -> None:
        assert "2 件" in await talk.say(words, user=THE_CLERK, n=3)
        card = talk.sent[-1]
        assert card.labels[:2] == ["核准", "退回修改"]

    hold_in_memory(office, conversation)
    assert states(office) == before


@pytest.mark.parametrize("port", ["telegram", "memory"])
def test_in_answer_to_a_card_it_decides_that_one(port: str) -> None:
    office = office_of()
    for unit in (FINANCE, EDUCATION):
        hand_in(office, "report", unit)

    async def conversation(talk: Talk) -> None:
        await talk.say("待审核", user=THE_CLERK, n=3)
        card = next(one for one in talk.sent if EDUCATION in one.text and "核准" in one.labels)
        assert "已核准销号" in await talk.say("同意", user=THE_CLERK, about=card)

    hold(office, port, conversation)
    found = states(office)
    assert (found["1", EDUCATION], found["1", FINANCE]) == (State.CLOSED, State.REPORTED)


def hold(office: Office, port: str, conversation: Callable[[Talk], Awaitable[None]]) -> None:
    async def go() -> None:
        async with talking(office, at("2021-06-10T10:00"), port) as talk:
            await talk.say(f"/start {talk.code('区政府办公室')}", user=THE_CLERK, name="文书")
            await conversation(talk)

    asyncio.run(go())


def test_a_refusal_of_a_report_asks_why() -> None:
    office = office_of()
    hand_in(office, "report")

    async def conversation(talk: Talk) -> None:
        assert "请写明理由" in await talk.say("不同意", user=THE_CLERK)
        assert "已退回修改" in await talk.say("缺章", user=THE_CLERK)

    hold_in_memory(office, conversation)


def test_to_a_contact_it_is_no_decision() -> None:
    office = office_of()
    hand_in(office, "report")
    before = states(office)

    async def conversation(talk: Talk) -> None:
        await talk.say("同意", user=THE_CONTACT)

    hold_in_memory(office, conversation)
    assert states(office) == before


@pytest.mark.parametrize(
    "words", ["同意吗", "同意？", "同意延期", "同意改派给教育局", "已同意", "原则同意", "好的", ""]
)
def test_other_words_are_no_consent(words: str) -> None:
    assert consent(words) is None


def test_numbers_stand_before_or_behind_it() -> None:
    assert consent("26、27 同意") == consent("同意26、27") == Consent(agreed=True, numbers=("26", "27"))
