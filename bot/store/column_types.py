"""What stands in columns beyond the database's own types: instants, words of our lists, frozen values, reasons."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, Dialect, String, Text, TypeDecorator
from sqlalchemy import DateTime as SqlDateTime

from bot.model import Sentence
from bot.model.sentence_json import sentence_from_json, sentence_to_json

#: So many instants of a column are kept while its rows are read.
SAME_INSTANTS = 256


class Instant(TypeDecorator[datetime]):
    """An aware instant; SQLite knows no zones, so it goes in and comes out as UTC."""

    impl = SqlDateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else value.replace(tzinfo=UTC)

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], datetime | None] | None:
        """Thousands of rows have the same few instants: each is made once."""
        made = super().result_processor(dialect, coltype)
        return None if made is None else lru_cache(SAME_INSTANTS)(made)


class Values(TypeDecorator[tuple[Any, ...]]):
    """Frozen values, in the column as JSON."""

    impl = JSON
    cache_ok = True

    def __init__(self, kind: type) -> None:
        super().__init__()
        self.kind = kind
        self._adapter: TypeAdapter[tuple[Any, ...]] = TypeAdapter(tuple[kind, ...])  # type: ignore[valid-type]

    def process_bind_param(self, value: tuple[Any, ...] | None, dialect: Dialect) -> Any:  # noqa: ARG002 - SQLAlchemy's signature
        return self._adapter.dump_python(tuple(value or ()), mode="json", exclude_defaults=True)

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[Any, ...]:  # noqa: ARG002 - SQLAlchemy's signature
        return self._adapter.validate_python(value or ())


class Reason(TypeDecorator[Sentence]):
    """A sentence, in the column as the JSON text of its fact; what was kept in words before stays words."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Sentence | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else json.dumps(sentence_to_json(value), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Sentence | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else sentence_from_json(json.loads(value) if value.startswith("{") else value)


class Word(TypeDecorator[StrEnum]):
    """A word of one of our lists, in the column as text."""

    impl = String(20)
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words
        self._known = {str(word): word for word in words}

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002 - SQLAlchemy's signature
        return None if value is None else self._known[value]

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], StrEnum | None]:  # noqa: ARG002 - SQLAlchemy's signature
        """By one look into the list of words: rows are read by the thousand."""
        known: dict[str | None, StrEnum | None] = {None: None, **dict[str | None, StrEnum | None](self._known.items())}
        return known.__getitem__
