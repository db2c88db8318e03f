"""The one JSON form of an obligation: as a ledger is stored, and as `duban parse` and `duban import` print it.

Written by hand: `duban parse` answers before pydantic would be loaded.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Any

from bot.model.deadline import Kind, Obligation

_DATES = ("date", "alt", "start", "end")
_PLAIN = ("rrule", "at_least", "n", "unit", "anchor", "label", "source")


def obligation_to_json(one: Obligation) -> dict[str, Any]:
    """An obligation without its empty fields; `kind`, `phrase`, `rule` and `flags` always stand. Dates in ISO 8601."""
    out: dict[str, Any] = {"kind": one.kind.value}
    days: dict[str, date | None] = {name: getattr(one, name) for name in _DATES}
    out |= {name: day.isoformat() for name, day in days.items() if day is not None}
    if one.time is not None:
        out["time"] = one.time.isoformat("minutes")
    out |= {name: value for name in _PLAIN if (value := getattr(one, name)) is not None}
    return {**out, "phrase": one.phrase, "rule": one.rule, "flags": list(one.flags)}


def obligation_from_json(data: Mapping[str, Any]) -> Obligation:
    """The obligation that `obligation_to_json` wrote."""
    values = {**data, "kind": Kind(data["kind"]), "flags": tuple(data.get("flags", ()))}
    values |= {name: date.fromisoformat(values[name]) for name in _DATES if name in values}
    if "time" in values:
        values["time"] = time.fromisoformat(values["time"])
    return Obligation(**values)
