"""Signs that part words, and letters and digits made plain."""

import unicodedata

#: What may stand after a word, as it is typed in Chinese and in English; fit for a class of a regular expression.
SIGNS = "、，,；;：:。.！!"


def folded(words: str) -> str:
    """`words` with full-width letters and digits made plain, sign for sign; punctuation stays as its writer had it."""
    return "".join(_plain(sign) for sign in words)


def _plain(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and (plain.isalnum() or plain in "@#%./") else sign
