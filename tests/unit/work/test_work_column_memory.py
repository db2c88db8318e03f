"""An answer about a column holds for the office's next file of that layout, and for no other."""

from bot.ledger import extract
from bot.model import Ledger
from bot.reading.open_file import read_here
from bot.work.documents.intake import answer, questions, take_in
from tests.support.office import CLERK, at, office_in

_HEAD = ("序号", "工作任务", "甲乙", "责任单位", "完成时限")


def table(month: int, head: tuple[str, ...] = _HEAD) -> Ledger:
    row = ("1", f"清淤第{month}段河道", "逐段清除淤泥并外运处置", "区财政局", f"2021年{month}月底前")
    lines = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in one) + "</tr>" for one in (head, row))
    page = f"<html><p>青溪区2021年{month}月任务表</p><table>{lines}</table></html>"
    return extract(read_here(page.encode(), "a.html"))


def test_the_next_file_of_the_layout_is_answered_alike() -> None:
    office, now = office_in(), at("2021-06-01T09:00")
    first = take_in(office, table(7), "七月.html", now, CLERK, as_new=True)
    (question,) = first.open_questions
    assert not first.recalled
    answer(office, first.ledger_id, {question.id: "requirement"}, now, CLERK)
    second = take_in(office, table(8), "八月.html", now, CLERK, as_new=True)
    assert [one.flag for one in second.recalled] == ["column"]
    assert second.open_questions == ()
    assert [one.answer for one in questions(office, second.ledger_id)] == ["requirement"]


def test_another_layout_is_asked_about_anew() -> None:
    office, now = office_in(), at("2021-06-01T09:00")
    first = take_in(office, table(7), "七月.html", now, CLERK, as_new=True)
    answer(office, first.ledger_id, {first.open_questions[0].id: "requirement"}, now, CLERK)
    other = take_in(office, table(8, ("编号", *_HEAD[1:])), "八月.html", now, CLERK, as_new=True)
    assert [one.flag for one in other.open_questions] == ["column"]
    assert not other.recalled
