"""The units as a workbook that people fill in: units with their contacts, groups with their members, coordinators."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.channel_kinds import addressed, kind_of, title_in, title_of
from bot.roster.names import is_group
from bot.roster.roster import CONTACT, LEADER, Contact, Coordinator, Roster, Unit
from bot.texts import language, room, text

#: Addresses that are no secret; what is one stays in the units file.
ADDRESSES = ("email", *(name for name in addressed() if not (name == "email" or kind_of(name).is_secret)))
UNIT_COLUMNS = ("unit", "aliases", "groups", "role", "name", *ADDRESSES, "channels")
GROUP_COLUMNS = ("group", "aliases", "member")
COORDINATOR_COLUMNS = ("coordinator", *ADDRESSES, "channels")
SHEETS = {"units": UNIT_COLUMNS, "groups": GROUP_COLUMNS, "coordinators": COORDINATOR_COLUMNS}
ROLES = (CONTACT, LEADER)
#: What is offered for the channels of a contact; more can be written, in their order.
OFFERED = (("email",), ("telegram",), ("telegram", "email"), ("email", "telegram"))
WIDTHS = {
    "unit": 28,
    "group": 32,
    "member": 28,
    "coordinator": 28,
    "email": 28,
    "groups": 24,
    "aliases": 20,
    "name": 16,
}
#: Rows below the last that are ready to be filled in.
SPARE = 200

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet to write. `lists`: column → what is offered there; `free`: columns in which more can be written."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    lists: Mapping[str, Any]
    free: frozenset[str] = frozenset()


def write_units(path: Path, roster: Roster, names: Iterable[str]) -> None:
    """All that the roster holds, and a row for every unit and group named that it lacks."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - sheets are written now and then

    pages = pages_of(roster, names)
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#f0f2f5", "border": 1})
        plain = book.add_format({"text_wrap": True, "valign": "top", "border": 1, "num_format": "@"})
        for page in pages:
            _write(book.add_worksheet(page.title), page, head, plain)


def pages_of(roster: Roster, names: Iterable[str]) -> list[Page]:
    """The sheets, in their order."""
    new = [name for name in dict.fromkeys(names) if not (roster.find_unit(name) or roster.find_group(name))]
    listed = {group.name for group in roster.group}
    mentioned = dict.fromkeys(name for unit in roster.unit for name in unit.groups if name not in listed)
    groups = [row for group in roster.group for row in _group_rows(group.name, group.aliases, group.members)]
    groups += [row for name in mentioned if roster.find_group(name) is not None for row in _group_rows(name, (), ())]
    groups += [row for name in new if is_group(name) for row in _group_rows(name, (), ())]
    units = [row for unit in roster.unit for row in _unit_rows(unit)]
    units += [_row((name, "", "", role_word(CONTACT)), UNIT_COLUMNS) for name in new if not is_group(name)]
    keepers = [(c.name, *_reached(c)) for c in roster.coordinator]
    channels = [channel_words(some) for some in OFFERED]
    first = text("sheets.sheet_units")
    return [
        Page(
            first,
            UNIT_COLUMNS,
            units,
            {"role": [role_word(role) for role in ROLES], "channels": channels},
            frozenset({"channels"}),
        ),
        Page(
            text("sheets.sheet_groups"),
            GROUP_COLUMNS,
            groups,
            {"member": f"='{first}'!$A$2:$A${len(units) + SPARE + 1}"},
            frozenset({"member"}),
        ),
        Page(
            text("sheets.sheet_coordinators"),
            COORDINATOR_COLUMNS,
            keepers,
            {"channels": channels},
            frozenset({"channels"}),
        ),
    ]


def column_title(language: str, name: str) -> str:
    """What a column is called."""
    return room(language, "sheets").get(name) or title_in(language, name)


def role_word(role: str) -> str:
    """The role in the language set."""
    return text(f"sheets.role_{role}")


def channel_words(channels: Iterable[str]) -> str:
    """The channels in the language set, in their order."""
    return "、".join(title_of(name) for name in channels)


def _unit_rows(unit: Unit) -> list[Row]:
    facts = (unit.name, "\n".join(unit.aliases), "\n".join(unit.groups))
    rows: list[Row] = [(*facts, role_word(c.role), c.name, *_reached(c)) for c in unit.contact]
    return rows or [_row((*facts, role_word(CONTACT)), UNIT_COLUMNS)]


def _reached(entry: Contact | Coordinator) -> Row:
    """Addresses and channels of an entry."""
    return (*(entry.address(kind) or "" for kind in ADDRESSES), channel_words(entry.channels))


def _row(values: Row, columns: Sequence[str]) -> Row:
    """A row of which only the first cells say something."""
    return (*values, *[""] * (len(columns) - len(values)))


def _group_rows(name: str, aliases: Sequence[str], members: Sequence[str]) -> list[Row]:
    return [(name, "\n".join(aliases), member) for member in members or ("",)]


def _write(sheet: Any, page: Page, head: Any, plain: Any) -> None:
    last = len(page.rows) + SPARE
    for column, name in enumerate(page.columns):
        sheet.set_column(column, column, WIDTHS.get(name, 14))
        sheet.write_string(0, column, column_title(language(), name), head)
        if name in page.lists:
            kind = "information" if name in page.free else "stop"
            rule = {"validate": "list", "source": page.lists[name], "error_type": kind}
            sheet.data_validation(1, column, last, column, rule)
    for number, row in enumerate(page.rows, 1):
        for column, value in enumerate(row):
            sheet.write_string(number, column, value, plain)
    sheet.freeze_panes(1, 1)
