"""Item numbers as documents print them: 一、 （一） 1. （1） ① 第一条, at the start of a text or within it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")}
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾貳參陸", "一二三四五六七八九十二三六")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_BRACKETED_CN = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_CN = "[一二三四五六七八九十百]{1,5}"
_FORMAL = "壹贰叁肆伍陆柒捌玖拾貳參陸"  # of the highest parts of minutes (壹、主席致詞)

#: Style → pattern; the order is that of the usual rank, the highest first.
_STYLES: dict[str, str] = {
    "part": rf"第(?P<part>{_CN})(?:章|部分|篇|编|阶段)[、：:\s　]*",
    "article": rf"第(?P<article>{_CN}|\d{{1,3}})(?:条|项)(?!例|规|款|第)[、：:\s　]*",
    "formal": rf"(?P<formal>[{_FORMAL}]{{1,3}})\s*[、．.]\s*",
    "cn": rf"(?P<cn>{_CN})\s*[、．.](?!\d)\s*",
    "cnp": rf"[（(]\s*(?P<cnp>{_CN})\s*[）)]\s*[、．.]?|(?P<cnp2>[{_BRACKETED_CN}])",
    "named": rf"(?:任务|措施|问题|事项|项目|清单|举措|议题|议程)(?P<named>{_CN}|\d{{1,3}})(?:[：:、．.]|\s+|$)",
    "nth": r"第?(?P<nth>\d{1,3})号(?:建议|提案|议案|议题|事项|问题|件)[：:\s]*",
    "num": r"(?P<num>\d{1,3})"
    r"(?:\s*[．、。]\s*(?!\d{1,2}[％%])|\s*\.\s*(?=(?:19|20)\d\d\s*年)|\s*\.\s*(?!\d)|\s*[.．]\s*(?=(?:1[0-2]|[1-9])月\d)|\s*[)）]\s*)(?!\s*$)",
    "nump": r"[（(]\s*(?P<nump>\d{1,3})\s*[）)]\s*[、．.]?",
    "circled": rf"(?P<circled>[{_CIRCLED}])\s*",
}
#: 2.1 before words, not before what is counted (2.1万元); only at the start of a text.
_POINTS = re.compile(
    r"(?P<points>\d{1,2}(?:[.．]\d{1,2}){1,2})(?:[、.．]\s*|\s+|(?=[\u4e00-\u9fff“《]))(?=\s*[\u4e00-\u9fff“《])"
    r"(?!\s*(?:[万亿千百元个家吨项米倍年月日号时分级度平公里名人次座条所台辆亩户前后至到]|左右|以上|以下))"
)
#: A code of letters and digits before words (A2 签署协议, QC-01 修订表格), a letter before a heading (B. 形式与施工);
#: only at the start of a text.
_CODE = re.compile(
    r"(?P<code>[A-Z]{1,4}-?\d{1,3}(?:[-.]\d{1,3}){0,2})(?:[、．：:]\s*|\.\s*(?!\d)|\s+)(?=[\u4e00-\u9fff“《（])"
)
_LETTER = re.compile(r"(?P<letter>[A-Z])[.．、]\s*(?=[\u4e00-\u9fff“《])")
#: A section's number and that within it (七（一）); only at the start of a text.
_NESTED = re.compile(rf"(?P<above>{_CN})[（(](?P<value>{_CN})[）)][、．.\s]*")
#: A number with a full stop for its point (11。生态帮扶); only at the start of a text.
_STOPPED = re.compile(r"(?P<value>\d{1,3})。\s*(?=[\u4e00-\u9fff“《])")
RANK = {style: rank for rank, style in enumerate([*_STYLES, "letter", "points", "code"])}
_ANY = re.compile("|".join(_STYLES.values()))


@dataclass(frozen=True, slots=True)
class Marker:
    """A printed number: its style, its value, and the span (half-open) that it takes in the text.

    `written` is set where the value is not all of it: 2.1, whose value is 1; 貳.
    """

    style: str
    value: int
    start: int
    end: int
    written: str = ""

    @property
    def label(self) -> str:
        """The number alone: 一, 12. Brackets and points aside."""
        if not self.value or self.written:
            return self.written
        return chinese(self.value) if self.style in ("cn", "cnp", "part") else str(self.value)

    @property
    def printed(self) -> str:
        """The number as it stands after its section's: （一）, 1."""
        return f"（{self.label}）" if self.style in ("cnp", "nump") else self.label


def value_of(text: str) -> int:
    """12 of 十二, 拾貳, ⑫, 12. 0 where `text` is no number."""
    text = text.translate(_PLAIN)
    if text.isascii() and text.isdigit():
        return int(text)
    for signs in (_CIRCLED, _BRACKETED_CN):
        if text and text in signs:
            return signs.index(text) + 1
    total = current = 0
    for char in text:
        if char == "百":
            total, current = total + (current or 1) * 100, 0
        elif char == "十":
            total, current = total + (current or 1) * 10, 0
        elif char in _DIGITS:
            current = _DIGITS[char]
        else:
            return 0
    return total + current


def chinese(value: int) -> str:
    """十二 of 12; from 1 to 199."""
    if value >= 100:
        rest = value - 100
        return "一百" + (
            ("零" if rest < 10 else "") + (chinese(rest) if rest >= 20 or rest < 10 else "一" + chinese(rest))
            if rest
            else ""
        )
    tens, ones = divmod(value, 10)
    digits = "零一二三四五六七八九"
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones else "")


@lru_cache(maxsize=4096)  # a cell is looked at from several sides
def leading(text: str) -> Marker | None:
    """The number that `text` begins with, white space and markup signs aside."""
    offset = len(text) - len(text.lstrip(" \t\n　#*●•▪◆■□"))
    if found := _ANY.match(text, offset):
        return _marker(found)
    if nested := _NESTED.match(text, offset):
        written = f"{nested['above']}（{nested['value']}）"
        return Marker("points", value_of(nested["value"]), nested.start(), nested.end(), written)
    if stopped := _STOPPED.match(text, offset):
        return Marker("num", int(stopped["value"]), stopped.start(), stopped.end())
    points = _POINTS.match(text, offset)
    if points is None:
        return _lettered(text, offset)
    written = points["points"].replace("．", ".")
    return Marker("points", int(written.rsplit(".", 1)[1]), points.start(), points.end(), written)


def _lettered(text: str, offset: int) -> Marker | None:
    """The code or the letter that the text begins with."""
    if code := _CODE.match(text, offset):
        return Marker("code", int(re.split("[A-Z.-]", code["code"])[-1]), code.start(), code.end(), code["code"])
    letter = _LETTER.match(text, offset)
    return (
        Marker("letter", ord(letter["letter"]) - 64, letter.start(), letter.end(), letter["letter"]) if letter else None
    )


def candidates(text: str) -> Iterator[Marker]:
    """Every place in `text` that looks like a number, from left to right."""
    at = 0
    while found := _ANY.search(text, at):
        yield _marker(found)
        at = found.end()


def _marker(found: re.Match[str]) -> Marker:
    name = found.lastgroup or ""
    written = found[name] if name == "formal" else ""
    return Marker(name.rstrip("2"), value_of(found[name]), found.start(), found.end(), written)


def split_items(text: str, expected: int | None) -> tuple[str, list[tuple[Marker, str]]]:
    """(what stands before the first number, [(number, text)]) of a cell that holds numbered items (1. 2. 3.).

    `expected` is the number that should come next; None takes any at the start of a line. Within a line only the
    number that continues the sequence counts, so that amounts and versions do not split a sentence.
    """
    spots: list[Marker] = []
    for spot in candidates(text):
        at_line = not text[: spot.start].strip() or text[: spot.start].rstrip(" 　\t").endswith("\n")
        wanted = spots[-1].value + 1 if spots else expected
        follows = bool(re.search(r"[。；;！？!?）)”\s]$", text[: spot.start]))
        if spot.style == "num" and ((spot.value == wanted and (at_line or follows)) or (wanted is None and at_line)):
            spots.append(spot)
    if not spots:
        return text, []
    ends = [spot.start for spot in spots[1:]] + [len(text)]
    items = [(spot, text[spot.end : end].strip()) for spot, end in zip(spots, ends, strict=True)]
    return text[: spots[0].start].strip(), items
