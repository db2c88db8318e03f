"""Words without what could drive a terminal: escape sequences, control characters, marks that turn the direction."""

import unicodedata

#: Unicode's categories of controls, marks of format, surrogates, what is private, what is nothing, and line ends.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def printable(words: str) -> str:
    """`words` with only what is seen; line ends, tabs and every kind of blank stay."""
    if words.isprintable():
        return words
    return "".join(c for c in words if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)
