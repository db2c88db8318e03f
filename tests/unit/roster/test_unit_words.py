"""Unit words: who leads, who is responsible, who assists, and where one name ends."""

from pathlib import Path

import pytest

from bot.roster.list_notes import says_first_leads
from bot.roster.names import complete, is_group, is_unit, level
from bot.roster.unit_words import read_units

_CASES: list[tuple[str, list[str], list[str], list[str]]] = [
    (
        "各县（市、区）政府（管委会）；市政府办公室、政务服务局牵头，市直各单位按职责分工落实",
        ["市政府办公室", "市政务服务局"],
        ["各县（市、区）政府（管委会）", "市直各单位"],
        [],
    ),
    ("区司法局牵头，区直各部门配合", ["区司法局"], [], ["区直各部门"]),
    (
        "区新闻办、区委网信办牵头。 区直各部门、各镇人民政府负责",
        ["区新闻办", "区委网信办"],
        ["区直各部门", "各镇人民政府"],
        [],
    ),
    ("区政府办公室\n区发改局\n区自然资源和规划局", [], ["区政府办公室", "区发改局", "区自然资源和规划局"], []),
    ("区政府各部门和单位\n\n各乡、各街道办事处", [], ["区政府各部门和单位", "各乡", "各街道办事处"], []),
    ("市工商局 市委编办 (市审改办)", [], ["市工商局", "市委编办（市审改办）"], []),
    ("市行政服务\n中心管委会\n市委编办\n（市审改\n办）", [], ["市行政服务中心管委会", "市委编办（市审改办）"], []),
    ("市行政服务中心管委会市委编办(市审改办)", [], ["市行政服务中心管委会", "市委编办（市审改办）"], []),
    ("区发改局、市场监管局、商务局", [], ["区发改局", "区市场监管局", "区商务局"], []),
    ("市财政局、市市场监管局", [], ["市财政局", "市市场监管局"], []),
    (
        "省工改办、省水利厅和各市州政府、云溪新区管委会按职责分工负责",
        [],
        ["省工改办", "省水利厅", "各市州政府", "云溪新区管委会"],
        [],
    ),
    ("市财政局会同市审计局负责", ["市财政局"], ["市审计局"], []),
    ("由市发改委牵头，市工信局、商务局等部门配合", ["市发改委"], [], ["市工信局", "市商务局"]),
    (
        "牵头单位：市政务办。责任单位：各审批职能部门，各开\n发区管委会",
        ["市政务办"],
        ["各审批职能部门", "各开发区管委会"],
        [],
    ),
    ("主办单位：县教育局；协办单位：县财政局、人社局", ["县教育局"], [], ["县财政局", "县人社局"]),
    ("市财政局（牵头）、住建局、城管局（配合）", ["市财政局"], [], ["市住建局", "市城管局"]),
    ("市委宣传部、组织部", [], ["市委宣传部", "市委组织部"], []),
    ("各市、县（市、区）人民政府", [], ["各市、县（市、区）人民政府"], []),
    ("市直各委、办、局", [], ["市直各委、办、局"], []),
    ("中央、省驻云有关单位", [], ["中央、省驻云有关单位"], []),
    (
        "市公安局、市商务局等市直（驻市）进驻单位，各县（市、区）人民政府",
        [],
        ["市公安局", "市商务局", "市直（驻市）进驻单位", "各县（市、区）人民政府"],
        [],
    ),
    (
        "市政府有关部门及各县（市、区）政府（管委会）按职责分工负责",
        [],
        ["市政府有关部门", "各县（市、区）政府（管委会）"],
        [],
    ),
    ("地方人民政府负责落实", [], ["地方人民政府"], []),
    ("生态环境部、公安部，地方有关人民政府按职责分工负责", [], ["生态环境部", "公安部", "地方有关人民政府"], []),
    ("市直各单位。市发改局、市审计局按照职责分工强化监管。", [], ["市直各单位", "市发改局", "市审计局"], []),
    (
        "市委政法委、宣传部、编办，市发改委、财政局",
        [],
        ["市委政法委", "市委宣传部", "市委编办", "市发改委", "市财政局"],
        [],
    ),
    ("县农业农村局、乡村振兴局、各乡镇党委、政府", [], ["县农业农村局", "县乡村振兴局", "各乡镇党委、政府"], []),
    ("县人民法院、检察院、公安局", [], ["县人民法院", "县检察院", "县公安局"], []),
    ("市发改委负责项目审批，市财政局负责资金保障", [], ["市发改委", "市财政局"], []),
    ("", [], [], []),
]


@pytest.mark.parametrize(("raw", "lead", "responsible", "assisting"), _CASES, ids=[case[0][:24] for case in _CASES])
def test_unit_words_are_read_by_role(raw: str, lead: list[str], responsible: list[str], assisting: list[str]) -> None:
    read = read_units(raw)
    assert (list(read.lead), list(read.responsible), list(read.assisting)) == (lead, responsible, assisting)


@pytest.mark.parametrize(
    ("raw", "left_open"),
    [
        ("市医保局等市直单位按职责分工落实", ("等市直单位",)),
        ("市教育局、市国资委等部门", ("等部门",)),
        ("市财政局等", ("等",)),
        ("市财政局等有关单位按职责分工负责", ("等有关单位",)),
        ("市财政局等市直有关单位", ()),
        ("市高等教育局", ()),
    ],
)
def test_an_open_list_is_told(raw: str, left_open: tuple[str, ...]) -> None:
    assert read_units(raw).open_list == left_open


def test_the_column_gives_the_role_where_no_word_does() -> None:
    assert read_units("市财政局、市审计局", "lead").lead == ("市财政局", "市审计局")
    assert read_units("市财政局", "assisting").assisting == ("市财政局",)


def test_the_first_leads_where_a_note_says_so() -> None:
    assert says_first_leads("注：责任单位中排在第一位的为牵头部门，下同。")
    read = read_units("市财政局、市审计局", first_leads=True)
    assert (read.lead, read.responsible) == (("市财政局",), ("市审计局",))


def test_a_place_s_own_bodies_take_no_level() -> None:
    read = read_units("市公安局、云溪海事局")
    assert read.responsible == ("市公安局", "云溪海事局")


@pytest.mark.parametrize(
    "name", ["市财政局", "各县（市、区）政府（管委会）", "相关部门", "市“12345”热线服务中心", "最高人民法院"]
)
def test_a_name_is_known_by_its_ending(name: str) -> None:
    assert is_unit(name)


@pytest.mark.parametrize("name", ["完善制度", "政务服务平台", "全部", "一期", "2023年", "推进公开。"])
def test_other_words_are_no_names(name: str) -> None:
    assert not is_unit(name)


def test_levels_and_groups() -> None:
    assert [level(name) for name in ("市财政局", "市场监管局", "市市场监管局", "区域办", "市民政局")] == [
        "市",
        None,
        "市",
        None,
        "市",
    ]
    assert is_group("市直各单位")
    assert not is_group("市财政局")
    assert complete("市场监管局", "市财政局") == "市市场监管局"
    assert complete("各街道办事处", "区财政局") == "各街道办事处"


def test_a_person_below_a_unit_is_no_unit() -> None:
    assert read_units("县住建局\n张某某\n县城管局\n李某").responsible == ("县住建局", "县城管局")
    assert read_units("县住建\n局\n县水\n利局").responsible == ("县住建局", "县水利局")


def test_an_autonomous_region_s_level_is_kept() -> None:
    read = read_units("自治区发展改革委、财政厅，自治区公共资源交易中心和各设区市平台牵头部门按职责分工负责")
    assert read.responsible == ("自治区发展改革委", "自治区财政厅", "自治区公共资源交易中心", "各设区市平台牵头部门")


_CORPUS = Path(__file__).resolve().parents[2] / "corpus" / "ledgers" / "units.txt"
_LINES = [line for line in _CORPUS.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]


@pytest.mark.parametrize("line", _LINES)
def test_names_of_bodies_of_every_kind(line: str) -> None:
    said, _, names = line.partition(" = ")
    wanted = names.split("|")
    found = read_units(said)
    assert set(found.all) == {name.rstrip("!?") for name in wanted}
    leading = [name.rstrip("!") for name in wanted if name.endswith("!")]
    assisting = [name.rstrip("?") for name in wanted if name.endswith("?")]
    assert (list(found.lead), list(found.assisting)) == (leading, assisting)


@pytest.mark.parametrize(
    ("raw", "responsible"),
    [
        ("县水利局张某某负责", ("县水利局",)),
        ("县住建局各乡镇各街道", ("县住建局", "各乡镇", "各街道")),
        ("第二责任单位：县财政局", ("县财政局",)),
        ("县水利局、县住建局研究提出", ("县水利局", "县住建局")),
    ],
)
def test_words_beside_names_are_left_out(raw: str, responsible: tuple[str, ...]) -> None:
    read = read_units(raw)
    assert (read.responsible, read.doubtful) == (responsible, ())
