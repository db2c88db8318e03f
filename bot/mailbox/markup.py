"""The words of a mail that came as HTML, without what it quotes: each mail program marks that in its own way."""

from lxml import etree, html

#: What holds the mail that is answered, a row a mail program.
_QUOTED = (
    "//blockquote",  # Apple, Thunderbird, Coremail
    "//*[contains(@class,'gmail_quote') or contains(@class,'gmail_extra')]",
    "//includetail",  # QQ
    "//*[contains(@class,'foxmail_quote')]",
    "//*[@id='isReplyContent' or @id='divNeteaseSiriusReply' or contains(@class,'ntes-mailmaster-quote')]",  # 163, 126
    "//*[contains(@class,'yahoo_quoted')]",
)
#: What stands above the mail that is answered: it goes, and all that comes after it.
_ABOVE = (
    "//*[@id='divRplyFwdMsg' or @id='appendonsend']",  # Outlook's web and telephones
    "//div[contains(translate(@style,' ',''),'border-top:solid#E1E1E1')]",  # Outlook
    "//div[contains(translate(@style,' ',''),'border-top:solid#B5C4DF')]",  # Outlook, older
    "//*[contains(@class,'OutlookMessageHeader')]",
    "//div[contains(@style,'Arial Narrow') and contains(.,'---')]",  # QQ
)
#: Stands where a quotation was, so that what was said below it is told from what was quoted without a mark.
MARK = "> "
_SIGNED = "//*[contains(@class,'gmail_signature') or @id='Signature' or @id='ms-outlook-mobile-signature']"
_BLOCKS = {
    "p",
    "div",
    "br",
    "tr",
    "li",
    "table",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "hr",
    "section",
    "pre",
}
_SILENT = {"script", "style", "head", "title", "meta", "link", "noscript"}
LARGEST = 2_000_000


def words_of(markup: str) -> str:
    """The text, a line for each line that a reader sees; what is quoted is left out where it is marked as such."""
    tree = _parsed(markup)
    if tree is None:
        return ""
    for path in _ABOVE:
        for element in tree.xpath(path):
            _cut_from(element)
    for path in _QUOTED:
        for element in tree.xpath(path):
            _put_mark(element)
    for element in tree.xpath(_SIGNED):
        _put_mark(element, "")
    found: list[str] = []
    _write(tree, found)
    lines = (" ".join(line.split()) for line in "".join(found).replace("\xa0", " ").split("\n"))
    return "\n".join(lines).strip()


def _parsed(markup: str) -> html.HtmlElement | None:
    # A declared encoding would be applied to what is decoded already.
    plain = markup[:LARGEST].encode("utf-8", "replace")
    try:
        return html.document_fromstring(plain, parser=html.HTMLParser(encoding="utf-8", recover=True, no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


def _cut_from(element: html.HtmlElement) -> None:
    """Takes away the element and all that a reader sees after it."""
    _put_mark(element)
    node = element
    while (parent := node.getparent()) is not None:
        for later in list(node.itersiblings()):
            parent.remove(later)
        node.tail, node = None, parent


def _put_mark(element: html.HtmlElement, words: str = MARK) -> None:
    """Empties the element of all but `words`."""
    tail = element.tail
    element.clear()
    element.tag, element.text, element.tail = "div", words, tail


def _write(element: html.HtmlElement, found: list[str]) -> None:
    stack: list[tuple[html.HtmlElement, bool]] = [(element, False)]
    while stack:  # no recursion: markup may be nested deeper than Python calls
        node, is_over = stack.pop()
        is_block = node.tag in _BLOCKS
        if is_over:
            found.append("\n" if is_block and node.tag != "br" else "")
            found.append(_flat(node.tail))
            continue
        stack.append((node, True))
        if not isinstance(node.tag, str) or node.tag in _SILENT:
            continue
        found.append("\n" if is_block else "")
        found.append(node.text or "" if node.tag == "pre" else _flat(node.text))
        stack += [(child, False) for child in reversed(node)]


def _flat(words: str | None) -> str:
    return (words or "").replace("\n", " ")
