"""Every mail in a browser: none is wider than a phone, and a digest of a large office fits three of its screens."""

from pathlib import Path

import pytest

from bot.messages import render_digest, render_letter
from bot.texts import LANGUAGES, set_language
from tests.support.browser import Size, find_browser, sizes
from tests.support.commands import duban, empty_place
from tests.support.ledgers import SHARED, WHY_NOT, load
from tests.support.letters import DIGESTS, LETTERS

PHONE, DESK, SCREEN = 375, 1000, 667
#: Three screens, and a tenth of them to spare for other fonts.
ROOM = 3 * SCREEN * 9 // 10

pytestmark = [
    pytest.mark.peer,
    pytest.mark.skipif(find_browser() is None, reason="Chromium is not installed"),
]


def pages(language: str) -> dict[str, str]:
    """Letters and digests by name."""
    set_language(language)
    letters = {name: render_letter(letter, "email", "id").html for name, letter in LETTERS.items()}
    digests = {f"digest {name}": render_digest(digest, "email", "id").html for name, digest in DIGESTS.items()}
    return {name: page for name, page in {**letters, **digests}.items() if page is not None}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_mail_is_wider_than_its_window(language: str, tmp_path: Path) -> None:
    found = sizes(pages(language), (PHONE, DESK), tmp_path)
    assert len(found) == 2 * (len(LETTERS) + len(DIGESTS))
    assert [size for size in found if size.wide > size.window] == []


UNITS = """
[[unit]]
name = "{name}"
  [[unit.contact]]
  name = "联络员"
  email = "c{n}@example.org"
"""


def config_of(place: Path) -> None:
    """The units that the ledger of 36 names, ten districts among them, and a coordinator."""
    named = load(SHARED / "units.json")["documents"]["zhanjiang-2021"]["units"]
    units = [one["name"] for one in named if one["kind"] == "unit"]
    districts = [f"{sign}区政府" for sign in "甲乙丙丁戊己庚辛壬癸"]
    words = "".join(UNITS.format(name=name, n=n) for n, name in enumerate([*units, *districts]))
    for one in named:
        if one["kind"] == "group":
            members = districts if "县" in one["name"] else units
            listed = ", ".join(f'"{name}"' for name in members)
            words += f'\n[[group]]\nname = "{one["name"]}"\nmembers = [{listed}]\n'
    words += '\n[[coordinator]]\nname = "市政府办公室"\nemail = "gk@example.org"\n'
    (place / "config").mkdir()
    (place / "config" / "units.toml").write_text(words, encoding="utf-8")


@pytest.mark.skipif(not SHARED.exists(), reason=WHY_NOT)
def test_the_digest_of_a_large_office_fits_three_screens_and_its_dispatch_says_all_on_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = empty_place(tmp_path, monkeypatch)
    config_of(place)
    monkeypatch.setenv("DUBAN_MAIL_FOLDER", "mails")
    monkeypatch.setenv("DUBAN_MAIL_FROM", "gk@example.org")
    at = ("--now", "2021-06-01T10:00+08:00")
    duban(monkeypatch, "import", str(SHARED / "office" / "zhanjiang-2021.docx"), "--issued", "2021-06-01", *at)
    duban(monkeypatch, "dispatch", "zhanjiang-2021", "--yes", *at)
    for day in ("2021-06-01T10:05", "2021-10-08T09:00", "2021-10-11T09:00", "2021-12-20T09:00"):
        duban(monkeypatch, "tick", "--now", f"{day}+08:00")
    mails = {path.stem: path.read_text(encoding="utf-8") for path in (place / "mails").glob("*.html")}
    digests = {name: page for name, page in mails.items() if "其余在办" in page}
    assert digests
    assert [size for size in sizes(digests, (PHONE,), tmp_path) if size.high > ROOM or size.wide > PHONE] == []
    first = {name: page for name, page in mails.items() if "现交办" in page}
    assert len(first) == 36
    until_the_list = {name: page.partition('font-weight:bold">《')[0] for name, page in first.items()}
    assert all("确认签收" in page for page in until_the_list.values())
    assert [size for size in _tallest(until_the_list, tmp_path) if size.high > SCREEN] == []


def _tallest(pages: dict[str, str], folder: Path) -> list[Size]:
    return sizes(dict(sorted(pages.items(), key=lambda one: len(one[1]))[-3:]), (PHONE,), folder)
