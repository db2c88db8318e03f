"""White letters on a dark ground, also under a shadow: the ground becomes white, the letters black."""

import pytest

np = pytest.importorskip("numpy")
cv2 = pytest.importorskip("cv2", reason="the extra ocr is not installed (make ocr)")

from bot.reading.scan.bands import without_dark_grounds  # noqa: E402 - it needs what may be absent


@pytest.mark.parametrize("shadow", [0.0, 0.2, 0.3, 0.4])
@pytest.mark.parametrize("from_left", [True, False])
def test_letters_are_black_and_their_ground_is_white(shadow: float, *, from_left: bool) -> None:
    page = np.full((400, 1400, 3), 250, np.uint8)
    page[100:200, 100:1300] = (31, 56, 100)
    for x in range(140, 1260, 60):
        page[130:170, x : x + 8] = 250
        page[130:138, x : x + 30] = 250
    fall = np.linspace(1.0, 1.0 - shadow, 1400)
    lit = page * (fall if from_left else fall[::-1])[None, :, None]
    found = without_dark_grounds(lit.astype(np.uint8))
    for x in range(140, 1260, 60):
        assert found[150, x + 4].max() < 100, x
        assert found[155, x + 20].min() > 160, x
