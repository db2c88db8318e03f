"""One conversation with everybody: who speaks is found out, what is said is read, done and answered."""

import logging
import secrets
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from bot.calendars.memory import RememberedCalendar
from bot.clock import Clock
from bot.conversation.answer import NOTHING, Answer, Reply, Slow
from bot.conversation.documents import unfinished
from bot.conversation.limits import COMMANDS, Admission, Limits
from bot.conversation.memory import Memory
from bot.conversation.presses import press
from bot.conversation.reading import heard
from bot.conversation.request import Request
from bot.conversation.utterance import Utterance
from bot.errors import BotError
from bot.lengths import cut_units
from bot.messages import render
from bot.texts import away_from_terminal, speaking
from bot.work.answers.cards import set_number
from bot.work.office import Office
from bot.work.outgoing.let_in import send_again
from bot.work.people.chat_settings import follow_chat
from bot.work.people.identity import speaker

log = logging.getLogger(__name__)

LONGEST_FAULT = 1500


class Conversation:
    """Answers what is said in any chat. `office` gives the office as it is when something is said."""

    def __init__(self, office: Callable[[], Office], clock: Clock) -> None:
        self._now_office, self._clock, self._limits, self._memory = office, clock, Limits(), Memory()
        self._seen: tuple[Office, date, Office] | None = None

    def hear(self, said: Utterance) -> Answer:
        """What is answered. Raises nothing: a fault of ours is an apology with a reference."""
        admission = Admission.GO if said.token or _is_fetched(said) else self._limits.admit(said.chat, self._clock())
        if admission is Admission.SILENT:
            return NOTHING
        if admission is Admission.TELL:
            log.info("a chat typed too many commands")
            return _answer(render("chat/often.html", most=COMMANDS))
        with away_from_terminal():
            return _safely(lambda: self._answer(said))

    def _answer(self, said: Utterance) -> Answer:
        now = self._clock()
        office = self._office(now)
        return self._memory.answer(office, office.today(now), said, lambda: self._found(office, said, now))

    def _found(self, office: Office, said: Utterance, now: datetime) -> Answer:
        with office.store.reading():  # what is only looked up is looked up in one transaction
            return self._looked_up(office, said, now)

    def _looked_up(self, office: Office, said: Utterance, now: datetime) -> Answer:
        found = speaker(office, said.chat, said.user, said.person, now)
        request = Request(office, now, said, found.actor, asleep=found.asleep, aside=found.aside)
        language = found.language
        with speaking(language):
            try:
                answer = press(request) if said.token else heard(request)
            except BotError as error:
                return refusal(error, aside=request.aside)
        return replace(answer, slow=_in_language(answer.slow, language)) if answer.slow and language else answer

    def go_on(self, slow: Slow, found: object) -> Answer:
        """The rest of an answer, with what its work gave: a result, or the error that it ended in. Raises nothing."""
        with away_from_terminal():
            return _told(found) if isinstance(found, Exception) else _safely(lambda: slow.go_on(found))

    def sent(self, card: str, message: str) -> None:
        """The card stands in its chat as this message: what is said in answer to it is about it."""
        set_number(self._now_office(), card, message)

    def moved(self, old: int, new: int) -> None:
        """A group has a new id: all that was bound, set and asked there goes on."""
        follow_chat(self._now_office(), old, new, self._clock())

    def let_in(self, chat: int) -> None:
        """A chat that refused messages takes them again."""
        send_again(self._now_office(), chat, self._clock())

    def unfinished(self) -> list[tuple[int, Reply]]:
        """The chats that wait for what ended with the program, each with what it is told; each once."""
        return unfinished(self._now_office())

    def _office(self, now: datetime) -> Office:
        """The office as it is, with a calendar that keeps for a day what it was asked: lists ask it for every line."""
        office = self._now_office()
        today = office.today(now)
        if self._seen is None or self._seen[0] is not office or self._seen[1] != today:
            rules = replace(office.rules, calendar=RememberedCalendar.of(office.rules.calendar))
            self._seen = (office, today, replace(office, rules=rules))
        return self._seen[2]


def _in_language(slow: Slow, language: str) -> Slow:
    """What is said later is said in the same language."""

    def work() -> object:
        with speaking(language):
            return slow.work()

    def go_on(found: object) -> Answer:
        with speaking(language):
            return slow.go_on(found)

    return Slow(work, go_on, slow.tell_to)


def _is_fetched(said: Utterance) -> bool:
    """Said before, and now again with its files."""
    return any(file.content is not None for file in said.files)


def _safely(work: Callable[[], Answer]) -> Answer:
    try:
        return work()
    except Exception as error:  # noqa: BLE001 - what is ours to say is said, the rest is logged
        return _told(error)


def _told(error: Exception) -> Answer:
    return refusal(error) if isinstance(error, BotError) else _apology(error)


def refusal(error: BotError, *, aside: bool = False) -> Answer:
    """Our own errors as they are, to the speaker alone where they may name what others must not read."""
    log.info("a command was refused: %s", error.key)
    return _answer(render("chat/error.html", fault=cut_units(str(error), LONGEST_FAULT)), aside=aside)


def _apology(error: Exception) -> Answer:
    reference = secrets.token_hex(4)
    log.error("a command failed, reference %s", reference, exc_info=error)
    return _answer(render("chat/sorry.html", reference=reference))


def _answer(html: str, *, aside: bool = False) -> Answer:
    return Answer((Reply(html, aside=aside),))
