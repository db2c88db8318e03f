"""A ledger as the JSON object that `import --json` prints, and back."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, time
from typing import Any

from bot.model import Choice, Duty, Kind, Ledger, Obligation, Person, Place, Question, Task

#: The lists of a task. One that a ledger stored earlier does not have is empty.
_LISTED = (
    "section", "lead_units", "responsible_units", "assisting_units", "supervising_units", "deadline_mentions"
)  # fmt: skip
_DATES = frozenset({"date", "alt", "start", "end"})


def to_json(ledger: Ledger) -> dict[str, Any]:
    """The object, of plain values only. Dates are ISO 8601; what is not written in the document is null or empty."""
    return {
        "title": ledger.title,
        "issuer": ledger.issuer,
        "document_number": ledger.document_number,
        "issued": ledger.issued.isoformat() if ledger.issued else None,
        "year": ledger.year,
        "contacts": [_flat(person) for person in ledger.contacts],
        "recipients": list(ledger.recipients),
        "tasks": [_task_out(task) for task in ledger.tasks],
        "duties": [_duty_out(duty) for duty in ledger.duties],
        "questions": [_question_out(question) for question in ledger.questions],
        "notes": list(ledger.notes),
        "source": _flat(ledger.source),
        "sha256": ledger.sha256,
    }


def from_json(data: Mapping[str, Any]) -> Ledger:
    """The ledger that `to_json` gave the object of."""
    return Ledger(
        title=data["title"],
        issuer=data["issuer"],
        document_number=data["document_number"],
        issued=date.fromisoformat(data["issued"]) if data["issued"] else None,
        year=data["year"],
        contacts=tuple(Person(**person) for person in data["contacts"]),
        recipients=tuple(data["recipients"]),
        tasks=tuple(_task_in(task) for task in data["tasks"]),
        duties=tuple(_duty_in(duty) for duty in data["duties"]),
        questions=tuple(_question_in(question) for question in data["questions"]),
        notes=tuple(data["notes"]),
        source=Place(**data["source"]),
        sha256=data["sha256"],
    )


def _flat(value: Any) -> dict[str, Any]:
    """The fields of a dataclass of plain values."""
    return {one.name: getattr(value, one.name) for one in fields(value)}


# --------------------------------------------------------------- obligations
def obligation_out(one: Obligation) -> dict[str, Any]:
    """An obligation without its empty fields; `kind`, `phrase`, `rule` and `flags` always stand."""
    out: dict[str, Any] = {"kind": one.kind.value, "phrase": one.phrase, "rule": one.rule, "flags": list(one.flags)}
    for name in ("date", "alt", "time", "start", "end"):
        if (value := getattr(one, name)) is not None:
            out[name] = value.isoformat("minutes") if isinstance(value, time) else value.isoformat()
    for name in ("rrule", "at_least", "n", "unit", "anchor", "label", "source"):
        if (value := getattr(one, name)) is not None:
            out[name] = value
    return out


def obligation_in(data: Mapping[str, Any]) -> Obligation:
    """The obligation that `obligation_out` wrote."""
    values = dict(data)
    for name in _DATES & values.keys():
        values[name] = date.fromisoformat(values[name])
    if "time" in values:
        values["time"] = time.fromisoformat(values["time"])
    return Obligation(**{**values, "kind": Kind(values["kind"]), "flags": tuple(values.get("flags", ()))})


# --------------------------------------------------------------------- items
def _task_out(task: Task) -> dict[str, Any]:
    out = {one.name: getattr(task, one.name) for one in fields(task)}
    return {
        **out,
        **{name: list(out[name]) for name in _LISTED},
        "obligations": [obligation_out(one) for one in task.obligations],
        "cells": [list(cell) for cell in task.cells],
        "source": _flat(task.source),
    }


def _task_in(data: Mapping[str, Any]) -> Task:
    return Task(
        **{
            **data,
            **{name: tuple(data.get(name, ())) for name in _LISTED},
            "obligations": tuple(obligation_in(one) for one in data["obligations"]),
            "cells": tuple((column, words) for column, words in data.get("cells", ())),
            "source": Place(**data["source"]),
        }
    )


def _duty_out(duty: Duty) -> dict[str, Any]:
    out = {one.name: getattr(duty, one.name) for one in fields(duty)}
    return {
        **out,
        "who": list(duty.who),
        "obligations": [obligation_out(one) for one in duty.obligations],
        "source": _flat(duty.source),
    }


def _duty_in(data: Mapping[str, Any]) -> Duty:
    return Duty(
        **{
            **data,
            "who": tuple(data["who"]),
            "obligations": tuple(obligation_in(one) for one in data["obligations"]),
            "source": Place(**data["source"]),
        }
    )


def _question_out(question: Question) -> dict[str, Any]:
    out = {one.name: getattr(question, one.name) for one in fields(question)}
    return {
        **out,
        "choices": [_flat(choice) for choice in question.choices],
        "tasks": list(question.tasks),
        "source": _flat(question.source),
    }


def _question_in(data: Mapping[str, Any]) -> Question:
    return Question(
        **{
            **data,
            "choices": tuple(Choice(**choice) for choice in data["choices"]),
            "tasks": tuple(data["tasks"]),
            "source": Place(**data["source"]),
        }
    )
