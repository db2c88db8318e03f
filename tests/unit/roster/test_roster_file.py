"""A fault of the units file stops its own entry and no other, and says where it stands."""

from pathlib import Path

import pytest

from bot.roster.roster_file import read_units

GOOD = """
[[unit]]
name = "区财政局"
  [[unit.contact]]
  name = "甲"
  email = "jia@example.org"

[[unit]]
name = "区教育局"
  [[unit.contact]]
  name = "乙"
  email = "yi@example.org"
  [[unit.contact]]
  role = "leader"
  name = "丙"
  email = "bing@example.org"

[[group]]
name = "区直各单位"
members = ["区财政局", "区教育局"]

[[coordinator]]
name = "区政府办公室"
email = "gk@example.org"
"""
NAMED = {"区财政局", "区教育局"}


def ways(path: Path) -> dict[str, str | None]:
    """Person → address, of all that is in force."""
    found = read_units(path).roster
    people = {contact.name: contact.email for unit in found.unit for contact in unit.contact}
    return people | {one.name: one.email for one in found.coordinator}


WHOLE = {"甲": "jia@example.org", "乙": "yi@example.org", "丙": "bing@example.org", "区政府办公室": "gk@example.org"}


@pytest.mark.parametrize(
    ("old", "new", "line", "left"),
    [
        ('email = "yi@example.org"', 'email = "没有"', 12, {**WHOLE, "乙": None}),
        ('email = "yi@example.org"', 'email = "没有, yi@example.org"', 12, WHOLE),
        ('email = "yi@example.org"', "email = 3", 12, {**WHOLE, "乙": None}),
        ('email = "yi@example.org"', 'telegram = "abc"', 12, {**WHOLE, "乙": None}),
        ('email = "yi@example.org"', 'phone = "1"\n  email = "yi@example.org"', 12, WHOLE),
        ('role = "leader"', 'role = "leder"', 14, {k: v for k, v in WHOLE.items() if k != "丙"}),
        ('name = "区教育局"', "name = 3", 9, {k: v for k, v in WHOLE.items() if k not in {"乙", "丙"}}),
        ('name = "区教育局"', 'name = "区财政局"', 9, {k: v for k, v in WHOLE.items() if k not in {"乙", "丙"}}),
        ('name = "区教育局"\n', 'name = "区教育局"\naliases = ["区财政局"]\n', 10, WHOLE),
        ("[[group]]", "[[groups]]", 18, WHOLE),
        ('email = "gk@example.org"', 'email = "gk"', 24, {**WHOLE, "区政府办公室": None}),
    ],
)
def test_one_bad_entry_leaves_the_others(
    tmp_path: Path, old: str, new: str, line: int, left: dict[str, str | None]
) -> None:
    path = tmp_path / "units.toml"
    path.write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    assert ways(path) == left
    (fault, *_) = read_units(path).faults
    assert f"第 {line} 行" in str(fault)


def test_several_faults_are_all_told(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    bad = GOOD.replace("jia@", "jia ").replace('name = "乙"', "name = 1").replace("gk@example.org", "gk")
    path.write_text(bad, encoding="utf-8")
    assert [str(fault).partition(" 行")[0][-2:].strip() for fault in read_units(path).faults] == ["6", "11", "24"]
    assert ways(path) == {"甲": None, "": "yi@example.org", "丙": "bing@example.org", "区政府办公室": None}


@pytest.mark.parametrize(
    "written", ["某科 <yi@example.org>", "mailto:yi@example.org", "yi＠example.org", "yi@example.org。"]
)
def test_an_address_is_mended_when_it_is_read(tmp_path: Path, written: str) -> None:
    path = tmp_path / "units.toml"
    path.write_text(GOOD.replace('"yi@example.org"', f'"{written}"'), encoding="utf-8-sig")
    assert read_units(path).faults == ()
    assert ways(path) == WHOLE


def test_a_file_in_order_has_no_faults(tmp_path: Path) -> None:
    path = tmp_path / "units.toml"
    path.write_text(GOOD, encoding="utf-8")
    assert (ways(path), read_units(path).faults) == (WHOLE, ())
