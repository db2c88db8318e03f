"""Questions about a scan as a sheet: pictures beside what was read, right words read back as answers."""

import io
import zipfile
from pathlib import Path

import xlsxwriter
from PIL import Image

from bot.model import Choice, Doubtful, Place, Question, sentence
from bot.reading import read
from bot.texts import text
from bot.work.documents.intake import AnsweredQuestion
from bot.work.documents.picture_sheet import COLUMNS
from bot.work.documents.sheets import read_answers, write_questions

PLACE = Place("扫描件.pdf", 1, table=1, row=2, column=4)
RIGHT = (Choice("right", sentence("ledger.choice-right")),)
QUESTION = Question(
    "q1", "recognition", sentence("ledger.choice-right"), RIGHT, "right", tasks=("1", "2"),
    doubtful=(Doubtful("2026年6月底前", "deadline", ("1",), PLACE), Doubtful("市财政局", "unit", ("2",))),
)  # fmt: skip
PLAIN = Question("q2", "alias", sentence("ledger.choice-right"), RIGHT, "right")


def jpeg(size: tuple[int, int]) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", size, "white").save(kept, "JPEG")
    return kept.getvalue()


def test_the_pictures_stand_in_the_sheet_and_an_untouched_one_answers_nothing(tmp_path: Path) -> None:
    path = tmp_path / "核对.xlsx"
    write_questions(path, [AnsweredQuestion(QUESTION, None), AnsweredQuestion(PLAIN, None)], {PLACE: jpeg((900, 60))})
    with zipfile.ZipFile(path) as book:
        assert sum(name.startswith("xl/media/") for name in book.namelist()) == 1
    assert read_answers(read(path)) == {}


def test_right_words_are_the_answer(tmp_path: Path) -> None:
    path = tmp_path / "核对.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name, rows in (
            ("1", [[text(f"sheets.{one}") for one in ("id", "question", "choices", "default", "answer")]]),
            ("2", [
                [text(f"sheets.{one}") for one in COLUMNS],
                ["q1", "1", "1", "", "2026年6月底前", "2026年5月底前"],
                ["q1", "2", "2", "", "市财政局", "市财政局"],
            ]),
        ):  # fmt: skip
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                sheet.write_row(at, 0, row)
    assert read_answers(read(path)) == {"q1": "1=2026年5月底前"}


def test_without_a_scan_there_is_one_sheet(tmp_path: Path) -> None:
    path = tmp_path / "问题.xlsx"
    write_questions(path, [AnsweredQuestion(PLAIN, None)])
    with zipfile.ZipFile(path) as book:
        assert "xl/worksheets/sheet2.xml" not in book.namelist()
