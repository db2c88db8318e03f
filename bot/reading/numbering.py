"""The numbers that Word draws before a paragraph but does not write into its text."""

from lxml import etree

from bot.reading.list_numerals import spell
from bot.reading.white_space import count_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9


def _value(element: etree._Element | None, default: str = "") -> str:
    return default if element is None else element.get(f"{W}val", default)


def _number(element: etree._Element | None, default: int) -> int:
    return count_of(_value(element), default)


class Level:
    """How one level of a list counts and looks."""

    def __init__(self, element: etree._Element) -> None:
        self.start = _number(element.find(f"{W}start"), 1)
        self.format = _value(element.find(f".//{W}numFmt"), "decimal")
        self.text = _value(element.find(f"{W}lvlText"))
        self.legal = element.find(f"{W}isLgl") is not None
        self.restart = _number(element.find(f"{W}lvlRestart"), -1)
        self.style = _value(element.find(f"{W}pStyle"))


class Numbering:
    """The lists of one document, counting as its paragraphs go by."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, dict[int, Level]] = {}
        self._links: dict[str, str] = {}
        self._lists: dict[str, str] = {}
        self._overrides: dict[tuple[str, int], Level | int] = {}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: etree._Element) -> None:
        styles: dict[str, str] = {}
        for element in root.iterfind(f"{W}abstractNum"):
            key = element.get(f"{W}abstractNumId", "")
            levels = element.findall(f"{W}lvl")
            self._abstract[key] = {count_of(e.get(f"{W}ilvl")): Level(e) for e in levels}
            styles.setdefault(_value(element.find(f"{W}styleLink")), key)
            self._links[key] = _value(element.find(f"{W}numStyleLink"))
        self._links = {key: styles[link] for key, link in self._links.items() if link and link in styles}
        for element in root.iterfind(f"{W}num"):
            self._load_list(element)

    def _load_list(self, element: etree._Element) -> None:
        key = element.get(f"{W}numId", "")
        abstract = _value(element.find(f"{W}abstractNumId"))
        self._lists[key] = self._links.get(abstract, abstract)
        for override in element.iterfind(f"{W}lvlOverride"):
            at = (key, count_of(override.get(f"{W}ilvl")))
            level, start = override.find(f"{W}lvl"), override.find(f"{W}startOverride")
            if level is not None:
                self._overrides[at] = Level(level)
            elif start is not None:
                self._overrides[at] = _number(start, 1)

    def level_of_style(self, list_id: str, style: str) -> int:
        """The level of the list that is drawn for paragraphs of `style`; 0 where none is named."""
        levels = self._abstract.get(self._lists.get(list_id, ""), {})
        return next((depth for depth, level in levels.items() if style and level.style == style), 0)

    def label(self, list_id: str, depth: int) -> str:
        """Counts one paragraph of the list and spells its number out; empty for bullets and unknown lists."""
        abstract = self._lists.get(list_id)
        level = self._level(list_id, depth)
        if abstract is None or level is None:
            return ""
        counts = self._counts.setdefault(abstract, [None] * _LEVELS)
        self._count(list_id, depth, level, counts)
        return self._spell(list_id, level, counts)

    def _level(self, list_id: str, depth: int) -> Level | None:
        override = self._overrides.get((list_id, depth))
        if isinstance(override, Level):
            return override
        return self._abstract.get(self._lists.get(list_id, ""), {}).get(depth)

    def _count(self, list_id: str, depth: int, level: Level, counts: list[int | None]) -> None:
        at = (list_id, depth)
        override = self._overrides.get(at)
        if override is not None and at not in self._begun:
            counts[depth] = override if isinstance(override, int) else override.start
        else:
            now = counts[depth]
            counts[depth] = level.start if now is None else now + 1
        self._begun.add(at)
        for deeper in range(depth + 1, _LEVELS):
            below = self._level(list_id, deeper)
            if below is None or below.restart < 0 or below.restart > depth:
                counts[deeper] = None

    def _spell(self, list_id: str, level: Level, counts: list[int | None]) -> str:
        if level.format in ("bullet", "none") and "%" not in level.text:
            return ""
        text = level.text
        for depth in range(_LEVELS):
            hole = f"%{depth + 1}"
            if hole not in text:
                continue
            other = self._level(list_id, depth) or level
            count = counts[depth]
            number = other.start if count is None else count
            text = text.replace(hole, spell(number, "decimal" if level.legal else other.format))
        return text.strip()
