"""Places of a page where what was read may be wrong: which words they touch, and how these look."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

Box = tuple[float, float, float, float]  # x0, top, x1, bottom in points from the top left corner


@dataclass(frozen=True, slots=True)
class Spot:
    """One such place.

    `reason`: score (a character was hardly made out), colour (a seal or stamp lies over it), ink (there is ink that no
    character explains), letters (the stamp's own words stand there), columns (the page is set in columns that
    could not be told apart).
    """

    box: Box
    reason: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Suspicion:
    """Why the words of one place may be wrong: reasons, the lowest score, a picture of the place (PNG)."""

    reasons: tuple[str, ...]
    score: float
    picture: bytes = b""


class Doubts:
    """The spots of one page, and a way to cut pictures out of it."""

    def __init__(self, spots: Sequence[Spot] = (), cut: Callable[[Box], bytes] | None = None) -> None:
        self._spots = spots
        self._cut = cut

    def within(self, box: Box) -> Suspicion | None:
        """What is suspicious in `box`; None where nothing is."""
        spots = [spot for spot in self._spots if _is_in(spot.box, box)]
        if not spots:
            return None
        reasons = tuple(dict.fromkeys(spot.reason for spot in spots))
        return Suspicion(reasons, min(spot.score for spot in spots), self._cut(box) if self._cut else b"")


#: Of a page that says itself what stands on it.
NO_DOUBTS = Doubts()


def _is_in(spot: Box, box: Box) -> bool:
    x, y = (spot[0] + spot[2]) / 2, (spot[1] + spot[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def both(one: Suspicion | None, other: Suspicion | None) -> Suspicion | None:
    """What is suspicious of two parts of the same words; the first picture stands for both."""
    if one is None or other is None:
        return one or other
    reasons = tuple(dict.fromkeys(one.reasons + other.reasons))
    return Suspicion(reasons, min(one.score, other.score), one.picture or other.picture)
