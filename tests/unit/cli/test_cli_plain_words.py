"""What others wrote is shown as it stands, brackets and colons and all; the terminal takes none of it for its own."""

import csv
from pathlib import Path

import pytest

import bot
from tests.support.commands import Run

#: What the library of the terminal would take for markup, an end without a beginning, or a picture's name.
WORDS = ("[/x]", "[app]", "[bold]", "[/]", "[link=a]", "[#1]", ":smile:", "\\[b]", "[red]红[/red]")


@pytest.mark.parametrize("words", WORDS)
def test_words_of_a_ledger_are_shown_as_they_stand(run: Run, place: Path, words: str) -> None:
    with (place / "ledger.csv").open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow(["序号", "工作任务", "责任单位", "完成时限"])
        write.writerow([1, f"推进{words}上线", "区财政局", "2026年12月底前"])
        write.writerow([2, "公开决算", "区教育局", f"2026年6月底前{words}"])
    ran = run("import", "ledger.csv", "--dry-run", "--now", "2026-02-10")
    assert ran.code in {0, 1}
    assert f"推进{words}" in ran.out.replace("\n", "")
    assert run("import", "ledger.csv", "--now", "2026-02-10").code in {0, 1}
    assert run("questions", "ledger", "--now", "2026-02-10").code in {0, 1}
    assert run("status", "--now", "2026-02-10").code == 0


@pytest.mark.parametrize("words", WORDS)
def test_a_phrase_is_shown_as_it_stands(run: Run, words: str) -> None:
    ran = run("parse", f"2026年6月底前{words}", "--issued", "2026-02-10")
    assert ran.code in {0, 1}


def test_no_other_console_is_made() -> None:
    makers = {path.name for path in Path(bot.__file__).parent.rglob("*.py") if " Console(" in path.read_text("utf-8")}
    assert makers <= {"plain_console.py"}
