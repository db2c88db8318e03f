"""What a channel takes at once, counted its way, and the longest list that fits."""

from collections.abc import Callable
from typing import TypeVar

from bot.channel_kinds import ChannelKind
from bot.lengths import ROBOT_BYTES, TELEGRAM_UNITS, plain, split_text, units

T = TypeVar("T")

#: A letter to a shared group may take so many posts of a robot; a digest takes one.
ROBOT_POSTS = 2
#: Text and page of a mail together: mail programs cut or warn from some hundred kilobytes on, and nobody reads more.
MAIL_BYTES = 300_000
#: More lines than this never fit, so that no more are put into words to find that out.
MAIL_LINES = 1_000
#: So much of a mail's room is used at least where its list is cut: to find the last line that fits, a letter of a
#: thousand lines would be put into words a dozen times. The second is what is aimed at.
USED, AIMED_AT = 0.8, 0.96
#: Lines so unlike one another that nothing can be reckoned from them are halved after so many tries.
RECKONED = 4
#: From so many lines it is reckoned how many fit; where that many times more are wanted, all of them never do.
TRIAL, SURELY = 64, 1.25
#: Room for the line by which a channel marks a message that may have arrived before.
MARK = 48


def telegram_units(markup: str) -> int:
    """The length of a message as Telegram counts it: UTF-16 units of what is shown."""
    return units(plain(markup))


def fits_telegram(markup: str) -> bool:
    """Whether Telegram takes it in one message, also when it is marked as a repeat.

    Telegram itself does not count the markup; servers of the Bot API that stand in for it do. Both shall take it.
    """
    room = TELEGRAM_UNITS - MARK
    # No character is more than two units: most messages need not be counted.
    return 2 * len(markup) <= room or max(telegram_units(markup), units(markup)) <= room


def share_of_mail(words: str, page: str | None) -> float:
    """How much of a mail's room text and page take, also with the words about an attachment that was left out."""
    return (len(words.encode()) + len((page or "").encode())) / (MAIL_BYTES - 1_000)


def fits_mail(words: str, page: str | None) -> bool:
    """Whether text and page of a mail keep its limit."""
    return share_of_mail(words, page) <= 1


def fits_words(kind: ChannelKind, subject: str, words: str, page: str | None) -> bool:
    """Whether a channel that takes the whole takes it, also when it is marked as a repeat."""
    is_short = kind.longest is None or len(subject) + 1 + len(words.strip()) <= kind.longest - MARK // 4
    return is_short and fits_mail(words, page)


def fits_robot(subject: str, words: str) -> bool:
    """Whether every robot takes subject and text in one post, also when it is marked as a repeat."""
    return robot_posts(subject, words) == 1


def robot_posts(subject: str, words: str) -> int:
    """In how many posts a robot sends it, also when it is marked as a repeat."""
    return len(split_text(f"{subject}\n{words}", ROBOT_BYTES - MARK))


def longest(write: Callable[[int], T], most: int, fits: Callable[[T], bool], least: int = 1) -> T | None:
    """`write(n)` for the greatest n of `least`…`most` that fits, found by halving; None where none does.

    More lines make it longer, but for the whole: that one needs no word about what was left out.
    """
    whole = write(most)
    if fits(whole):
        return whole
    found: T | None = None
    low, high = least, most
    while low < high:
        middle = (low + high) // 2
        tried = write(middle)
        if fits(tried):
            found, low = tried, middle + 1
        else:
            high = middle
    return found


def reckoned_lines(write: Callable[[int], T], most: int, share: Callable[[T], float]) -> int:
    """About how many of `most` lines fit, by the room that some of the first take; `most` where all of them may."""
    if most <= TRIAL:
        return most
    few, more = (share(write(n)) for n in (TRIAL // 4, TRIAL))
    a_line = (more - few) / (TRIAL - TRIAL // 4)
    fitting = TRIAL + int((AIMED_AT - more) / a_line) if a_line > 0 else most
    return max(1, fitting) if fitting * SURELY < most else most


def filling(
    write: Callable[[int], T], most: int, share: Callable[[T], float], least: int = 1, first: int | None = None
) -> T | None:
    """`write(n)` for an n of `least`…`most` that fits and leaves less than a fifth of the room, if any does, else for
    the greatest that fits; None where none does. Each n is reckoned from the share that the last one took; `first`: the
    one to begin with, else `most`.
    """
    found: T | None = None
    low, high = least, most
    n = min(max(first or most, low), high)
    tries = 0
    while low <= high:
        tried = write(n)
        taken = share(tried)
        tries += 1
        if taken <= 1:
            found, low = tried, n + 1
            if taken >= USED:
                break
        else:
            high = n - 1
        n = int(n * AIMED_AT / taken) if tries < RECKONED else (low + high) // 2
        n = min(max(n, low), high)
    return found
