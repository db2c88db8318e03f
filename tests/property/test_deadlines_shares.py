"""Classes of shares, counts, spans and parts beside days, and of what people may do, built so that each is known."""

from datetime import date
from itertools import product

import pytest

from bot.deadlines import find, parse
from bot.deadlines.brief import brief
from bot.model import QUESTION_FLAGS, Reading

ISSUED = date(2025, 3, 5)


def _said(phrase: str) -> tuple[str, bool]:
    reading = parse(phrase, issued=ISSUED, year=2025)
    kept = [one for one in reading.obligations if one.kind != "none"]
    return "; ".join(brief(Reading((one,))) for one in kept), bool(QUESTION_FLAGS & set(reading.flags))


def _found(text: str) -> list[str]:
    return [brief(Reading(one.obligations)).partition(" | ")[0] for one in find(text, ISSUED, 2025)]


@pytest.mark.parametrize("verb", ["完成", "达到", "不少于", "完成任务的", "超过"])
def test_a_share_of_the_work_is_no_day(verb: str) -> None:
    for share, behind in product(("1/3", "2/3", "3/4", "1/2"), ("，", "；", "以上，", "的任务，")):
        words = f"6月底前{verb}{share}{behind}9月底前全部完成"
        assert _said(words) == ("due 2025-06-30; due 2025-09-30", False), words


@pytest.mark.parametrize("months", [(3, 6), (6, 9), (3, 6, 9, 12)])
def test_months_between_slashes_share_their_end(months: tuple[int, ...]) -> None:
    want = "; ".join(f"due 2025-{month:02}-{30 if month in (6, 9) else 31}" for month in months)
    assert _said("/".join(map(str, months)) + "月底前")[0] == want


@pytest.mark.parametrize("day", [5, 20, 25])
def test_months_share_the_day_of_which_they_are(day: int) -> None:
    for joint in ("、", "和", "及"):
        want = f"due 2025-04-{day:02}; due 2025-07-{day:02}; due 2025-10-{day:02}"
        assert _said(f"4月、7月{joint}10月的{day}日前") == (want, False)


@pytest.mark.parametrize("where", ["过半前", "过半", "中段前", "中后期前", "前半段"])
def test_the_middle_of_a_period_is_asked_about(where: str) -> None:
    for period in ("三季度", "第四季度", "下半年", "8月份", "2025年三季度"):
        assert _said(period + where)[1], period + where


@pytest.mark.parametrize("hour", ["EOD", "COB"])
def test_the_hour_in_a_bracket_is_that_of_the_day(hour: str) -> None:
    for written in ("2025-06-30", "6月30日", "2025/6/30"):
        assert _said(f"{written}（{hour}）")[0] == "due 2025-06-30 @17:30"


@pytest.mark.parametrize("now", ["今日", "今天", "即日", "现在"])
@pytest.mark.parametrize("lead", ["", "自", "从"])
def test_a_span_from_now_counts_from_the_issue(now: str, lead: str) -> None:
    for n, unit, day in ((3, "日", "2025-03-08"), (2, "周", "2025-03-19"), (1, "个月", "2025-04-05")):
        kind = {"日": "day", "周": "week", "个月": "month"}[unit]
        assert _said(f"{lead}{now}起{n}{unit}内")[0] == f"relative {n} {kind} issued ={day}"
        assert _found(f"各科室应于{now}起{n}{unit}内答复。") == [f"relative {n} {kind} issued ={day}"]


@pytest.mark.parametrize("begins", ["开始", "起开始", "开始报名", "正式开始", "开始整治"])
@pytest.mark.parametrize("ends", ["结束", "全部结束", "截止"])
def test_what_begins_and_ends_is_one_span(begins: str, ends: str) -> None:
    for lead, sign in product(("", "自", "从"), ("，", "、")):
        words = f"{lead}4月10日{begins}{sign}7月10日{ends}"
        assert _said(words) == ("window 2025-04-10..2025-07-10", False), words
        assert _found(f"专项行动{words}。") == ["window 2025-04-10..2025-07-10"], words


@pytest.mark.parametrize(("left", "right"), [("（", "）"), ("(", ")")])
@pytest.mark.parametrize("numbers", ["123", "一二三"])
def test_numbered_parts_of_a_cell_are_read_each_by_itself(left: str, right: str, numbers: str) -> None:
    one, two, three = (f"{left}{number}{right}" for number in numbers)
    for sign in ("", "；", "\n"):
        said = _said(f"{one}5月31日前制定方案{sign}{two}2026年6月30日{sign}{three}长期坚持")
        assert said == ("due 2025-05-31; due 2026-06-30; standing", False), sign
    assert _said(f"第{one}项6月底前完成，第{two}项9月底前完成") == ("due 2025-06-30; due 2025-09-30", False)


@pytest.mark.parametrize("least", ["至少", "不少于", "至少召开", "组织不少于", "最少"])
def test_how_often_at_least_by_a_day_is_counted(least: str) -> None:
    for n, sign in ((2, "次"), (3, "轮"), (4, "场")):
        assert _said(f"年内{least}{n}{sign}") == (f"due 2025-12-31 x{n}", False)
        assert _said(f"全年{least}{n}{sign}") == (f"window 2025-01-01..2025-12-31 x{n}", False)
        assert _said(f"11月底前{least}{n}{sign}检查")[0] == f"due 2025-11-30 x{n}"
    assert _said(f"年内{least}1次")[0] == "due 2025-12-31"


@pytest.mark.parametrize("who", ["当事人", "申请人", "患者", "纳税人"])
def test_what_people_may_do_binds_nobody(who: str) -> None:
    assert _found(f"决定书送达之日起六个月内，{who}可以提起诉讼。") == []
    assert _found(f"{who}可于每年9月30日前向乡镇提出申请。") == []
    assert _found(f"根据《信息公开条例》，{who}收到答复之日起20个工作日内予以确认。") == []
    assert _found(f"请各乡镇督促{who}于6月30日前办结手续。") == ["due 2025-06-30"]


@pytest.mark.parametrize("hope", ["预计到", "预期到", "估计到"])
def test_what_is_expected_to_come_of_itself_binds_nobody(hope: str) -> None:
    for comes in ("可形成日处理3万吨的能力", "将带动就业200人", "能够满足用水需求"):
        assert _found(f"{hope}2025年6月底，二期工程{comes}。") == []
    assert _found("确保到2025年6月底，二期工程建成。") == ["due 2025-06-30"]


@pytest.mark.parametrize("end", ["到期", "才到期", "届满"])
def test_what_ends_by_itself_binds_nobody(end: str) -> None:
    assert _found(f"流转合同是2023年签的，到2028年{end}。") == []
    assert _found("流转合同到期前，2028年底前完成续签。") == ["due 2028-12-31"]


@pytest.mark.parametrize("step", ["总结", "考核", "决算", "验收", "初赛", "复赛", "评估", "年度考核"])
def test_a_step_that_ends_its_clause_is_due_like_those_before_it(step: str) -> None:
    for written, day in (("6月", "2025-06-30"), ("6月10日", "2025-06-10"), ("6月中旬", "2025-06-20")):
        for first in ("3月底前部署", "3月底前报名"):
            said, asked = _said(f"{first}，{written}{step}")
            assert (said, asked) == (f"due 2025-03-31; due {day}", False), (first, written)
    assert _said(f"3月底前报送2月{step}情况")[0] == "due 2025-03-31"


@pytest.mark.parametrize("work", ["政府常务会审议", "全省推广", "预算评审", "现场考核", "决赛"])
def test_a_day_that_heads_its_clause_is_never_lost(work: str) -> None:
    for day in ("5月16日", "2025年5月16日", "5.16"):
        said, asked = _said(f"4月20日前报方案，{day}{work}")
        assert "2025-05-16" in said or asked, day
        assert "2025-04-20" in said


@pytest.mark.parametrize("verb", ["报送", "上报", "汇总", "核对", "统计"])
def test_the_day_before_is_that_of_what_is_reported(verb: str) -> None:
    for time, n in (("次日9:30前", "relative 1 day event @09:30"), ("每日9时前", "recurring FREQ=DAILY @09:00")):
        assert _said(f"{time}{verb}前一日数据") == (n, False)
    assert _said("会议召开前一日报告")[0] == "relative -1 day event"


@pytest.mark.parametrize("event", ["等级医院复评", "党代会召开", "水稻收割", "绩效评价"])
def test_before_what_happens_in_a_year_is_asked_about(event: str) -> None:
    for year in ("2025年", "2025年度", "2026年"):
        said, asked = _said(f"{year}{event}前（预计9月）")
        assert asked
        assert f"{year[:4]}-12-31" not in said


@pytest.mark.parametrize("span", ["6月7日—9日", "7月1日至8月31日", "6月1日-6月30日"])
@pytest.mark.parametrize(
    "name", ["高考期间", "集中整治阶段", "活动期间", "暑假", "汛期", "“百日攻坚”期间", "“春雷行动”期间"]
)
def test_what_recurs_within_a_named_span_is_asked_about(span: str, name: str) -> None:
    said, asked = _said(f"{span}{name}每日8:00前报送")
    assert said.startswith("recurring FREQ=DAILY @08:00")
    assert asked


@pytest.mark.parametrize("work", ["试压", "调试", "通报", "强度检测"])
def test_a_span_behind_an_event_and_its_work(work: str) -> None:
    for n, unit in ((28, ("天", "day")), (2, ("小时", "hour")), (5, ("个工作日", "workday"))):
        assert _said(f"混凝土浇筑后{n}{unit[0]}{work}") == (f"relative {n} {unit[1]} event", False)


@pytest.mark.parametrize("day", ["双十一", "“双十一”", "双11", "双十二"])
def test_a_day_of_the_shops_is_no_festival(day: str) -> None:
    assert _said(f"{day}前") == ("", True)


@pytest.mark.parametrize("named", ["下次", "首次", "第一次", "上一次"])
def test_when_the_next_time_is_named_its_first_day_is_asked_about(named: str) -> None:
    for every in ("每两年一次", "每三年一次"):
        assert _said(f"{every}，{named}为2026年6月底前")[1]


@pytest.mark.parametrize("paper", ["报告", "报表", "数据", "总结"])
def test_last_years_paper_has_no_deadline_of_its_own(paper: str) -> None:
    assert _said(f"上年度{paper}于每年3月底前公开") == ("recurring FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1", False)


@pytest.mark.parametrize("year", ["", "2025年", "2026年"])
def test_an_amount_to_be_reached_needs_no_day_of_issue(year: str) -> None:
    for who in ("县水利局", "由县水利局负责，", ""):
        assert [one.phrase for one in find(f"{who}{year}6月底前完成9座水库除险加固。", None, 2025)] == [
            f"{year}6月底前"
        ]
    assert find(f"{year}6月底前，全县已完成9座。", None, 2027) == ()
    assert find("2024年6月底前完成9座。", None, 2025) == ()


@pytest.mark.parametrize("done", ["完成首诊评估", "接诊", "到岗", "报告总值班"])
def test_minutes_in_which_something_must_be_done(done: str) -> None:
    for n in (10, 30):
        assert _found(f"急诊科须在患者到院{n}分钟内{done}。") == [f"relative {n} minute event"]
    assert _found("步行15分钟内可达。") == []


@pytest.mark.parametrize("occasion", ["放学", "庭审", "闭市", "下课", "开庭"])
def test_before_what_ends_or_begins_on_a_day_is_that_day(occasion: str) -> None:
    for written in ("4月8日", "4月8日（周二）"):
        assert _said(f"{written}{occasion}前提交") == ("due 2025-04-08", True)


@pytest.mark.parametrize("at_work", ["一线", "一道", "一致"])
def test_how_often_is_counted_behind_a_word_with_a_numeral(at_work: str) -> None:
    assert _said(f"每月下沉{at_work}不少于2次") == ("recurring FREQ=MONTHLY;BYMONTHDAY=-1 x2", False)


@pytest.mark.parametrize("hours", ["门诊时间调整为", "办公时间改为", "营业时间延长至", "开放时间为"])
def test_hours_of_a_counter_bind_nobody(hours: str) -> None:
    assert _found(f"{hours}每日7:30至12:00，节假日正常开放。") == []


@pytest.mark.parametrize("unit", ["日", "天", "个工作日"])
def test_a_span_before_an_event_that_has_two_ends_is_asked_about(unit: str) -> None:
    for more, less in ((60, 30), (45, 15)):
        for sign in ("至", "到", "-", f"{unit}至", "日至前" if unit == "日" else f"{unit}至"):
            assert _said(f"合同期满前{more}{sign}{less}{unit}")[1], sign
    assert _said(f"合同期满前3-5{unit}")[0].startswith("relative -5")


@pytest.mark.parametrize("paper", ["批示件", "交办单", "来文", "批示", "转办函"])
def test_the_day_of_a_paper_is_not_due(paper: str) -> None:
    assert _said(f"2月5日{paper}，20个工作日内办结") == ("relative 20 workday event", False)


@pytest.mark.parametrize("end", ["2027年11月底前", "2027年11月末前", "2027年11月30日前"])
def test_the_bracket_behind_a_span_says_when_it_ends(end: str) -> None:
    assert _said(f"两年内（{end}）")[0] == "due 2027-11-30"


@pytest.mark.parametrize("until", ["任务完成", "活动结束", "工程交付", "汛期结束"])
def test_a_span_that_ends_with_an_event_is_asked_about(until: str) -> None:
    for lead, begins in product(("自", "从"), ("4月20日至", "2025年4月20日起至", "4月起到")):
        assert _said(f"{lead}{begins}{until}") == ("", True)
    assert _said("自4月20日至6月30日活动结束")[0] == "window 2025-04-20..2025-06-30"
