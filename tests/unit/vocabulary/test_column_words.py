"""Every row of header words tells the headers that it gives as examples."""

import pytest

from bot.ledger.columns.kinds import Column, column_of
from bot.vocabulary.column_words import HEADER_WORDS, LOOKED_FOR, HeaderWords

_EXAMPLES = [(row.column, example) for row in HEADER_WORDS for example in row.examples]


@pytest.mark.parametrize(("column", "header"), _EXAMPLES)
def test_a_header_of_the_examples_tells_its_column(column: str, header: str) -> None:
    assert column_of(header) == column


@pytest.mark.parametrize("row", HEADER_WORDS, ids=lambda row: f"{row.column}-{row.words[0]}")
def test_every_row_has_examples_and_a_column_that_exists(row: HeaderWords) -> None:
    assert row.examples
    assert row.column in set(Column)


@pytest.mark.parametrize("header", LOOKED_FOR)
def test_what_is_named_as_a_header_is_one(header: str) -> None:
    assert column_of(header) is not None
