"""Amendments, carrying over, sheets, single items by hand."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import BotError, UsageError
from bot.model import Choice, Question, as_said
from bot.plan.lifecycle import Verb
from bot.reading import read
from bot.roster.roster import Roster
from bot.roster.sheet_entries import Filled
from bot.roster.units_file import add_names, put_units
from bot.store import duties
from bot.work.documents.amendment import amend, amended_by
from bot.work.documents.carry_over import carry_over
from bot.work.documents.intake import answer, questions, take_in
from bot.work.documents.items import Words, add_item, edit_item
from bot.work.documents.sheets import read_answers, write_questions
from bot.work.documents.unit_sheet import write_units
from bot.work.documents.unit_sheet_reading import read_units_sheet
from bot.work.duties.moves import Move, make_move
from bot.work.office import Office
from tests.support.office import CLERK, ROSTER, at, dispatched, due, ledger, task, tick

NOW = at("2021-07-01T10:00")


def rows(office: Office) -> dict[tuple[str, str], tuple[str, str]]:
    with office.store.begin() as session:
        found = duties.duties(session)
    return {(r.ledger_id, r.number): (r.state, str(r.due)) for r in found}


def test_an_amendment_is_offered_changes_and_adds_and_removes_nothing(office: Office) -> None:
    first = ledger(
        replace(task("1", due("2021-06-30")), text="公开规划文件"),
        replace(task("2", due("2021-09-30")), text="公开预算"),
        title="青榆区2021年政务公开工作要点",
    )
    name = dispatched(office, first)
    later = ledger(
        replace(task("1", due("2021-12-31")), text="公开预算"),
        replace(task("2", due("2021-11-30")), text="开展培训"),
        title="关于调整青榆区2021年政务公开工作要点的通知",
        sha256="4" * 64,
    )
    found = amended_by(office, later)
    assert found is not None
    assert found[0] == name
    amend(office, name, later, NOW, CLERK)
    assert rows(office) == {
        (name, "1"): ("dispatched", "2021-06-30"),
        (name, "2"): ("dispatched", "2021-12-31"),
        (name, "补2"): ("dispatched", "2021-11-30"),
    }
    assert amend(office, name, later, NOW, CLERK).is_empty


def test_what_a_year_leaves_goes_on_in_the_next(office: Office) -> None:
    old = dispatched(office, ledger(task("1", due("2021-06-30")), task("2", due("2021-06-30"))))
    make_move(office, Move("2", Verb.CLOSED, also_unreported=True), CLERK, NOW)
    other = ledger(task("1", due("2022-06-30")), title="2022年要点", year=2022, sha256="5" * 64)
    new = take_in(office, other, "b-2022.docx", NOW, CLERK).ledger_id
    assert [t.number for t in carry_over(office, old, new, NOW, CLERK).tasks] == ["续1"]
    assert rows(office) == {(old, "1"): ("withdrawn", "2021-06-30"), (old, "2"): ("closed", "2021-06-30")}
    with pytest.raises(UsageError):
        carry_over(office, old, old, NOW, CLERK)


def test_questions_are_answered_in_a_sheet(office: Office, tmp_path: Path) -> None:
    choices = (Choice("keep", as_said("照原文")), Choice("none", as_said("不计时限")))
    asked = Question("q1", "past", as_said("第1项的时限早于印发日期"), choices, "keep", task="1", obligation=0)
    name = take_in(office, ledger(task("1", due("2021-06-30")), questions=(asked,)), "a.docx", NOW, CLERK).ledger_id
    sheet = tmp_path / "questions.xlsx"
    write_questions(sheet, questions(office, name))
    assert read_answers(read(sheet)) == {}
    answer(office, name, {"q1": "不计时限"}, NOW, CLERK)
    write_questions(sheet, questions(office, name))
    assert read_answers(read(sheet)) == {"q1": "none"}


def test_a_sheet_of_another_kind_is_refused(tmp_path: Path) -> None:
    sheet = tmp_path / "units.xlsx"
    write_units(sheet, ROSTER, [])
    with pytest.raises(UsageError):
        read_answers(read(sheet))


def test_units_go_out_as_a_sheet_and_come_back_into_the_file(tmp_path: Path) -> None:
    sheet = tmp_path / "units.xlsx"
    write_units(sheet, ROSTER, ["区财政局", "区民政局"])
    units = read_units_sheet(read(sheet))
    assert [unit["name"] for unit in units.units] == ["区财政局", "区教育局", "区司法局", "区民政局"]
    source, new = add_names("# 我的注释\n", Roster(), ["区财政局", "各镇人民政府"])
    assert new == ("区财政局", "各镇人民政府")
    merged, changed = put_units(source, units, "units.xlsx")
    assert merged.startswith("# 我的注释")
    assert "cz@example.org" in merged
    assert "区财政局" in changed
    assert put_units(merged, units, "units.xlsx") == (merged, ())


def test_the_faults_of_a_filled_sheet_are_told_together() -> None:
    units = (
        {"name": "甲", "contact": [{"role": "contact", "name": "", "email": "no-address"}]},
        {"name": "乙", "contact": [{"role": "chief", "name": "x"}]},
    )
    with pytest.raises(BotError) as caught:
        put_units("", Filled(units), "units.xlsx")
    assert len(str(caught.value).splitlines()) == 3


def test_an_item_by_hand_is_read_like_a_documents(office: Office) -> None:
    made, asked = add_item(
        office,
        "批示",
        None,
        Words("开展自查", responsible="区财政局、教育局", deadline="2021年9月前"),
        NOW,
        CLERK,
        "领导批示",
    )
    assert made.responsible_units == ("区财政局", "区教育局")
    assert [str(o.alt) for o in made.obligations] == ["2021-08-31"]
    assert not asked
    with pytest.raises(UsageError):
        add_item(office, "没有", None, Words("x"), NOW, CLERK)


def test_a_correction_that_is_not_understood_is_asked_about_and_changes_nothing(office: Office) -> None:
    name = dispatched(office, ledger(task("1", due("2021-08-31"))))
    tick(office, "2021-06-01T09:00")
    _, asked = edit_item(office, name, "1", Words(deadline="2021年12月32日前"), NOW, CLERK)
    assert [q.flag for q in asked] == ["not-understood"]
    assert rows(office)[name, "1"][0] == "dispatched"
    assert answer(office, name, {asked[0].id: "2021年12月底前"}, NOW, CLERK) == 0
