"""Which signs the words of a pattern may begin with: its first sign, and what may follow it."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

#: What the library reads patterns with; it has no types.
codes: Any = import_module("re._constants")
parser: Any = import_module("re._parser")

#: Any sign at all.
ANY: frozenset[str] = frozenset({"ANY"})
_DIGITS = frozenset("0123456789")
Pair = tuple[frozenset[str], ...]


def signs_after(pattern: str, sign: str) -> frozenset[str]:
    """The signs that may stand behind `sign` in words which `pattern` takes and which begin with it; ANY for any."""
    following: set[str] = set()
    for pair in _prefixes(list(parser.parse(pattern)), 2):
        if pair and (sign in pair[0] or pair[0] == ANY):
            if len(pair) < 2 or pair[1] == ANY:
                return ANY
            following |= pair[1]
    return frozenset(following)


def first_signs(pattern: str) -> frozenset[str]:
    """The signs with which words that `pattern` takes may begin; ANY for any."""
    return frozenset[str]().union(*(pair[0] for pair in _prefixes(list(parser.parse(pattern)), 1) if pair))


def reach(pattern: str, signs: frozenset[str]) -> int | None:
    """Behind how many signs at most the first of `signs` stands in whatever `pattern` takes; None where none need."""
    return _reach(parser.parse(pattern), signs)


def _reach(nodes: Any, signs: frozenset[str]) -> int | None:
    ahead = 0
    for k, (code, value) in enumerate(nodes):
        found = _reach_of(code, value, signs)
        if found is not None:
            return ahead + found
        ahead += nodes[k : k + 1].getwidth()[1]
    return None


def _reach_of(code: Any, value: Any, signs: frozenset[str]) -> int | None:
    if code in (codes.LITERAL, codes.IN):
        return 0 if _one(code, value) <= signs else None
    if code is codes.BRANCH:
        several = [_reach(branch, signs) for branch in value[1]]
        return None if None in several else max(one for one in several if one is not None)
    if code is codes.SUBPATTERN:
        return _reach(value[3], signs)
    if code is codes.ASSERT and value[0] > 0:
        return _reach(value[1], signs)
    if code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT) and value[0] > 0:
        return _reach(value[2], signs)
    return None


def _prefixes(nodes: list[Any], size: int) -> Iterator[Pair]:
    """The sets of the first `size` signs, one for each way through `nodes`; fewer where the words may end sooner."""
    if size == 0 or not nodes:
        yield ()
        return
    seen: set[Pair] = set()
    for head in _of_node(nodes[0], size):
        for tail in _prefixes(nodes[1:], size - len(head)):
            if head + tail not in seen:
                seen.add(head + tail)
                yield head + tail


def _of_node(node: Any, size: int) -> Iterator[Pair]:
    code, value = node
    if code in (codes.LITERAL, codes.NOT_LITERAL, codes.ANY, codes.IN, codes.CATEGORY):
        yield (_one(code, value),)
    elif code is codes.BRANCH:
        for branch in value[1]:
            yield from _prefixes(list(branch), size)
    elif code is codes.SUBPATTERN:
        yield from _prefixes(list(value[3]), size)
    elif code is codes.ATOMIC_GROUP:
        yield from _prefixes(list(value), size)
    elif code in (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT):
        least, most, inner = value
        for times in range(least, min(int(most), max(least, size)) + 1):
            yield from _prefixes(list(inner) * min(times, size), size)
    elif code in (codes.AT, codes.ASSERT, codes.ASSERT_NOT):
        yield ()
    else:
        yield (ANY,) * size


def _one(code: Any, value: Any) -> frozenset[str]:
    if code is codes.LITERAL:
        return frozenset(chr(value))
    if code is not codes.IN or any(kind is codes.NEGATE for kind, _ in value):
        return ANY
    signs: set[str] = set()
    for kind, one in value:
        if kind is codes.LITERAL:
            signs.add(chr(one))
        elif kind is codes.RANGE and one[1] - one[0] < 40:
            signs |= {chr(at) for at in range(one[0], one[1] + 1)}
        elif kind is codes.CATEGORY and one is codes.CATEGORY_DIGIT:
            signs |= _DIGITS
        else:
            return ANY
    return frozenset(signs)
