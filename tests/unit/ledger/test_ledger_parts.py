"""Numbers, header words, and the ends of prose items, as tables of cases."""

from datetime import date

import pytest

from bot.ledger.columns.kinds import Column, column_of
from bot.ledger.items.times import Years, read_text, read_times
from bot.ledger.prose.item_endings import read_tail
from bot.ledger.text.markers import chinese, leading, split_items, value_of
from bot.ledger.text.normal_form import squeeze


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [
        ("一、总体要求", "cn", 1),
        ("（十二）加强监管", "cnp", 12),
        ("(二) 优化服务", "cnp", 2),
        ("20．推动", "num", 20),
        ("32.2021 年底前全部支持", "num", 32),
        ("3、公开", "num", 3),
        ("（3）公开", "nump", 3),
        ("③公开", "circled", 3),
        ("第二十一条 应当", "article", 21),
    ],
)
def test_a_number_is_known(text: str, style: str, value: int) -> None:
    mark = leading(text)
    assert mark is not None
    assert (mark.style, mark.value) == (style, value)


@pytest.mark.parametrize("text", ["2021年底前完成", "3.5万人受益", "12345热线", "一是加强", "10%以上", "第6版协议"])
def test_an_amount_is_no_number(text: str) -> None:
    assert leading(text) is None


@pytest.mark.parametrize("number", range(1, 200))
def test_chinese_numerals_are_read_as_written(number: int) -> None:
    assert value_of(chinese(number)) == number


def test_items_of_a_cell_follow_one_another() -> None:
    before, items = split_items("上文。13.公开2.5万条信息，第14.1版除外。 14.加强解读。", 13)
    assert before == "上文。"
    assert [(mark.value, text) for mark, text in items] == [(13, "公开2.5万条信息，第14.1版除外。"), (14, "加强解读。")]


@pytest.mark.parametrize(
    ("header", "column"),
    [
        ("工 作 任 务", Column.TASK),
        ("重点工作", Column.TASK),
        ("整改措施", Column.MEASURE),
        ("工作要求", Column.MEASURE),
        ("主办单位", Column.LEAD),
        ("牵头\n部门", Column.LEAD),
        ("落实单位", Column.RESPONSIBLE),
        ("责任处室", Column.RESPONSIBLE),
        ("协办单位", Column.ASSISTING),
        ("时限要求", Column.DEADLINE),
        ("整改时限", Column.DEADLINE),
        ("时间节点", Column.DEADLINE),
        ("完成时间（年月）", Column.DEADLINE),
        ("責任單位", Column.RESPONSIBLE),
        ("序号", Column.NUMBER),
        ("备注", Column.NOTE),
        ("责任领导", Column.PERSON),
        ("责任人及电话", Column.PERSON),
        ("完成情况", Column.STATUS),
        ("任务数", Column.STATUS),
        ("报送日期", Column.EITHER),
        ("姓名", Column.PERSON),
        ("办公地址", None),
        ("1.做好公开工作任务", None),
    ],
)
def test_a_header_word_tells_its_column(header: str, column: Column | None) -> None:
    assert column_of(header) is column


_TAILS = [
    ("公开。（牵头单位：市财政局；责任单位：市审计局；完成时限：6月底前）", ["市财政局", "市审计局"], "6月底前"),
    (
        "公开。〔牵头单位：市财政局；配合单位：各县（市、区）人民政府；完成时限：2023 年10 月底前〕",
        ["市财政局", "各县（市、区）人民政府"],
        "2023 年10 月底前",
    ),
    (
        "公开。牵头单位：市财政局。责任单位：市审计局、住建局。完成时限：持续推进。",
        ["市财政局", "市审计局、住建局"],
        "持续推进",
    ),
    ("公开。（市财政局、市审计局按职责分工负责，8月底前完成）", ["市财政局、市审计局按职责分工负责"], "8月底前完成"),
    ("公开。（2023年6月底前，市财政局负责）", ["市财政局负责"], "2023年6月底前"),
    ("公开。（市财政局2023年6月底前完成）", ["市财政局"], "2023年6月底前完成"),
    ("公开。（市财政局）", ["市财政局"], None),
    ("公开。（长期坚持）", [], "长期坚持"),
    ("公开。【责任单位：市财政局 完成时限：2023年12月", ["市财政局"], "2023年12月"),
    ("公开。责任单位为县财政局，6月底前完成。", ["县财政局"], "6月底前完成"),
    ("公开。——责任单位：县财政局", ["县财政局"], None),
    ("支持企业（含个体工商户）发展。", [], None),
    ("领导小组办公室（以下简称省工改办）指导各地。", [], None),
    ("完善制度（详见附件1）。", [], None),
    ("推进城市信息模型（CIM）应用（一期）。", [], None),
    ("明确责任单位：不留空白。", [], None),
]


@pytest.mark.parametrize(("text", "units", "deadline"), _TAILS, ids=[text[:24] for text, _, _ in _TAILS])
def test_the_end_of_an_item(text: str, units: list[str], deadline: str | None) -> None:
    tail = read_tail(text)
    assert [cell.raw for cell in tail.units] == units
    assert tail.deadline == deadline


def test_units_for_all_later_items_stand_apart() -> None:
    tail = read_tail("公开。（市财政局负责，6月底前完成。以下各项均需各县（市、区）落实，不再一一列出）")
    assert tail.standing == "各县（市、区）"
    assert tail.deadline == "6月底前完成"
    assert tail.text == "公开。"


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("统筹制定年度检查计划并按月细化落实。", ()),
        ("按月通报进展情况。", ("按月",)),
        ("于2024年6月底前完成。", ("于2024年6月底前",)),
        ("完善制度，发布重要信息前统一口径。", ()),
    ],
)
def test_days_in_running_text(text: str, mentions: tuple[str, ...]) -> None:
    assert read_text((text,), Years(None, 2024)).mentions == mentions


def test_a_step_on_the_way_is_no_conflict() -> None:
    years = Years(date(2024, 1, 5), 2024)
    assert "conflict" not in read_times("12月底前", ("6月底前制定方案，12月底前完成。",), years).flags
    assert "conflict" in read_times("6月底前", ("12月底前完成。",), years).flags
    assert "conflict" in read_times("12月底前", ("6月底前完成。",), years).flags
    assert "conflict" not in read_times("长期坚持", ("6月底前完成。",), years).flags


@pytest.mark.parametrize("address", ["https://www.example.org/a?b=c", "www.example.org", "a.b@example.org"])
def test_a_blank_behind_an_address_stays(address: str) -> None:
    assert squeeze(f"请登录 {address} 填报") == f"请登录 {address} 填报"
    assert squeeze("共 3 项，见 Open Data 平台") == "共3项，见Open Data平台"
