"""An office begins its own words, changes a sentence, and is told by line and column where one cannot be used."""

from pathlib import Path

import pytest
import tomli

from bot.messages.office_sentences import begun, layouts, own_words, rooms
from bot.messages.templates import read_again
from bot.resources import shipped
from bot.texts import LANGUAGES, set_language, text
from tests.support.commands import Run, duban, empty_place, example_config


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = empty_place(tmp_path, monkeypatch)
    example_config(place)
    return place


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, place: Path) -> Run:
    return lambda *words: duban(monkeypatch, *words)


@pytest.fixture
def letter(place: Path, run: Run) -> Path:
    run("texts", "copy")
    return place / "config" / "templates" / "zh-CN" / "texts" / "letter.toml"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", rooms())
def test_a_copy_changes_nothing_until_a_sentence_is_begun(language: str, name: str) -> None:
    copy = begun(language, name)
    assert tomli.loads(copy) == {}
    shipped_words = shipped("templates", language, "texts", f"{name}.toml").read_text(encoding="utf-8")
    freed = "\n".join(line.removeprefix("# ") for line in copy.splitlines()[1:] if not line.startswith("# （"))
    assert all(sentence in freed for sentence in shipped_words.splitlines() if not sentence.startswith("#"))


def test_what_an_office_wrote_stays(letter: Path, run: Run) -> None:
    letter.write_text('closing = "甲"\n', encoding="utf-8")
    assert text("texts.kept", n=5) in run("texts", "copy").err
    assert letter.read_text(encoding="utf-8") == 'closing = "甲"\n'


def test_a_changed_sentence_is_said_and_all_others_stay(letter: Path, run: Run) -> None:
    line = next(x for x in letter.read_text(encoding="utf-8").splitlines() if x.startswith("# acknowledge ="))
    changed = letter.read_text(encoding="utf-8").replace(line, 'acknowledge = "请尽快签收（{n} 项）。"')
    letter.write_text(changed, encoding="utf-8")
    read_again()
    shown = run("preview", "acknowledge").out
    assert "请尽快签收（3 项）。" in shown
    assert "【催签收】" in shown
    assert text("texts.sound", files=5, n=1) in run("check").out


@pytest.mark.parametrize(
    ("source", "place_of", "what"),
    [
        ('# 甲\nclosing = "办结后请报{office} {phone}"\n', "第 2 行第 26 列", "{phone}"),
        ('closing = "甲\n', "第 1 行", ""),
        ('closing = "甲"\nclosnig = "乙"\n', "第 2 行第 1 列", "closing"),
        ("closing = 5\n", "第 1 行第 1 列", "closing"),
        ('closing = """\\\n  请报 {\n"""\n', "第 2 行第 6 列", "花括号"),
    ],
)
def test_a_fault_is_named_by_line_and_column(letter: Path, run: Run, source: str, place_of: str, what: str) -> None:
    letter.write_text(source, encoding="utf-8")
    ran = run("check")
    line = next(line for line in ran.out.splitlines() if "letter.toml" in line)
    assert place_of in line
    assert what in line
    assert ran.code >= 1


@pytest.mark.parametrize(
    ("right", "wrong"), [("{% endif %}", "{% endfi %}"), ("{{ subject", "{{ subjekt"), ("| days", "| dyas")]
)
def test_a_fault_of_a_layout_is_named_by_line_and_column(run: Run, place: Path, right: str, wrong: str) -> None:
    run("texts", "copy", "--layouts")
    folder = place / "config" / "templates" / "layout"
    path = next(path for path in sorted(folder.rglob("*.html")) if right in path.read_text(encoding="utf-8"))
    source = path.read_text(encoding="utf-8").replace(right, wrong, 1)
    path.write_text(source, encoding="utf-8")
    word = wrong.strip("{}% |")
    lines = source.splitlines()
    line = next(n for n, words in enumerate(lines, 1) if word in words)
    (fault,) = own_words(place / "config").faults
    assert word in fault
    assert f"第 {line} 行第 {lines[line - 1].index(word) + 1} 列" in fault


@pytest.mark.parametrize("language", LANGUAGES)
def test_shipped_words_and_layouts_have_no_fault(tmp_path: Path, language: str) -> None:
    base = tmp_path / "config" / "templates"
    for name in rooms():
        path = base / language / "texts" / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(shipped("templates", language, "texts", path.name).read_bytes())
    for name, words in layouts().items():
        (base / "layout" / name).parent.mkdir(parents=True, exist_ok=True)
        (base / "layout" / name).write_text(words, encoding="utf-8")
    set_language(LANGUAGES[0])
    assert own_words(tmp_path / "config").faults == ()


@pytest.mark.parametrize("name", ["zh-CN/texts/lettre.toml", "fr/texts/letter.toml", "layout/email/brief.html"])
def test_a_file_that_nothing_reads_is_named(tmp_path: Path, name: str) -> None:
    path = tmp_path / "config" / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text('closing = "甲"\n', encoding="utf-8")
    (fault,) = own_words(tmp_path / "config").faults
    assert str(path) in fault


def test_no_room_of_this_name(run: Run) -> None:
    ran = run("texts", "copy", "lettre")
    assert ran.code == 2
    assert "letter" in ran.err
