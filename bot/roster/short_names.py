"""Names of units as people cut them short: 财政 for 市财政局, water bureau or water for Water Bureau."""

import re

from bot.roster.roster import Roster

SHORTEST = 2
#: What a department's short name leaves out at its end.
_ENDS = re.compile(r"(?:委员会|管理局|办公室|中心|[局委办厅处部])$")
_LATIN = re.compile(r"[A-Za-z][A-Za-z&.'’ -]*")
_THE = re.compile(r"^the\s+|[’']s?$", re.IGNORECASE)


def named_shortly(roster: Roster, words: str) -> frozenset[str]:
    """The units that `words` may be the short name of; several where it is none."""
    said = _THE.sub("", words.strip()).casefold()
    if len(said) < SHORTEST:
        return frozenset()
    fits = _begins if _LATIN.fullmatch(said) else _ends
    return frozenset(unit.name for unit in roster.unit if any(fits(name, said) for name in (unit.name, *unit.aliases)))


def _begins(name: str, said: str) -> bool:
    """Whether a name in Latin letters is these words, or begins with them."""
    known = name.casefold()
    return known == said or known.startswith(f"{said} ")


def _ends(name: str, said: str) -> bool:
    """Whether a Chinese name is these words and the ending of its kind, with or without its place and level."""
    bare = _ENDS.sub("", name)
    return bare != name and bare.endswith(said)
