"""Every word that stands within lists of units is read where it stands."""

import pytest

from bot.roster.list_notes import says_first_leads
from bot.roster.unit_words import read_units
from bot.vocabulary.list_words import BRACKETED_ROLES, FILLERS, LIST_CLOSING, NOTE_SIGNS, SHORT_ROLES
from bot.vocabulary.roles import role_of


@pytest.mark.parametrize("sign", SHORT_ROLES)
def test_a_mark_of_one_sign_gives_its_role(sign: str) -> None:
    assert getattr(read_units(f"县水利局（{sign}）；县财政局"), SHORT_ROLES[sign]) == ("县水利局",)


@pytest.mark.parametrize("word", BRACKETED_ROLES)
def test_a_word_in_a_bracket_gives_its_role(word: str) -> None:
    assert getattr(read_units(f"县水利局（{word}）"), role_of(word)) == ("县水利局",)


@pytest.mark.parametrize("filler", FILLERS)
def test_what_stands_before_a_role_word_adds_nothing(filler: str) -> None:
    read = read_units(f"县水利局{filler}负责，县财政局配合")
    assert "县水利局" in (*read.responsible, *read.lead)
    assert read.assisting == ("县财政局",)


@pytest.mark.parametrize("word", LIST_CLOSING)
def test_what_is_no_body_before_a_role_word_is_asked_about(word: str) -> None:
    read = read_units(f"县水利局、属地大户{word}")
    assert "属地大户" not in (*read.all, *read.supervising)
    assert read.doubtful


@pytest.mark.parametrize("sign", NOTE_SIGNS)
def test_a_name_with_a_sign_is_asked_about(sign: str) -> None:
    assert read_units(f"{sign}县水利局").doubtful


@pytest.mark.parametrize("note", ["排在第一位的为牵头部门", "列首位的为主办单位", "第一个为牵头单位"])
def test_a_note_says_that_the_first_leads(note: str) -> None:
    assert says_first_leads(note)
