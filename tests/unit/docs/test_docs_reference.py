"""The reference is what the program says of itself: `make docs` writes it anew."""

import pytest

from bot.calendars import local
from bot.deadlines import conventions_file
from docs.reference.build import ENDINGS, FOLDER, build
from docs.reference.settings_page import OTHERS, keys, meanings


@pytest.mark.parametrize("language", ENDINGS)
def test_the_reference_is_as_the_program_is(language: str) -> None:
    stale = [name for name, page in build(language).items() if (FOLDER / name).read_text(encoding="utf-8") != page]
    assert stale == [], "make docs"


def test_every_setting_has_its_meaning_in_both_languages() -> None:
    said = {name: list(known) for name, known in meanings().items()}
    wanted = {name: sorted(known) for name, known in keys().items()}
    assert {name: sorted(known) for name, known in said.items()} == wanted
    assert all(len(pair) == 2 and all(pair) for known in meanings().values() for pair in known.values())


def test_small_files_have_these_keys() -> None:
    assert set(OTHERS["deadlines.toml"]) == set(conventions_file.FIELDS)
    assert set(OTHERS["calendar.toml"]) == set(local.KEYS)
