"""Whom a notice names to be asked: names, telephones, mail addresses, fax numbers."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.ledger.prose.lines import Line
from bot.ledger.text.normal_form import key, squeeze
from bot.model import Person

_MAIL = re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_PHONE = r"[0-9０-９][0-9０-９\-－—\s]{5,16}[0-9０-９]"


def contacts_in(lines: Sequence[Line]) -> tuple[Person, ...]:
    """Every 联系人 with the phone, mail and fax beside; a fax elsewhere belongs to the one with that mail."""
    people: list[Person] = []
    for line in lines:
        for found in re.finditer(
            r"联\s*系\s*人(?:及电话|及联系方式|及联系电话|员)?[：:]\s*"
            r"(?P<name>[\u4e00-\u9fff]{2,20}(?:、[\u4e00-\u9fff]{2,4})?)(?P<rest>[^。]{0,120})",
            squeeze(line.text),
        ):
            rest = found["rest"]
            phone = re.search(rf"[：:，,\s（(]*({_PHONE})", re.sub("传真.*", "", rest))
            mail = _MAIL.search(rest)
            fax = re.search(rf"传真[：:]?\s*({_PHONE})", rest)
            people.append(Person(_person(found["name"]), _digits(phone), mail[0] if mail else None, _digits(fax)))
    return tuple(dict.fromkeys(_with_fax(person, lines) for person in people))


def _person(words: str) -> str:
    """The name without the office before it (市局办公室王某 → 王某)."""
    return re.sub(r"^.*[处科室局办股部组心](?=[\u4e00-\u9fff]{2,4}$)", "", words) if len(words) > 4 else words


def _with_fax(person: Person, lines: Sequence[Line]) -> Person:
    if person.fax or not person.email:
        return person
    for line in lines:
        if person.email in line.text and (fax := re.search(rf"传真(?:至|到|：|:)\s*({_PHONE})", line.text)):
            return replace(person, fax=_digits(fax))
    return person


def _digits(found: re.Match[str] | None) -> str | None:
    return re.sub(r"\s", "", key(found[1])) if found else None
