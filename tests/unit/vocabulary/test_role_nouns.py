"""Every role word before every noun is read in every place where offices write it."""

import itertools
from typing import Any

import pytest

from bot.ledger import extract, to_json
from bot.ledger.columns.kinds import ROLE_OF_COLUMN, column_of
from bot.model import Cell, Document, Paragraph, Place, Table
from bot.roster.unit_words import read_units
from bot.vocabulary.patterns import words
from bot.vocabulary.roles import BODY_NOUNS, NOUN_LABEL_PATTERN, ROLE_WORDS, ROLES, Role, RoleWord, role_of

_WORDS: dict[Role, tuple[str, ...]] = {
    "lead": words("牵头 主办 主责 牵头责任 第一责任 主要责任"),
    "responsible": words("责任 落实 承办 负责 实施 整改责任 责任落实 主体责任 具体责任"),
    "assisting": words("配合 协办 协助 协同 参与 配合责任 会办"),
    "supervising": words("督导 指导 督办 督查 验收 督导责任"),
}
_NOUNS = words("单位 部门 处室 科室 机构 乡镇 街道")
_LABELS = [
    (role, f"{word}{noun}") for role, listed in _WORDS.items() for word, noun in itertools.product(listed, _NOUNS)
]
_FIELDS = {role: f"{role}_units" for role in ROLES}
_UNIT, _OTHER = "云水镇", "县水利局"


def one_task(text: str) -> dict[str, Any]:
    """The one task of a plan in prose."""
    lines = ("云川县2024年水利工作方案", "一、主要任务", *text.split("\n"))
    ledger = to_json(extract(Document("a.txt", "txt", tuple(Paragraph(line, Place("a.txt")) for line in lines))))
    (task,) = ledger["tasks"]
    return dict(task)


def units_of(task: dict[str, Any]) -> dict[str, list[str]]:
    return {role: task[name] for role, name in _FIELDS.items() if task[name]}


@pytest.mark.parametrize(("role", "label"), _LABELS, ids=[label for _, label in _LABELS])
def test_a_role_noun_is_read_wherever_it_stands(role: Role, label: str) -> None:
    assert role_of(label) == role
    column = column_of(label)
    assert column is not None
    assert ROLE_OF_COLUMN[column] == role
    wanted = {role: [_UNIT]}
    for text in (
        f"1.疏浚河道。清理淤泥。（{label}：{_UNIT}；完成时限：2024年6月底前）",
        f"1.疏浚河道。清理淤泥。〔{label}:{_UNIT}，完成时限:2024年6月底前〕",
        f"1.疏浚河道。清理淤泥。\n{label}：{_UNIT}\n完成时限：2024年6月底前",
        f"1.疏浚河道。清理淤泥。\n【{label}】{_UNIT}\n【完成时限】2024年6月底前",
        f"1.疏浚河道。清理淤泥。{label}：{_UNIT}。完成时限：2024年6月底前。",
    ):
        task = one_task(text)
        assert (units_of(task), task["deadline_raw"]) == (wanted, "2024年6月底前"), text


@pytest.mark.parametrize(("role", "label"), _LABELS, ids=[label for _, label in _LABELS])
def test_a_role_noun_in_a_heading_is_that_of_what_stands_below(role: Role, label: str) -> None:
    below = "\n1.疏浚河道，清理淤泥，6月底前完成。\n2.修复堤防，种植护岸林，9月底前完成。"
    for heading in (
        f"（一）河道治理（{label}：{_UNIT}）",
        f"（一）河道治理\n{label}：{_UNIT}",
        f"（一）{label}：{_UNIT}",
    ):
        assert units_of(one_task(heading + below)) == {role: [_UNIT]}, heading


@pytest.mark.parametrize(("role", "label"), _LABELS, ids=[label for _, label in _LABELS])
def test_a_role_noun_in_a_cell_beside_another(role: Role, label: str) -> None:
    read = read_units(f"责任单位：{_OTHER}\n{label}：{_UNIT}")
    assert read.doubtful == ()
    assert _UNIT in getattr(read, role)
    assert _OTHER in read.responsible
    assert _UNIT in getattr(read_units(f"{_OTHER}、{_UNIT}（{label}）"), role)


@pytest.mark.parametrize("role", ROLES)
def test_a_column_of_each_role(role: Role) -> None:
    place = Place("a.docx", table=1)
    head = {"lead": "牵头处室", "responsible": "责任街道", "assisting": "配合乡镇", "supervising": "督导部门"}[role]
    rows = (("序号", "工作任务", head, "完成时限"), ("1", "疏浚河道", _UNIT, "2024年6月底前"))
    cells = tuple(tuple(Cell(text, place, (r, c)) for c, text in enumerate(row)) for r, row in enumerate(rows))
    ledger = to_json(extract(Document("a.docx", "docx", (Table(cells, place),))))
    assert units_of(ledger["tasks"][0]) == {role: [_UNIT]}
    asked = [one["flag"] for one in ledger["questions"]]
    assert asked == (["no-unit"] if role in ("assisting", "supervising") else [])  # nobody does it


_SENTENCES = {
    "lead": words("牵头 牵头负责 负责牵头 主办 牵头落实 牵头抓总"),
    "responsible": words("负责 落实 承办 负责落实 组织实施 协同负责 具体负责 按职责分工负责"),
    "assisting": words("配合 协助 协办 参与 支持配合 密切配合 配合落实 协助做好 积极参与"),
    "supervising": words("督导 指导 督办 督促落实 指导督促 负责指导 按职责分工指导"),
}


@pytest.mark.parametrize(
    ("role", "said"), [(role, said) for role, listed in _SENTENCES.items() for said in listed]
)  # fmt: skip
def test_a_role_word_closes_the_names_before_it(role: Role, said: str) -> None:
    read = read_units(f"市财政局、县水利局{said}")
    assert {one: getattr(read, one) for one in ROLES if getattr(read, one)} == {role: ("市财政局", "县水利局")}
    assert read.doubtful == ()


def test_a_label_pattern_refuses_other_words() -> None:
    import re

    refused = words("落实措施 整改目标 验收标准 责任清单 完成情况 督导方案 指导意见 考核指标 参与人数 责任人 分管领导")
    assert [one for one in refused if re.fullmatch(NOUN_LABEL_PATTERN, one)] == []


#: Whom somebody supports (包保企业) is a kind of item, and 组织机构 is no label.
_SUPPORTING = words("包保 包联 包抓 包案 挂钩")
_EVERY = [one for one in ROLE_WORDS if one.word not in (*_SUPPORTING, "组织")]


@pytest.mark.parametrize("one", _EVERY, ids=lambda one: one.word)
def test_every_role_word_before_every_noun_is_a_header_and_a_label(one: RoleWord) -> None:
    for noun in (noun for noun in BODY_NOUNS if len(noun) > 1):
        label = f"{one.word}{noun}"
        column = column_of(label)
        assert role_of(label) == one.role, label
        assert column is not None, label
        assert ROLE_OF_COLUMN.get(column) == one.role, label
        read = read_units(f"{label}：{_UNIT}")
        assert (getattr(read, one.role), read.doubtful) == ((_UNIT,), ()), label
