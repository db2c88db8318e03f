"""A letter's lines by deadline: what is said of all said once, the reader's own part first, nobody lost."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.lengths import ROBOT_BYTES, split_text
from bot.messages import render_letter, subject_of
from bot.messages.channel_limits import ROBOT_POSTS
from bot.messages.duty_words import labelled
from bot.messages.grouping import parts_of
from bot.messages.letter import Letter, Part
from bot.messages.numbers import listed_names, listed_numbers
from bot.messages.typography import short_day
from bot.model import Kind, Message, UnitRole
from bot.plan.lights import operative_day
from tests.support.letters import LETTERS, LINES, PLAIN, TODAY, letter

DAY = timedelta(days=1)


def letter_of(*lines: object, kind: str = "reminder", **changes: object) -> Letter:
    return letter(kind, parts=(Part("x", "台账", None, lines),), **changes)  # type: ignore[arg-type]


def test_how_words_were_read_is_said_once_a_group() -> None:
    message = render_letter(LETTERS["dispatch_long"], "email", "id")
    assert message.text.count("有两种理解") == 1
    assert [group.n for part in parts_of(LETTERS["dispatch_long"]) for group in part.groups] == [4, 4, 4]


def test_the_readers_own_part_comes_first() -> None:
    for part in parts_of(LETTERS["dispatch_long"]):
        for group in part.groups:
            roles = [list(UnitRole).index(entry.line.role) for entry in group.entries]
            assert roles == sorted(roles)


def test_a_label_follows_the_task_and_never_replaces_it() -> None:
    for label in ("各一次", "完成现有规划文件主动公开工作并报送总结"):
        assert labelled(replace(PLAIN, label=label)).startswith(PLAIN.title)
        assert label in labelled(replace(PLAIN, label=label))
    assert labelled(replace(PLAIN, label=PLAIN.title[:6])) == PLAIN.title


@pytest.mark.parametrize("past", [0, 1, 40])
def test_a_subject_never_names_a_day_that_has_passed(past: int) -> None:
    """The strict day may have passed; then the lenient one is what counts."""
    alt, due = TODAY - past * DAY, TODAY + 5 * DAY
    line = replace(PLAIN, alt=alt, due=due, day=operative_day(due, alt, TODAY))
    subject = subject_of(letter_of(line))
    assert short_day(alt if past == 0 else due) in subject
    assert past == 0 or short_day(alt) not in subject


def test_of_a_long_list_deadlines_and_the_way_to_answer_come_first() -> None:
    text = render_letter(LETTERS["dispatch_by_mail"], "email", "id").text
    assert text.index("（4 项）") < text.index("签收 全部") < text.index("第1项重点工作")
    chat = render_letter(LETTERS["dispatch_long"], "telegram", "id").text
    assert chat.index("/ack 全部") < chat.index("第1项重点工作")


def test_a_nudge_names_numbers_and_lists_nothing_again() -> None:
    text = render_letter(LETTERS["acknowledge_many"], "email", "id").text
    assert "第 1—3、7、10—12 项" in text
    assert PLAIN.title not in text


def test_units_that_stand_alike_are_told_as_one_and_counted() -> None:
    lines = [replace(PLAIN, unit=f"区第{n}局") for n in range(9)]
    copy = render_letter(letter_of(*lines, role="leader", to="区政府"), "email", "id").text
    assert copy.count(PLAIN.title) == 1
    assert "等 9 个单位" in copy


def test_the_contact_of_several_units_is_addressed_as_such() -> None:
    text = render_letter(LETTERS["dispatch_of_several_units"], "email", "id").text
    assert text.startswith("林一（区发展和改革局、区水务局联络员）：")
    assert text.count("公开水质信息") == 1
    nameless = replace(LETTERS["dispatch_of_several_units"], contact=None)
    assert render_letter(nameless, "email", "id").text.startswith("区发展和改革局、区水务局：")


def test_standing_work_waits_behind_what_has_a_day() -> None:
    standing = [replace(LINES["standing"], number=str(n)) for n in range(40, 60)]
    text = render_letter(letter_of(LINES["today"], *standing, kind="feedback"), "email", "id").text
    assert "第 40—59 项" in text
    assert text.count(PLAIN.title) == 1


def test_what_falls_due_today_stands_alone_in_the_subject_and_first_in_the_letter() -> None:
    due = [replace(PLAIN, number=str(n), day=TODAY, due=TODAY, alt=None, days_left=0, light="near") for n in range(7)]
    standing = [replace(LINES["standing"], number=str(n), rung="cycle") for n in range(20, 47)]
    message = render_letter(letter_of(*standing[:3], *due, *standing[3:]), "email", "id")
    assert "7 项任务今天到期" in message.subject
    assert "27" not in message.subject
    assert message.text.index("以下事项今天到期") < message.text.index("长期工作")
    assert message.text.count("长期工作") <= 2  # in the list of deadlines, and in its own line


def test_standing_work_that_is_new_is_listed_whatever_stands_beside_it() -> None:
    new = replace(LINES["standing_new"], number="41", title="持续更新数据")
    text = render_letter(letter_of(LINES["late"], new, kind="urging"), "email", "id").text
    assert "41. 持续更新数据" in text


def test_a_task_is_told_in_full_once_by_mail_and_in_short_in_a_chat() -> None:
    told = LETTERS["dispatch_in_full"]
    mail = render_letter(told, "email", "id")
    assert "通过 https://www.example.org/a 集中公开。" in mail.text
    assert "具体要求：每季度更新一次" in mail.text
    assert mail.html is not None
    assert "通过 https://www.example.org/a 集中公开。" in mail.html
    chat = render_letter(told, "telegram", "id").text
    assert "https://" not in chat
    assert all("督导单位：云汀区政府督查室" in words for words in (mail.text, mail.html, chat))


def test_a_day_of_another_year_says_so() -> None:
    text = render_letter(letter_of(replace(PLAIN, due=date(2032, 1, 8), day=date(2032, 1, 8))), "email", "id").text
    assert "2032年1月8日" in text
    assert "2031年9月29日前，" not in text


def test_numbers_and_names_are_listed_as_people_write_them() -> None:
    assert listed_numbers(["1", "2", "4", "5", "6", "三（一）", "8"]) == "1、2、4—6、三（一）、8"
    assert listed_numbers([]) == ""
    assert listed_names(["甲", "乙", "甲"]) == "甲、乙"
    assert listed_names([str(n) for n in range(8)], most=2) == "0、1等 8 个单位"


def test_relative_work_keeps_the_words_that_it_runs_by() -> None:
    line = replace(LINES["relative"], kind=Kind.RELATIVE)
    assert "文件印发后20个工作日内" in render_letter(letter_of(line), "robot", "id").text


@pytest.mark.parametrize("channel", ["robot", "telegram"])
@pytest.mark.parametrize("units", [2, 12, 36])
def test_a_shared_post_names_every_unit_with_its_count_however_much_is_cut(channel: str, units: int) -> None:
    lines = [
        replace(PLAIN, unit=f"区第{u}单位", number=str(n), title="做好重点领域信息公开工作" * 4)
        for n in range(9)
        for u in range(units)
    ]
    told = letter_of(*lines, contact=None)
    message = render_letter(told, channel, "id")
    for u in range(units):
        assert f"区第{u}单位" in message.text
    if units > 2:
        assert message.text.count(" 9 项") >= units
    assert channel != "robot" or posts_of(message) == message.posts <= ROBOT_POSTS


def posts_of(message: Message) -> int:
    return len(split_text(f"{message.subject}\n{message.text}", ROBOT_BYTES))


def test_what_is_cut_is_cut_of_each_unit_and_not_of_the_last_ones() -> None:
    lines = [
        replace(PLAIN, unit=f"区第{u}单位", number=f"{u}0{n}", title=f"做好第{u}单位第{n}件重点领域信息公开工作" * 2)
        for u in range(8)
        for n in range(9)
    ]
    message = render_letter(letter_of(*lines, contact=None), "robot", "id")
    listed = [sum(f"第{u}单位第{n}件" in message.text for n in range(9)) for u in range(8)]
    assert 1 <= min(listed) <= max(listed) < 9
    assert max(listed) - min(listed) == 0
    assert message.posts == 2


def test_more_units_than_two_posts_can_name_are_named_in_as_many_as_it_takes() -> None:
    units = [f"第{u}街道办事处综合治理和社会事务办公室" for u in range(120)]
    message = render_letter(letter_of(*(replace(PLAIN, unit=u) for u in units), contact=None), "robot", "id")
    assert all(unit in message.text for unit in units)
    assert message.posts >= posts_of(message) > ROBOT_POSTS
