"""What a text's numbers and spans of time say, and when nothing is due by them."""

from datetime import date

import pytest

from bot.ledger.items.times import Years, read_text

YEARS = Years(date(2023, 3, 1), 2023)


@pytest.mark.parametrize(
    "said",
    [
        "地区生产总值增长6%左右，2022年增速高于全省1.2个百分点。",
        "落实《行动方案（2023—2025年）》，完善三级物流体系。",
        "压缩办理时限，由20个工作日压减至5个工作日。",
        "将审批时限控制在3个工作日以内。",
        "低压客户全过程办电时间压减至5个工作日以内。",
        "办税时间压缩至年均80小时以内。",
        "对连续2年盈利的企业给予补贴，最长不超过3年。",
        "推行7×24小时服务，建设15分钟便民生活圈。",
        "近三年来未发生重大事故的企业给予奖励。",
        "自2022年10月1日起施行的条例要抓好宣传贯彻。",
        "建立周调度、月通报、季考核机制。",
        "今年以来，各地积极推进，全年旅游收入突破100亿元。",
    ],
)
def test_goals_and_figures_are_no_deadlines(said: str) -> None:
    assert read_text([said], YEARS).obligations == ()


def test_a_day_beside_such_figures_is_one() -> None:
    read = read_text(["2023年6月底前将审批时限压减至5个工作日以内。"], YEARS)
    assert [one.date for one in read.obligations] == [date(2023, 6, 30)]
    assert read.mentions == ("2023年6月底前",)
