"""Hits that belong to the one before them: for how long it recurs, when it was done, what is a part of what."""

from typing import Final

from bot.deadlines.lexicon import Pattern
from bot.deadlines.row import Hit, Parts, Trait, When

#: Looking a member up in its enumeration costs more than reading most phrases' year.
_FESTIVAL, _WHOLE_YEAR, _NO_DAY = Trait.FESTIVAL, Trait.WHOLE_YEAR, Trait.NO_DAY


def without_reports(hits: list[Hit], text: str) -> list[Hit]:
    """“截至2020年底，已完成3300家”: 已完成 after such a date is part of the report."""
    kept: list[Hit] = []
    for hit in hits:
        last = kept[-1] if kept else None
        if type(hit.what) is Parts and hit.what.kind == "done" and last is not None and type(last.what) is When:
            between = text[last.end : hit.start]
            if len(between) < 8 and not set(";。(") & set(between):
                continue
        kept.append(hit)
    return kept


def without_scopes(hits: list[Hit], text: str, bad: list[tuple[int, int]]) -> list[Hit]:
    """2021-2023年每年12月底前: the span is for how long. 每半年（6月底前）: it is asked how both go together."""
    kept: list[Hit] = []
    listed: When | None = None  # left out, with the rest of its list
    for hit in hits:
        if len(kept) > 1 and _is_name_between(kept[-2], kept[-1], hit, text):
            kept.pop()
        elif len(kept) > 1 and _says_nothing(kept[-1]) and _recurs(kept[-2]) and _is_exception(text, kept[-2], hit):
            kept.pop()  # 每两年一次，第一次为2026年6月底前
        if not kept:
            kept.append(hit)
            continue
        last = kept[-1]
        if listed is not None and type(hit.what) is When:
            listed = hit.what if hit.what.listed else None
            continue
        if type(last.what) is When and type(hit.what) is When and hit.trait is None:
            kept.append(hit)
            continue
        if type(last.what) is When and _recurs(hit) and _is_scoped(text, last, hit):
            if _is_scope(last, last.what, text[last.end : hit.start]) and type(hit.what) is Parts:
                if _has_end(last.what):
                    hit.what.flags += ("vague",)  # 9月20日至10月8日每日: what recurs has no last day
                hit.what.fields.setdefault("start", kept.pop().what)
            elif _is_month_of(last, hit, text):
                hit.what.flags += ("vague",)  # 10月、11月每月20日: for how long?
        elif type(last.what) is Parts and _begins_later(last, hit, text):
            last.what.flags += ("vague",)  # 每月10日前（4月起）: from when on, which nothing reads here
        elif _is_time_for(last, hit, text) and type(hit.what) is Parts:
            hit.what.flags += ("vague",)  # 两年内分三批，每年12月底前: what recurs has no last day
        elif _says_when_done(last, hit, text):
            continue
        elif type(last.what) is Parts and ends_what_recurs(last, hit, text):
            last.what.flags += ("vague",)  # 每日报送，至9月30日止: an obligation without a last day says more
            continue
        elif type(last.what) is Parts and _recurs(last) and _in_bracket(text, last, hit):
            last.what.flags += ("vague",)
            listed = hit.what if type(hit.what) is When and hit.what.listed else None
            continue
        elif type(last.what) is Parts and _recurs(last) and _is_exception(text, last, hit):
            last.what.flags += ("vague",)  # 每季度末月20日前，四季度为12月10日前: and what of the 20th of December?
        elif _is_worked_out(last, hit, text):
            kept.pop()  # 10个工作日内（即4月21日前）
        elif is_span_in(last, hit, text):
            last.what.flags += ("vague",)  # 每月头三天内, 7月前15日内: what is counted from where?
            continue
        elif hit.trait is _FESTIVAL and last.end == hit.start and type(last.what) is When:
            kept.pop()  # 10月1日国庆节前: the day of the festival itself
        elif _names_no_day(hit) and type(last.what) is When and last.end == hit.start:
            kept.pop()  # 9月1日开学前: on which side of that day?
            bad.append((last.start, hit.end))
        kept.append(hit)
    return kept


def _is_name_between(span: Hit, name: Hit, hit: Hit, text: str) -> bool:
    """9月20日—12月28日“百日攻坚”期间每旬: the name of the span, which looks like a span of its own."""
    if not _recurs(hit) or not _says_nothing(name) or type(span.what) is not When:
        return False
    return name.start - span.end <= 2 and _is_scoped(text, span, hit)


def _says_nothing(hit: Hit) -> bool:
    return type(hit.what) is Parts and hit.what.kind == "none" and not hit.what.asks


_SCOPES: Final = ("", ",", "内", "内,", "的")
#: 5月1日—9月30日汛期每日: what the span is called.
_CALLED: Final = Pattern(
    "(?:为?(?:[^,;。、()0-9]{0,6}?(?:期|季|汛|时期|阶段|活动|假|节)|[(](?:[^()0-9]{0,6})[)])(?:期间|间|内)?的?,?"
    "|[^,;。、()0-9]{0,12}期间?内?的?,?)"
)


_FROM: Final = frozenset(["(", ",", "(自", "(从", "(于", ",自", ",从"])


def _begins_later(last: Hit, hit: Hit, text: str) -> bool:
    """Whether `hit` says from when on `last` recurs."""
    if not _recurs(last) or type(hit.what) is not Parts or hit.what.kind != "none":
        return False
    return text[hit.start : hit.end].endswith(("起", "开始", "后")) and (
        text[last.end : hit.start] in _FROM or (text[hit.start] in "自从" and text[last.end : hit.start] in ("(", ","))
    )


def _is_time_for(last: Hit, hit: Hit, text: str) -> bool:
    """Whether a span of months or years stands before what recurs, as that for which it does."""
    if type(last.what) is not Parts or last.what.kind != "relative" or not _recurs(hit):
        return False
    between = text[last.end : hit.start]
    long = last.what.fields.get("unit") in ("month", "year") and last.what.fields.get("n", 0) > 0
    return long and len(between) <= 12 and not set(";。") & set(between)


def _is_scoped(text: str, last: Hit, hit: Hit) -> bool:
    """Whether what recurs follows a time so closely that it may do so within it."""
    if text[last.end : hit.start] in _SCOPES:
        return True
    if type(last.what) is not When or not (last.what.until or last.what.span) or last.what.before:
        return False
    return text[hit.start] == "每" and _CALLED.fullmatch(text, last.end, hit.start) is not None


def _has_end(when: When) -> bool:
    """Whether a span ends within a year, and with it what recurs in it; nothing is due in later years' spans."""
    last = when.until or when
    return (when.until is not None or when.span) and last.grain in ("day", "part", "month")


def _is_scope(last: Hit, when: When, between: str) -> bool:
    """2021-2023年，每年: for how long it recurs; 全年，每季度: the year is a task of its own."""
    if between == "," and last.trait is _WHOLE_YEAR:
        return False
    return when.span or when.inside or when.until is not None


def _says_when_done(last: Hit, hit: Hit, text: str) -> bool:
    """已完成（2025年2月）: the date of what is done."""
    if type(last.what) is not Parts or last.what.kind != "done" or type(hit.what) is not When:
        return False
    return text[last.end : hit.start] in ("(", "(于", "于") and not hit.what.before


#: What may stand between what recurs and the day with which that ends; and behind that day.
_UNTIL: Final = Pattern(
    r"[^;。:\d]{0,24}?(?:[,(]|(?<=[\u4e00-\u9fff]))(?:一?直|持续|延续|截)?[至到](?:[,]?[^\d,;。()]{0,4})?"
)
#: …，此项工作持续至5月15日: however much stands between.
_GOES_ON_TO: Final = Pattern("(?:持续|延续|一直做?)[到至]$")
_LED_TO: Final = frozenset("至到")
_ITS_END: Final = Pattern(r"(?:[^,;。()\d]{2,8}?(?:结束|期满|解除)|为止|止|停止|终止)?(?=$|[,;。)])")


def ends_what_recurs(last: Hit, hit: Hit, text: str) -> bool:
    """Whether `hit` is the day with which `last`, which recurs, ends: 每日报送，至9月30日汛期结束."""
    when = hit.what
    if type(when) is not When or when.until is not None or not _recurs(last):
        return False
    if text[hit.start - 1 : hit.start] not in _LED_TO or last.end > hit.start:
        return False
    between = text[last.end : hit.start]
    if "。" not in between and _GOES_ON_TO.search(between) is not None:
        return _ITS_END.match(text, hit.end) is not None
    return len(between) <= 30 and _UNTIL.fullmatch(between) is not None and _ITS_END.match(text, hit.end) is not None


def _in_bracket(text: str, last: Hit, hit: Hit) -> bool:
    """Whether `hit` is a date, or another period, in the bracket that follows `last` or after 分别."""
    if not (type(hit.what) is When or _recurs(hit)):
        return False
    if text.startswith(",分别", last.end) and hit.start - last.end < 30:
        return True  # 每半年1次，分别于6月、12月底前
    if text[last.end : hit.start] in (",", ":", ",于") and _is_listed(last, hit):
        return True  # 每半年一次，1月、7月底前
    if text[last.end : last.end + 1] != "(":
        return False
    return ")" not in text[last.end : min(hit.start, last.end + 40)]


_BUT: Final = Pattern(
    r",?\(?(?:其中,?|但)?(?:第?[一二三四1-4]季度|[\d一二三四五六七八九十]{1,3}月份?|年终|年底|年末|年度|最后一次|首次|第一次|下次|下一次|上次|上一次)(?:的|报告|报表)?"
    "(?:[为是则于在]|应|改为|提前至|延至|推迟至)+"
)


#: The same where a period that is named (四季度) is a date of its own.
_BUT_FIRST: Final = Pattern(r"[,(;](?:其中,?|但)?")
_THEN: Final = Pattern("(?:的|报告|报表)?(?:[为是则]|改为|提前[至到]|延[至到]|推迟[至到])于?")


def _is_exception(text: str, last: Hit, hit: Hit) -> bool:
    """Whether a date takes the place of one of the days of what recurs."""
    if type(hit.what) is not When:
        return False
    if _BUT.fullmatch(text, last.end, hit.start) is not None:
        return True
    return _THEN.match(text, hit.end) is not None and _BUT_FIRST.fullmatch(text, last.end, hit.start) is not None


def _is_month_of(last: Hit, hit: Hit, text: str) -> bool:
    """Whether something monthly follows a month that is named."""
    month = last.what
    if type(month) is not When or month.grain != "month" or month.before or month.until or month.span:
        return False
    return _recurs(hit) and hit.start - last.end < 2 and text[hit.start] == "每"


def _is_listed(last: Hit, hit: Hit) -> bool:
    """Whether `hit` belongs to the list of days of a period that ends several times a year."""
    whole = type(last.what) is Parts and "BYMONTH=" in last.what.fields.get("rrule", "")
    return whole and type(hit.what) is When and hit.what.year is None and (hit.what.listed or last.end == hit.start)


def is_span_in(last: Hit, hit: Hit, text: str) -> bool:
    """Whether a span follows a period so closely that it may be a part of it."""
    if type(hit.what) is not Parts or hit.what.kind != "relative":
        return False
    if type(last.what) is When:
        return last.end == hit.start and (last.what.before or _is_first_weeks(last.what, hit.what))
    between = text[last.end : hit.start]
    return _recurs(last) and len(between) < 7 and not set(",;。、(") & set(between)


def _is_first_weeks(month: When, span: Parts) -> bool:
    """五月份前三周: the first weeks of May, or those before it?"""
    return month.grain == "month" and not month.tight and span.fields.get("n", 0) < 0


_THAT_IS: Final = Pattern(r"[(,]?即(?:是|为|于|在)?|\((?:于|在)?")


def _is_worked_out(last: Hit, hit: Hit, text: str) -> bool:
    """Whether a date says on which day a span ends that stands before it."""
    if type(last.what) is not Parts or last.what.kind != "relative" or type(hit.what) is not When:
        return False
    ahead = last.what.fields.get("n", 0) > 0 and "n" in last.what.fields
    return (
        ahead
        and hit.what.before
        and (hit.what.grain == "day" or hit.what.tight)
        and _THAT_IS.fullmatch(text, last.end, hit.start) is not None
    )


def _names_no_day(hit: Hit) -> bool:
    return hit.trait is _NO_DAY


def _recurs(hit: Hit) -> bool:
    return type(hit.what) is Parts and hit.what.kind == "recurring"
