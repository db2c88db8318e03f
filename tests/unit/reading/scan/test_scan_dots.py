"""Pages of dots, as faxes and copiers make them, become grey; pages of letters stay as they are."""

import pytest

pytest.importorskip("cv2", reason="the extra ocr is not installed (make ocr)")

import numpy as np

from bot.reading.scan.dots import without_dots
from bot.reading.scan.picture import Picture


def page(paper: float, seed: int = 1) -> Picture:
    """Letters of thin strokes on paper of which so much is black dots."""
    found: Picture = np.full((600, 800, 3), 255, np.uint8)
    found[np.random.default_rng(seed).random((600, 800)) < paper] = 0
    for y in range(40, 560, 44):
        for x in range(40, 760, 36):
            found[y : y + 26 : 6, x : x + 24] = 0
            found[y : y + 26, x + 12] = 0
    return found


@pytest.mark.parametrize("paper", [0.0, 0.004, 0.008])
def test_letters_and_dust_stay_as_they_are(paper: float) -> None:
    assert (without_dots(page(paper)) == page(paper)).all()


@pytest.mark.parametrize("paper", [0.03, 0.06, 0.12])
def test_dots_become_grey_paper_and_letters_stay_dark(paper: float) -> None:
    soft = without_dots(page(paper))[:, :, 0]
    assert np.quantile(soft[:36], 0.01) > 100
    assert np.median(soft[40, 40:64]) < np.quantile(soft[:36], 0.01)
