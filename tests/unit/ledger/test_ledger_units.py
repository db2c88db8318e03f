"""Units in words: names as they are written, never a unit that is none, and the time that a long list takes."""

import itertools
import sys
from types import FrameType
from typing import Any

import pytest

from bot.ledger import apply_answers, extract, to_json
from bot.model import Ledger
from bot.reading.open_file import read_here
from bot.roster.unit_words import read_units

_PLACES = "东西南北中上下新老大小长广安平清泰"


def read(*rows: str, known: tuple[str, ...] = ()) -> Ledger:
    text = "\n".join(("序号,工作任务,责任单位,完成时限", *rows))
    return extract(read_here(text.encode(), "a.csv"), known=known)


def row(number: int, units: str) -> str:
    return f'{number},开展第{number}项普查,"{units}",2024年6月底前'


def asked(ledger: Ledger) -> list[str]:
    return [one["text"] for one in to_json(ledger)["questions"] if one["flag"] == "unit"]


# ------------------------------------------------------------ never a unit that is none
_OPENINGS = ("简化", "推进", "配合", "按照", "做好", "已完成", "由领导", "请", "负责", "会前征求了", "结合")
_ENDS = ("开办", "相关部门", "市委", "整改组", "站点布局", "16组", "单位职能", "各单位")


@pytest.mark.parametrize("words", [f"{one}{two}" for one, two in itertools.product(_OPENINGS, _ENDS)])
def test_words_of_a_sentence_are_no_unit(words: str) -> None:
    assert words not in read_units(words).candidates or words in read_units(words).doubtful


@pytest.mark.parametrize(
    "words",
    ["7月上旬", "2024年6月", "单位", "部门", "机构", "全部", "各班召开防溺水", "站点布局", "推进会"],
)
def test_a_candidate_that_is_none_is_asked_about(words: str) -> None:
    ledger = read(row(1, f"县水利局、{words}"))
    assert ledger.tasks[0].responsible_units == ("县水利局",)
    (question,) = asked(ledger)
    assert f"“{words}”" in question


def test_the_answer_says_which_role_it_has() -> None:
    ledger = read(row(1, "县水利局、县消防"))
    (question,) = ledger.questions
    assert apply_answers(ledger, {question.id: "no-unit"}).tasks[0].responsible_units == ("县水利局",)
    assert apply_answers(ledger, {question.id: "responsible"}).tasks[0].responsible_units == ("县水利局", "县消防")
    assert apply_answers(ledger, {question.id: "assisting"}).tasks[0].assisting_units == ("县消防",)


def test_the_roster_and_another_place_of_the_document_vouch_for_a_name() -> None:
    assert read(row(1, "县水利局、县消防"), known=("县消防",)).tasks[0].responsible_units == ("县水利局", "县消防")
    twice = read(row(1, "县水利局、县消防"), row(2, "县消防"))
    assert [task.responsible_units for task in twice.tasks] == [("县水利局", "县消防"), ("县消防",)]
    assert asked(twice) == []


# ----------------------------------------------------------------- names as they are written
@pytest.mark.parametrize(
    "names",
    [
        ("省水利厅", "国铁云川局"),
        ("省水利厅", "东平长河河务局"),
        ("省水利厅", "云川海事局"),
        ("市水利局", "国网云川供电公司"),
        ("应急办", "水利站", "各村"),
        ("县水利局", "白鹭滩镇人民政府"),
        ("市公安局", "信用处", "市公开办"),
        ("公开办", "安全部", "节能办", "双创办"),
        ("区农业农村和水务局", "区教育局"),
    ],
)
@pytest.mark.parametrize("mark", ["、", "，", "\n", " "])
def test_names_stand_as_they_are_written(names: tuple[str, ...], mark: str) -> None:
    read_ = read_units(mark.join(names))
    assert (read_.responsible, read_.doubtful) == (names, ())


def test_no_level_is_put_before_a_name_behind_a_role_word() -> None:
    assert read_units("省海事局牵头、应急办配合").assisting == ("应急办",)
    assert read_units("市财政局、住建局").responsible == ("市财政局", "市住建局")


def test_a_known_name_is_not_cut() -> None:
    name = "区社区和基层治理局"
    assert read_units(f"{name}、区财政局", known=frozenset({name})).responsible == (name, "区财政局")


def test_latin_names_keep_their_blanks() -> None:
    assert read_units("Academic Affairs Office, Finance Office").responsible == (
        "Academic Affairs Office",
        "Finance Office",
    )
    assert read_units("IT Services\nHR").responsible == ("IT Services", "HR")


def test_the_ending_of_a_list_is_every_name_s() -> None:
    assert read_units("江北、江南、江东公司牵头").lead == ("江北公司", "江南公司", "江东公司")
    assert read_units("后勤公司，校医室协助").lead == ("后勤公司",)


# ------------------------------------------------------------------------------- long lists
def _calls(count: int, mark: str) -> int:
    """How many functions run while a cell of `count` units is read."""
    names = itertools.islice(map("".join, itertools.product(_PLACES, repeat=3)), count)
    cell = mark.join(f"县{name}局" for name in names)
    calls = 0

    def counted(_frame: FrameType, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event == "call"

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        assert len(read_units(cell).responsible) == count
    finally:
        sys.setprofile(before)
    return calls


@pytest.mark.parametrize("mark", ["、", "\n", "，"])
def test_a_long_list_costs_what_its_units_cost_alone(mark: str) -> None:
    assert _calls(1600, mark) < 2.3 * _calls(800, mark)


def test_names_of_many_units_are_compared_by_what_they_share() -> None:
    names = itertools.islice(map("".join, itertools.product(_PLACES, repeat=3)), 1200)
    ledger = read(*(row(at, f"县{name}局") for at, name in enumerate(names, start=1)))
    assert len(ledger.tasks) == 1200
    assert [one.flag for one in ledger.questions] == []


def test_thousands_of_units_in_a_bracket() -> None:
    names = "、".join(f"县{''.join(name)}局" for name in itertools.islice(itertools.product(_PLACES, repeat=3), 2000))
    text = f"云川县2024年方案\n一、任务\n1.普查。开展普查。（{names}负责，6月底前完成）\n2.公开。（县水利局负责）"
    assert len(extract(read_here(text.encode(), "a.txt")).tasks[0].responsible_units) == 2000
