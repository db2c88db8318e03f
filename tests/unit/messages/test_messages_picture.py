"""The picture of how things stand, whatever the names and the numbers are."""

from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bot.messages.fonts import find_font
from bot.messages.picture import MOST, ORDER, ROW, WIDTH, Bar, bars_picture

BARS = st.lists(
    st.builds(Bar, st.text(max_size=40), st.dictionaries(st.sampled_from(ORDER), st.integers(0, 5000))), max_size=40
)
NAMES = dict.fromkeys(ORDER, "逾期")


@settings(max_examples=20)
@given(BARS)
def test_every_bar_up_to_the_last_is_drawn(bars: list[Bar]) -> None:
    font = find_font()
    if font is None:
        pytest.skip("no font with Chinese characters is installed")
    with Image.open(BytesIO(bars_picture("区政府办公室", bars, NAMES, font))) as image:
        assert image.format == "PNG"
        assert image.width == WIDTH
        assert image.height >= ROW * min(len(bars), MOST)


def test_the_easier_font_is_found_and_none_is_none(tmp_path: Path) -> None:
    assert find_font([str(tmp_path), str(tmp_path / "absent")]) is None
    for name in ("wqy-zenhei.ttc", "noto/NotoSansCJK-Regular.ttc", "DejaVuSans.ttf", "NotoSansCJK-Regular.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")
    found = find_font([str(tmp_path)])
    assert found is not None
    assert found.name == "NotoSansCJK-Regular.ttc"
