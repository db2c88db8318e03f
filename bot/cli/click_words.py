"""click's own words (Usage, Options, Error …) in the language of the settings.

click hands each to gettext, which looks for compiled catalogues of the whole system; these are looked up in our texts.
"""

from types import ModuleType

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.termui
import click.types

from bot.texts import LANGUAGES, language, room

_SPEAKING: tuple[ModuleType, ...] = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.termui,
    click.types,
)
#: What click is written in.
ENGLISH = LANGUAGES[1]


def ours(words: str) -> str:
    """`words` of click, their holes unfilled, in the language set; as they are where they are not among our texts."""
    if language() == ENGLISH:
        return words
    name = next((name for name, known in room(ENGLISH, "click").items() if known == words), None)
    return words if name is None else room(language(), "click")[name]


def ours_counted(one: str, many: str, n: int) -> str:
    """The same for words that differ by number."""
    return ours(one if n == 1 else many)


def speak() -> None:
    """From now on click asks here. Calling it again changes nothing."""
    for module in _SPEAKING:
        vars(module)["_"] = ours
        if "ngettext" in vars(module):
            vars(module)["ngettext"] = ours_counted
