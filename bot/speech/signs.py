"""Signs that part words, and letters and digits made plain."""

import re
import unicodedata

#: What may stand after a word, as it is typed in Chinese and in English; fit for a class of a regular expression.
SIGNS = "、，,；;：:。.！!"


def folded(words: str) -> str:
    """`words` with full-width letters and digits made plain, sign for sign; punctuation stays as its writer had it."""
    return "".join(_plain(sign) for sign in words)


def _plain(sign: str) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    return plain if len(plain) == 1 and (plain.isalnum() or plain in "@#%./") else sign


#: Faces and hands, as signs of their own and as messengers write them in words: [强].
_PICTURES = re.compile(r"\[[\u4e00-\u9fffA-Za-z]{1,6}\]|[\u2600-\u27bf\u2b50\ufe0f\u200d\U0001f000-\U0001faff]+")


def without_pictures(words: str) -> str:
    """`words` with a blank for each picture."""
    return _PICTURES.sub(" ", words)
