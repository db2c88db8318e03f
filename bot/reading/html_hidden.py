"""What a page's own style sheet hides: elements of the classes that it gives display: none."""

import re

from lxml import etree

#: A rule of one or more plain classes; what stands within @media is for paper or for other screens.
_RULE = re.compile(r"(?P<names>\.[\w-]+(?:\s*,\s*\.[\w-]+)*)\s*\{[^{}]*display\s*:\s*none[^{}]*\}", re.IGNORECASE)
_SHEET = re.compile(r"<style\b[^>]*>([^<]{1,200000})</style", re.IGNORECASE)
_MEDIA = re.compile(r"@media[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")


def hide_by_style(root: etree._Element, source: str) -> bool:
    """Marks the elements that a class of the style sheet in `source` hides; True where one of them holds words."""
    sheets = " ".join(str(found[1]) for found in _SHEET.finditer(source))
    names = {name.strip(" .") for rule in _RULE.finditer(_MEDIA.sub("", sheets)) for name in rule["names"].split(",")}
    found = False
    for element in root.iter(etree.Element) if names else ():
        if names & set(element.get("class", "").split()):
            element.set("hidden", "")
            found = found or bool("".join(map(str, element.itertext())).strip())
    return found
