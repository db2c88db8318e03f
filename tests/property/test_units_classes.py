"""Classes of unit words, built so that who is meant is known."""

from itertools import product

import pytest

from bot.ledger.prose.subjects import find_charges
from bot.roster.unit_words import read_units
from bot.vocabulary import patterns

LEVELS = (("市", "州"), ("县", "区", "旗"), ("乡镇", "镇", "街道"))
DEPARTMENTS = ("财政局", "自然资源局", "教育局")


@pytest.mark.parametrize("department", DEPARTMENTS)
def test_a_department_of_a_higher_level_is_a_name_beside_a_group(department: str) -> None:
    for low, high in ((1, 0), (2, 1), (2, 0)):
        for group, level in product(LEVELS[low], LEVELS[high]):
            for bracket in ("", "（开发区）"):
                read = read_units(f"各{group}{bracket}、{level}{department}")
                assert read.responsible == (f"各{group}{bracket}", f"{level}{department}")


@pytest.mark.parametrize("department", [*DEPARTMENTS, "人民政府"])
def test_a_group_of_several_levels_stays_one_name(department: str) -> None:
    for group in ("各市、县", "各县、区", "各市州、县", "各市、县（市、区）"):
        assert read_units(group + department).responsible == (group + department,)


@pytest.mark.parametrize("end", ["局", "科", "组", "大队", "工区"])
def test_a_number_that_a_list_shares(end: str) -> None:
    read = read_units(f"勘察一、二、三{end}负责")
    assert read.responsible == tuple(f"勘察{n}{end}" for n in "一二三")


@pytest.mark.parametrize("name", ["和平里社区居委会", "和静县水利局", "及第镇人民政府", "与民社区居委会"])
def test_a_name_that_begins_like_a_conjunction_stays_whole(name: str) -> None:
    assert read_units(name).responsible == (name,)
    assert name in read_units(f"{name}、县水利局牵头").lead


@pytest.mark.parametrize("verb", ["报", "转交", "抄送", "通知", "督促", "要求"])
def test_a_body_behind_a_verb_is_no_name(verb: str) -> None:
    words = f"重大事项{verb}总部办公室"
    assert words not in (*read_units(words).all, *read_units(words).supervising)


@pytest.mark.parametrize("role", ["牵头", "责任", "配合", "协办"])
def test_a_label_alone_is_no_unit(role: str) -> None:
    for noun in ("单位", "部门", "处室", "科室"):
        read = read_units(f"{role}{noun}")
        assert read.all == ()
        assert read.doubtful == (f"{role}{noun}",)


@pytest.mark.parametrize(("mark", "role"), [("主", "lead"), ("牵", "lead"), ("协", "assisting"), ("配", "assisting")])
def test_marks_of_one_sign(mark: str, role: str) -> None:
    read = read_units(f"县水利局（{mark}）；县财政局")
    assert getattr(read, role) == ("县水利局",)
    assert read.responsible == ("县财政局",)


@pytest.mark.parametrize(
    "joint", ["会同县财政局、县审计局抓好落实", "会同县财政局、县审计局负责", "会同县财政局、县审计局"]
)
def test_those_with_whom_something_is_done_help(joint: str) -> None:
    read = read_units(f"县水利局牵头，{joint}")
    assert (read.lead, read.assisting) == (("县水利局",), ("县财政局", "县审计局"))


@pytest.mark.parametrize("label", ["主辦單位", "牽頭單位", "責任單位", "協辦單位", "督導單位"])
def test_labels_in_traditional_characters(label: str) -> None:
    read = read_units(f"{label}：秘書室")
    assert "秘書室" in (*read.all, *read.supervising)
    assert read.doubtful == ()


@pytest.mark.parametrize("sign", "县区市镇乡")
def test_a_place_before_the_office_of_another_is_asked_about(sign: str) -> None:
    read = read_units(f"临溪{sign}、澄原{sign}水利局")
    assert (read.all, read.doubtful) == ((f"澄原{sign}水利局",), (f"临溪{sign}",))
    assert read_units(f"东{sign}、西{sign}水利站").doubtful == (f"东{sign}",)
    assert read_units(f"临溪{sign}、澄原{sign}").doubtful == ()
    assert read_units(f"临溪{sign}、澄原{sign}人民政府").doubtful == ()


@pytest.mark.parametrize("verb", ["to circulate it by Friday", "shall report", "must comment within a week"])
def test_an_english_sentence_is_no_unit(verb: str) -> None:
    assert read_units(f"Legal Affairs {verb}").all == ()


def test_a_level_is_not_taken_from_a_sentence() -> None:
    assert read_units("县人民医院要在9月底前完成改造，卫健局负责督促").supervising == ("卫健局",)


@pytest.mark.parametrize("time", ["5月底前", "5月10日前", "5月", "每周五", "周三前", "本周五前"])
def test_each_of_a_list_has_its_own_time(time: str) -> None:
    charges = find_charges(f"医保局{time}、交通局{time}、发改局{time}报送材料。")
    assert [one.names for one in charges] == [("医保局",), ("交通局",), ("发改局",)]


@pytest.mark.parametrize("times", ["5月底前、6月底前", "5月10日、6月10日前", "3月、6月底前"])
def test_a_list_of_times_has_one_subject(times: str) -> None:
    assert [one.names for one in find_charges(f"医保局{times}报送材料。")] == [("医保局",)]


@pytest.mark.parametrize("level", ["省", "市", "区", "县", "州"])
@pytest.mark.parametrize("office", ["组织部", "宣传部", "统战部", "政法委", "编办", "办公室"])
def test_a_party_office_written_whole_keeps_its_name_behind_another(level: str, office: str) -> None:
    names = (f"{level}委社会工作部", f"{level}委{office}")
    assert read_units("、".join(names)).all == names


@pytest.mark.parametrize(
    "words", ["各村民委员会", "各支部书记具体负责", "各片区网格员上门走访", "全县共有养老机构37家"]
)
def test_a_name_is_not_cut_from_a_longer_word(words: str) -> None:
    assert find_charges(words) == []


@pytest.mark.parametrize("verb", ["研究提出方案", "同步启动盘点", "会签", "要于4月15日前完成"])
def test_a_verb_behind_a_body_ends_its_name(verb: str) -> None:
    assert [charge.names for charge in find_charges(f"由规划处{verb}")] == [("规划处",)]


_NAMES = ("县水利局", "县住房和城乡建设局", "城南镇人民政府")


@pytest.mark.parametrize("joint", ["；", "\n", "。", "；\n"])
@pytest.mark.parametrize(
    ("form", "numerals"), [("{}.", "123"), *product(["{}、", "（{}）", "({})"], ["123", "一二三"])]
)
def test_the_number_of_a_name_in_a_list_is_no_part_of_it(form: str, numerals: str, joint: str) -> None:
    words = joint.join(form.format(n) + name for n, name in zip(numerals, _NAMES, strict=True))
    assert read_units(words).responsible == _NAMES


@pytest.mark.parametrize(("first", "second"), [("一是", "二是"), ("第一是", "第二是"), ("①", "②"), ("⑴", "⑵")])
def test_a_number_before_a_clause_is_no_part_of_a_name(first: str, second: str) -> None:
    read = read_units(f"{first}县水利局牵头；{second}县财政局配合")
    assert (read.lead, read.assisting) == (("县水利局",), ("县财政局",))


@pytest.mark.parametrize("sign", ["★", "▲", "●", "※", "*", "#"])
def test_a_name_with_a_sign_whose_meaning_a_note_tells_is_asked_about(sign: str) -> None:
    for words in (f"{sign}县水利局、县财政局", f"县财政局、县水利局{sign}"):
        read = read_units(words)
        assert read.doubtful
        assert read.all == ("县财政局",)


@pytest.mark.parametrize(
    "end", ["党支部", "党总支", "分公司", "支队", "派出所", "小学", "公司", "分局", "大队", "卫生院", "支行", "司法所"]
)
def test_an_ending_that_a_list_shares_is_shared_whole(end: str) -> None:
    assert read_units(f"江南、江北{end}").responsible == (f"江南{end}", f"江北{end}")
    numbers = read_units(f"第一、第二、第三{end}").responsible
    assert numbers == tuple(f"第{n}{end}" for n in "一二三")


@pytest.mark.parametrize("who", ["干部", "网格员", "书记", "例会"])
@pytest.mark.parametrize("group", ["各村", "各镇", "各科室", "各单位"])
def test_persons_of_many_bodies_are_no_unit(group: str, who: str) -> None:
    read = read_units(group + who)
    assert group + who not in read.all


#: Names with a word of role within, none of which closes anything.
ROLE_IN_NAME = patterns.words(
    "市委督查办 督查专班 第三督导组 指导中心 执行局 考核办 检查站 检查大队 监督所 整改办 验收组 协作处 督察局 "
    "执行裁决庭 督办科 会办室 指导处 质量监督站 征收办 监督检查室"
)


@pytest.mark.parametrize("name", ROLE_IN_NAME)
def test_a_word_of_role_within_a_name_closes_nothing(name: str) -> None:
    frames = {
        "{}牵头": "lead",
        "{}配合": "assisting",
        "（{}负责）": "responsible",
        "县财政局牵头，{}督导": "supervising",
    }
    for frame, role in frames.items():
        assert getattr(read_units(frame.format(name)), role) == (name,)


@pytest.mark.parametrize("bracket", ["（{}）", "【{}】", "({})", "（{}", "〔{}〕"])
def test_a_bracket_around_all_is_no_part_of_a_name(bracket: str) -> None:
    read = read_units(bracket.format("县发改局牵头，县工信局、县商务局配合"))
    assert (read.lead, read.assisting) == (("县发改局",), ("县工信局", "县商务局"))


@pytest.mark.parametrize("mark", [" | ", "|", "+", "＋", "｜", "/", "、"])
def test_any_sign_that_parts_names_does(mark: str) -> None:
    assert read_units(mark.join(("经发局", "建设局", "招商局"))).responsible == ("经发局", "建设局", "招商局")


@pytest.mark.parametrize(
    ("word", "role"),
    [
        ("主责", "lead"),
        ("协同", "assisting"),
        ("监督", "supervising"),
        ("落实", "responsible"),
        ("验收", "supervising"),
    ],
)
def test_a_line_with_a_label_of_one_word_begins_a_part(word: str, role: str) -> None:
    read = read_units(f"承办：信息中心/医保办\n{word}：纪检监察室")
    assert read.responsible[:2] == ("信息中心", "医保办")
    assert getattr(read, role)[-1] == "纪检监察室"


def test_a_bracket_that_stays_open_in_a_name_is_asked_about() -> None:
    assert read_units("市委宣传部(市文明办、市网信办").all == ()


def test_a_mark_behind_one_of_several_is_of_that_one() -> None:
    read = read_units("科研院 高分子研究所（牵头） 国资处")
    assert (read.lead, read.responsible) == (("高分子研究所",), ("科研院", "国资处"))


@pytest.mark.parametrize("end", ["项目部", "党支部", "车间", "监区", "小学"])
def test_a_number_that_a_list_begins_with_an_ordinal(end: str) -> None:
    assert read_units(f"第一、二、三{end}").responsible == tuple(f"第{n}{end}" for n in "一二三")


@pytest.mark.parametrize("person", ["负责人", "责任人", "联系人", "承办人", "经办人"])
def test_persons_of_a_group_are_no_units(person: str) -> None:
    assert read_units(f"各部门{person}").all == ()


@pytest.mark.parametrize("name", ["县某行", "县某店", "县某团", "县某台"])
def test_a_body_nobody_knows_takes_no_ending_of_another(name: str) -> None:
    read = read_units(f"{name}、县信用联社")
    assert (read.responsible, read.doubtful) == (("县信用联社",), (name,))


@pytest.mark.parametrize(
    "kind",
    ["团支部", "党支部", "物业公司", "分公司", "监理公司", "中心小学", "附属医院", "联合工作组"],
)
def test_a_kind_of_body_shares_its_ending_with_no_name(kind: str) -> None:
    for name in ("骆云", "江北", "云"):
        read = read_units(f"{name}、{kind}")
        assert (read.all, read.doubtful) == ((kind,), (name,))


@pytest.mark.parametrize("end", ["公司", "支部", "分公司", "小学", "站", "镇"])
def test_a_list_of_places_shares_its_ending(end: str) -> None:
    assert read_units(f"江北、江南、江东{end}").all == tuple(f"江{side}{end}" for side in "北南东")


NAMED = ("自然资源局", "执行局", "院感科")


@pytest.mark.parametrize("sign", ["、", "，", "\n", "/"])
def test_who_leads_is_named_once_more_behind_the_list(sign: str) -> None:
    for at, name in enumerate(NAMED):
        others = tuple(NAMED[:at] + NAMED[at + 1 :])
        for note in (
            f"牵头：{name}",
            f"牵头单位：{name}",
            f"由{name}牵头",
            f"{name}牵头",
            f"以{name}为主",
            f"{name}为牵头单位",
        ):
            read = read_units(f"{sign.join(NAMED)}（{note}）")
            assert (read.lead, read.responsible, read.doubtful) == ((name,), others, ()), note
        assert read_units(f"{sign.join(NAMED)}（{name}汇总）").responsible == NAMED


@pytest.mark.parametrize("note", ["双牵头", "共同牵头", "均为牵头单位", "联合牵头"])
def test_a_bracket_says_that_all_lead(note: str) -> None:
    assert read_units(f"院感科、执行局（{note}）").lead == ("院感科", "执行局")


@pytest.mark.parametrize("note", ["排第一位的为牵头单位", "排在首位的为牵头部门", "第一个为主办单位"])
def test_a_note_of_the_list_says_that_the_first_leads(note: str) -> None:
    for written in (f"{'、'.join(NAMED)}，{note}", f"{'、'.join(NAMED)}（{note}）"):
        read = read_units(written)
        assert (read.lead, read.responsible, read.doubtful) == (NAMED[:1], NAMED[1:], ())


@pytest.mark.parametrize(("mark", "role"), [("监督", "supervising"), ("督导", "supervising"), ("配合", "assisting")])
def test_a_mark_behind_the_second_is_not_of_the_first(mark: str, role: str) -> None:
    read = read_units(f"人事处、纪检监察室（{mark}）")
    assert (read.responsible, getattr(read, role)) == (("人事处",), ("纪检监察室",))


@pytest.mark.parametrize("many", ["三家单位", "三个部门", "等三家单位", "这三个单位"])
def test_how_many_they_are_is_no_part_of_the_last_name(many: str) -> None:
    assert (read_units("、".join(NAMED) + many).all, read_units("、".join(NAMED) + many).open_list) == (NAMED, ())
    assert read_units("、".join(NAMED[:2]) + "等三家单位").open_list == ("等三家单位",)


@pytest.mark.parametrize("end", ["村", "镇", "街道", "社区", "分公司"])
def test_places_share_what_a_number_stands_before(end: str) -> None:
    assert read_units(f"王家坝、李庄两{end}").all == (f"王家坝{end}", f"李庄{end}")
    assert read_units(f"李庄、王庄、张庄三{end}").all == tuple(f"{name}{end}" for name in ("李庄", "王庄", "张庄"))


@pytest.mark.parametrize("office", ["县政协办", "市科协办"])
def test_an_office_of_a_conference_is_no_word_of_role(office: str) -> None:
    assert read_units(f"县委办、{office}").responsible == ("县委办", office)


def _charged(words: str) -> list[tuple[str, ...]]:
    return [one.names for one in find_charges(words) if one.role in ("lead", "responsible")]


@pytest.mark.parametrize("work", ["改造", "扩建", "维修", "修复", "建设"])
@pytest.mark.parametrize("behind", ["延期至8月31日前完成", "已完工", "要在9月底前开工", "由县文旅局负责"])
def test_the_work_on_a_body_is_not_the_body(work: str, behind: str) -> None:
    assert ("县图书馆",) not in _charged(f"县图书馆{work}工程{behind}。")
    assert _charged(f"县图书馆要{work}展厅。") == [("县图书馆",)]


@pytest.mark.parametrize("office", ["镇党委组织办", "县委组织部", "各村党组织", "各社会组织"])
def test_a_name_that_holds_a_word_of_role_is_not_cut(office: str) -> None:
    for rest in ("将按季度抽查", "要于6月底前报送", "每月开展一次"):
        assert all(names == (office,) for names in _charged(f"{office}{rest}。")), rest


@pytest.mark.parametrize("tells", ["要求：", "强调，", "要求各", "通知各"])
def test_who_only_tells_others_is_not_charged(tells: str) -> None:
    assert ("调度中心",) not in _charged(f"调度中心{tells}泵站7月10日前完成测试。")


@pytest.mark.parametrize("joint", ["和", "、", "与", "及"])
def test_both_of_those_to_whom_a_task_is_given(joint: str) -> None:
    assert _charged(f"这项任务交由县教体局{joint}县人社局共同完成，8月20日前到岗。") == [("县教体局", "县人社局")]


@pytest.mark.parametrize("stop", ["；", "。"])
def test_each_part_of_a_paragraph_may_begin_with_its_body(stop: str) -> None:
    said = f"县卫健局：6月底前完成改造{stop}县中医院：12月15日前到位。"
    assert _charged(said) == [("县卫健局",), ("县中医院",)]


@pytest.mark.parametrize("joint", ["负责会同", "会同", "要会同", "牵头会同"])
def test_those_with_whom_one_is_charged_help(joint: str) -> None:
    charges = find_charges(f"县医保局{joint}县税务局，12月25日前完成征缴。")
    assert [(one.role, one.names) for one in charges][-1] == ("assisting", ("县税务局",))


@pytest.mark.parametrize("how", ["具体承办", "主要负责", "具体组织实施", "共同负责"])
def test_a_role_with_how_it_is_held_in_a_bracket(how: str) -> None:
    assert read_units(f"县水利局河道股（{how}）").all == ("县水利局河道股",)


@pytest.mark.parametrize("by", ["按案件性质分工", "按职责分工负责", "根据辖区落实", "按分工办理"])
def test_by_what_the_work_is_parted_is_no_part_of_a_name(by: str) -> None:
    assert read_units(f"刑庭、民庭（{by}）").all == ("刑庭", "民庭")


@pytest.mark.parametrize("deed", ["会商", "统稿", "审核把关", "提供数据", "列席"])
def test_what_somebody_does_in_a_bracket_is_asked_about(deed: str) -> None:
    read = read_units(f"市水文局、市气象局（{deed}）")
    assert (read.all, read.doubtful) == (("市水文局",), (f"市气象局（{deed}）",))


@pytest.mark.parametrize("note", ["县统计局为牵头单位", "由县统计局牵头", "牵头：县统计局"])
def test_a_leader_whom_the_list_lacks_is_asked_about(note: str) -> None:
    read = read_units(f"县发改局、县审计局（{note}）")
    assert "县统计局" in (*read.lead, *read.doubtful) or read.doubtful
    assert not any(name.endswith("）") for name in read.all)


@pytest.mark.parametrize(
    "name",
    ["县公安局（交警大队）", "学生工作部（处）", "县委宣传部（县文明办）", "各村（社区）", "县财政局（国资中心）"],
)
def test_a_second_name_in_a_bracket_stays(name: str) -> None:
    assert read_units(f"{name}、县审计局").all == (name, "县审计局")


@pytest.mark.parametrize("deed", ["验收", "检查", "督查", "考核"])
def test_who_only_organises_a_check_has_not_the_work(deed: str) -> None:
    charges = find_charges(f"王家坝、李庄两村要抓紧施工，5月20日前完工，镇建设办组织{deed}。")
    said = [(one.role, one.names) for one in charges]
    assert said == [("responsible", ("王家坝村", "李庄村")), ("supervising", ("镇建设办",))]
    assert [one.role for one in find_charges(f"镇建设办组织疏浚，{deed}合格。")] == ["lead"]


@pytest.mark.parametrize("body", ["县统计局", "县政府", "党政办公室", "水利科", "园林处"])
@pytest.mark.parametrize("verb", ["要会商研判", "应加强调度", "需逐项核对", "要统筹抓好"])
def test_a_verb_behind_a_body_is_no_part_of_its_name(body: str, verb: str) -> None:
    for names in ((body,), ("县发改局", body)):
        assert _charged(f"{'、'.join(names)}{verb}经济运行情况，4月5日前报告。") == [names]
