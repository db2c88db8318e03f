"""Sheets that people fill in: questions to answer, contacts to write down; written here, read back as documents."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.errors import UsageError
from bot.model import Document, Table
from bot.roster.roster import Roster
from bot.texts import text
from bot.work.documents.intake import Asked

QUESTION_COLUMNS = ("id", "question", "choices", "default", "answer")
UNIT_COLUMNS = ("unit", "aliases", "groups", "role", "name", "email", "telegram", "channels")
WIDTHS = {"question": 60, "choices": 50, "unit": 28, "email": 28, "groups": 20, "name": 16}


def write_questions(path: Path, asked: Iterable[Asked]) -> None:
    """A row a question; the last column is to be filled in, an empty one takes the default."""
    rows = [
        (
            a.question.id,
            a.question.text,
            "\n".join(f"{choice.key}：{choice.label}" for choice in a.question.choices),
            a.question.default,
            a.answer or "",
        )
        for a in asked
    ]
    _write(path, [text(f"sheets.{name}") for name in QUESTION_COLUMNS], QUESTION_COLUMNS, rows)


def read_answers(document: Document) -> dict[str, str]:
    """Question id → what was written; rows left empty are left out. Raises UsageError for a sheet of another kind."""
    rows = _rows(document, QUESTION_COLUMNS)
    return {row["id"]: row["answer"] for row in rows if row["id"] and row["answer"]}


def write_units(path: Path, roster: Roster, names: Iterable[str]) -> None:
    """A row a contact, and a row for every unit named that has none yet."""
    rows: list[tuple[str, ...]] = []
    for unit in roster.unit:
        facts = (unit.name, "、".join(unit.aliases), "、".join(unit.groups))
        for contact in unit.contact:
            telegram = str(contact.telegram or "")
            rows.append(
                (*facts, contact.role, contact.name, contact.email or "", telegram, "、".join(contact.channels))
            )
        if not unit.contact:
            rows.append((*facts, "contact", "", "", "", ""))
    known = {unit.name for unit in roster.unit}
    rows += [(name, "", "", "contact", "", "", "", "") for name in dict.fromkeys(names) if name not in known]
    _write(path, [text(f"sheets.{name}") for name in UNIT_COLUMNS], UNIT_COLUMNS, rows)


def read_units_sheet(document: Document) -> list[dict[str, object]]:
    """The units of a filled sheet in the form of `units.toml`, in the order written."""
    units: dict[str, dict[str, object]] = {}
    for row in _rows(document, UNIT_COLUMNS):
        if not row["unit"]:
            continue
        unit = units.setdefault(row["unit"], {"name": row["unit"], "contact": []})
        for key in ("aliases", "groups"):
            if row[key]:
                unit[key] = _list(row[key])
        contact: dict[str, object] = {"role": row["role"] or "contact", "name": row["name"]}
        contact |= {key: row[key] for key in ("email",) if row[key]}
        if row["telegram"]:
            contact["telegram"] = int(row["telegram"]) if row["telegram"].lstrip("-").isdigit() else row["telegram"]
        if row["channels"]:
            contact["channels"] = _list(row["channels"])
        if set(contact) - {"role", "name"} or row["name"]:
            contacts = unit["contact"]
            assert isinstance(contacts, list)
            contacts.append(contact)
    return list(units.values())


def _list(words: str) -> list[str]:
    return [word.strip() for word in words.replace("，", "、").replace(",", "、").split("、") if word.strip()]


def _write(path: Path, header: Sequence[str], names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    from xlsxwriter import Workbook  # noqa: PLC0415 - sheets are written now and then

    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True, "bg_color": "#f0f2f5", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top", "border": 1})
        for column, (title, name) in enumerate(zip(header, names, strict=True)):
            sheet.set_column(column, column, WIDTHS.get(name, 12))
            sheet.write_string(0, column, title, bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value, wrapped)
        sheet.freeze_panes(1, 0)


def _rows(document: Document, names: Sequence[str]) -> list[Mapping[str, str]]:
    """The rows below the header as name → text. The header may be in either language and any order."""
    for block in document.blocks:
        if isinstance(block, Table) and block.rows:
            header = [cell.text.strip() for cell in block.rows[0]]
            titles = {text(f"sheets.{name}"): name for name in names} | {name: name for name in names}
            found = {titles[title]: k for k, title in enumerate(header) if title in titles}
            if names[0] in found:
                return [
                    {name: row[found[name]].text.strip() if name in found else "" for name in names}
                    for row in block.rows[1:]
                ]
    raise UsageError("sheets.not_ours", file=document.name, wanted="、".join(text(f"sheets.{name}") for name in names))
