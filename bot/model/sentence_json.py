"""The one JSON form of a sentence: as ledgers, outbox and trail keep it."""

from dataclasses import asdict
from typing import Any

from bot.errors import BotError
from bot.model.document import Place
from bot.model.sentence import Quote, Sentence, as_said


def sentence_to_json(value: Sentence) -> dict[str, Any]:
    """The key and what fills the holes, of plain values only."""
    return {"key": value.key, "parts": {name: _part_out(part) for name, part in value.parts}}


def sentence_from_json(data: Any) -> Sentence:
    """The sentence; words that were stored before there were facts stay words."""
    if isinstance(data, str):
        return as_said(data)
    return Sentence(data["key"], tuple((name, _part_in(part)) for name, part in data["parts"].items()))


def sentence_of(error: BotError) -> Sentence:
    """An error as a fact. What it holds that is neither a word nor an error of ours is kept in the words it has."""
    return Sentence(error.key, tuple((name, _plain(part)) for name, part in error.parts.items()))


def _plain(part: object) -> str | int | tuple[Sentence, ...]:
    if isinstance(part, BotError):
        return (sentence_of(part),)
    return part if isinstance(part, (str, int)) else str(part)


def _part_out(part: Any) -> Any:
    if isinstance(part, Place):
        return asdict(part)
    if isinstance(part, Sentence):
        return sentence_to_json(part)
    if isinstance(part, Quote):
        return {"place": asdict(part.place), "words": part.words}
    return [_part_out(one) for one in part] if isinstance(part, tuple) else part


def _part_in(part: Any) -> Any:
    if isinstance(part, list):
        return tuple(_part_in(one) for one in part)
    if isinstance(part, dict) and "parts" in part:
        return sentence_from_json(part)
    if isinstance(part, dict):
        return Quote(Place(**part["place"]), part["words"]) if "words" in part else Place(**part)
    return part
