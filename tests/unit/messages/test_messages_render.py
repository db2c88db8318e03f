"""What messages must hold: escaping, the length of each channel, no count lost, the tone that fits."""

import re
from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markupsafe import Markup

from bot.lengths import ROBOT_BYTES, TELEGRAM_UNITS
from bot.messages import DigestLetter, Letter, Unreached, render_digest, render_letter
from bot.messages.channel_limits import MARK
from bot.messages.digest import Figures
from bot.messages.duty_words import now_of
from bot.messages.letter import Part
from bot.messages.typography import short
from bot.texts import LANGUAGES, set_language, text
from tests.support.letters import DIGESTS, FULL, LETTERS, LINES, PLAIN, QUIET, TODAY, letter
from tests.support.verdict import shown_text, telegram_verdict

HOSTILE = '<b>&amp;</b> "quoted" \'single\' </td></table><script>alert(1)</script> {{ 7*7 }} &lt;i&gt; <a href="x">'


def hostile_letter() -> Letter:
    line = replace(
        LINES["two_dates"],
        number="<1>",
        title=HOSTILE,
        label=HOSTILE,
        unit=HOSTILE,
        phrase=HOSTILE,
        place=HOSTILE,
        time="<17:00>",
    )
    part = Part("x", HOSTILE, HOSTILE, (line, replace(line, label="", kind=LINES["immediate"].kind)))
    return letter("reminder", to=HOSTILE, contact=HOSTILE, office=HOSTILE, parts=(part,), chat=True)


def hostile_digest() -> DigestLetter:
    lines = hostile_letter().lines
    return replace(
        FULL,
        to=HOSTILE,
        figures=(Figures(HOSTILE, "x", {"overdue": 2}),),
        late=lines,
        reported=lines,
        coming=lines,
        fell_due=Counter(line.light for line in lines),
        unreached=(Unreached((HOSTILE,), HOSTILE, HOSTILE, HOSTILE, TODAY),),
        unbound=(HOSTILE,),
        open_questions=((HOSTILE, 1),),
    )


class Tags(HTMLParser):
    """The tags of a page, and whether every one is closed in its turn."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.add(tag)
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_mail_escapes_every_value(language: str) -> None:
    set_language(language)
    pages = [render_letter(hostile_letter(), "email", "id").html, render_digest(hostile_digest(), "email", "id").html]
    plain = [render_letter(LETTERS["reminder"], "email", "id").html, render_digest(FULL, "email", "id").html]
    for page, harmless in zip(pages, plain, strict=True):
        assert page is not None
        assert harmless is not None
        tags = Tags(page)
        assert tags.open == []
        assert tags.seen <= Tags(harmless).seen  # nothing that a value brought along
        assert HOSTILE in "".join(tags.words)
        assert "&amp;amp;" in page
        assert "&amp;amp;amp;" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_escapes_every_value(language: str) -> None:
    set_language(language)
    for message in (
        render_letter(hostile_letter(), "telegram", "id"),
        render_digest(hostile_digest(), "telegram", "id"),
    ):
        assert message.html is not None
        assert telegram_verdict(message.html) is None
        assert set(re.findall(r"<(\w+)", message.html)) <= {"b", "i", "code"}
        assert shown_text(message.html).strip() == message.text.strip()
        assert HOSTILE[:40] in message.text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LETTERS)
def test_telegram_takes_every_letter(name: str, language: str) -> None:
    set_language(language)
    message = render_letter(LETTERS[name], "telegram", "id")
    assert message.html is not None
    assert telegram_verdict(message.html) is None
    assert shown_text(message.html).strip() == message.text.strip()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", DIGESTS)
def test_telegram_takes_every_digest(name: str, language: str) -> None:
    set_language(language)
    message = render_digest(DIGESTS[name], "telegram", "id")
    assert message.html is not None
    assert telegram_verdict(message.html) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", LINES)
def test_a_line_is_one_sentence(name: str, language: str) -> None:
    """As the terminal shows it: on one line, nothing undefined, no gap."""
    set_language(language)
    words = now_of(LINES[name])
    assert "\n" not in words
    assert words.strip()
    assert "None" not in words
    assert "  " not in words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("names", [LETTERS, DIGESTS])
def test_no_faults_of_white_space(names: dict[str, Letter] | dict[str, DigestLetter], language: str) -> None:
    set_language(language)
    for given in names.values():
        for channel in ("email", "telegram"):
            message = (
                render_letter(given, channel, "id")
                if isinstance(given, Letter)
                else render_digest(given, channel, "id")
            )
            assert "\n" not in message.subject
            assert "\n\n\n" not in message.text
            assert not re.search(r"[ \t]\n", message.text)
            assert not re.search(r" [，。；：、）]|[（《“] |，，|。。|：：", message.text + message.subject)


def long_letter(n: int, unit: str = PLAIN.unit) -> Letter:
    line = replace(PLAIN, title="做好重点领域信息公开工作" * 5, unit=unit)
    lines = tuple(replace(line, number=str(i)) for i in range(1, n + 1))
    return letter("reminder", parts=(Part("x", "台账", None, lines),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_left_out_is_counted(language: str) -> None:
    set_language(language)
    message = render_letter(long_letter(200), "telegram", "id")
    assert message.html is not None
    assert telegram_verdict(message.html) is None
    numbers = re.findall(r"(?m)^\u3000(\d+) 做好", message.text)
    shown = len(numbers)
    found = re.search({"zh-CN": r"另有 (\d+) 项", "en": r"(\d+) more task"}[language], message.text)
    assert found is not None
    assert shown + int(found.group(1)) == 200
    assert numbers == [str(i) for i in range(1, shown + 1)]
    # One more would not have fitted.
    assert len(message.html.encode("utf-16-le")) // 2 > TELEGRAM_UNITS - MARK - 200


def test_units_are_counted_as_telegram_does() -> None:
    """Signs beyond the first plane count twice; with its markup too a message stays within the limit."""
    emoji = render_letter(long_letter(200, unit="🏛" * 30), "telegram", "id")
    assert emoji.html is not None
    assert telegram_verdict(emoji.html) is None
    escaped = render_letter(long_letter(45, unit="&" * 20), "telegram", "id")
    assert escaped.html is not None
    assert len(escaped.html) <= TELEGRAM_UNITS
    assert telegram_verdict(escaped.html) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_monstrous_line_is_shortened(language: str) -> None:
    set_language(language)
    monster = "甲🏛<&" * 3000
    line = replace(LINES["two_dates"], title=monster, label=monster, unit=monster, phrase=monster)
    one = letter("reminder", parts=(Part("x", monster, monster, (line,)),), to=monster, office=monster)
    for channel in ("telegram", "robot"):
        message = render_letter(one, channel, "id")
        assert message.text.count("甲🏛") > 4
        assert "…" in message.text
        assert len(message.subject) < 200
        if channel == "telegram":
            assert message.html is not None
            assert telegram_verdict(message.html) is None
        assert "另有" not in message.text
        assert " more task" not in message.text


def test_a_monstrous_line_does_not_push_out_the_others() -> None:
    lines = (replace(PLAIN, label="长" * 5000), *(replace(PLAIN, number=str(i)) for i in range(10)))
    message = render_letter(letter("reminder", parts=(Part("x", "台账", None, lines),)), "telegram", "id")
    assert message.text.count("公开本年度重大建设项目") == 11


def test_a_robot_message_fits_into_one() -> None:
    for n in (1, 3, 200):
        message = render_letter(long_letter(n), "robot", "id")
        whole = f"{text('channels.repeat')}\n{message.subject}\n{message.text}"
        assert len(whole.encode()) <= ROBOT_BYTES


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mark_of_a_repeat_has_room(language: str) -> None:
    set_language(language)
    assert len(f"{text('channels.repeat')}\n".encode()) <= MARK


def test_a_mail_is_never_cut() -> None:
    message = render_letter(long_letter(200), "email", "id")
    assert message.text.count("做好重点领域信息公开工作" * 5) == 200
    assert "另有" not in message.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_huge_digest_fits_and_counts(language: str) -> None:
    set_language(language)
    many = long_letter(900).lines
    huge = replace(
        FULL,
        late=many,
        reported=many,
        coming=many,
        fell_due=Counter(line.light for line in many),
        unbound=tuple(f"单位{i}" for i in range(900)),
        unreached=tuple(Unreached((f"单位{i}",), None, "主题", "原因" * 100, TODAY) for i in range(900)),
        figures=tuple(Figures("标题" * 60, str(i), {"overdue": 1, "open": 3}) for i in range(60)),
        open_questions=tuple(("标题" * 60, 2) for _ in range(60)),
    )
    message = render_digest(huge, "telegram", "id")
    assert message.html is not None
    assert telegram_verdict(message.html) is None
    assert "900" in message.text
    left = {int(n) for n in re.findall({"zh-CN": r"另有 (\d+) 项", "en": r"(\d+) more task"}[language], message.text)}
    shown = len(re.findall(r"(?m)^🟡 \d+ ", message.text))
    assert shown % 3 == 0
    assert left == {900 - shown // 3}  # decisions, what is late and what comes are cut alike
    robot = render_digest(huge, "robot", "id")
    assert len(f"{robot.subject}\n{robot.text}".encode()) <= ROBOT_BYTES - MARK


def test_an_own_template_that_never_fits_goes_as_cut_text(tmp_path: Path) -> None:
    own = tmp_path / "templates" / "zh-CN" / "telegram"
    own.mkdir(parents=True)
    (own / "letter.html").write_text("<b>" + "长" * 5000 + "</b>{{ subject }}", encoding="utf-8")
    message = render_letter(LETTERS["reminder"], "telegram", "id", tmp_path)
    assert message.html is None
    assert len(message.text) == TELEGRAM_UNITS - MARK


def test_nothing_to_say_is_said() -> None:
    message = render_digest(QUIET, "email", "id")
    assert "无到期、无逾期" in message.subject
    assert "发出消息 0 条，无逾期，无未送达" in message.text


def test_who_cannot_be_reached_stands_in_the_chat_too() -> None:
    message = render_digest(FULL, "telegram", "id")
    for words in ("区水务局", "550 no such user", "东溪街道办事处", "还有 3 个问题待答复"):
        assert words in message.text


def test_a_mail_never_asks_for_a_chat_command() -> None:
    for given in LETTERS.values():
        message = render_letter(replace(given, chat=True), "email", "id")
        assert message.html is not None
        assert "/done" not in message.text + message.html


def test_a_leader_is_not_asked_to_report() -> None:
    message = render_letter(LETTERS["escalation_leader"], "telegram", "id")
    assert "/done" not in message.text
    assert "分管领导" in message.text


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("dispatch", "【交办】"), ("reminder", "【提醒】"), ("urging", "【催办】"), ("escalation", "【督办】"),
        ("feedback", "【反馈】"), ("urging_leader", "【抄送】"), ("escalation_coordinator", "【拟督办】"),
        ("circular_coordinator", "【拟通报】"), ("acknowledge", "【催签收】"),
        ("decision", "【答复】"), ("decision_mixed", "【答复】"),
        ("reminder_overtaken", "【催办】"), ("urging_settled", "【提醒】"),
    ],
)  # fmt: skip
def test_the_subject_opens_with_its_kind(name: str, mark: str) -> None:
    assert render_letter(LETTERS[name], "email", "id").subject.startswith(mark)


def test_a_coordinators_own_words_are_told() -> None:
    for channel in ("email", "telegram", "robot"):
        assert "请于本周五前报送数据" in render_letter(LETTERS["urging_by_hand"], channel, "id").text


def test_the_chat_asks_a_unit_only_for_what_is_its_own() -> None:
    another = render_letter(replace(LETTERS["urging_lead"], chat=True), "telegram", "id")
    assert "/done" not in another.text
    mixed = render_letter(replace(LETTERS["dispatch_mixed"], chat=True), "telegram", "id")
    assert "/ack 18" in mixed.text
    assert "/done 21 " in mixed.text


def test_a_title_within_a_title() -> None:
    part = Part("x", "关于印发《方案》的通知", None, (PLAIN,))
    assert "《关于印发〈方案〉的通知》" in render_letter(letter("reminder", parts=(part,)), "email", "id").text


def test_what_a_macro_wrote_is_cut_as_words_and_escaped_once() -> None:
    assert short(Markup("A &amp;&lt;B&gt;"), 5) == "A &<…"
    assert not isinstance(short(Markup("A &amp; B")), Markup)


def test_unseen_characters_are_left_out() -> None:
    line = replace(PLAIN, title="公开\n信息\x00\x1b[31m\u202e完\ud800")
    message = render_letter(letter("reminder", parts=(Part("x", "台账", None, (line,)),)), "telegram", "id")
    assert "公开 信息[31m完" in message.text


def test_english_plurals() -> None:
    set_language("en")
    assert now_of(LINES["tomorrow"]).endswith("1 working day left")
    assert "1 day overdue" in now_of(LINES["late_one_day"])
    assert "24 days overdue" in now_of(LINES["late"])
    assert "1 message was sent" in render_digest(DIGESTS["one"], "email", "id").text
