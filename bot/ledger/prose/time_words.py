"""What the words of a deadline begin with, in brackets, cells and the last sentence of an item."""

import re

from bot.roster.names import is_unit, normal

#: A deadline, after the words that lead up to it.
TIME = re.compile(
    r"(?:(?:请|务必|务|应|须|需|力争|确保|原则上|必须|要求|计划|预计|拟|并|分别|最迟|不晚于|截止|截至)*(?:于|在|至|到|从|自)?)?"
    r"(?:(?:19|20)?\d\d\s*年(?!级)|[一二][〇○零一二三四五六七八九]{3}年|\d{1,2}\s*月|[一二三四五六七八九十]{1,3}月(?=[底初中末上下前内份\d一二三四五六七八九十])|\d{1,2}\s*日|(?:19|20)\d\d[.\-/]\d{1,2}|\d{1,2}\.\d{1,2}前"
    r"|(?<![\d一二三四五六七八九十个])月[底末]|今年|明年|次年|本年|当年|全年|年[底内末中]|本月|下月|次月|当月|本周|下周|本季度|第?[一二三四1234]季度|[上下]半年|“?十[三四五六]五”?|前[一二三]季度"
    r"|贯穿全年|长期|持续|常态|经常性|日常|立行立改|立即|即时|即刻|即日|随时|每[年季月周日半天两双逢]|按[月季年周]|逐[月季年]|定期|实时|动态|同步|近期|适时|"
    r"(?:印发|发布|下发|文件|通知|会议|自).{0,8}之?日起|\d+\s*(?:个)?(?:工作日|日|天|月|个月|周|小时)(?:内|以内|之内)|[一二三两四五六七八九十]+个?(?:工作日|日|天|月|周|年)(?:内|以内|之内)?)"
)

#: Words that say by when without a day that can be read: 按省委巡视办要求时限, 2O26年5月底前, 会前.
_UNREAD_TIME = re.compile(
    r"^(?:按照?|根据|依据|视|随|结合|待).{0,24}(?:时限|期限|时间|进度|节点|要求|安排|规定|情况|确定|推进)$"
    r"|^[\dOoIl〇○]{1,4}年|^\S{0,12}(?:前|之前|以前|期间(?:每.{1,5})?|后\d+日内|之日起)(?:完成|办结|落实|到位)?$|^T\s*[+＋]\s*\d+$"
)
_DEADLINE_SIGNS = re.compile(r"[前底末内起]|完成|长期|持续")


def begins_time(words: str) -> bool:
    """True for words that a deadline begins, rather than a name (十四五规划办)."""
    return bool(TIME.match(words)) and not (is_unit(normal(words)) and not _DEADLINE_SIGNS.search(words))


def says_time_unread(words: str) -> bool:
    """True for words about a time that names no day, or names it in a way that cannot be read."""
    return bool(_UNREAD_TIME.match(words)) and not is_unit(normal(words))
