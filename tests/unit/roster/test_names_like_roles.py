"""Names of bodies that begin with a word of a role: the name is whole, and the role is what closes the clause."""

import pytest

from bot.roster.unit_words import read_units

NAMES = ("执行局", "组织部", "督查室", "督导组", "实施办公室", "监督处", "检查科", "考核办", "验收组", "指导处")
ROLES = {"牵头": "lead", "负责": "responsible", "配合": "assisting", "落实": "responsible", "协助": "assisting"}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("word", "role"), ROLES.items())
def test_a_name_that_begins_with_a_word_of_a_role(name: str, word: str, role: str) -> None:
    assert getattr(read_units(f"{name}{word}"), role) == (name,)
    assert getattr(read_units(f"县财政局牵头，{name}、县教育局{word}"), role)[-2:] == (name, "县教育局")
