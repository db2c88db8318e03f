"""Formal drafts: a letter a unit on its own page, ledger by title and number, every task in full."""

from dataclasses import replace
from io import BytesIO

from docx import Document

from bot.messages.forms import render_form
from bot.messages.letter import FullText, Part
from bot.model import NoticeKind
from tests.support.letters import LEDGER, LINES, letter

LONG = "做好重点领域信息公开工作，" * 12 + "并接受监督。"
LATE = [
    replace(LINES["late"], unit=unit, number=str(n), title=LONG[:59] + "…", urgings=urgings)
    for n, (unit, urgings) in enumerate([("区水务局", 2), ("区档案馆", 0), ("区水务局", 1)], 1)
]
GIVEN = letter(
    "escalation",
    role="coordinator",
    parts=(Part("x", LEDGER, "云政办〔2031〕7号", (*LATE, LINES["plain"])),),
    texts={("", str(n)): FullText(LONG) for n in range(1, 4)},
)


def paragraphs_of(kind: NoticeKind) -> tuple[list[str], int]:
    document = Document(BytesIO(render_form(kind, GIVEN).content))
    found = list(document.paragraphs)
    return [one.text for one in found], sum(bool(one.paragraph_format.page_break_before) for one in found)


def test_a_letter_a_unit_each_on_its_own_page_with_title_and_signature() -> None:
    said, breaks = paragraphs_of(NoticeKind.ESCALATION)
    assert breaks == 1
    assert said.count("督 办 函（草稿）") == 2
    assert said.count("云汀区政府办公室") == 2
    assert [words for words in said if words in {"区水务局：", "区档案馆："}] == ["区水务局：", "区档案馆："]


def test_every_task_stands_in_full_with_its_ledger() -> None:
    for kind in (NoticeKind.ESCALATION, NoticeKind.CIRCULAR):
        said = "\n".join(paragraphs_of(kind)[0])
        assert "…" not in said
        assert said.count(LONG.rstrip("。")) == 3
        assert f"《{LEDGER}》（云政办〔2031〕7号）" in said
        assert LINES["plain"].title not in said  # it is not overdue


def test_who_was_never_urged_is_not_said_to_have_been() -> None:
    said, _ = paragraphs_of(NoticeKind.ESCALATION)
    archive = said[said.index("区档案馆：") :]
    assert "催办" not in "".join(archive)
    assert "经催办仍未办结" in "".join(said[: said.index("区档案馆：")])
