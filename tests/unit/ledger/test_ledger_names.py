"""Words that may be units are asked about in one question, answered for all or name by name."""

import pytest

from bot.errors import UsageError
from bot.ledger import apply_answers, extract
from bot.ledger.record.json_form import from_json, to_record
from bot.model import Ledger, Question
from bot.reading.open_file import read_here

_ROWS = (
    "1,清理沟渠,村会计、县水利局,6月底前",
    "2,发放补贴,老秦,7月底前",
    "3,张贴公告,电工王、县民政局,8月底前",
)


def ledger() -> Ledger:
    table = "\n".join(("青溪县2025年任务表,,,", "序号,工作任务,责任单位,完成时限", *_ROWS))
    return from_json(to_record(extract(read_here(table.encode(), "a.csv"))))


def asked(one: Ledger) -> Question:
    (question,) = [question for question in one.questions if question.flag == "unit"]
    return question


def roles(one: Ledger) -> list[tuple[tuple[str, ...], ...]]:
    return [(task.lead_units, task.responsible_units, task.assisting_units) for task in one.tasks]


def test_all_names_stand_in_one_question_with_their_places() -> None:
    question = asked(ledger())
    assert question.tasks == ("1", "2", "3")
    assert all(name in question.text for name in ("村会计", "老秦", "电工王"))
    assert "第3行" in question.text


def test_one_answer_may_serve_all() -> None:
    one = ledger()
    question = asked(one)
    assert roles(apply_answers(one, {question.id: "no-unit"})) == roles(one)
    assert roles(apply_answers(one, {question.id: "assisting"})) == [
        ((), ("县水利局",), ("村会计",)),
        ((), (), ("老秦",)),
        ((), ("县民政局",), ("电工王",)),
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "村会计 配合；老秦 责任",
        "老秦，村会计配合",
        "村会计 assisting; 老秦 responsible",
        "电工王不是；村会计配合；老秦",
    ],
)
def test_an_answer_may_tell_name_by_name(answer: str) -> None:
    one = ledger()
    assert roles(apply_answers(one, {asked(one).id: answer})) == [
        ((), ("县水利局",), ("村会计",)),
        ((), ("老秦",), ()),
        ((), ("县民政局",), ()),
    ]


@pytest.mark.parametrize("answer", ["", "某某", "村会计 配合；某某 责任"])
def test_an_answer_that_names_another_is_refused(answer: str) -> None:
    one = ledger()
    with pytest.raises(UsageError):
        apply_answers(one, {asked(one).id: answer})
