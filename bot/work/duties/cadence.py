"""A cadence that an item's text only mentions, beside the column that names its day: one duty, not two."""

import re
from collections import Counter
from collections.abc import Sequence

from bot.model import Kind, Obligation

#: Words that name a day, not only how often.
_A_DAY = re.compile(r"[末底前日号旬初]|周[一二三四五六]")
Cadence = tuple[str, str, int]


def without_echoes(obligations: Sequence[tuple[int, Obligation]]) -> list[tuple[int, Obligation]]:
    """Without what the text says only of how often (每季度开展一次), where the column names the day of just that; and
    without what the text says by the very rule of the column (每日, twice).

    What it is about goes over to the column's. Anything less certain stays a duty of its own.
    """
    same = {one.rrule: k for k, one in reversed(obligations) if one.source == "column" and one.rrule}
    by_column = [(k, cadence) for k, one in obligations if one.source == "column" and (cadence := _told(one, True))]
    often = Counter(cadence for _, cadence in by_column)
    told = {cadence: k for k, cadence in by_column if often[cadence] == 1}
    echoes: dict[int, list[Obligation]] = {k: [] for k in (*told.values(), *same.values())}
    kept = []
    for k, one in obligations:
        cadence = _told(one, False) if one.source == "text" else None
        if one.source == "text" and one.rrule in same:
            echoes[same[one.rrule]].append(one)
        elif cadence in told:
            echoes[told[cadence]].append(one)
        else:
            kept.append((k, one))
    return [(k, _about(one, echoes.get(k, []))) for k, one in kept]


def _about(one: Obligation, echoes: list[Obligation]) -> Obligation:
    if not echoes:
        return one
    labels = [label for label in dict.fromkeys((one.label, *(echo.label for echo in echoes))) if label]
    counts = [count for count in (one.at_least, *(echo.at_least for echo in echoes)) if count]
    return one._replace(label="；".join(labels) or None, at_least=max(counts, default=None))


def _told(one: Obligation, with_day: bool) -> Cadence | None:
    """Frequency, interval and months a year of what recurs, on a named day or without one."""
    if one.kind is not Kind.RECURRING or not one.rrule or bool(_A_DAY.search(one.phrase)) is not with_day:
        return None
    rule = dict(part.split("=", 1) for part in one.rrule.split(";"))
    return rule["FREQ"], rule.get("INTERVAL", "1"), len(rule.get("BYMONTH", "").split(","))
