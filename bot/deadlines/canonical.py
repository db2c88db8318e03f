"""One writing for all: half-width signs, simplified characters, no white space, with the way back to the original."""

import re
from bisect import bisect_right
from typing import Final

from bot.deadlines.lines import with_numbers_marked, with_parts_marked

_FULL: Final = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SAME: Final = (
    "後后|個个|號号|時时|點点|鐘钟|週周|禮礼|長长|續续|進进|開开|國国|慶庆|節节|勞劳|動动|陽阳|報报|當当|"
    "間间|內内|發发|樓楼|術术|結结|終终|至至|從从|實实|標标|準准|應应|將将|請请|會会|議议|場场|檢检|"
    "達达|達达|項项|總总|務务|關关|門门|網网|絡络|級级|縣县|區区|織织|組组|領领|導导|業业|産产|產产|"
    "員员|單单|雙双|兩两|兩两|壹一|贰二|叁三|肆四|伍五|陆六|柒七|捌八|玖九|拾十|○〇|◯〇|О〇|Ｏ〇|"
    "歲岁|舊旧|曆历|臨临|時时|盡尽|儘尽|馬马|隨随|適适|舉举|辦办|處处|問问|題题|還还|來来|聖圣|誕诞|"
    "辰辰|經经|過过|給给|約约|計计|劃划|書书|條条|該该|這这|專专|對对|並并|併并|與与|於于|為为|爲为|"
    "啟启|啓启|畢毕|滿满|屆届|幾几|遲迟|據据|規规|據据|統统|體体|態态|維维|護护|監监|測测|評评|驗验|"
    "審审|複复|復复|調调|擬拟|擬拟|無无|確确|執执|號号|條条|際际|億亿|萬万|數数|據据|彙汇|匯汇|總总|"
    "採采|購购|貫贯|徹彻|傳传|達达|學学|習习|聯联|席席|簽签|訂订|協协|環环|衛卫|農农|職职|責责|鎮镇|"
    "鄉乡|稅税|財财|帳账|賬账|優优|質质|補补|貼贴|電电|話话|郵邮|編编|製制|範范|圍围|試试|運运|營营|"
    "－-|﹣-|–-|—-|―-|‐-|‑-|−-|─-|━-|～~|〜~|∼~|：:|﹕:|∶:|，,|﹐,|；;|﹔;|（(|）)|〔[|〕]|［[|］]|【[|】]|{(|})|｛(|｝)|"
    '﹙(|﹚)|〈<|〉>|．.|﹒.|·.|／/|∕/|“"|”"|„"|‟"|「"|」"|『"|』"|‘"|’"|＂"|\'"|＇"|'
    "較较|預预|備备|設设|轉转|階阶|繳缴|歸归|納纳|縮缩|緩缓|則则|類类|屬属|閉闭|額额|擇择|離离|館馆|隊队|輪轮|築筑|風风|"
    "曰日|Ⅰ1|Ⅱ2|Ⅲ3|Ⅳ4|ⅰ1|ⅱ2|ⅲ3|ⅳ4|Ⅴ5|Ⅵ6|×*|全全"
)
#: ①⑴⒈ number the parts of a phrase; read as digits they would make ②2月 the 22nd.
_MARKS: Final = dict.fromkeys(range(0x2460, 0x249C), ";")
_TABLE: Final = {
    chr(code): sign if isinstance(sign, str) else chr(sign)
    for code, sign in (_FULL | _MARKS | {ord(pair[0]): pair[1] for pair in _SAME.split("|")}).items()
}
#: Any sign of the table; few signs of a phrase are, so that they are looked for, not all translated.
_WRITTEN_OTHERWISE: Final = re.compile("[" + re.escape("".join(_TABLE)) + "]")
#: Signs that take no room in reading: white space of every sort, zero-width signs, soft hyphen, byte order mark.
_BLANK: Final = re.compile(
    "[\\s\u00ad\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2064\u2066-\u206f\ufeff\u3000\x00-\x1f\x7f]+"
)
#: Digits that a scan or a line break may have torn apart: 1 2月, 12月3 1日; bounded, so that the search stays linear.
_TORN: Final = re.compile(
    rf"(?<!\d)\d{{1,4}}(?:{_BLANK.pattern}\d{{1,4}}){{1,3}}(?=(?:{_BLANK.pattern})?([年月日号天个时小周]))", re.ASCII
)
#: A number that follows one of these at once is not that of an item.
_LEADS: Final = frozenset("年月后起内前于在到至近约每过第用")


class Canonical:
    """`text` to be read, and where each of its signs stood."""

    __slots__ = ("_begins", "_gone", "source", "text")

    def __init__(self, source: str) -> None:
        self.source = source
        text = _WRITTEN_OTHERWISE.sub(_as_read, source)
        if "(1)" in text or "(一)" in text:
            text = with_numbers_marked(text)
        self._gone: list[int] | None = None
        if _BLANK.search(text) is None:
            self.text = text
        else:
            self._without_blanks(with_parts_marked(text))

    def _without_blanks(self, text: str) -> None:
        """Of each run of text without a blank, where it begins in `text`, and how many signs are gone before it."""
        torn = _blanks_in_numbers(text)
        pieces: list[str] = []
        begins, gone = [0], [0]
        at = missing = 0
        for blank in _BLANK.finditer(text):
            start, end = blank.span()
            if start and end < len(text) and text[start - 1].isdigit() and text[end].isdigit() and start not in torn:
                pieces += (text[at:start], " ")  # a blank between two digits parts numbers: 2022 11 23
                start += 1
            else:
                pieces.append(text[at:start])
            begins.append(start - missing)
            missing += end - start
            gone.append(missing)
            at = end
        pieces.append(text[at:])
        self.text, self._begins, self._gone = "".join(pieces), begins, gone

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The half-open span of the original for one of `text`."""
        if self._gone is None:
            return start, end
        first = start + self._gone[bisect_right(self._begins, start) - 1]
        if start >= end:
            place = first if start < len(self.text) else len(self.source)
            return place, place
        return first, end + self._gone[bisect_right(self._begins, end - 1) - 1]

    def words(self, start: int, end: int) -> str:
        """The original words of a span of `text`."""
        if self._gone is None:
            return self.source[start:end]
        first, last = self.span(start, end)
        return self.source[first:last]

    def words_unbroken(self, start: int, end: int) -> str:
        """The same without the white space in them."""
        return self.source[start:end] if self._gone is None else "".join(self.words(start, end).split())


def _as_read(sign: "re.Match[str]") -> str:
    return _TABLE[sign[0]]


def _blanks_in_numbers(text: str) -> set[int]:
    """Where a blank begins that stands within one number: 1 2月."""
    return {
        blank.start()
        for torn in _TORN.finditer(text)
        if _is_one_number(text, torn)
        for blank in _BLANK.finditer(text, torn.start(), torn.end())
    }


def _is_one_number(text: str, found: "re.Match[str]") -> bool:
    """Whether digits with blanks between them are one number: only where they can be nothing else."""
    digits = "".join(sign for sign in found[0] if sign.isdigit())
    if found[1] == "年":
        return len(digits) == 4 and digits[:2] in ("19", "20")
    before = text[max(0, found.start() - 4) : found.start()].rstrip()[-1:]
    if "\n" in found[0] and before not in ("年", "月"):
        return False
    return len(digits) == 2 and (before in _LEADS or digits[1] == "0")
