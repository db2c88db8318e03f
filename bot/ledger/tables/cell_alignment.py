"""Rows whose cells begin elsewhere than the header's: moved borders, or a further table with columns of its own."""

from collections.abc import Sequence

from bot.ledger.columns.header import Header, Row, starts_of


def fit(rows: Sequence[Row], header: Header) -> tuple[Row, ...] | None:
    """The rows cell by cell under the header's; None where they are as wide as no row of its table.

    A row with as many cells as the header has them in its order, wherever they begin; one of the header's width with
    another number of cells stays as it is.
    """
    fitted = [_fit(row, header.starts, len(header.columns)) for row in rows]
    whole = tuple(row for row in fitted if row is not None)
    return whole if len(whole) == len(fitted) else None


def _fit(row: Row, starts: Sequence[int], width: int) -> Row | None:
    own = starts_of(row)
    if len(own) != len(starts) or (len(row) == width and own == tuple(starts)):
        return row if len(row) == width else _spread(row, own, width)
    ends = [*starts[1:], width]
    return tuple(row[at] for at, start, end in zip(own, starts, ends, strict=True) for _ in range(end - start))


def _spread(row: Row, own: Sequence[int], width: int) -> Row | None:
    """A row of one cell over the whole of a table of another width."""
    return (row[0],) * width if len(own) == 1 else None
