"""Pictures where the extra is not installed: what they are is said, and how to have them read."""

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

import bot.reading
from bot.errors import ReadingError
from bot.reading import recognition

PNG = b"\x89PNG\r\n\x1a\n" + bytes(60)
JPEG = b"\xff\xd8\xff\xe0" + bytes(60)


def zipped(*names: str) -> bytes:
    kept = BytesIO()
    with zipfile.ZipFile(kept, "w") as package:
        for name in names:
            package.writestr(name, PNG)
    return kept.getvalue()


@pytest.mark.parametrize("data", [PNG, JPEG, b"II*\0" + bytes(60), bytes(4) + b"ftypheic" + bytes(60)])
def test_a_picture_is_refused_with_the_way_out(data: bytes) -> None:
    with pytest.raises(ReadingError) as caught:
        bot.reading.read_data(data, "扫描件.pdf")
    assert caught.value.key == "reading.picture"
    assert "make ocr" in str(caught.value)


def test_a_folder_of_pictures_in_a_zip_is_a_picture_and_a_mixed_one_is_not() -> None:
    for names, key in ((("1.jpg", "2.JPG"), "reading.picture"), (("1.jpg", "a.txt"), "reading.not-a-document")):
        with pytest.raises(ReadingError) as caught:
            bot.reading.read_data(zipped(*names), "照片.zip")
        assert caught.value.key == key


def test_several_files_are_pictures_or_refused(tmp_path: Path) -> None:
    paths = [tmp_path / "1.png", tmp_path / "2.docx"]
    paths[0].write_bytes(PNG)
    paths[1].write_bytes(b"PK\x03\x04")
    with pytest.raises(ReadingError) as caught:
        bot.reading.read_pictures(paths)
    assert caught.value.key == "reading.not-pictures"
    with pytest.raises(ReadingError) as caught:
        bot.reading.read_pictures([paths[0], tmp_path / "3.png"])
    assert caught.value.key == "reading.missing"


def test_several_pictures_go_as_one_in_order(tmp_path: Path) -> None:
    for at in (2, 1):
        (tmp_path / f"{at}.jpg").write_bytes(JPEG)
    with zipfile.ZipFile(BytesIO(recognition.bundle_files([tmp_path / "2.jpg", tmp_path / "1.jpg"]))) as package:
        assert package.namelist() == ["1.png", "2.png"]
