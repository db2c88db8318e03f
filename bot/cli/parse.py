"""`duban parse`: what a deadline phrase is read as. With --jsonl a filter that starts fast: no table, no database."""

import json
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

import click

from bot.app.reading import load_reading
from bot.clock import system_clock
from bot.deadlines import Conventions, parse
from bot.model import QUESTION_FLAGS, Reading
from bot.model.obligation_json import obligation_to_json
from bot.texts import text


def run(
    phrases: tuple[str, ...],
    issued: datetime | None,
    year: int | None,
    explained: bool,
    jsonl: bool,
    now: str | None,
) -> None:
    settings = load_reading(os.environ)
    if jsonl:
        given = ({"phrase": phrase} for phrase in phrases) if phrases else _lines(sys.stdin.buffer)
        defaults = {"issued": issued.date().isoformat() if issued else None, "year": year}
        sys.exit(_filter(given, defaults, settings))
    if not phrases:
        raise click.UsageError(text("parse.nothing"))
    day, assumed = (issued.date(), False) if issued else (_today(now), True)
    from bot.cli.parse_view import show  # noqa: PLC0415 - rich takes longer to load than a thousand phrases to read

    asked = show(phrases, day, year or day.year, settings=settings, explained=explained, assumed=assumed)
    sys.exit(1 if asked else 0)


def _today(now: str | None) -> date:
    if now is None:
        return system_clock().astimezone().date()
    try:
        return datetime.fromisoformat(now).date()
    except ValueError:
        raise click.BadParameter(text("parse.bad-now", found=now), param_hint="--now") from None


def _lines(stream: Iterable[bytes]) -> Iterator[Any]:
    for line in stream:
        words = line.decode("utf-8", "surrogateescape").strip("\ufeff \t\r\n")
        if words:
            try:
                yield json.loads(words)
            except (ValueError, RecursionError):
                yield words


def _filter(given: Iterable[Any], defaults: dict[str, Any], settings: Conventions) -> int:
    """Answer line by line, in order; 3 when a line could not be read, which is said in its place."""
    worst = 0
    for number, value in enumerate(given, 1):
        try:
            answer = _answer(value, defaults, settings)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            worst = 3
            answer = {"error": text("parse.bad-line", number=number, reason=error)}
            click.echo(answer["error"].encode("utf-8", "backslashreplace"), err=True)
        sys.stdout.write(_dump(answer) + "\n")
        sys.stdout.flush()
    return worst


def _answer(value: Any, defaults: dict[str, Any], settings: Conventions) -> dict[str, Any]:
    if not isinstance(value, dict) or "phrase" not in value:
        raise ValueError(text("parse.no-phrase"))
    phrase, issued, year = (
        value["phrase"],
        value.get("issued") or defaults["issued"],
        value.get("year") or defaults["year"],
    )
    where, context = value.get("where") or "column", value.get("context")
    if not isinstance(phrase, str | None) or not isinstance(context, str | None) or where not in ("column", "prose"):
        raise ValueError(text("parse.bad-field"))
    if year is not None and (isinstance(year, bool) or not isinstance(year, int) or not 1 <= year <= 9999):
        raise ValueError(text("parse.bad-year", found=year))
    reading = parse(
        phrase,
        issued=date.fromisoformat(issued) if issued else None,
        year=year,
        where=where,
        context=context,
        settings=settings,
    )
    return as_json(phrase, reading)


def as_json(phrase: str | None, reading: Reading) -> dict[str, Any]:
    """A reading as the line of JSON that others rely on."""
    return {
        "phrase": phrase,
        "obligations": [obligation_to_json(one) for one in reading.obligations],
        "flags": list(reading.flags),
        "unread": [{"start": one.start, "end": one.end, "text": one.text} for one in reading.unread],
    }


def _dump(value: object) -> str:
    """JSON in UTF-8; half a surrogate pair, which UTF-8 cannot hold, is escaped."""
    line = json.dumps(value, ensure_ascii=False)
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return json.dumps(value)
    return line


def is_question(reading: Reading) -> bool:
    """Whether the coordinator would be asked."""
    return bool(QUESTION_FLAGS & set(reading.flags))
