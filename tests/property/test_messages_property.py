"""Whatever stands in a letter: Telegram takes it, nothing is lost from the count, no value becomes markup."""

import re
from collections import Counter
from dataclasses import replace
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.lengths import ROBOT_BYTES, plain
from bot.messages import Letter, render_digest, render_letter
from bot.messages.channel_limits import telegram_units
from bot.messages.letter import Line, Part
from bot.model import NoticeKind, Role
from bot.texts import LANGUAGES, set_language
from tests.support.letters import FULL, LINES, TODAY
from tests.support.verdict import shown_text, telegram_verdict

WORDS = st.one_of(
    st.text(max_size=40),
    st.text(alphabet="<>&\"'/;#x27ambi 甲🏛\u200d\n", max_size=60),
    st.builds(lambda one, n: one * n, st.sampled_from("甲🏛&<"), st.integers(0, 700)),
)
MARK = "\N{LINK SYMBOL}"  # 🔗: counts the lines shown; no value has it


def _without_mark(words: str) -> str:
    return words.replace(MARK, "")


CLEAN = WORDS.map(_without_mark)
LINE = st.builds(
    lambda line, title, label, unit, phrase: replace(
        line, number=f"{MARK}1", title=title, label=label, unit=unit, phrase=phrase
    ),
    st.sampled_from(sorted(LINES.values(), key=lambda line: line.number)),
    CLEAN, CLEAN, CLEAN, CLEAN,
)  # fmt: skip
LEFT = {"zh-CN": re.compile(r"^另有 (\d+) 项", re.MULTILINE), "en": re.compile(r"^(\d+) more tasks?:", re.MULTILINE)}


def _letter(kind: str, role: str, to: str, parts: list[list[Line]], chat: bool) -> Letter:
    made = tuple(Part(f"l{i}", to or "台账", None, tuple(lines)) for i, lines in enumerate(parts))
    return Letter(
        kind=NoticeKind(kind),
        to=to,
        role=Role(role),
        contact=None,
        today=TODAY,
        parts=made,
        office="区政府办公室",
        chat=chat,
    )


LETTER = st.builds(
    _letter,
    st.sampled_from(["dispatch", "reminder", "urging", "escalation", "feedback"]),
    st.sampled_from(["contact", "leader", "coordinator"]),
    st.text(alphabet="区县局<&🏛", max_size=80),
    st.lists(st.lists(LINE, min_size=1, max_size=12), min_size=1, max_size=4),
    st.booleans(),
)


@settings(deadline=None)  # the machine may be busy
@given(LETTER, st.sampled_from(LANGUAGES), st.integers(1, 20))
def test_telegram_takes_every_letter_and_no_count_is_lost(letter: Letter, language: str, times: int) -> None:
    set_language(language)
    numbers = count(1)  # each line its own task: what is alike is told as one
    parts = tuple(
        replace(part, lines=tuple(replace(line, number=f"{MARK}{next(numbers)}") for line in part.lines * times))
        for part in letter.parts
    )
    letter = replace(letter, parts=parts)
    message = render_letter(letter, "telegram", "id")
    assert message.html is not None
    assert telegram_verdict(message.html) is None
    found = LEFT[language].findall(message.text)
    # How to answer names lines again.
    commands = sum(line.count(MARK) for line in message.text.splitlines() if "/done" in line or "/ack" in line)
    assert message.text.count(MARK) - commands + (int(found[-1]) if found else 0) == len(letter.lines)


@settings(deadline=None)  # the machine may be busy
@given(LETTER, st.sampled_from(LANGUAGES))
def test_a_robot_takes_every_letter(letter: Letter, language: str) -> None:
    set_language(language)
    message = render_letter(letter, "robot", "id")
    assert message.posts == 1 or len(letter.units) > 1
    assert len(f"{message.subject}\n{message.text}".encode()) <= ROBOT_BYTES * message.posts


@settings(deadline=None)  # the machine may be busy
@given(st.lists(LINE, max_size=60), st.sampled_from(LANGUAGES))
def test_telegram_takes_every_digest(lines: list[Line], language: str) -> None:
    set_language(language)
    some = tuple(lines)
    digest = replace(
        FULL,
        late=some,
        reported=some,
        coming=tuple(line for line in some if line.light == "near"),
        fell_due=Counter(line.light for line in some),
    )
    message = render_digest(digest, "telegram", "id")
    assert message.html is not None
    assert telegram_verdict(message.html) is None


@settings(deadline=None)  # the machine may be busy
@given(LETTER, st.sampled_from(LANGUAGES))
def test_our_count_is_never_below_telegrams(letter: Letter, language: str) -> None:
    set_language(language)
    message = render_letter(letter, "telegram", "id")
    assert message.html is not None
    shown = shown_text(message.html)
    assert telegram_units(message.html) >= len(shown.encode("utf-16-le")) // 2
    assert plain(message.html) == message.text
