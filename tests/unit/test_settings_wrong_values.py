"""Every key of every settings file with values of every kind: each is taken as what it is, or is one fault in words."""

from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path

import pytest
import tomli

from bot.app.setup import load_setup
from bot.errors import SettingsErrors
from docs.reference.settings_page import keys

WRITTEN = (
    *('""', '"x"', r'"\u0000"', '"09:00"', '"9"', '"9999-01-01"', "-1", "0", "9", "8.5", "20.0", "500", "99999999999"),
    *("inf", "nan", "true", "2021-01-01", "2021-01-01T09:00:00Z", "09:00:00", "[]", "[1]", '["x"]', "[[]]", "{}"),
    "{a=1}",
)
#: Keys without which a table is none, with a value that is right.
NEEDED = {
    "policy.toml [[ladder]]": {"name": '"a"', "rung": '[{name = "r"}]'},
    "policy.toml [[ladder.rung]]": {"name": '"r"'},
    "policy.toml [[use]]": {"ladder": '"default"'},
    "delivery.toml [sms]": {"url": '"https://sms.example.org/{{ to }}"'},
    "units.toml [[unit]]": {"name": '"甲局"'},
    "units.toml [[unit.contact]]": {"role": '"contact"'},
    "units.toml [[group]]": {"name": '"各局"'},
    "units.toml [[coordinator]]": {"name": '"甲办"'},
}
#: What stands above a table that is part of another.
ABOVE = {"[[ladder.rung]]": '[[ladder]]\nname = "a"\n', "[[unit.contact]]": '[[unit]]\nname = "甲局"\n'}
CASES = [(name, key) for name, known in keys().items() for key in known]


def file_of(name: str, key: str, written: str) -> str:
    """The words of a file in which one key has this value, and all else is right."""
    table = name.partition(" ")[2].replace("CHANNEL", "telegram")
    values = {**NEEDED.get(name, {}), key: written}
    return "".join([ABOVE.get(table, ""), f"{table}\n", *(f"{one} = {value}\n" for one, value in values.items())])


def faults_of(place: Path, name: str, words: str, encoding: str = "utf-8") -> list[str]:
    """What is said of the file."""
    file = name.partition(" ")[0]
    (place / file).write_text(words, encoding=encoding)
    environ = {"DUBAN_CONFIG": str(place)}
    if "database_url" not in words:
        environ["DUBAN_DATABASE_URL"] = f"sqlite:///{place}/none/duban.db"
    try:
        return [str(fault) for fault in load_setup(environ).units.faults]
    except SettingsErrors as error:
        return [str(fault) for fault in error.faults]


def kind_of(value: object) -> str:
    """What a value is; hours and days may stand in quotes, and a number too, as in a variable."""
    if isinstance(value, bool):
        return "switch"
    if isinstance(value, time) or value == "09:00":
        return "hour"
    if isinstance(value, datetime):
        return "instant"
    if isinstance(value, date) or value == "9999-01-01":
        return "day"
    if isinstance(value, int | float) or value == "9":
        return "number"
    return type(value).__name__


def taken(place: Path, name: str, key: str) -> Iterator[object]:
    """The values that are taken; every other one is a single fault with its file, line and key."""
    for written in WRITTEN:
        words = file_of(name, key, written)
        faults = faults_of(place, name, words)
        if not faults:
            yield tomli.loads(f"x = {written}")["x"]
            continue
        (fault,) = faults
        line = max(n for n, one in enumerate(words.splitlines(), 1) if one.startswith(f"{key} = "))
        assert name.partition(" ")[0] in fault, written
        assert key in fault or name == "delivery.toml [sms]", written
        assert f"第 {line} 行" in fault or name == "delivery.toml [sms]", (written, fault)
        assert "Input" not in fault, (written, fault)


@pytest.mark.parametrize(("name", "key"), CASES, ids=lambda part: part)
def test_every_value_is_taken_as_what_it_is_or_is_one_fault(
    name: str, key: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = [value for value in taken(tmp_path, name, key) if value not in ("", [], {})]
    kinds = {kind_of(value) for value in found}
    if "str" in kinds:  # words may be any words
        kinds -= {kind_of(value) for value in found if isinstance(value, str)} - {"str"}
    assert len(kinds) <= 1, found
    if any(isinstance(value, float) for value in found):
        assert 8.5 in found, "a float is taken where a half is, or nowhere"


@pytest.mark.parametrize("file", sorted({name.partition(" ")[0] for name in keys()}))
def test_a_file_with_a_byte_mark_is_read_and_its_faults_have_lines(file: str, tmp_path: Path) -> None:
    assert faults_of(tmp_path, file, "", "utf-8-sig") == []
    (fault,) = faults_of(tmp_path, file, "unknown_key = 1\n", "utf-8-sig")
    assert "unknown_key" in fault
    assert "第 1 行" in fault


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", "口令".encode("gb18030"), None])
def test_a_secret_that_the_settings_name_is_text(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "secret").write_bytes(content)
    (fault,) = faults_of(tmp_path, "duban.toml", 'smtp_url_file = "secret"\n')
    assert "smtp_url_file" in fault
    (fault,) = faults_of(tmp_path, "duban.toml", 'smtp_url_file = "a"\nsmtp_url = "smtp://b"\n')
    assert "smtp_url" in fault
