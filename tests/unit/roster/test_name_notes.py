"""Notes in brackets behind names: former and present names, who carries out or helps, a sign and what it means."""

import pytest

from bot.roster.unit_words import read_units


@pytest.mark.parametrize("note", ["原市大数据中心", "原名市信息中心", "曾用名市政务办"])
def test_a_former_name_is_no_part_of_the_name(note: str) -> None:
    assert read_units(f"市数据局（{note}）牵头，市财政局配合").lead == ("市数据局",)


@pytest.mark.parametrize("note", ["现", "现为", "更名为", "现更名为"])
def test_a_body_is_called_by_its_present_name(note: str) -> None:
    assert read_units(f"县水利局、县农办（{note}县农业农村局）").all == ("县水利局", "县农业农村局")


@pytest.mark.parametrize("name", ["县水利局（原料科）", "市住建局（现场科）"])
def test_a_section_keeps_its_bracket(name: str) -> None:
    assert read_units(name).all == (name,)


@pytest.mark.parametrize(
    ("does", "role"),
    [
        ("具体实施", "responsible"),
        ("承办", "responsible"),
        ("保障", "assisting"),
        ("支持", "assisting"),
    ],
)
@pytest.mark.parametrize("body", ["设备科", "省农资集团", "县信息中心", "市政务服务处"])
def test_who_does_a_part_stands_in_a_bracket_of_its_own(does: str, role: str, body: str) -> None:
    read = read_units(f"市供销社、影像科（{body}{does}）")
    others = ("市供销社", "影像科")
    assert (read.responsible, read.assisting) == (((*others, body), ()) if role == "responsible" else (others, (body,)))


@pytest.mark.parametrize("what", ["资金", "技术", "要素", "后勤"])
@pytest.mark.parametrize("how", ["做好{}保障", "{}保障", "提供{}支持"])
def test_who_helps_with_something_assists(what: str, how: str) -> None:
    read = read_units(f"市生态环境局牵头；市财政局{how.format(what)}")
    assert (read.lead, read.assisting, read.doubtful) == (("市生态环境局",), ("市财政局",), ())
    assert read_units(f"市财政局负责{what}保障").responsible == ("市财政局",)


@pytest.mark.parametrize("sign", "★▲*●")
@pytest.mark.parametrize(
    "note", ["（{}为牵头单位）", "（带{}为牵头部门）", "（标{}的为主办单位）", "（注：{}表示牵头单位）"]
)
def test_a_sign_leads_where_a_note_says_so(sign: str, note: str) -> None:
    for marked in (f"{sign}市商务局", f"市商务局{sign}"):
        read = read_units(f"市文旅局、{marked}、市水利局{note.format(sign)}")
        assert (read.lead, read.responsible, read.doubtful) == (("市商务局",), ("市文旅局", "市水利局"), ())
    assert read_units(f"{sign}市商务局、市文旅局").doubtful  # nothing says what it means


@pytest.mark.parametrize("force", ["清欠工作专班", "防汛指挥部", "改革领导小组"])
def test_what_all_of_a_list_form_is_no_part_of_the_last(force: str) -> None:
    assert read_units(f"市税务局、市人社局（{force}）").all == ("市税务局", "市人社局")
    assert read_units(f"市住建局（{force}）").all == (f"市住建局（{force}）",)


@pytest.mark.parametrize("note", ["排名第一的为牵头处室", "排名首位的为牵头单位", "列第一的为牵头部门"])
@pytest.mark.parametrize("same", ["", "，下同", "下同"])
def test_a_note_that_the_first_leads_may_hold_for_what_follows(note: str, same: str) -> None:
    read = read_units(f"疾控处、基层处、医政处（{note}{same}）")
    assert (read.lead, read.responsible) == (("疾控处",), ("基层处", "医政处"))
