"""Letters into messages: one template a language and channel, cut as a list and never through markup."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from bot.messages.letter import DigestLetter, Letter, Part
from bot.model import Message
from bot.resources import shipped
from bot.texts import language

#: Bot API, sendMessage: text is 1–4096 characters after entities parsing; what is sent counts as more, to be safe.
TELEGRAM_LIMIT = 4096
#: Robots take less; mail takes all.
LIMITS = {"telegram": TELEGRAM_LIMIT, "robot": 1800}


@lru_cache(maxsize=8)
def _environment(config: Path | None, *, markup: bool) -> Environment:
    """Two environments over the same files: with markup every value is escaped, macros' values too."""
    own = [config / "templates", config.parent / "templates"] if config else []
    loader = ChoiceLoader([FileSystemLoader(folder) for folder in (*own, shipped("templates"))])
    environment = Environment(
        loader=loader, autoescape=markup, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(day=_day, short_day=_short_day)
    return environment


def _day(value: date) -> str:
    return f"{value.year}年{value.month}月{value.day}日" if language() == "zh-CN" else value.strftime("%-d %b %Y")


def _short_day(value: date) -> str:
    return f"{value.month}月{value.day}日" if language() == "zh-CN" else value.strftime("%-d %b")


def render(name: str, config: Path | None = None, /, **values: Any) -> str:
    """The template `name` of the language set, as text (`.txt`) or markup (`.html`). Undefined names are errors."""
    environment = _environment(config, markup=name.endswith(".html"))
    return environment.get_template(f"{language()}/{name}").render(**values).strip() + "\n"


def render_letter(letter: Letter, channel: str, message_id: str, config: Path | None = None) -> Message:
    """The message for one channel, cut to what the channel takes."""
    subject = render("subject.txt", config, letter=letter).strip()
    if channel == "email":
        return Message(
            message_id,
            subject,
            render("email/letter.txt", config, letter=letter, subject=subject),
            render("email/letter.html", config, letter=letter, subject=subject),
        )
    if channel == "telegram":
        html = _fitting(letter, channel, lambda cut: render("telegram/letter.html", config, letter=cut, subject=subject))
        return Message(message_id, subject, str(Markup(html).striptags()), html)
    return Message(
        message_id,
        subject,
        _fitting(letter, channel, lambda cut: render("email/letter.txt", config, letter=cut, subject=subject)),
    )


def render_digest(digest: DigestLetter, channel: str, message_id: str, config: Path | None = None) -> Message:
    """The digest for one channel. In a chat the long lists are cut."""
    subject = render("digest_subject.txt", config, digest=digest).strip()
    if channel == "telegram":
        shown = 40
        while True:
            html = render("telegram/digest.html", config, digest=digest, subject=subject, shown=shown)
            if len(html) <= TELEGRAM_LIMIT or shown == 0:
                return Message(message_id, subject, str(Markup(html).striptags()), html)
            shown //= 2
    text = render("email/digest.txt", config, digest=digest, subject=subject)
    page = render("email/digest.html", config, digest=digest, subject=subject) if channel == "email" else None
    return Message(message_id, subject, text, page)


def _fitting(letter: Letter, channel: str, write: Callable[[Letter], str]) -> str:
    """The longest rendering that the channel takes, found by halving: the worst lines stay."""
    limit = LIMITS.get(channel)
    whole = write(letter)
    if limit is None or len(whole) <= limit:
        return whole
    low, high = 0, len(letter.lines)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if len(write(cut(letter, middle))) <= limit else (low, middle)
    return write(cut(letter, low))


def cut(letter: Letter, keep: int) -> Letter:
    """The letter with its first `keep` lines; the rest are counted."""
    parts: list[Part] = []
    left = keep
    for part in letter.parts:
        lines = part.lines[:left]
        left -= len(lines)
        if lines:
            parts.append(replace(part, lines=lines))
    return replace(letter, parts=tuple(parts), more=letter.more + len(letter.lines) - keep)
