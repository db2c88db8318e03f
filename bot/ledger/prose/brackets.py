"""Brackets of every form in a text, those never closed and those never opened too."""

from collections.abc import Iterator

OPEN, CLOSE = "（(〔【[〈［", "）)〕】]〉］"

#: Half-width and full-width forms of one bracket close each other.
_FORM = dict(zip(OPEN + CLOSE, "ssktkak" + "ssktkak", strict=True))


def find_brackets(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of the outermost brackets that are closed, then of one left open, which ends with the text.

    One that is never closed holds no other: what stands within it is found as if it were not there.
    """
    pairs: list[tuple[int, int]] = []
    waiting: list[int] = []
    for at, char in enumerate(text):
        if char in OPEN:
            waiting.append(at)
        elif char in CLOSE:
            match = next((n for n in range(len(waiting) - 1, -1, -1) if _FORM[text[waiting[n]]] == _FORM[char]), None)
            if match is not None:
                pairs.append((waiting[match], at))
                del waiting[match:]
    end = -1
    for start, stop in sorted(pairs):
        if start > end:
            yield start, stop
            end = stop
    if waiting and waiting[-1] > end:
        yield waiting[-1], len(text)


def depth(text: str) -> int:
    """How many brackets are still open at the end."""
    return sum(text.count(char) for char in OPEN) - sum(text.count(char) for char in CLOSE)


def strip_marks(words: str) -> str:
    """`words` without the marks around them; a bracket at an end goes only where its other half is missing."""
    while True:
        bare = words.strip("。；;，,、 ")
        balance = depth(bare)
        if balance > 0 and bare[:1] in OPEN:
            bare = bare[1:]
        elif balance < 0 and bare[-1:] in CLOSE:
            bare = bare[:-1]
        if bare == words:
            return bare
        words = bare
