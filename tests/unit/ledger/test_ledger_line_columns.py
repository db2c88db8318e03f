"""Each weight of the search for columns stands between two examples: moved to either side, one is dealt out wrongly."""

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from typing import Any

import pytest

from bot.ledger.columns.kinds import Column
from bot.ledger.line_tables import line_columns
from bot.ledger.line_tables.weights import WEIGHTS, Weights

_MOVED = {"up": 1.6, "down": 0.4}

#: The weight, the side to which it moves, the columns, the lines of one row, and its cells.
_ROWS: list[tuple[str, str, str, list[str], list[list[str]]]] = [
    (
        "certain",
        "up",
        "task measure responsible deadline",
        ["修订应急", "预案，组", "织演练。", "县水利局", "网站改版", "—", "/"],
        [["修订应急\n预案，组\n织演练。", "县水利局\n网站改版", "—", "/"]],
    ),
    (
        "certain",
        "down",
        "task deadline responsible",
        ["县水利局网站改版", "长期坚持"],
        [["县水利局网站改版", "长期坚持", ""]],
    ),
    ("likely", "up", "task lead assisting deadline", ["疏浚河道", "—", "6月底"], [["疏浚河道", "", "—", "6月底"]]),
    (
        "likely",
        "down",
        "task responsible person deadline",
        ["建立健全巡查制度，形成闭环", "—", "张某某"],
        [["建立健全巡查制度，形成闭环", "—", "张某某", ""]],
    ),
    ("plausible", "up", "deadline task responsible", ["—", "疏浚河道", "云水镇"], [["—", "疏浚河道", "云水镇"]]),
    (
        "plausible",
        "down",
        "task deadline responsible",
        ["开展普查", "2024年", "三季度", "县水利局"],
        [["开展普查", "2024年\n三季度", "县水利局"]],
    ),
    (
        "possible",
        "up",
        "task deadline responsible",
        ["公开年度预算", "2024年12月底前完成"],
        [["公开年度预算", "2024年12月底前完成", ""]],
    ),
    ("possible", "down", "task deadline responsible", ["2024年度考核", "6月底", "—"], [["2024年度考核", "6月底", "—"]]),
    (
        "slight",
        "up",
        "deadline task responsible",
        ["2024年12月底前完成", "2024年度考核"],
        [["2024年12月底前完成", "2024年度考核", ""]],
    ),
    (
        "slight",
        "down",
        "task lead assisting deadline",
        ["完善平台建设，构建全县一体化服务", "体系。", "县水利局", "6月底"],
        [["完善平台建设，构建全县一体化服务\n体系。", "", "县水利局", "6月底"]],
    ),
    (
        "unlikely",
        "up",
        "task deadline responsible",
        ["2024年度考核", "2024年6月底前"],
        [["2024年度考核", "2024年6月底前", ""]],
    ),
    (
        "unlikely",
        "down",
        "task responsible deadline",
        ["2024", "年度考核", "国网某县", "供电公司"],
        [["2024\n年度考核", "国网某县\n供电公司", ""]],
    ),
    (
        "excluded",
        "up",
        "task responsible person deadline",
        ["公开年度", "预算", "各乡镇人", "民政府", "李某", "2024", "年三季度"],
        [["公开年度\n预算", "各乡镇人\n民政府", "李某", "2024\n年三季度"]],
    ),
    ("excluded", "down", "task deadline responsible", ["2024年度考核", "长期坚持"], [["2024年度考核", "长期坚持", ""]]),
    (
        "skipped",
        "up",
        "task responsible deadline",
        ["开展普查", "2024年5月，并长期坚持"],
        [["开展普查", "", "2024年5月，并长期坚持"]],
    ),
    (
        "skipped",
        "down",
        "task deadline responsible",
        ["张家湾水库加固", "2025年6月底前，", "视情调整", "云水镇"],
        [["张家湾水库加固", "2025年6月底前，\n视情调整", "云水镇"]],
    ),
]

#: The same for the lines of two rows, where no number begins one.
_TWO_ROWS: list[tuple[str, str, str, list[str], list[list[str]]]] = [
    (
        "new_row",
        "up",
        "deadline task responsible",
        [
            "2024年",
            "12月底前",
            "完成",
            "县水利局网",
            "站改版",
            "县水利局牵",
            "头，县财政",
            "局配合",
            "2025年6月底",
            "前，视情调整",
            "各村自查",
            "县水利局",
        ],
        [
            ["2024年\n12月底前\n完成", "县水利局网\n站改版", "县水利局牵\n头，县财政\n局配合"],
            ["2025年6月底\n前，视情调整", "各村自查", "县水利局"],
        ],
    ),
    (
        "new_row",
        "down",
        "task lead assisting deadline",
        [
            "2024",
            "年度考核",
            "国网某县",
            "供电公司",
            "国网某县",
            "供电公司",
            "持续推进",
            "排查隐患",
            "—",
            "各乡镇人民",
            "政府",
            "6月底",
        ],
        [
            ["2024\n年度考核", "国网某县\n供电公司", "国网某县\n供电公司", "持续推进"],
            ["排查隐患", "—", "各乡镇人民\n政府", "6月底"],
        ],
    ),
]


#: A row whose lines run over several columns; 振兴局） goes on with the fourth, which a less likely beginning tells.
_IN_LINE = [
    "建立健全  公开年度预算、  国网某县供电  县农业农村  长期坚持",
    "巡查制度  决算和绩效信息  公司  局（县乡村",
    "，形成闭  振兴局）",
    "环管理机",
    "制",
]
_ASSISTING = "县农业农村\n局（县乡村\n振兴局）"


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    line_columns._fit.cache_clear()
    yield
    line_columns._fit.cache_clear()


def dealt(columns: str, lines: list[str], *, rows: bool) -> list[list[str]]:
    kinds = [Column(name) for name in columns.split()]
    line_columns._fit.cache_clear()
    if rows:
        return [cells for _, cells in line_columns.deal_rows(lines, kinds)]
    return [line_columns.deal(lines, kinds, in_line=False)]


def moved(weight: str, side: str) -> Weights:
    changed: dict[str, float] = {weight: getattr(WEIGHTS, weight) * _MOVED[side]}
    return replace(WEIGHTS, **changed)


@pytest.mark.parametrize(("example", "rows"), [*((one, False) for one in _ROWS), *((one, True) for one in _TWO_ROWS)])
def test_an_example_stands_on_each_side(
    example: tuple[str, str, str, list[str], list[list[str]]], rows: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    weight, side, columns, lines, cells = example
    assert dealt(columns, lines, rows=rows) == cells
    monkeypatch.setattr(line_columns, "WEIGHTS", moved(weight, side))
    assert dealt(columns, lines, rows=rows) != cells


def test_as_many_ways_are_followed_up_as_such_a_row_needs_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = [Column(name) for name in ["task", "measure", "lead", "assisting", "deadline"]]
    ways: list[int] = []
    best = line_columns._best

    def counted(states: Sequence[line_columns._State], *rest: Any, **more: Any) -> list[line_columns._State]:
        ways.append(len(states))
        return best(states, *rest, **more)

    monkeypatch.setattr(line_columns, "_best", counted)
    assert line_columns.deal(_IN_LINE, columns, in_line=True)[3] == _ASSISTING
    assert max(ways) <= 8  # what a row costs
    monkeypatch.setattr(line_columns, "_BEAM", int(line_columns._BEAM * _MOVED["down"]))
    assert line_columns.deal(_IN_LINE, columns, in_line=True)[3] != _ASSISTING


def test_every_weight_has_both() -> None:
    said = {(one[0], one[1]) for one in (*_ROWS, *_TWO_ROWS)}
    assert said == {(one.name, side) for one in fields(Weights) for side in _MOVED}
