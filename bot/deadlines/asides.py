"""Sentences that speak of a time and bind nobody by it: questions, wishes, memories, proposals, reports."""

from datetime import date
from typing import Final

from bot.deadlines import context
from bot.deadlines.lexicon import Pattern
from bot.deadlines.row import Hit, Parts, When

#: 能否在国庆节前通车, 是否需于6月底前完成.
_ASKED: Final = Pattern("(?:能否|是否|可否|能不能|会不会|可不可以|要不要|有无可能)[^,;。]{0,12}$")
#: 期待在“十四五”时期继续合作; a day by which an answer is hoped for is a polite request.
_WISHED: Final = Pattern("(?:期待|期盼|盼望|祝愿|祝|感谢|展望)[^,;。]{0,24}$")
#: 早在上世纪90年代就提出五年内通水.
_REMEMBERED: Final = Pattern("(?:早在|上世纪|回顾|回忆|曾经?(?!用)|当时|那时|历史上)[^;。,]{0,40}$")
#: “6月底前完成清欠”的建议, 提出6月底前通车的设想.
_PROPOSAL: Final = "(?:建议|提议|设想|想法|提法|说法|口号|呼声|请求|诉求|愿望|传言|疑问)"
_QUOTED: Final = Pattern(f'[^,;。"]{{0,20}}"的{_PROPOSAL}')
_PROPOSED: Final = Pattern(f'[^,;。"]{{0,20}}的{_PROPOSAL}(?=$|[,;。])')
_PUT_FORWARD: Final = Pattern('(?:提出|关于|有关|收到|反映)"?[^,;。"]{0,6}$')
#: 每周二、四、六执行的航线, 每年举办的文化节: of which thing something is said.
_OF_A_THING: Final = Pattern(
    "(?:例行|定期|固定|按期)?(?:执行|召开|举办|举行|产生|开展|进行|发布|出版|播出|开行|运行|运营|发放|缴纳|收取|报送|上报"
    "|使用|生产|消耗|接待|接收|发生|受理|处理)的(?![,;。])"
)
#: 要求的9月底前完成的任务，我院已于8月完成.
_ALREADY: Final = Pattern("[^,;。]{1,10}的[^,;。]{1,14},[^,;。]{0,10}(?:已|业已|现已|均)(?!经?定|明确|要求)")
#: 2023年，共办理…，其中12件于6月底前办结: a report of a year that is over.
_OF_YEAR: Final = Pattern("^[^,;。\\d]{0,6}(20\\d\\d)年(?:度)?,")
_COUNTED: Final = Pattern("其中|共|累计|实际|均")


def is_aside(text: str, hit: Hit, issued: date | None) -> bool:
    """Whether the sentence only asks, wishes, remembers, quotes a proposal or reports."""
    start, end = hit.start, hit.end
    clause = context.clause_before(text, start)
    if clause and (_ASKED.search(clause) is not None or _REMEMBERED.search(clause) is not None):
        return True
    if type(hit.what) is Parts:
        return hit.what.kind == "recurring" and _OF_A_THING.match(text, end) is not None
    if _QUOTED.match(text, end) is not None:
        return True
    if _PROPOSED.match(text, end) is not None and _PUT_FORWARD.search(clause) is not None:
        return True
    if _ALREADY.match(text, end) is not None:
        return True
    assert type(hit.what) is When
    if hit.what.span and _WISHED.search(clause) is not None:
        return True
    return hit.what.year is None and _is_of_year_over(context.sentence_before(text, start), issued)


def _is_of_year_over(sentence: str, issued: date | None) -> bool:
    named = _OF_YEAR.match(sentence)
    if named is None or issued is None or int(named[1]) >= issued.year:
        return False
    return _COUNTED.search(sentence) is not None
