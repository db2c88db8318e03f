"""A form of a page, as a browser sends it where nobody touched it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

Field = tuple[str, str]
#: Lines of such a field are one line in a browser.
ONE_LINE = {"text", "search", "email", "tel", "url"}
#: These are sent where they are ticked, chosen or pressed.
NOT_SENT = {"checkbox", "radio", "file", "submit", "button"}


@dataclass
class _Form(HTMLParser):
    action: str
    fields: list[Field] = field(default_factory=list)
    _is_in: bool = False
    _name: str | None = None
    _said: str = ""
    _options: list[Field] = field(default_factory=list)
    _is_chosen: bool = False

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self._is_in = given.get("action") == self.action and given.get("method") == "post"
        if not self._is_in:
            return
        name, kind = given.get("name") or "", given.get("type") or "text"
        if tag == "input" and name and (kind not in NOT_SENT or "checked" in given):
            value = given.get("value") or ""
            self.fields.append((name, "".join(value.splitlines()) if kind in ONE_LINE else _lines(value)))
        elif tag in {"textarea", "select"}:
            self._name, self._said, self._options = name, "", []
        elif tag == "option" and self._name is not None:
            self._options.append((str("selected" in given), given.get("value") or ""))

    def handle_data(self, data: str) -> None:
        self._said += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._is_in = False
        elif self._is_in and tag == "textarea" and self._name is not None:
            self.fields.append((self._name, _lines(self._said.removeprefix("\n"))))
            self._name = None
        elif self._is_in and tag == "select" and self._name is not None and self._options:
            chosen = next((value for is_chosen, value in self._options if is_chosen == "True"), self._options[0][1])
            self.fields.append((self._name, chosen))
            self._name = None


def _lines(words: str) -> str:
    """html.spec.whatwg.org: what is sent has CR LF between lines."""
    return "\r\n".join(words.split("\n"))


def untouched(page: str, action: str) -> list[Field]:
    """The fields of the last form of the page that is sent there."""
    found = _Form(action)
    found.feed(page.replace("\r\n", "\n").replace("\r", "\n"))
    return found.fields
