"""The workbook of units: what goes out comes back, and a slip in it is found by sheet, row and cell."""

import json
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from bot.errors import SettingsErrors, UsageError
from bot.reading.open_file import read_here
from bot.roster.roster import Roster
from bot.roster.sheet_entries import Filled
from bot.roster.units_file import put_units
from bot.texts import language, set_language, text
from bot.work.documents.unit_sheet import COORDINATOR_COLUMNS, GROUP_COLUMNS, UNIT_COLUMNS, column_title, write_units
from bot.work.documents.unit_sheet_reading import read_units_sheet
from tests.support.commands import LEDGER, Run, duban, empty_place

NAMES = (
    st.text("甲乙丙丁局委办（）、，市区县AB ", min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda words: words.count("（") == words.count("）") and words.strip("（）、， ") == words and bool(words))
)
EMAIL = st.sampled_from([None, "a@example.org", "b@example.org, c@example.org"])
CHANNELS = st.lists(st.sampled_from(["email", "telegram", "robot"]), unique=True, max_size=3)


@st.composite
def rosters(draw: st.DrawFn) -> Roster:
    names = draw(st.lists(NAMES, min_size=3, max_size=9, unique=True))
    units, groups, aliases = names[:2], names[2:4], names[4:]
    contact = st.fixed_dictionaries(
        {
            "role": st.sampled_from(["contact", "leader"]),
            "name": st.sampled_from(["张三", "李四", "王五"]),
            "email": EMAIL,
            "telegram": st.sampled_from([None, 7, -100]),
            "channels": CHANNELS,
        },
        optional={"sms": st.sampled_from(["13900000001", "+86 139 0000 0002"])},
    )
    people = [draw(st.lists(contact, max_size=2, unique_by=lambda c: (c["role"], c["name"]))) for _ in units]
    unit = [
        {"name": name, "aliases": aliases[k : k + 1], "groups": groups[: draw(st.integers(0, 2))], "contact": people[k]}
        for k, name in enumerate(units)
    ]
    group = [{"name": name, "members": draw(st.permutations(units))} for name in groups]
    keepers = [{"name": "办公室", "email": draw(EMAIL), "telegram": 9}]
    return Roster.model_validate({"unit": unit, "group": group, "coordinator": keepers})


def read_file(path: Path, roster: Roster | None = None) -> Filled:
    return read_units_sheet(read_here(path.read_bytes(), path.name), roster)


def as_roster(source: str) -> Roster:
    return Roster.model_validate(tomli.loads(source))


@settings(max_examples=60)
@given(rosters(), st.sampled_from(["zh-CN", "en"]), st.sampled_from(["zh-CN", "en"]))
def test_what_goes_out_comes_back_whole_in_either_language(roster: Roster, out: str, back: str) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "units.xlsx"
        set_language(out)
        write_units(path, roster, [])
        set_language(back)
        filled = read_file(path, roster)
    set_language("zh-CN")
    merged, _ = put_units("", filled, "units.xlsx")
    assert as_roster(merged) == roster
    assert put_units(merged, filled, "units.xlsx") == (merged, ())


def sheet(path: Path, **pages: Sequence[Sequence[str]]) -> Path:
    """A workbook as somebody fills it in: `units`, `groups`, `coordinators`, each with its rows."""
    columns = {"units": UNIT_COLUMNS, "groups": GROUP_COLUMNS, "coordinators": COORDINATOR_COLUMNS}
    with Workbook(str(path)) as book:
        for kind, rows in pages.items():
            page = book.add_worksheet(text(f"sheets.sheet_{kind}"))
            page.write_row(0, 0, [column_title(language(), name) for name in columns[kind]])
            for number, row in enumerate(rows, 1):
                page.write_row(number, 0, row)
    return path


UNIT = ("区财政局", "", "", "联络员", "张三", "zs@example.org", "", "", "")


@pytest.mark.parametrize(
    ("column", "value", "cell"),
    [
        (0, "", "A3"),
        (3, "科长", "D3"),
        (5, "没有", "F3"),
        (5, "a@example.org、b", "F3"),
        (6, "张三", "G3"),
        (8, "传真", "I3"),
        (8, "邮件、传真", "I3"),
    ],
)
def test_a_slip_is_found_by_sheet_row_and_cell(tmp_path: Path, column: int, value: str, cell: str) -> None:
    bad = [*UNIT[:column], value, *UNIT[column + 1 :]]
    path = sheet(tmp_path / "u.xlsx", units=[UNIT, ["区教育局" if column else "", *bad[1:]]])
    with pytest.raises(SettingsErrors) as caught:
        read_file(path)
    assert len(caught.value.faults) == 1
    said = str(caught.value)
    assert "“单位”" in said
    assert "第 3 行" in said
    assert cell in said


def test_all_slips_of_all_sheets_are_told_at_once(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "u.xlsx",
        units=[("", "", "", "", "张三", "", "", "", ""), (*UNIT[:5], "x", "y", "139", "z")],
        groups=[("", "", "区财政局")],
        coordinators=[("", "a@example.org", "", "", ""), ("办公室", "没有", "", "", "")],
    )
    with pytest.raises(SettingsErrors) as caught:
        read_file(path)
    assert [str(fault).partition("单元格 ")[2].partition("：")[0] for fault in caught.value.faults] == [
        "A2", "F3", "G3", "I3", "A2", "A2", "B3",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("财政局、区财政", ["财政局", "区财政"]),
        ("各县（市、区）政府、市直各单位", ["各县（市、区）政府", "市直各单位"]),
        ("甲，乙；丙", ["甲", "乙", "丙"]),
        ("甲、乙\n丙", ["甲、乙", "丙"]),
        ("区直、镇办各单位", ["区直、镇办各单位"]),  # known: it stands alone in the other sheet
    ],
)
def test_names_in_one_cell(tmp_path: Path, written: str, names: list[str]) -> None:
    path = sheet(
        tmp_path / "u.xlsx",
        units=[("区财政局", "", written, "", "", "", "", "")],
        groups=[("区直、镇办各单位", "", "")],
    )
    assert read_file(path).units[0]["groups"] == names


def test_rows_that_say_nothing_are_passed_over_and_a_role_left_empty_is_the_contacts(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "u.xlsx", units=[UNIT, ["", "", "", "联络员"], ["区司法局"], ["区教育局", "", "", "", "乙"]]
    )
    assert [(unit["name"], len(unit["contact"])) for unit in read_file(path).units] == [
        ("区财政局", 1),
        ("区司法局", 0),
        ("区教育局", 1),
    ]


def test_a_table_of_another_kind_is_refused(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "x.xlsx")) as book:
        book.add_worksheet().write_row(0, 0, ["序号", "任务"])
    with pytest.raises(UsageError):
        read_file(tmp_path / "x.xlsx")


def test_a_changed_address_takes_the_place_of_the_old_and_comments_stay() -> None:
    source = (
        '# 备注\n[[unit]]\nname = "甲局"\n[[unit.contact]]\nname = "张三"\nemail = "a@example.org" # 旧\ntelegram = 7\n'
    )
    contact = {"role": "contact", "name": "张三", "email": "b@example.org"}
    merged, changed = put_units(source, Filled(({"name": "甲局", "contact": [contact]},)), "u.xlsx")
    assert changed == ("甲局",)
    assert merged.startswith("# 备注")
    (found,) = as_roster(merged).unit[0].contact
    assert (found.email, found.telegram) == ("b@example.org", 7)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    empty_place(tmp_path, monkeypatch)
    return lambda *words: duban(monkeypatch, *words)


def planned(run: Run) -> int:
    """How many duties a dispatch would make."""
    done = run("dispatch", "ledger", "--on", "2026-02-10", "--yes", "--now", "2026-02-10T09:00+08:00")
    assert done.code == 0, done.err
    return sum(len(ledger["items"]) for ledger in json.loads(run("status", "--json").out))


def test_through_the_commands_groups_are_groups_with_their_members(run: Run, tmp_path: Path) -> None:
    run("import", str(LEDGER))
    assert run("units", "--from", "ledger", "--sheet", "units.xlsx").code == 0
    drafted = read_file(tmp_path / "units.xlsx")
    groups = [group["name"] for group in drafted.groups]
    assert "区直各单位" in groups
    names = [unit["name"] for unit in drafted.units]
    assert not set(names) & set(groups)
    write_units(
        tmp_path / "filled.xlsx",
        Roster.model_validate(
            {
                "unit": [{"name": n, "contact": [{"name": f"{n}联络员", "email": "a@example.org"}]} for n in names],
                "group": [{"name": name, "members": names} for name in groups],
                "coordinator": [{"name": "区政府办公室", "email": "gk@example.org"}],
            }
        ),
        [],
    )
    assert run("units", "--read", "filled.xlsx").code == 0
    kept = as_roster((tmp_path / "config" / "units.toml").read_text(encoding="utf-8"))
    assert [group.name for group in kept.group] == groups
    assert all(group.members == tuple(names) for group in kept.group)
    assert [c.email for c in kept.coordinator] == ["gk@example.org"]
    assert planned(run) > 2 * len(names)


def test_through_the_commands_a_slip_changes_nothing(run: Run, tmp_path: Path) -> None:
    run("import", str(LEDGER))
    run("units", "--from", "ledger")
    before = (tmp_path / "config" / "units.toml").read_bytes()
    sheet(tmp_path / "u.xlsx", units=[(*UNIT[:5], "没有", "", "")])
    done = run("units", "--read", "u.xlsx")
    assert done.code == 2
    assert "F2" in done.err
    assert (tmp_path / "config" / "units.toml").read_bytes() == before


@settings(max_examples=80)
@given(rosters(), st.sampled_from(["、", "，", ",", "；", ";", " / ", "\n", "、\n"]), st.booleans())
def test_members_in_one_cell_are_parted_as_people_part_them(roster: Roster, between: str, is_stray: bool) -> None:
    """Also where one of them is in no list; a unit whose own name holds the sign stays whole where it stands alone."""
    plain = [unit.name for unit in roster.unit if not set(unit.name) & set("、，;；/,（）")]
    members = [*plain, *(["别处"] if is_stray and plain else [])]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "units.xlsx"
        book = Workbook(str(path))
        units, groups = book.add_worksheet("1"), book.add_worksheet("2")
        units.write_row(0, 0, [column_title("zh-CN", name) for name in ("unit", "name")])
        groups.write_row(0, 0, [column_title("zh-CN", name) for name in ("group", "member")])
        for at, unit in enumerate(roster.unit, 1):
            units.write_row(at, 0, [unit.name, "张三"])
            groups.write_row(at, 0, [f"第{at}组", unit.name])
        groups.write_row(len(roster.unit) + 1, 0, ["全部", between.join(members)])
        book.close()
        found = {group["name"]: group["members"] for group in read_file(path).groups}
    assert found["全部"] == members
    assert [found[f"第{at}组"] for at in range(1, len(roster.unit) + 1)] == [[unit.name] for unit in roster.unit]
