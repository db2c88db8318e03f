"""What a site puts around a document: menus, lists of other pages, share bars, the foot of the page."""

import re

from lxml import etree

_ALWAYS = frozenset(("nav", "aside", "footer"))
_LISTS = frozenset(("ul", "ol", "li", "dl", "dd", "dt", "div", "p", "section", "header", "h2", "h3", "h4"))
#: Names of boxes, whole words of a class or an id; a box that goes by one is short and holds no table.
_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|menu|menus|breadcrumbs?|crumbs?|location|weizhi|share|bdsharebuttonbox|footer|foot|copyright|"
    r"toolbar|sidebar|related|recommend|pager|pagination|prev|next|erweima|qrcode)(?:$|[\s_-])",
    re.IGNORECASE,
)
_LONGEST = 400  # characters of a box that is left out for its name
_IDLE = re.compile(r"[\s\d\-./:：|>》»·\[\]【】（）()年月日]+")
_SHARE = 0.95  # of the words of a menu are links
_BUTTONS = (
    r"打印(?:本页|正文|此页)?|关闭(?:窗口|本页)?|分享(?:到|至)?|收藏(?:本页)?|返回(?:顶部|首页|列表)|字体|字号|大|中|小|"
    r"微信|微博|QQ(?:空间)?|扫一扫(?:在手机打开当前页|手机浏览)?|无障碍(?:浏览)?|繁體|简体|首页|正文"
)
_BAR = re.compile(rf"(?:[\s【\[（(|：:]*(?:{_BUTTONS})[\s】\]）)|：:]*)+")
_LINE = re.compile(
    r"(?:您?(?:当前|现在|所在)的?位置|您的位置|上一[篇条]|下一[篇条]|浏览次数|点击(?:数|次数|量)|阅读(?:次数|量)|责任编辑|"
    r"网站标识码|版权所有|技术支持|[\u4e00-\u9fff]{0,2}ICP备|[\u4e00-\u9fff]?公网安备|"
    r"主办(?:单位)?[：:][^，。；]{2,30}(?:承办|协办|维护|技术支持|运维)(?:单位)?[：:])"
)
_LINE_LONGEST = 120


def is_chrome(line: str) -> bool:
    """Whether a line belongs to the site and not to the document: 当前位置：…, 【打印】【关闭】, 上一篇：…."""
    return bool(_BAR.fullmatch(line)) or (len(line) <= _LINE_LONGEST and bool(_LINE.match(line.lstrip(" 【[（("))))


class Menus:
    """Tells menus by the share of links in their words, counted once for the whole page."""

    def __init__(self, body: etree._Element) -> None:
        self._counts: dict[etree._Element, tuple[int, int, int]] = {}  # words, words of links, links
        if next(body.iter("a"), None) is not None:
            self._count(body)

    def _count(self, body: etree._Element) -> None:
        for _, element in etree.iterwalk(body, events=("end",)):
            if not isinstance(element.tag, str):
                continue
            said, linked, links = _length(element.text), 0, 0
            for child in element:
                more = self._counts.get(child, (0, 0, 0))
                said, linked, links = said + more[0] + _length(child.tail), linked + more[1], links + more[2]
            if element.tag == "a" and element.get("href", "#"):
                linked, links = said, 1
            self._counts[element] = said, linked, links

    def has(self, element: etree._Element) -> bool:
        """Whether a block is part of the site around the document."""
        tag = str(element.tag)
        if tag in _ALWAYS:
            return True
        return tag in _LISTS and (self._is_links(element, tag) or self._is_named(element))

    def _is_links(self, element: etree._Element, tag: str) -> bool:
        said, linked, links = self._counts.get(element, (0, 0, 0))
        enough = links > 1 or (links == 1 and tag in ("ul", "li", "dd", "dt"))
        return enough and linked >= _SHARE * said

    @staticmethod
    def _is_named(element: etree._Element) -> bool:
        if not any(_NAMES.search(element.get(name, "")) for name in ("class", "id")):
            return False
        return next(element.iter("table"), None) is None and _length("".join(map(str, element.itertext()))) <= _LONGEST


def _length(text: str | None) -> int:
    """The words, numbers and signs of dates and lists aside."""
    return len(_IDLE.sub("", text)) if text else 0
