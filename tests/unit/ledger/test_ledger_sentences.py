"""What is asked and noted of a ledger is kept as facts, and worded in the language of whoever reads it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.ledger import apply_answers, extract, from_json, to_json, to_record
from bot.model import (
    Cell,
    Document,
    Ledger,
    Paragraph,
    Place,
    Question,
    Table,
    as_said,
    fact_words,
    place_fact,
    place_words,
    sentence,
)
from bot.reading.open_file import read_here
from bot.texts import LANGUAGES, set_language
from tests.support.layouts import Layout, load, render

LAYOUTS = [load(path) for path in sorted((Path(__file__).parents[2] / "corpus" / "ledgers").glob("*.toml"))]
ROWS = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "推进老旧小区改造", "区住建局、区教育局等有关单位", "2024年9月前"),
    ("2", "公开部门预算", "区财政局", "适时"),
    ("3", "修缮图书馆", "阳光服务", "2024年6月31日前"),
    ("4", "建设小学", "区发展和改革委", "2024年8月底前"),
    ("5", "举办招聘会", "区发展改革局", ""),
    ("6", "养护公路", "", "2024年10月底前"),
)


@pytest.fixture
def ledger() -> Ledger:
    place = Place("a.docx", table=1)
    rows = tuple(
        tuple(Cell(words, Place("a.docx", table=1, row=at + 1), (at, k)) for k, words in enumerate(row))
        for at, row in enumerate(ROWS)
    )
    title = Paragraph("测试区2024年重点工作任务清单", Place("a.docx"))
    return extract(Document("a.docx", "docx", (title, Table(rows, place)), sha256="7" * 64))


def words_in(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def test_an_english_office_is_asked_in_english(ledger: Ledger) -> None:
    flags = {one.flag for one in ledger.questions}
    assert flags >= {"ambiguous", "vague", "not-understood", "missing", "no-unit", "open-list"}
    stored = json.loads(words_in(to_record(ledger)))
    set_language("en")
    for question in from_json(stored).questions:
        asked = question.text + "".join(choice.label for choice in question.choices)
        own = [str(part) for _, part in question.sentence.parts if isinstance(part, str)]
        own += [str(part) for choice in question.choices for _, part in choice.sentence.parts if isinstance(part, str)]
        for words in own:
            asked = asked.replace(words, "")
        assert not re.search("[一-鿿]", asked), asked
    assert "table 1, row 3" in next(one.text for one in ledger.questions if one.flag == "vague")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_no_sentence_is_stored(layout: Layout) -> None:
    kind = layout.formats[0]
    read = extract(read_here(render(layout, kind), f"a.{kind}"))
    stored = words_in(to_record(read))
    for language in LANGUAGES:
        set_language(language)
        printed = to_json(read)
        for question, shown in zip(read.questions, printed["questions"], strict=True):
            assert shown["text"] == question.text
            assert words_in(question.text)[1:-1] not in stored
        assert printed["notes"] == [str(note) for note in read.notes]
        assert from_json(json.loads(words_in(printed))).questions == read.questions
    assert from_json(json.loads(stored)) == read


def worded(question: Question) -> dict[str, Any]:
    """As questions were stored while they were sentences."""
    return {
        "id": question.id,
        "flag": question.flag,
        "text": question.text,
        "choices": [{"key": one.key, "label": _label(question.flag, one.key, one.label)} for one in question.choices],
        "default": question.default,
        "task": question.task,
        "tasks": list(question.tasks),
        "obligation": question.obligation,
        "source": {"file": "a.docx"},
    }


def _label(flag: str, key: str, label: str) -> str:
    return label.replace(" is ", "＝") if flag in {"alias", "unit"} and key != "no-unit" else label


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ledger_stored_in_sentences_is_read_asked_and_answered_as_before(ledger: Ledger, language: str) -> None:
    set_language(language)
    record = to_record(ledger)
    record["questions"] = [worded(question) for question in ledger.questions]
    record["notes"] = [str(note) for note in ledger.notes]
    old = from_json(json.loads(words_in(record)))
    assert [one.text for one in old.questions] == [one.text for one in ledger.questions]
    assert [str(note) for note in old.notes] == [str(note) for note in ledger.notes]
    answers = {one.id: one.choices[-1].key for one in ledger.questions if one.choices[-1].key != "date"}
    assert apply_answers(old, answers).tasks == apply_answers(ledger, answers).tasks


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        (Place("a", table=1, row=18), "表1第18行", "table 1, row 18"),
        (Place("a", page=2, table=1, row=18), "第2页表1第18行", "page 2, table 1, row 18"),
        (Place("a", sheet="任务", row=3), "工作表“任务”第3行", "sheet “任务”, row 3"),
        (Place("a", sheet="任务", table=1, row=3), "工作表“任务”第3行", "sheet “任务”, row 3"),
        (Place("a", page=2, line=7), "第2页第7行", "page 2, line 7"),
        (Place("a", line=7), "第7行", "line 7"),
        (Place("a"), "", ""),
    ],
)
def test_a_place_has_one_wording(place: Place, zh: str, en: str) -> None:
    assert place_words(place) == fact_words(place_fact(place)) == zh
    set_language("en")
    assert place_words(place) == fact_words(place_fact(place)) == en
    assert fact_words("表1第18行") == "表1第18行"  # kept before places were facts


def test_items_numbered_anew_are_named_by_their_new_numbers() -> None:
    names = {"1": "补1", "2": "7"}
    one = sentence("ledger.ask-missing", place=Place("a"), number="1", task="1 2")
    assert str(one.renumbered(names)).startswith("第补1项：")
    many = sentence("ledger.ask-no-unit", place=Place("a", row=1, table=1), numbers=("2", "3"))
    assert many.renumbered(names).part("numbers") == ("7", "3")
    assert as_said("第1项").renumbered(names) == as_said("第1项")
