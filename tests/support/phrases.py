"""What generated phrases are made of, and what must hold for the reading of each."""

from datetime import date

from bot.model import Reading

_WORDS = (
    "年 月 日 号 底 末 初 中 内 前 之前 以前 后 起 至 到 - 、 ， ； 每 每年 每季度 每月 每周 按月 季度 "
    "上半年 下旬 今年 明年 次年 本月 下月 下周五 一 二 三 十 十二 二十 〇 2021 2022 12 31 30 2 1 10 99 0 "
    "个工作日 日内 小时 个月 半年 用 时间 自 印发之日起 长期工作 立行立改 已完成 按要求 （含） （不含） "
    "（星期四） 下班前 18:00 24时 下午 春节前 十四五 期间 by next Friday end June 2021.12.31 20211231 第 "
    "次 至少 完成 的 并 压缩至"
)
#: Words of deadline phrases and of what stands around them.
WORDS = _WORDS.split()
#: Signs that break readers: line ends, a lone surrogate, a null, digits and marks of other scripts.
NOISE = ("\n", "\t", "\ud800", "\x00", "🎉", "\u0663", "\u202e")
ISSUES = (None, date(2021, 6, 30), date(1978, 1, 1), date(2026, 12, 31))
YEARS = (None, 2021, 1978, 2023)


def days_of(reading: Reading) -> list[date]:
    """Every day that the reading names."""
    days = [day for one in reading.obligations for day in (one.date, one.alt, one.start, one.end)]
    return [day for day in days if day is not None]


def is_sane(reading: Reading) -> bool:
    """Whether there is an answer, and no day before 1900 or after 2100 without a flag."""
    far = any(not 1900 <= day.year <= 2100 for day in days_of(reading))
    return bool(reading.obligations) and (not far or bool({"vague", "not-understood"} & set(reading.flags)))
