"""A filled workbook of units read back: every fault with its sheet, row and cell, all of them at once."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.addresses import mend_addresses
from bot.channel_kinds import addressed, title_in, title_of
from bot.errors import SettingsError, SettingsErrors, UsageError
from bot.model import Cell, Document, Table
from bot.roster.roster import CONTACT, Roster
from bot.roster.sheet_entries import Filled
from bot.texts import LANGUAGES, room, text
from bot.work.documents.unit_sheet import ADDRESSES, ROLES, SHEETS, column_title, role_word

#: Between several names or channels of one cell; a bracket keeps what is in it together.
_BETWEEN = re.compile(r"\s*[、,，;；/]\s*(?![^（(]*[）)])")


def read_units_sheet(document: Document, roster: Roster | None = None) -> Filled:
    """What was filled in, in the order written. Names that `roster` knows stay whole, whatever is in them.

    Raises SettingsErrors with every fault, UsageError where no sheet of ours is in it.
    """
    pages = [page for block in document.blocks if isinstance(block, Table) if (page := _page(block)) is not None]
    if not pages:
        wanted = "、".join(text(f"sheets.{columns[0]}") for columns in SHEETS.values())
        raise UsageError("sheets.not_ours", file=document.name, wanted=wanted)
    listed = _written(pages, "unit", "group") | _mentioned(roster)
    reader = _Reader(document.name, listed | _written(pages, "member"), listed)
    for kind, rows in pages:
        for row in rows:
            reader.take[kind](row)
    if reader.faults:
        raise SettingsErrors(reader.faults)
    return Filled(tuple(reader.units.values()), tuple(reader.groups.values()), tuple(reader.coordinators.values()))


Row = Mapping[str, Cell]


def _page(table: Table) -> tuple[str, list[Row]] | None:
    """Which of our sheets a table is, and its rows below the header; None where it is none."""
    for at, head in enumerate(table.rows[:3]):
        titles = [cell.text.strip() for cell in head]
        for kind, columns in SHEETS.items():
            found = {name: k for name in columns for k, title in enumerate(titles) if title in _titles(name)}
            if columns[0] in found and len(found) > 1:
                return kind, [{name: row[k] for name, k in found.items()} for row in table.rows[at + 1 :]]
    return None


def _titles(name: str) -> set[str]:
    """What the column may be called, in any language."""
    return {name, *(column_title(language, name) for language in LANGUAGES)}


def _roles() -> dict[str, str]:
    """What a cell may say, in any language → the role that it means."""
    said = {room(language, "sheets")[f"role_{key}"]: key for language in LANGUAGES for key in ROLES}
    return {word.casefold(): key for word, key in {**said, **{key: key for key in ROLES}}.items()}


def _channels() -> dict[str, str]:
    """The same of channels."""
    said = {title_in(language, key): key for language in LANGUAGES for key in addressed()}
    return {word.casefold(): key for word, key in {**said, **{key: key for key in addressed()}}.items()}


def _written(pages: list[tuple[str, list[Row]]], *columns: str) -> set[str]:
    """What stands in these columns."""
    return {row[name].text.strip() for _, rows in pages for row in rows for name in columns if name in row}


def _mentioned(roster: Roster | None) -> set[str]:
    """The names that the office's file has already."""
    if roster is None:
        return set()
    mentioned = {name for unit in roster.unit for name in (unit.name, *unit.aliases, *unit.groups)}
    return mentioned | {name for group in roster.group for name in (group.name, *group.aliases)}


@dataclass
class _Reader:
    """Takes rows; gathers tables and faults. `known`: names that stand alone somewhere; `listed`: units and groups."""

    file: str
    known: set[str]
    listed: set[str]
    units: dict[str, dict[str, Any]] = field(default_factory=dict)
    groups: dict[str, dict[str, Any]] = field(default_factory=dict)
    coordinators: dict[str, dict[str, Any]] = field(default_factory=dict)
    faults: list[SettingsError] = field(default_factory=list)

    @property
    def take(self) -> Mapping[str, Callable[[Row], None]]:
        """By the kind of sheet, what takes a row of it."""
        return {"units": self._unit, "groups": self._group, "coordinators": self._coordinator}

    def _unit(self, row: Row) -> None:
        if (name := self._name(row, "unit")) is None:
            return
        unit = self.units.setdefault(name, {"name": name, "contact": []})
        for key in ("aliases", "groups"):
            if names := self._names(row, key):
                unit[key] = list(dict.fromkeys([*unit.get(key, ()), *names]))
        role = self._role(row) if _said(row, "role") else CONTACT
        contact = {"role": role, "name": _said(row, "name"), **self._addresses(row)}
        if set(contact) - {"role", "name"} or contact["name"]:
            unit["contact"].append(contact)

    def _group(self, row: Row) -> None:
        if (name := self._name(row, "group")) is None:
            return
        group = self.groups.setdefault(name, {"name": name, "members": []})
        if names := self._names(row, "aliases"):
            group["aliases"] = list(dict.fromkeys([*group.get("aliases", ()), *names]))
        group["members"] = list(dict.fromkeys([*group["members"], *self._members(row)]))

    def _coordinator(self, row: Row) -> None:
        if (name := self._name(row, "coordinator")) is not None:
            self.coordinators.setdefault(name, {"name": name}).update(self._addresses(row))

    def _name(self, row: Row, key: str) -> str | None:
        """Whose row it is; None for a row that says nothing, and, as a fault, for one that says of nobody."""
        if name := _said(row, key):
            return name
        filled = [cell for other, cell in row.items() if other not in {key, "role"} and cell.text.strip()]
        if filled:
            self._fault(row[key], "", text("sheets.wants_name", column=text(f"sheets.{key}")))
        return None

    def _names(self, row: Row, key: str) -> list[str]:
        """Several names in one cell: a line each, else between commas, unless it is one name that is known."""
        said = _said(row, key)
        if not said or said in self.known:
            return [said] if said else []
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        if len(lines) > 1:
            return lines
        return [name for name in _BETWEEN.split(said) if name]

    def _members(self, row: Row) -> list[str]:
        """The members of one cell: several where one of the parts is a unit or group by itself, and the whole is none.
        Spaces part them only where all are.
        """
        said = _said(row, "member")
        if not said or said in self.listed:
            return [said] if said else []
        lines = [line.strip() for line in said.splitlines() if line.strip()]
        parts = [part for line in lines for part in _BETWEEN.split(line) if part]
        words = [word for part in parts for word in part.split()]
        if self.listed.issuperset(words):
            return words
        return parts if not self.listed.isdisjoint(parts) else lines

    def _addresses(self, row: Row) -> dict[str, Any]:
        found: dict[str, Any] = {}
        if said := _said(row, "email"):
            good, bad = mend_addresses(said)
            if bad or not good:
                self._fault(row["email"], said, text("roster.email", found="、".join(bad) or said))
            found["email"] = ", ".join(good)
        if said := _said(row, "telegram"):
            number = said.removesuffix(".0")
            if number.removeprefix("-").isdecimal():
                found["telegram"] = int(number)
            else:
                self._fault(row["telegram"], said, text("sheets.wants_telegram"))
        found |= {kind: said for kind in ADDRESSES if kind not in {"email", "telegram"} and (said := _said(row, kind))}
        if said := _said(row, "channels"):
            words = _channels()
            parts = [part for part in _BETWEEN.split(said.replace("\n", "、")) if part]
            if all(part.casefold() in words for part in parts):
                found["channels"] = [words[part.casefold()] for part in parts]
            else:
                offered = "、".join(map(title_of, addressed()))
                self._fault(row["channels"], said, text("sheets.wants_one_of", words=offered))
        return found

    def _role(self, row: Row) -> str:
        said, words = _said(row, "role"), _roles()
        if said.casefold() not in words:
            offered = "、".join(map(role_word, ROLES))
            self._fault(row["role"], said, text("sheets.wants_one_of", words=offered))
        return words.get(said.casefold(), CONTACT)

    def _fault(self, cell: Cell, found: str, wanted: str) -> None:
        place = cell.place
        letter = _letter(place.column or 1)
        self.faults.append(
            SettingsError(
                "sheets.fault",
                file=self.file,
                sheet=place.sheet or "",
                row=place.row or "–",
                cell=f"{letter}{place.row or ''}",
                found=found,
                wanted=wanted,
            )
        )


def _said(row: Row, key: str) -> str:
    return row[key].text.strip() if key in row else ""


def _letter(column: int) -> str:
    """The column as sheets call it: 1 is A, 27 AA."""
    return "".join(_letters(column))


def _letters(column: int) -> Iterator[str]:
    if column > 26:
        yield from _letters((column - 1) // 26)
    yield chr(ord("A") + (column - 1) % 26)
