"""What was answered to those who only look, kept as long as nobody commits anything."""

from collections.abc import Callable, Hashable
from datetime import date

from bot.conversation.answer import Answer
from bot.conversation.utterance import Utterance
from bot.work.office import Office

#: Commands that change nothing, by their first word.
LOOKS = frozenset({"/mine", "/status", "/task"})
#: So many answers are kept at a time.
MOST = 1_000


class Memory:
    """Answers by who asked what in which chat: on Monday morning everybody asks, and asks again."""

    def __init__(self) -> None:
        self._office: Office | None = None
        self._state: Hashable = None
        self._answers: dict[Hashable, Answer] = {}

    def answer(self, office: Office, today: date, said: Utterance, find: Callable[[], Answer]) -> Answer:
        """What was answered before, while the store and the settings are as they were then; else what `find` gives."""
        version = office.store.version() if _looks(said) else None
        if version is None:
            return find()
        state = version, today
        if state != self._state or office is not self._office or len(self._answers) > MOST:
            self._office, self._state, self._answers = office, state, {}
        key = said.chat, said.user, said.person, said.words, said.about
        if key not in self._answers:
            self._answers[key] = find()
        return self._answers[key]


def _looks(said: Utterance) -> bool:
    return not said.token and not said.files and said.words.partition(" ")[0] in LOOKS
