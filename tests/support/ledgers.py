"""What a ledger must say, and how a reading of it is held against that."""

import json
import random
import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from bot.ledger import extract, to_json
from bot.model import Document, Table
from bot.reading.open_file import read_here

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "ledgers"
WHY_NOT = "the real ledgers beside the repository are not here"


def read_file(path: Path) -> dict[str, Any]:
    """The JSON of the ledger in one file."""
    return to_json(extract(read_here(path.read_bytes(), path.name)))


def load(path: Path) -> dict[str, Any]:
    """One JSON object."""
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


def flat(text: object) -> str:
    """Compatibility forms, no white space."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", str(text or "")))


# ------------------------------------------------------------ the five ledgers
def differences(
    got: Mapping[str, Any], want: Mapping[str, Any], *, annex_only: bool = False, web: bool = False
) -> list[str]:
    """Everything in which a reading differs from what was checked by hand. `annex_only`: the file has no notice.

    `web`: a saved page, whose publication date may stand for the date of issue.
    """
    head = {name: want[name] for name in ("title", "issuer", "document_number", "issued", "year", "recipients")}
    if annex_only:
        head |= {"title": want["table_title"], "issuer": None, "recipients": []}
    if web:
        head.pop("issued")
    out = [f"{name}: {got[name]!r}" for name, value in head.items() if flat(got[name]) != flat(value)]
    out += _people(got, want)
    numbers = [task["number"] for task in got["tasks"]]
    if numbers != [task["number"] for task in want["tasks"]]:
        return [*out, f"numbers: {numbers}"]
    alternatives = want.get("unit_alternatives", {})
    for one, other in zip(got["tasks"], want["tasks"], strict=True):
        out += [f"{other['number']}: {fault}" for fault in _task(one, other, alternatives)]
    return out + _duties(got["duties"], [] if annex_only else want["duties"])


def _people(got: Mapping[str, Any], want: Mapping[str, Any]) -> list[str]:
    people = [{name: value for name, value in person.items() if value} for person in got["contacts"]]
    return [] if people == want["contacts"] else [f"contacts: {people}"]


def _task(got: Mapping[str, Any], want: Mapping[str, Any], alternatives: Mapping[str, Sequence[str]]) -> list[str]:
    out = [
        f"{name}: {got[name]!r}"
        for name in ("text", "title", "requirement", "deadline_raw")
        if flat(got[name]) != flat(want[name])
    ]
    if not _same_section(got, want):
        out.append(f"section: {got['section']}")
    if not _same_units(got["lead_units"], want["lead_units"], alternatives):
        out.append(f"lead: {got['lead_units']}")
    others = [*got["responsible_units"], *got["assisting_units"]]
    if not _same_units(others, want["responsible_units"], alternatives):
        out.append(f"responsible: {others}")
    if obligations(got["obligations"]) != obligations(want["obligations"]):
        out.append(f"obligations: {obligations(got['obligations'])}")
    if list(map(flat, got["deadline_mentions"])) != list(map(flat, want["deadline_mentions"])):
        out.append(f"mentions: {got['deadline_mentions']}")
    return out


def _same_section(got: Mapping[str, Any], want: Mapping[str, Any]) -> bool:
    if "section_reconstructed" in want:  # garbled in the text file, whole in the others: the beginning counts
        return flat("".join(got["section"]))[:12] == flat("".join(want["section"]))[:12]
    return list(map(flat, got["section"])) == list(map(flat, want["section"]))


def _same_units(got: Sequence[str], want: Sequence[str], alternatives: Mapping[str, Sequence[str]]) -> bool:
    return len(got) == len(want) and all(
        flat(one) in {flat(name) for name in (other, *alternatives.get(other, ()))}
        for one, other in zip(got, want, strict=True)
    )


def obligations(listed: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """What counts of obligations: not `none`, and not what only the word 持续 suggests."""
    names = ("date", "alt", "time", "n", "unit", "anchor", "at_least")
    return [
        (
            one["kind"],
            *(one.get(name) for name in names if one["kind"] != "recurring" or name != "at_least"),
            _rule(one),
        )
        for one in listed
        if one["kind"] != "none" and not one.get("soft")
    ]


def _rule(one: Mapping[str, Any]) -> str | None:
    rule = one.get("rrule")
    return rule.replace("BYMONTH=12;BYMONTHDAY=31", "BYMONTH=12;BYMONTHDAY=-1") if rule else None


def _duties(got: Sequence[Mapping[str, Any]], want: Sequence[Mapping[str, Any]]) -> list[str]:
    out = [] if len(got) == len(want) else [f"{len(got)} duties"]
    pairs: dict[str, Mapping[str, Any]] = {}
    for other in want:
        taken = {one["id"] for one in pairs.values()}
        found = next(
            (one for one in got if one["id"] not in taken and flat(other["text"]).strip("。") in flat(one["text"])),
            None,
        )
        if found is None:
            out.append(f"{other['id']} is missing")
            continue
        pairs[other["id"]] = found
    for name, one in pairs.items():
        other = next(duty for duty in want if duty["id"] == name)
        wanted = (other["who"], other["to"], other.get("binds_district", True), obligations(other["obligations"]))
        found_words = (one["who"], one["to"], one["binds"], obligations(one["obligations"]))
        if wanted != found_words:
            out.append(f"{name}: {found_words}")
        if flat(one["deadline_phrase"]).lstrip("于") != flat(other["deadline_phrase"]).lstrip("于"):
            out.append(f"{name}: {one['deadline_phrase']}")
        if other.get("refines") and one["refines"] != pairs[other["refines"]]["id"]:
            out.append(f"{name} refines {one['refines']}")
    return out


# ------------------------------------------------------------ further ledgers
class Score:
    """How many tasks, units and deadlines of ledgers were found, by the rules of `more/README.md`."""

    def __init__(self) -> None:
        self.tasks = [0, 0]
        self.units = [0, 0]
        self.deadlines = [0, 0]
        self.too_many = 0
        self.invented = 0
        self.faults: list[str] = []

    def add(self, name: str, got: Mapping[str, Any], want: Mapping[str, Any]) -> None:
        """Counts one ledger."""
        left = list(got["tasks"])
        for task in want["tasks"]:
            self.tasks[1] += 1
            found = next((one for one in left if _tight(task["text"])[:12] in _tight(one["text"])), None)
            units = {
                _bare(unit)
                for role in ("lead_units", "responsible_units", "assisting_units")
                for unit in task.get(role, ())
            }
            self.units[1] += len(units)
            self.deadlines[1] += 1 if task["deadline_raw"] else len(task.get("deadline_mentions", ()))
            if found is None:
                self.faults.append(f"{name} {task['number']}: not found")
                continue
            left.remove(found)
            self.tasks[0] += 1
            self._units(name, task, found, units)
            self._deadlines(name, task, found)
        self.too_many += len(left)
        self.faults += [f"{name}: too many: {task['text'][:30]}" for task in left]

    def _units(self, name: str, task: Mapping[str, Any], found: Mapping[str, Any], units: set[str]) -> None:
        read = {_bare(unit) for role in ("lead_units", "responsible_units", "assisting_units") for unit in found[role]}
        self.units[0] += max(0, len(units & read) - len(read - units))
        if read != units:
            self.faults.append(f"{name} {task['number']}: {read ^ units}")

    def _deadlines(self, name: str, task: Mapping[str, Any], found: Mapping[str, Any]) -> None:
        if task["deadline_raw"]:
            hits = int(_phrase(found["deadline_raw"]) == _phrase(task["deadline_raw"]))
            wanted = 1
        else:
            mentions = set(map(_phrase, found["deadline_mentions"]))
            hits = sum(_phrase(words) in mentions for words in task.get("deadline_mentions", ()))
            wanted = len(task.get("deadline_mentions", ()))
            self.invented += bool(found["deadline_raw"]) or (not wanted and bool(found["obligations"]))
        self.deadlines[0] += hits
        if hits != wanted:
            self.faults.append(f"{name} {task['number']}: {found['deadline_raw']} {found['deadline_mentions']}")


def share(counts: Sequence[int]) -> float:
    """The part found."""
    return counts[0] / counts[1]


def _tight(text: str) -> str:
    return re.sub(r"\s", "", text)


def _bare(unit: str) -> str:
    name = flat(unit).translate(str.maketrans("〈〉<>", "()()"))
    return re.sub("^[省市区县州旗]", "", name)


def _phrase(words: str | None) -> str:
    bare = re.sub(r"[（）()〔〕\[\]【】\s]", "", words or "")
    return re.sub("完成$", "", re.sub("^[于在应须]", "", bare))


# ------------------------------------------------------------------ rough handling
def wrapped(text: str, width: int, page_lines: int = 0) -> str:
    """`text` with every line broken at `width` characters, and a page mark after each `page_lines` lines."""
    out: list[str] = []
    for line in text.split("\n"):
        pieces = [line[at : at + width] for at in range(0, len(line), width)] or [""]
        out += [line] if line.startswith("# Page") else pieces
    if not page_lines:
        return "\n".join(out)
    pages = [out[at : at + page_lines] for at in range(0, len(out), page_lines)]
    return "\n".join("\n".join([*page, "", f"# Page {number}:"]) for number, page in enumerate(pages, start=2))


def ragged(text: str, seed: int) -> str:
    """`text` with its longer lines broken anywhere, as some readers of PDF do at every second comma; pages between."""
    chance = random.Random(seed)
    out: list[str] = []
    for line in text.split("\n"):
        at = 0
        while len(line) - at > 44:
            width = chance.choice((3, 8, 15, 30, 38, 40, 40, 42))
            out.append(line[at : at + width])
            at += width
            out += ["", f"# Page {len(out)}:"] if chance.random() < 0.06 else []
        out.append(line[at:])
    return "\n".join(out)


def flattened(document: Document, widths: Sequence[int], rows_a_page: int, least: int = 5) -> str:
    """What is left of a document's tables when a reader gives each cell's lines, one below the other.

    Tables of fewer than `least` rows are left out.
    """
    out: list[str] = []
    for block in document.blocks:
        if not isinstance(block, Table):
            out.append(block.text)
        elif len(block.rows) >= least:
            out += _flat_rows(block, widths, rows_a_page)
    return "\n".join(out)


def _flat_rows(table: Table, widths: Sequence[int], rows_a_page: int) -> list[str]:
    header = list(dict.fromkeys(cell.text for cell in table.rows[0]))
    out = list(header)
    for r, row in enumerate(table.rows[1:], start=1):
        if r % rows_a_page == 0:
            out += ["", f"# Page {r}:", *header]
        own = [(c, cell) for c, cell in enumerate(row) if cell.origin == (r, c)]
        out += [
            piece
            for c, cell in own
            for line in cell.text.split("\n")
            for piece in wrapped(line, widths[c]).split("\n")
            if piece
        ]
    return out
