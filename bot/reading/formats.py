"""Which parts of a date a spreadsheet cell shows: a cell that shows 2021年9月 stores 1 September."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

# Formats that every program knows by number; those of the Chinese edition are 27 to 36 and 50 to 58 (ECMA-376 18.8.30).
_BUILT_IN = {
    9: "0%", 10: "0.00%", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss",
    20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 30: "m-d-yy",
    31: "yyyy年m月d日", 32: "h时mm分", 33: "h时mm分ss秒", 34: "h时mm分", 35: "h时mm分ss秒", 36: "yyyy年m月",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月", 53: "m月d日",
    54: "m月d日", 55: "h时mm分", 56: "h时mm分ss秒", 57: "yyyy年m月", 58: "m月d日",
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h|m|s)[^\]]*\]', re.IGNORECASE)
_MINUTES = re.compile(r"(?:h+\]?[^ymdhs]*)m+|m+(?=[^ymdh]*s)", re.IGNORECASE)
_SECONDS_A_DAY = 86_400


@dataclass(frozen=True, slots=True)
class Shown:
    """What of a number a format shows."""

    year: bool = False
    month: bool = False
    day: bool = False
    time: bool = False
    percent: bool = False

    @property
    def is_date(self) -> bool:
        return self.year or self.month or self.day

    @property
    def is_plain(self) -> bool:
        return not (self.is_date or self.time or self.percent)


def shown(number: int, code: str | None) -> Shown:
    """What the format `number`, or its `code` where the file spells it out, lets a reader see."""
    text = code if code is not None else _BUILT_IN.get(number, "")
    text = _LITERAL.sub("", text.split(";")[0]).lower()
    if "%" in text:
        return Shown(percent=True)
    if "general" in text or "#" in text or "0" in text.replace("ss.0", "ss"):
        return Shown()
    has_time = "h" in text or "s" in text
    bare = _MINUTES.sub("", text)
    return Shown("y" in bare or "e" in bare, "m" in bare, "d" in bare, has_time)


def from_serial(number: float, epoch_1904: bool = False) -> datetime:
    """The instant that a spreadsheet's day number means. Day 60 of the 1900 calendar never was."""
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)  # noqa: DTZ001 - wall time, as in the sheet
    return start + timedelta(seconds=round(number * _SECONDS_A_DAY))


def spell_date(value: date | datetime, parts: Shown) -> str:
    """`value` in Chinese down to the part shown: 9月30日 keeps the year that the cell holds."""
    whole = parts.day or not parts.is_date
    text = f"{value.year}年"
    text += f"{value.month}月" if parts.month or whole else ""
    text += f"{value.day}日" if whole else ""
    if isinstance(value, datetime) and (value.hour or value.minute):
        text += f" {value.hour:02}:{value.minute:02}"
    return text
