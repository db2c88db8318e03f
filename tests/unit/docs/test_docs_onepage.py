"""What the pages to print tell people to say is understood, each as another thing."""

import re
from html import unescape
from pathlib import Path

import pytest

from bot.plan.lifecycle import Verb
from bot.speech import Errand, Unclear, read
from tests.support.pages import name_of, pages_to_print, words_of

CONTACTS = [path for path in pages_to_print() if "contact" in path.name]
MEANT = [
    Verb.ACKNOWLEDGED,
    Verb.ACKNOWLEDGED,
    Verb.REPORTED,
    Verb.EXTENSION_REQUESTED,
    Verb.HANDED_BACK,
    Errand.UNDO,
]


@pytest.mark.parametrize("path", CONTACTS, ids=name_of)
def test_what_a_contact_is_told_to_say_is_understood(path: Path) -> None:
    said = [unescape(words) for words in re.findall("<code>(.+?)</code>", words_of(path))]
    found = [read([words]) for words in said]
    assert [one for one in found if isinstance(one, Unclear)] == []
    assert [command.verb for one in found if not isinstance(one, Unclear) for command in one] == MEANT
    asked = next(command for one in found if not isinstance(one, Unclear) for command in one if command.until)
    assert "12" in asked.until or "December" in asked.until
