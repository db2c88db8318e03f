"""Whatever comes in, reading it ends; what is quoted is never taken for what was said."""

from hypothesis import given
from hypothesis import strategies as st

from bot.mailbox.intake import Post, read_mail
from bot.mailbox.quotation import own_words
from bot.speech import Said, read
from bot.speech.verbs import NAMES
from tests.support.replies import replies

REPLIES = [reply.raw for reply in replies()]
COMMANDS = sorted({name for names in NAMES.values() for name in names})


@given(st.binary(max_size=400))
def test_no_bytes_raise(raw: bytes) -> None:
    read_mail(raw, Post())


@given(st.sampled_from(REPLIES), st.integers(0, 2000), st.binary(max_size=12))
def test_a_broken_mail_is_read_as_far_as_it_goes(raw: bytes, at: int, put: bytes) -> None:
    read_mail(raw[:at] + put + raw[at:], Post())
    read_mail(raw[:at], Post())


@given(st.lists(st.text(max_size=30), max_size=6))
def test_reading_what_was_said_ends(lines: list[str]) -> None:
    read(lines)


@given(st.lists(st.sampled_from(COMMANDS), min_size=1, max_size=4), st.sampled_from(["> ", ">", ">> "]))
def test_what_is_marked_as_quoted_is_not_said(quoted: list[str], mark: str) -> None:
    text = "\n".join(["签收 1", "", *(f"{mark}{line} 9" for line in quoted)])
    assert own_words(text) == ("签收 1",)


NUMBERS = st.lists(st.integers(1, 999), min_size=1, max_size=8, unique=True)


@given(
    NUMBERS, st.sampled_from(["、", "，", ", ", ",", "；", " 和 "]), st.sampled_from(["{}", "第{}项", "{}项", " {}"])
)
def test_numbers_are_read_as_they_are_written(numbers: list[int], comma: str, form: str) -> None:
    said = read([f"签收 {comma.join(form.format(n) for n in numbers)}"])
    assert isinstance(said, tuple)
    assert said[0].numbers == tuple(map(str, numbers))


@given(st.integers(1, 500), st.integers(0, 50), st.sampled_from(["-", "—", "至", "~", "到"]))
def test_ranges_are_all_that_stands_between(first: int, more: int, joint: str) -> None:
    said = read([f"签收 {first}{joint}{first + more}项"])
    assert isinstance(said, tuple)
    assert said[0].numbers == tuple(str(n) for n in range(first, first + more + 1))


@given(st.sampled_from(COMMANDS), NUMBERS)
def test_every_name_is_a_command(name: str, numbers: list[int]) -> None:
    written = "、".join(map(str, numbers))
    said = read([f"{name} {written}"])
    assert isinstance(said, tuple)
    assert [type(one) for one in said] == [Said]
    assert said[0].numbers == tuple(map(str, numbers))
