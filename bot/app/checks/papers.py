"""What `check` finds of the Word templates of papers: each is filled in with a paper about nothing."""

from collections.abc import Iterator

from bot.app.checks.finding import Finding, Mark
from bot.messages.papers.filling import own_template
from bot.texts import text
from bot.work.office import Office
from bot.work.papers.papers import KINDS, template_faults


def templates(office: Office) -> Iterator[Finding]:
    """A finding for each fault of an office's own templates; where there is none, how many there are."""
    own = [kind for kind in KINDS if own_template(kind, office.config) is not None]
    faults = template_faults(office.config)
    yield from (Finding(Mark.OPEN, text("papers.default_used", fault=fault)) for fault in faults)
    if own and not faults:
        yield Finding(Mark.GOOD, text("papers.sound", n=len(KINDS), own=len(own)))
