"""Small inputs beside the repository, each of a class that was misread: their units, and whom a duty binds."""

from typing import Any

import pytest

from tests.support.ledgers import SHARED, WHY_NOT, read_file

FORMS = SHARED / "forms"
pytestmark = pytest.mark.skipif(not FORMS.is_dir(), reason=WHY_NOT)

#: File → a line for each task: number, lead, responsible, assisting and supervising units.
_UNITS: dict[str, tuple[str, ...]] = {
    "m02_bracket_roles_and_limit.txt": (
        "1|办公室|各营业所|后勤部|",
        "2|办公室|各营业所||",
        "3||办公室|后勤部|",
        "4|办公室||后勤部|",
    ),
    "m03_stray_bracket.txt": ("1||市城管局、市交通局|市财政局|", "2||市城管局、市交通局|市财政局|"),
    "m04_prefix_invented.txt": ("1|省水利厅|省财政厅、东平长河河务局、国铁云川局、东平海事局||",),
    "m11_table_ignored.html": ("1||||市法院、市检察院", "2||||市金融办"),
    "m12_extra_label.txt": ("一||市商务局、市住建局||", "二||市住建局||"),
    "m13_signature_bracket.txt": ("1||信通公司||",),
    "m14_bracket_done.txt": ("1||||", "2||||"),
    "m15_three_levels.txt": (
        "一（一）1||办公室||",
        "一（一）2||宣传部||",
        "一（二）1||发展部||",
        "一（二）2||办公室||",
        "二.1||后勤部||",
        "二.2||宣传部||",
    ),
    "m16_several_brackets.txt": ("一.1|省机关事务局|||", "一.2|省农业农村厅|||"),
    "m18_lead_elliptic.txt": (
        "1|江北公司、江南公司、江东公司|||",
        "2|江北公司、江西公司||江中公司|",
        "3.1||客服中心||",
        "3.2||各区公司||",
        "4.1|客服中心||江北公司、江南公司|",
        "4.2||各区公司||",
    ),
    "m21_numbered_second_bracket_period.txt": ("10|市人社局|||", "11|市林业局|||", "12||市交通局||"),
    "m25_garbage_unit_from_prose.txt": ("1|办公室|各营业所|宣传部|", "2||办公室|发展部|"),
    "n01_unclosed_brackets.txt": (
        "1|市市场监管局|市数据局、市税务局||",
        "2|市市场监管局、市数据局|市有关单位||",
        "3||市人社局||",
        "4||市人社局||",
        "5|市总工会、市人社局|市交通局、市市场监管局||",
        "6|市人社局|市欠薪治理领导小组各成员单位||",
    ),
    "n02_offices_within_a_bureau.txt": (
        "1||注册处||",
        "2||注册处||",
        "3|审批局|省局相关处室||",
        "4|法规处|价监局、食品处||",
        "5|法规处、信用处|省局相关处室||",
    ),
    "office/n_bracket.docx": (
        "1||市数据局（市12345热线中心）||",
        "2||市数据局（市12345热线中心）||",
        "3||市住建局（市招标办）、市财政局||",
    ),
    "others/G1-qian-pei.txt": ("1|安全办||总务处|",),
    "others/G2-qian-pei-comma.txt": ("1|安全办||总务处|",),
    "others/G3-qian-pei-report.txt": ("1|校办公室||各处室|",),
    "others/G4-xiezhu.txt": ("1|后勤服务公司||校医室|",),
    "others/H1-geban.txt": ("1|政教处|各年级部||",),
    "others/I1-dun.txt": ("1|省地方海事局||应急办|", "2|建设管理处||财务处|"),
    "others/I2-yingjiban.txt": ("1|省地方海事局||应急办|", "2|建设管理处||财务处|"),
    "others/J1-text-as-unit.txt": ("1|机关纪委、人事教育处||各处室|", "2|建设管理处||财务处|"),
    "others/J2-text-as-unit-nodl.txt": ("1|机关纪委||各处室|", "2|建设管理处||财务处|"),
    "others/N1-letter-O.txt": ("1|法规处||运输管理处|", "2|建设管理处||财务处|"),
    "others/O1-unclosed-inner.txt": ("1|水运处||省港航中心|", "2|建设管理处||财务处|"),
    "others/O2-unclosed-end.txt": ("1|省公路中心||规划处|", "2|建设管理处||财务处|"),
}
_CELLS = {
    "office/a_newline_units.xlsx": (
        "县水利局、白鹭滩镇人民政府",
        "县水利局、城关街道办事处",
        "县水利局、望江区人民政府",
        "市财政局、国网安屏供电公司",
        "市财政局、澄川高新区管委会",
        "县财政局、县水利局",
        "市财政局、望江区人民政府、青渡县人民政府",
    ),
    "office/b_space_units.xlsx": (
        "应急办、水利站",
        "农业服务中心、环卫站、各村",
        "林业站、各村",
        "党建办、财政所",
        "文化站、水利站",
        "县教育局、县财政局",
        "市城管局、市公安局",
        "经发办、食药所、派出所",
        "环卫站",
    ),
}
_ROLES = ("lead", "responsible", "assisting", "supervising")


def line(task: dict[str, Any]) -> str:
    return "|".join([task["number"], *("、".join(task[f"{role}_units"]) for role in _ROLES)])


@pytest.mark.parametrize("name", _UNITS)
def test_units_of_prose(name: str) -> None:
    assert tuple(map(line, read_file(FORMS / name)["tasks"])) == _UNITS[name]


@pytest.mark.parametrize("name", _CELLS)
def test_units_of_a_cell_are_parted_by_breaks_and_blanks(name: str) -> None:
    assert tuple("、".join(task["responsible_units"]) for task in read_file(FORMS / name)["tasks"]) == _CELLS[name]


@pytest.mark.parametrize("name", ["m24_semicolon_before_label.txt", "m24b_bureau.txt", "m24c_chu.txt"])
def test_units_before_a_labelled_deadline(name: str) -> None:
    got = [line(task) for task in read_file(FORMS / name)["tasks"]]
    unit = got[0].split("|")[2]
    assert got == [f"1||{unit}||", f"2||{unit}||", f"3|{unit}|||", f"4|{unit}||后勤部|", f"5||{unit}||"]
    assert unit


def test_brackets_of_all_forms() -> None:
    got = {task["number"]: task for task in read_file(FORMS / "m23_bracket_forms.txt")["tasks"]}
    assert line(got["4"]) == "4||各区党委和政府、高新区管委会||市生态环境局"
    assert line(got["5"]) == "5||各区政府||市应急局、市消防救援支队"
    assert line(got["6"]) == "6||市公安局、市检察院|各区|"
    assert line(got["7"]) == "7|市营商局|市直各部门、各区（市、县）||"
    assert line(got["9"]) == "9||后勤保障部、医务部||"


def test_a_mistyped_label_is_asked_about() -> None:
    got = read_file(FORMS / "others" / "M1-typo-label.txt")
    assert line(got["tasks"][0]) == "1|||综合执法局|"
    asked = [one["text"] for one in got["questions"] if one["flag"] == "unit"]
    assert len(asked) == 1
    assert all(words in asked[0] for words in ("牵头但位：运输管理处", "完成时现：8月底前"))


def test_names_in_latin_letters_keep_their_blanks() -> None:
    tasks = read_file(FORMS / "others" / "V2-english-values-chinese-head.xlsx")["tasks"]
    assert tasks[0]["responsible_units"] == ["Academic Affairs Office"]
    assert tasks[2]["responsible_units"] == ["Estates & Facilities"]


def test_the_addressees_are_meant_where_a_sentence_names_nobody() -> None:
    duties = read_file(FORMS / "m06_duty_who.txt")["duties"]
    assert [duty["who"] for duty in duties] == [
        ["各部门（单位）"],
        [],
        [],
        ["市财政局", "市民政局"],
        ["各县区"],
        [],
    ]


def test_each_body_has_a_day_of_its_own() -> None:
    duties = read_file(FORMS / "m09_inherit_yearly.txt")["duties"]
    assert [(duty["who"], duty["obligations"][0]["rrule"].split(";")[1]) for duty in duties] == [
        (["各县区"], "BYMONTH=2"),
        (["市卫生健康委"], "BYMONTH=3"),
    ]


def test_nothing_of_what_was_done_or_of_a_name_is_a_duty() -> None:
    got = read_file(FORMS / "m07_past_and_titles_as_duty.txt")
    assert [line(task) for task in got["tasks"]] == ["1|建设部|||", "2|运维部|||", "3|营业部|各营业所||"]
    assert got["duties"] == []


@pytest.mark.parametrize("path", sorted((FORMS / "heads").glob("*.html")), ids=lambda path: path.stem)
def test_a_column_of_persons_or_of_who_supervises(path: Any) -> None:
    task = read_file(path)["tasks"][0]
    assert [name for role in _ROLES for name in task[f"{role}_units"]] == ["市城管局"]
