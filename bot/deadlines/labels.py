"""What is due: the words beside a deadline, cut where they stop being about it."""

from typing import Any, Final

from bot.deadlines.canonical import Canonical
from bot.deadlines.context import clause_start
from bot.deadlines.joining import AND
from bot.deadlines.lexicon import Pattern

#: A sign that ends them, or a bracket that is about something else; one set of signs first, as it is looked for.
_STOP: Final = Pattern(r"[,;。!?(](?:(?<!\()|详见|见附件|附件|含|不含|牵头|责任|联系|完成时限)")
_LEADING: Final = Pattern(r"(?:[,、:)]|前|并且?|要|应当?|须|需|请|的|\"|起)+")
_TRAILING: Final = Pattern(
    r"(?:[,、;:(\"]|并且?|和|以及|同时|力争|争取|确保|务必|请|应当?|要|须|需|拟|于|在|到|至|最迟|最晚|原则上|分别|全部|再|将)+$"
)
#: The first signs of those words, and the last.
_FIRST: Final = frozenset(',、:)前并要应须需请的"起')
_LAST: Final = frozenset(',、;:("且并和及时争取保必请当应要须需拟于在到至迟晚上别部再将')
_EMPTY: Final = frozenset(
    {"", "完成", "前完成", "完成工作", "办结", "落实", "内完成", "执行", "实施", "前", "内", "落实到位"}
)
_UNLABELLED: Final = ("standing", "done", "immediate")
_LONGEST: Final = 80


def add_labels(source: Canonical, spans: list[tuple[int, int]], found: list[dict[str, Any]]) -> None:
    """Put `label` into the fields found: the words after each, else those before it; a list shares the last one's."""
    text = source.text
    following = len(text)
    if len(spans) == 1:
        start, end = spans[0]
        if start > 1 or following - end > 2:  # more beside it than 于, 完成
            label = _label(source, 0, start, end, following, found[0]["kind"])
            if label is not None:
                found[0]["label"] = label
        return
    later: tuple[int, str | None] | None = None
    for index in range(len(found) - 1, -1, -1):
        start, end = spans[index]
        previous = spans[index - 1][1] if index else 0
        shared = later is not None and (later[0] < end or AND.fullmatch(text, end, later[0]) is not None)
        kind = found[index]["kind"]
        closed = index + 1 < len(found) and _closes(text, end, spans[index + 1])
        label = _own(source, previous, start, kind) if closed and not shared else None
        if label is None:
            label = later[1] if shared and later else _label(source, previous, start, end, following, kind)
        if label is not None:
            found[index]["label"] = label
        later, following = (start, label), start


def _label(source: Canonical, previous: int, start: int, end: int, following: int, kind: str) -> str | None:
    text = source.text
    if kind in _UNLABELLED or following - previous - (end - start) < 2:
        return None
    if following - end < 2:
        return _own(source, previous, start, kind)
    at = end + 1 if text[end : end + 1] == "," else end
    stop = _STOP.search(text, at, following)
    label = _trim(source, at, stop.start() if stop else following)
    return _own(source, previous, start, kind) if label is None else label


def _closes(text: str, end: int, following: tuple[int, int]) -> bool:
    """预案7月底前，演练8月底前: each date closes its own clause, with its words before it."""
    return (
        text[end : end + 1] in (",", "、")
        and following[0] - end > 1
        and text[following[1] : following[1] + 1] in _CLOSED
    )


_CLOSED: Final = ("", ",", ";", "。", "、")


def _own(source: Canonical, previous: int, start: int, kind: str) -> str | None:
    """The words of the clause before a date; before a span stand those of its event."""
    text = source.text
    if start - previous < 2 or kind == "relative" or kind in _UNLABELLED:
        return None
    return _trim(source, clause_start(text, previous, start), start)


def _trim(source: Canonical, start: int, end: int) -> str | None:
    text = source.text
    if end - start < 2:
        return None
    if text[start] in _FIRST and (leading := _LEADING.match(text, start, end)) is not None:
        start = leading.end()
    if end > start and text[end - 1] in _LAST and (trailing := _TRAILING.search(text, start, end)) is not None:
        end = trailing.start()
    if end - start > _LONGEST or text[start:end] in _EMPTY or end - start < 2:
        return None
    return source.words_unbroken(start, end)
