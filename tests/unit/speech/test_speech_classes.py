"""What is said of items in every form, order and mood: done where it is said plainly, and never where it is turned."""

from itertools import product

import pytest

from bot.plan.lifecycle import Verb
from bot.speech import Errand, Said, Unclear, read

#: An item as it is written, and the numbers that it means.
ITEMS = {
    "3": ("3",),
    "３": ("3",),
    "第3项": ("3",),
    "3项": ("3",),
    "26.1": ("26.1",),
    "二、1": ("二.1",),
    "二.1": ("二.1",),
    "二（1）": ("二(1)",),
    "第二、1项": ("二.1",),
    "3、12": ("3", "12"),
    "3和12": ("3", "12"),
    "3 12": ("3", "12"),
    "3-5": ("3", "4", "5"),
    "3号到5号": ("3", "4", "5"),
    "第3项、第12项": ("3", "12"),
    "二、1和二、3": ("二.1", "二.3"),
}
VERBS = {
    "签收": Verb.ACKNOWLEDGED,
    "收悉": Verb.ACKNOWLEDGED,
    "已收到": Verb.ACKNOWLEDGED,
    "已办结": Verb.REPORTED,
    "办完了": Verb.REPORTED,
    "整改完毕": Verb.REPORTED,
    "非本单位职责": Verb.HANDED_BACK,
}
PLAIN = [
    "{n}{v}", "{n} {v}", "{n}，{v}", "{n}{v}。", "{n}{v}！谢谢", "{n}我们{v}", "{n}我局{v}", "我们{n}{v}", "另外{n}{v}",
    "您好，{n}{v}", "{n}{v}🙏", "{n}{v}[强]", "刚刚{n}{v}", "经研究，{n}{v}",
]  # fmt: skip


def only(lines: list[str]) -> Said:
    """The one command that the lines are."""
    found = read(lines)
    assert isinstance(found, tuple), lines
    (said,) = found
    return said


@pytest.mark.parametrize("form", PLAIN)
def test_said_plainly_it_is_done(form: str) -> None:
    for (item, numbers), (name, verb) in product(ITEMS.items(), VERBS.items()):
        line = form.format(n=item, v=name)
        found = read([line])
        assert isinstance(found, tuple), line
        assert [(one.verb, one.numbers) for one in found] == [(verb, numbers)], line


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("签收3 4 5，办结6", [(Verb.ACKNOWLEDGED, ("3", "4", "5")), (Verb.REPORTED, ("6",))]),
        ("签收3，4，5，办结6", [(Verb.ACKNOWLEDGED, ("3", "4", "5")), (Verb.REPORTED, ("6",))]),
        ("办结3、4；签收5 6", [(Verb.REPORTED, ("3", "4")), (Verb.ACKNOWLEDGED, ("5", "6"))]),
        ("签收3 4 5办结", None),
        ("签收3、4办结", None),
        ("签收 3 1、2办结", None),
        ("4、5，办结6", None),
        ("核准财政局3 教育局退回", None),
    ],
)
def test_each_number_goes_with_its_own_command(line: str, meant: list[tuple[Verb, tuple[str, ...]]] | None) -> None:
    found = read([line])
    if meant is None:
        assert isinstance(found, Unclear)
    else:
        assert isinstance(found, tuple)
        assert [(one.verb, one.numbers) for one in found] == meant


#: What turns it round, puts it off, asks or doubts.
TURNED = [
    "{n}还没{v}", "{n}没有{v}", "{n}未{v}", "先不{v}{n}", "暂不{v}{n}", "不要{v}{n}", "别{v}{n}",
    "{n}先别{v}", "{n}不能{v}",
    "如果批了{n}就{v}", "只要资金到位，{n}{v}没问题", "等批复下来{n}再{v}", "{n}明天{v}", "{n}下周{v}",
    "{n}月底前{v}", "{n}快{v}了",
    "{n}马上{v}", "{n}预计{v}", "{n}争取{v}", "{n}准备{v}", "{n}应该{v}了", "{n}可能{v}了",
    "{n}差不多{v}了", "{n}大概{v}",
    "{n}{v}了吗", "{n}{v}了没", "{n}{v}没有？", "{n}是不是{v}了", "{n}谁{v}的", "{n}怎么{v}",
    "能不能{v}{n}", "{n}可以{v}吗", "{n}{v}？",
    "{n}{v}，哦不对", "{n}{v} 说错了", "{n}{v}，不是，弄错了", "领导让{n}{v}", "听说{n}{v}了",
    "{n}的{v}材料", "{n}{v}率不高",
    "「{n}{v}」是这么写吗", "请提醒他们{n}{v}", "财政局说{n}{v}",
]  # fmt: skip


@pytest.mark.parametrize("form", TURNED)
def test_turned_round_it_is_not_done(form: str) -> None:
    for item, (name, verb) in product(ITEMS, VERBS.items()):
        line = form.format(n=item, v=name)
        found = read([line])
        done = [one for one in found if isinstance(one.verb, Verb)] if isinstance(found, tuple) else []
        assert not done, (line, verb, found)


UNFINISHED = [
    "{n}已办结，还差一个章", "{n}办完了，但是还有两家没弄完", "{n}已完成，尚缺照片",
    "{n}已办结 两个村还没验收", "{n}已办结80%",
    "{n}已办结大部分", "{n}已完成，预计下周盖章", "{n}基本办结", "{n}主体已完成，还差2所学校",
]  # fmt: skip


@pytest.mark.parametrize("form", UNFINISHED)
def test_what_is_not_finished_is_not_reported(form: str) -> None:
    for item in ITEMS:
        assert isinstance(read([form.format(n=item)]), Unclear), form.format(n=item)


@pytest.mark.parametrize(
    "words", ["其他的还在办", "其余尚未开始", "另外两项还没办", "材料回头补", "已报市政府，文号〔2026〕45号"]
)
def test_what_is_said_of_others_belongs_to_the_report(words: str) -> None:
    for item, numbers in ITEMS.items():
        assert read([f"{item}已办结，{words}"]) == (Said(Verb.REPORTED, numbers, words=words),)


@pytest.mark.parametrize(
    "form",
    [
        "除{n}外都{v}",
        "除了{n}，其余{v}",
        "除{n}以外全部{v}",
        "全部{v}，除{n}",
        "除{n}外其他都已经{v}",
        "全部{v}（{n}除外）",
    ],
)
@pytest.mark.parametrize(("name", "verb"), [("签收", Verb.ACKNOWLEDGED), ("办结", Verb.REPORTED)])
def test_all_but_some(form: str, name: str, verb: Verb) -> None:
    for item, numbers in ITEMS.items():
        line = form.format(n=item, v=name)
        found = read([line])
        if isinstance(found, tuple):
            assert found == (Said(verb, every=True, but=numbers),), line
        else:
            assert "3 12" in line or "（" in form, line


@pytest.mark.parametrize(
    "line", ["ack all except 26", "all but 26 received", "everything except 26 done", "all done except for 26 and 27"]
)
def test_all_but_some_in_english(line: str) -> None:
    found = only([line])
    assert found.every
    assert found.but[0] == "26"


@pytest.mark.parametrize(
    "line", ["全部核准，除财政局", "ack all except finance", "全部签收，除了那几项", "除财政局外都核准"]
)
def test_what_is_left_out_by_another_name_is_asked(line: str) -> None:
    found = read([line])
    assert isinstance(found, Unclear)


BACK = [
    "{n}的{k}撤回",
    "撤回{n}",
    "请撤回{n}",
    "{n}{k}报错了，收回",
    "不好意思{n}报错了，撤回",
    "撤回{n}的{k}，报早了😅",
    "刚才的{k}报错了，请撤回{n}",
]


@pytest.mark.parametrize("form", BACK)
@pytest.mark.parametrize(
    ("kind", "verb"), [("办结", Verb.REPORTED), ("签收", Verb.ACKNOWLEDGED), ("延期申请", Verb.EXTENSION_REQUESTED)]
)
def test_a_move_is_taken_back(form: str, kind: str, verb: Verb) -> None:
    for item in ("3", "第3项", "26项", "二、1"):
        line = form.format(n=item, k=kind)
        found = only([line])
        assert found.verb is Errand.UNDO, line
        assert found.words == (str(verb) if "{k}" in form else ""), line


@pytest.mark.parametrize(
    "words",
    ["撤回3会不会影响考核", "领导要求撤回3的文件", "3的通知撤回后重新印发", "undo is what we want for the plan"],
)
def test_what_says_more_takes_nothing_back(words: str) -> None:
    assert isinstance(read([words]), Unclear)


COUNTED = [
    "家企业",
    "个村",
    "名干部",
    "户居民",
    "所学校",
    "处隐患",
    "件事项",
    "台设备",
    "场培训",
    "万元",
    "公里",
    "小时",
    "villages covered",
    "km dredged",
]


@pytest.mark.parametrize("amount", COUNTED)
@pytest.mark.parametrize("form", ["已办结 12 {}", "已办结12{}", "done 12 {}", "签收 12 {}", "12 {}已完成"])
def test_how_many_is_no_item(form: str, amount: str) -> None:
    found = read([form.format(amount)])
    assert isinstance(found, Unclear) or "12" not in found[0].numbers, found


@pytest.mark.parametrize(
    ("line", "item"),
    [("「第12项即将到期，请反馈」\n—————\n已办结，见附件", "12"), ("「第二、1项请签收」\n- - - -\n收到", "二.1")],
)
def test_an_answer_below_a_quotation_is_about_its_item(line: str, item: str) -> None:
    found = only(line.splitlines())
    assert found.numbers == (item,)
