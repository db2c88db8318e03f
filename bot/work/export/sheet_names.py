"""Names of sheets that every spreadsheet program takes: short, without certain signs, each once."""

import re
from collections.abc import Sequence

LONGEST = 31  # signs; ECMA-376 leaves the limit to programs, and Excel's is this
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """A name for each of `wanted`, as like it as can be."""
    found: list[str] = []
    taken: set[str] = set()
    for words in wanted:
        base = _FORBIDDEN.sub(" ", words).strip("' ")[:LONGEST] or "-"
        name, n = base, 1
        while name.casefold() in taken:
            n += 1
            end = f" {n}"
            name = f"{base[: LONGEST - len(end)]}{end}"
        taken.add(name.casefold())
        found.append(name)
    return found
