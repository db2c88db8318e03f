"""A dispatched item whose new words cannot be read is a question; until an answer comes, units keep what they have."""

from dataclasses import replace
from datetime import date

import pytest

from bot.ledger import extract
from bot.model import Cell, Document, Ledger, Paragraph, Place, Table
from bot.store import duties
from bot.work.documents.intake import answer, questions, take_in
from bot.work.documents.items import Words, edit_item
from bot.work.office import Office
from tests.support.office import CLERK, at, dispatched, tick

#: Words of a deadline that nobody can read with certainty: no such day, no year, no day at all, a question, nothing.
UNREAD = ("2021年13月30日前", "2021年6月31日前", "待定", "尽快或者稍后", "？")


def read(deadline: str, sha256: str) -> Ledger:
    head, row = ("序号", "任务", "责任单位", "完成时限"), ("1", "公开决算", "区财政局", deadline)
    table = tuple(tuple(Cell(text, Place(), (i, k)) for k, text in enumerate(r)) for i, r in enumerate((head, row)))
    document = Document("-", "docx", (Paragraph("测试区2021年工作要点", Place()), Table(table, Place())))
    return replace(extract(document, year=2021), sha256=sha256)


def standing(office: Office) -> list[tuple[str, date | None]]:
    with office.store.begin() as session:
        return [(row.state, row.due) for row in duties.duties(session)]


def told(office: Office, when: str) -> list[str]:
    return [message.subject for message in tick(office, when)[0] if "变动" in message.subject]


@pytest.mark.parametrize("way", ["edited", "corrected file"])
@pytest.mark.parametrize("words", UNREAD)
def test_a_unit_keeps_its_duty_until_the_question_is_answered(office: Office, words: str, way: str) -> None:
    name = dispatched(office, read("2021年6月30日前", "0" * 64))
    tick(office, "2021-06-01T09:00")
    if way == "edited":
        edit_item(office, name, "1", Words(deadline=words), at("2021-06-02T09:00"), CLERK)
    else:
        take_in(office, read(words, "1" * 64), "-", at("2021-06-02T09:00"), CLERK, corrects=name)
    asked = [one.question for one in questions(office, name) if one.answer is None]
    assert [question.task for question in asked] == ["1"]
    assert standing(office) == [("dispatched", date(2021, 6, 30))]
    assert told(office, "2021-06-02T09:30") == []

    answer(office, name, {asked[0].id: "2021年7月31日前"}, at("2021-06-03T09:00"), CLERK)
    assert standing(office) == [("dispatched", date(2021, 7, 31))]
    assert len(told(office, "2021-06-03T09:30")) == 1


def test_an_answer_that_takes_the_item_away_ends_the_duty(office: Office) -> None:
    name = dispatched(office, read("2021年6月30日前", "0" * 64))
    edit_item(office, name, "1", Words(deadline=UNREAD[0]), at("2021-06-02T09:00"), CLERK)
    asked = next(one.question for one in questions(office, name) if one.answer is None)
    answer(office, name, {asked.id: "none"}, at("2021-06-03T09:00"), CLERK)
    assert standing(office) == [("dispatched", None)]
