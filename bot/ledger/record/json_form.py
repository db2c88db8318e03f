"""A ledger as the JSON object that is stored, and back; and as the one that `import --json` prints, with its words."""

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any

from bot.model import (
    Choice,
    Doubtful,
    Ledger,
    NoticeDuty,
    Person,
    Place,
    Question,
    Sentence,
    Task,
    as_said,
    sentence,
)
from bot.model.obligation_json import obligation_from_json, obligation_to_json
from bot.model.sentence_json import sentence_from_json, sentence_to_json

#: The lists of a task. One that a ledger stored earlier does not have is empty.
_LISTED = (
    "section", "lead_units", "responsible_units", "assisting_units", "supervising_units", "deadline_mentions"
)  # fmt: skip
#: Between the names in a label of before.
_JOINT = "＝"


def to_json(ledger: Ledger) -> dict[str, Any]:
    """The object with every sentence also in words of the language set, as people read it."""
    return {
        **to_record(replace(ledger, pictures="")),
        "questions": [question_in_words(question) for question in ledger.questions],
        "notes": [str(note) for note in ledger.notes],
    }


def to_record(ledger: Ledger) -> dict[str, Any]:
    """The object, of plain values only, as it is kept: sentences are facts and have no words.

    Dates are ISO 8601; what is not written in the document is null or empty.
    """
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
        "notes": [sentence_to_json(note) for note in ledger.notes],
        "source": _flat(ledger.source),
        "sha256": ledger.sha256,
        **({"pictures": ledger.pictures} if ledger.pictures else {}),
    }


def from_json(data: Mapping[str, Any]) -> Ledger:
    """The ledger that `to_record` or `to_json` gave the object of; words that were stored before stay as they are."""
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
        notes=tuple(sentence_from_json(note) for note in data["notes"]),
        source=Place(**data["source"]),
        sha256=data["sha256"],
        pictures=data.get("pictures", ""),
    )


def _flat(value: Any) -> dict[str, Any]:
    """The fields of a dataclass of plain values."""
    return {one.name: getattr(value, one.name) for one in fields(value)}


# --------------------------------------------------------------------- items
def _task_out(task: Task) -> dict[str, Any]:
    out = {one.name: getattr(task, one.name) for one in fields(task)}
    return {
        **out,
        **{name: list(out[name]) for name in _LISTED},
        "obligations": [obligation_to_json(one) for one in task.obligations],
        "cells": [list(cell) for cell in task.cells],
        "source": _flat(task.source),
    }


def _task_in(data: Mapping[str, Any]) -> Task:
    return Task(
        **{
            **data,
            **{name: tuple(data.get(name, ())) for name in _LISTED},
            "obligations": tuple(obligation_from_json(one) for one in data["obligations"]),
            "cells": tuple((column, words) for column, words in data.get("cells", ())),
            "source": Place(**data["source"]),
        }
    )


def _duty_out(duty: NoticeDuty) -> dict[str, Any]:
    out = {one.name: getattr(duty, one.name) for one in fields(duty)}
    return {
        **out,
        "who": list(duty.who),
        "obligations": [obligation_to_json(one) for one in duty.obligations],
        "source": _flat(duty.source),
    }


def _duty_in(data: Mapping[str, Any]) -> NoticeDuty:
    return NoticeDuty(
        **{
            **data,
            "who": tuple(data["who"]),
            "obligations": tuple(obligation_from_json(one) for one in data["obligations"]),
            "source": Place(**data["source"]),
        }
    )


# ------------------------------------------------------------------ questions
def question_in_words(question: Question) -> dict[str, Any]:
    """A question as people read it: beside its facts what it asks and what its choices mean."""
    return {
        **_question_out(question),
        "text": question.text,
        "choices": [{**_choice_out(choice), "label": choice.label} for choice in question.choices],
    }


def _question_out(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "flag": question.flag,
        **sentence_to_json(question.sentence),
        "choices": [_choice_out(choice) for choice in question.choices],
        "default": question.default,
        "task": question.task,
        "tasks": list(question.tasks),
        "obligation": question.obligation,
        "source": _flat(question.source),
        "doubtful": [
            {**_flat(one), "tasks": list(one.tasks), "source": _flat(one.source)} for one in question.doubtful
        ],
        "layout": question.layout,
    }


def _question_in(data: Mapping[str, Any]) -> Question:
    return Question(
        id=data["id"],
        flag=data["flag"],
        sentence=sentence_from_json(data if "parts" in data else data["text"]),
        choices=tuple(_choice_in(choice, data["flag"]) for choice in data["choices"]),
        default=data["default"],
        task=data["task"],
        tasks=tuple(data["tasks"]),
        obligation=data["obligation"],
        source=Place(**data["source"]),
        doubtful=tuple(
            Doubtful(**{**one, "tasks": tuple(one["tasks"]), "source": Place(**one["source"])})
            for one in data.get("doubtful", ())
        ),
        layout=data.get("layout", ""),
    )


def _choice_out(choice: Choice) -> dict[str, Any]:
    return {"key": choice.key, "sentence": sentence_to_json(choice.sentence)}


def _choice_in(data: Mapping[str, Any], flag: str) -> Choice:
    if "sentence" in data:
        return Choice(data["key"], sentence_from_json(data["sentence"]))
    return Choice(data["key"], _label_in(data["key"], data["label"], flag))


def _label_in(key: str, label: str, flag: str) -> Sentence:
    """A label that was stored as words; of those that name bodies the names are parts."""
    first, joint, second = label.partition(_JOINT)
    if joint and flag == "alias":
        return sentence("ledger.choice-same", one=first, other=second)
    if joint and flag == "unit":
        return sentence(f"ledger.choice-role-{key}", words=first)
    return as_said(label)
