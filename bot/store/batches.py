"""Many names, so many at a time as one statement takes."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 500


def parts(names: Iterable[T]) -> Iterator[list[T]]:
    """All of them in their order, `AT_ONCE` in each list."""
    rest = iter(names)
    while part := list(islice(rest, AT_ONCE)):
        yield part
