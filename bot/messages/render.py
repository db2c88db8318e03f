"""Letters into messages: one template a channel, cut as a list and never through markup."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from bot.channel_kinds import Form, kind_of
from bot.lengths import TELEGRAM_UNITS, cut_units, plain
from bot.messages import digest_words
from bot.messages.channel_limits import (
    MAIL_LINES,
    MARK,
    ROBOT_POSTS,
    filling,
    fits_robot,
    fits_telegram,
    fits_words,
    longest,
    reckoned_lines,
    robot_posts,
    share_of_mail,
)
from bot.messages.digest import CHART, DigestLetter
from bot.messages.grouping import parts_of, totals_of
from bot.messages.letter import Letter, Part
from bot.messages.letter_words import answers, closing, opening, subject, unit_counts
from bot.messages.numbers import MOST_NAMED
from bot.messages.templates import render
from bot.messages.tidy import tidy_digest, tidy_letter
from bot.model import Message

T = TypeVar("T")
#: Text and page of a mail.
Both = tuple[str, str | None]
#: To how many characters the words of a list are shortened, step by step, where not even one line fits.
WIDTHS = (100, 40, 16)
#: Where more tasks stand in a letter, it begins with its deadlines and how to answer.
FEW = 5
#: A subject is read in a list of mails; what is longer is cut by the reader's program anyway.
SUBJECT_WIDTH = 60
#: Stands for “all of them” where a list is not cut.
ALL = 1_000_000


def subject_of(letter: Letter) -> str:
    """The subject of a letter."""
    return subject(tidy_letter(letter, SUBJECT_WIDTH, listed=0))


def render_letter(
    letter: Letter,
    channel: str,
    message_id: str,
    config: Path | None = None,
    subject: str | None = None,
    *,
    paged: bool = True,
) -> Message:
    """The message for one channel, cut to what the channel takes: the first lines stay, the rest are counted.

    `subject`: the letter's, where it is known already. Without `paged` a mail has no page, and its text the whole room.
    """
    whole = tidy_letter(letter)
    head = subject or subject_of(letter)
    # A group reads it as one post: every unit finds its own first lines in it.
    kind = kind_of(channel)
    is_shared = kind.form in {Form.POSTS, Form.MARKUP} and len(whole.units) > 1

    def said(wide: Letter, keep: int) -> dict[str, Any]:
        shown = cut_each(wide, keep) if is_shared else cut(wide, keep)
        parts = parts_of(shown) if shown.late_in_all is None else ()
        totals = totals_of(parts)
        brief = totals if len(totals) > 1 and sum(total.n for total in totals) > FEW else ()
        ways = answers(wide, channel)
        last = closing(wide, by_hand=not ways)
        around = {"opening": opening(wide), "closing": last, "answers": ways, "first": ""}
        if brief and not around["answers"]:  # the only words about how to answer come before the list, too
            around |= {"first": around["closing"], "closing": ""}
        around["units"] = unit_counts(wide) if _is_any_unnamed(wide, shown) else ""
        return {"letter": shown, "parts": parts, "brief": brief, "channel": channel, "subject": head, **around}

    def write(name: str, wide: Letter, keep: int) -> str:
        return render(name, config, **said(wide, keep))

    if kind.form is Form.MARKUP:
        kept = _fitted(whole, lambda wide, keep: write("telegram/letter.html", wide, keep), fits_telegram)
        return _telegram(message_id, head, *kept)
    if kind.form is Form.POSTS:
        return _robot(message_id, head, whole, lambda wide, keep: write("email/letter.txt", wide, keep))

    def both(wide: Letter, keep: int) -> Both:
        values = said(wide, keep)
        page = render("email/letter.html", config, **values) if kind.form is Form.PAGE and paged else None
        return render("email/letter.txt", config, **values), page

    (words, page), is_whole = _fitted(
        whole, both, lambda both: fits_words(kind, head, *both), MAIL_LINES, None if kind.longest else _share_of_both
    )
    # Where not even one task fits, the subject says what there is.
    return Message(message_id, head, words if is_whole or kind.longest is None else "", page)


def _is_any_unnamed(whole: Letter, shown: Letter) -> bool:
    """Whether a unit might not be named by the lists: they are cut, or name the first of many."""
    return len(whole.units) > 1 and (shown.more > 0 or len(whole.units) > MOST_NAMED)


def _share_of_both(both: Both) -> float:
    return share_of_mail(*both)


def _fitted(
    letter: Letter,
    write: Callable[[Letter, int], T],
    fits: Callable[[T], bool],
    most: int = ALL,
    share: Callable[[T], float] | None = None,
) -> tuple[T, bool]:
    """The longest rendering that fits, and whether one did. More than `most` lines are known not to. `share`: of
    what is large, how much of the room it takes, so that nearly the longest will do.

    The list is cut first; its words are shortened where it must be cut, so that more of it stays.
    """
    tried = min(len(letter.lines), most)
    first = tried if share is None else reckoned_lines(partial(write, letter), tried, share)
    if first == len(letter.lines) and fits(text := write(letter, ALL)):
        return text, True
    for width in WIDTHS:
        shown = partial(write, tidy_letter(letter, width))
        found = longest(shown, tried, fits) if share is None else filling(shown, tried, share, first=first)
        if found is not None:
            return found, True
    text = write(tidy_letter(letter, WIDTHS[-1]), 0)
    return text, fits(text)


def _robot(message_id: str, subject: str, letter: Letter, write: Callable[[Letter, int], str]) -> Message:
    """One post; a letter to several units may take a second, and as many as it takes to name them all."""
    most = ROBOT_POSTS if len(letter.units) > 1 else 1
    words, fitting = _fitted(letter, write, lambda words: robot_posts(subject, words) <= most)
    if not fitting and len(letter.units) > 1:
        words = write(letter, 0)
    return Message(message_id, subject, words, posts=robot_posts(subject, words))


def _telegram(message_id: str, subject: str, markup: str, fitting: bool) -> Message:
    """The message; without markup where an office's own template leaves no other way to keep the limit."""
    words = plain(markup)
    if fitting:
        return Message(message_id, subject, words, markup)
    return Message(message_id, subject, cut_units(words, TELEGRAM_UNITS - MARK))


def cut(letter: Letter, keep: int) -> Letter:
    """The letter with its first `keep` lines; the rest are counted."""
    if keep >= len(letter.lines):
        return letter
    parts: list[Part] = []
    left = keep
    for part in letter.parts:
        lines = part.lines[:left]
        left -= len(lines)
        if lines:
            parts.append(replace(part, lines=lines))
    return replace(letter, parts=tuple(parts), more=letter.more + len(letter.lines) - keep)


def cut_each(letter: Letter, keep: int) -> Letter:
    """The letter with the first `keep` lines of each unit; the rest are counted."""
    seen: Counter[str] = Counter()
    parts: list[Part] = []
    left = 0
    for part in letter.parts:
        lines = []
        for line in part.lines:
            seen[line.unit] += 1
            if seen[line.unit] <= keep:
                lines.append(line)
        left += len(part.lines) - len(lines)
        if lines:
            parts.append(replace(part, lines=tuple(lines)))
    return replace(letter, parts=tuple(parts), more=letter.more + left) if left else letter


def subject_of_digest(digest: DigestLetter) -> str:
    """The subject of a digest."""
    return digest_words.digest_subject(tidy_digest(digest))


def render_digest(
    digest: DigestLetter, channel: str, message_id: str, config: Path | None = None, *, paged: bool = True
) -> Message:
    """The digest for one channel. In a chat every list is cut to the same length, which is the longest that fits."""
    whole = tidy_digest(digest)
    subject = digest_words.digest_subject(whole)

    def write(name: str, wide: DigestLetter, most: int = digest_words.MOST_ITEMS) -> str:
        return render(name, config, digest=wide, subject=subject, **_said(wide, most))

    kind = kind_of(channel)
    if kind.form is Form.MARKUP:
        kept = _fitted_digest(whole, lambda wide, most: write("telegram/digest.html", wide, most), fits_telegram)
        return _telegram(message_id, subject, *kept)
    if kind.form is Form.POSTS:
        kept = _fitted_digest(
            replace(whole, reply=False),
            lambda wide, most: write("email/digest.txt", wide, most),
            lambda text: fits_robot(subject, text),
        )
        return Message(message_id, subject, kept[0])

    def both(wide: DigestLetter, most: int) -> Both:
        page = write("email/digest.html", wide, most) if kind.form is Form.PAGE and paged else None
        return write("email/digest.txt", wide, most), page

    (words, page), is_whole = _fitted_digest(whole, both, lambda both: fits_words(kind, subject, *both))
    return Message(message_id, subject, words if is_whole or kind.longest is None else "", page)


def _said(digest: DigestLetter, most: int) -> dict[str, Any]:
    """All that a digest says, each list cut to `most`."""
    unreached, unreached_left = digest_words.unreached(digest, most)
    return {
        "introduction": digest_words.introduction(digest),
        "questions": digest_words.questions(digest, most),
        "sections": digest_words.sections(digest, most),
        "how_to_answer": digest_words.how_to_answer(digest),
        "unreached": unreached,
        "unreached_left": unreached_left,
        "unbound": digest_words.unbound(digest),
        "missing": digest_words.missing(digest),
        "unsigned": digest_words.unsigned(digest),
        "fell_due": digest_words.fell_due(digest),
        "figures": digest_words.figures(digest, most),
        "rest": digest_words.rest_lines(digest, most),
        "cost": digest_words.cost(digest),
        "chart": CHART,
    }


def _fitted_digest(
    digest: DigestLetter, write: Callable[[DigestLetter, int], T], fits: Callable[[T], bool]
) -> tuple[T, bool]:
    for width in (None, *WIDTHS):
        narrow = tidy_digest(digest, width)
        found = longest(lambda most, wide=narrow: write(wide, most), digest_words.MOST_ITEMS, fits)  # type: ignore[misc]
        if found is not None:
            return found, True
    text = write(tidy_digest(digest, WIDTHS[-1]), 0)
    return text, fits(text)
