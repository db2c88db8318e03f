"""What `check` finds of an office's own words: each fault with its line and column; what has one is not used."""

from collections.abc import Iterator

from bot.app.checks.finding import Finding, Mark
from bot.messages.office_sentences import own_words
from bot.texts import text
from bot.work.office import Office


def texts(office: Office) -> Iterator[Finding]:
    """A finding for each fault; where there is none, how much of its own the office says."""
    found = own_words(office.config)
    yield from (Finding(Mark.OPEN, fault) for fault in found.faults)
    if found.files and not found.faults:
        yield Finding(Mark.GOOD, text("texts.sound", n=found.sentences, files=found.files))
