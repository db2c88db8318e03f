"""Every reply of the chat, in both languages, is held against Telegram's own parser with hostile values."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from bot.conversation.done import Part
from bot.conversation.reading import MENUS
from bot.conversation.request import Request, fitting, page
from bot.conversation.utterance import Utterance
from bot.ledger import Change, Changes
from bot.messages import Line
from bot.model import Kind, Ledger, Question, Task, UnitRole, sentence
from bot.plan.lifecycle import Verb
from bot.plan.lights import Light
from bot.resources import shipped
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.texts import LANGUAGES, set_language, text
from bot.work.documents.dispatch import Preview
from bot.work.duties.figures import Figure
from bot.work.duties.submissions import HANDED_IN, Submission
from bot.work.duties.undo import UNDONE
from bot.work.letters.standing import Fact
from bot.work.office import Actor
from bot.work.people.person import Claim
from bot.work.views.conversation import Remark, TaskView
from bot.work.views.draft import Draft
from bot.work.views.reachability import Reach, Reached
from bot.work.views.status import Standing
from tests.support.office import at, office_in
from tests.support.verdict import shown_text, telegram_verdict

HOSTILE = '<b>甲 & "乙"</i> \'丙\' </code> &lt; <a href="x">'
LINE = Line(
    number=HOSTILE,
    title=HOSTILE,
    label="",
    unit=HOSTILE,
    role=UnitRole.LEAD,
    kind=Kind.DUE,
    rung="",
    phrase=HOSTILE,
    place=HOSTILE,
    state="dispatched",
    light="near",
    due=date(2021, 6, 30),
    extension_until=date(2021, 7, 30),
    original_due=date(2021, 5, 30),
    days_left=3,
)
ACTORS = [Actor(HOSTILE, role, "telegram", (HOSTILE,)) for role in (CONTACT, LEADER)] + [
    Actor(HOSTILE, COORDINATOR, "telegram")
]


def moved(verb: str) -> Part:
    return Part(f"chat.moved_{verb}", (LINE,) * 3, 2, ((HOSTILE, HOSTILE), (HOSTILE, "")))


ENTRY = dict.fromkeys(("at", "who", "verb", "item", "unit", "note", "evidence"), HOSTILE)
TASK = Task(number=HOSTILE, text=HOSTILE, deadline_raw=HOSTILE)
QUESTION = Question("q1", "vague", sentence("ledger.place-row", value=HOSTILE), (), "x")
CHANGES = (Changes(), Changes((TASK,) * 3, (TASK,) * 3, (Change(TASK, TASK, ()),) * 3))


def preview(n: int, *, past: bool = False) -> Preview:
    names = (HOSTILE,) * n
    return Preview("z", HOSTILE, at("2021-06-10T10:00"), 3, names, 2, names, (QUESTION,) * n, past)


def draft(n: int, *, past: bool = False) -> Draft:
    found = Ledger(title=HOSTILE, document_number=HOSTILE if n else None, tasks=(TASK,) * n)
    return Draft("z", found, not past, preview(n, past=past), n, [date(2021, 6, 30)] * n)


def review(verb: Verb) -> dict[str, object]:
    one = Submission(verb, HOSTILE, (), HOSTILE, None, (HOSTILE,) * 7)
    return {
        "one": one,
        "at": at("2021-06-10T10:00"),
        "lines": (LINE,) * 3,
        "shown": 2,
        "names": [HOSTILE],
        "width": 900,
    }


def standing(lines: int) -> Standing:
    return Standing("z", HOSTILE, dict.fromkeys(Light, 7), (LINE,) * lines)


def view(words: str, lines: int = 2) -> TaskView:
    return TaskView(
        "z", HOSTILE, HOSTILE, words, (LINE,) * lines, (Remark(date(2021, 6, 1), HOSTILE, "报", HOSTILE, HOSTILE),) * 5
    )


FACTS = [Fact(LINE, HOSTILE, verb, at("2021-06-10T10:00")) for verb in Verb] + [Fact(LINE)]
ROLES = (CONTACT, LEADER, COORDINATOR)
CASES: list[tuple[str, Mapping[str, object]]] = [
    *(
        ("start", {"actor": actor, "outcome": outcome, "group": group, "send_at": "09:00"})
        for actor, outcome, group in product(ACTORS, ("bound", "known"), ("", "topic", "topics"))
    ),
    *(
        ("start", {"actor": None, "outcome": outcome, "group": "", "send_at": "09:00"})
        for outcome in ("greeting", "no-code", "asleep")
    ),
    *((name, {}) for name in ("lang", "lang_set")),
    *(("topic", {"outcome": outcome}) for outcome in ("private", "set", "general")),
    *(("stranger", {"asleep": a, "private": p}) for a, p in product((True, False), (True, False))),
    *((name, {}) for name in ("cancelled", "voice", "none_to_review", "read_how")),
    *(("when", {"send_at": send_at}) for send_at in ("", "09:00")),
    *(("which_waits", {"n": n}) for n in (1, 4)),
    ("none_of_unit", {"unit": HOSTILE}),
    *(("of_unit", {"unit": HOSTILE, "n": n}) for n in (1, 4)),
    ("recognising", {"name": HOSTILE, "words": HOSTILE}),
    ("who", {"found": [Reached(HOSTILE, HOSTILE, reach) for reach in Reach], "counts": dict.fromkeys(Reach, 2)}),
    *(
        ("written_to", {"what": what, "items": ((HOSTILE, (HOSTILE,) * 3),) * 3, "most": 2, "passed": HOSTILE})
        for what in ("urged", "reminded")
    ),
    ("board", {"links": [(Claim(role, HOSTILE, None), f"https://duban.example.org/in/{role}") for role in ROLES]}),
    *(("clock", {"lines": [LINE] * n, "shown": 2, "day": date(2021, 6, 3)}) for n in (1, 4)),
    *(("log", {"rows": [ENTRY] * n, "number": "26"}) for n in (0, 3)),
    *(("ahead", {"days": [(date(2021, 6, 1), 3)], "n": n, "people": 2}) for n in (0, 3)),
    ("dates", {"n": 3}),
    ("no_dates", {}),
    *(
        (
            "figures",
            {"found": [(HOSTILE, [Figure(HOSTILE, 9, overdue=n), Figure("", near=n)])], "shown": shown, "by": by},
        )
        for n, shown, by in product((0, 1), (0, 1, 2), ("unit", "section"))
    ),
    *((name, {"name": HOSTILE}) for name in ("reading", "reading_lost")),
    *(
        (
            "which_document",
            {"how": how, "other": HOSTILE, "title": HOSTILE, "changes": {"added": 1, "changed": 2, "removed": 3}},
        )
        for how in ("amends", "corrects")
    ),
    *(("draft", {"draft": draft(n, past=past), "shown": 3}) for n, past in product((0, 5), (True, False))),
    *(("draft_items", {"draft": draft(5), "shown": shown}) for shown in (0, 3, 5)),
    ("month", {"days": [(date(2021, 6, 1), 3)], "n": 3, "people": 2}),
    *(("sure", {"found": preview(2), "defaults": [(HOSTILE, HOSTILE)] * n, "shown": 2}) for n in (0, 2, 5)),
    *(("question", {"question": QUESTION, "place": place, "left": 3, "width": 900}) for place in ("", HOSTILE)),
    *(("dispatched", {"found": preview(n), "made": 3, "at": at("2021-06-10T10:00")}) for n in (0, 20)),
    *(("changes", {"changes": changes, "ledger": HOSTILE, "shown": 2}) for changes in CHANGES),
    ("reviews", {"counts": dict.fromkeys(HANDED_IN, 3), "n": 9}),
    *(("review", review(verb)) for verb in HANDED_IN),
    *(("postponed", {"at": at("2021-06-10T10:00"), "send_at": send_at}) for send_at in ("", "09:00")),
    *(("completed", {"names": names}) for names in ("", HOSTILE)),
    *(
        ("choice", {"act": act, "n": 1, "of": 30, "said": said})
        for act, said in product(("ack", "report", "extend", "not", "later"), ("", HOSTILE * 20))
    ),
    *(
        ("over", {"facts": FACTS, "shown": shown, "is_archived": archived})
        for shown, archived in product((0, 3, 40), (True, False))
    ),
    *(
        ("ask", {"step": step, "lines": (LINE,) * 12, "private": private, "until": until, "days": days})
        for step, private, (until, days) in product(
            ("words", "more", "day", "reason"), (True, False), ((None, ""), ("2021-06-30", ""), (None, HOSTILE * 40))
        )
    ),
    ("board", {"links": [(Claim(role, HOSTILE), "https://example.org/in/x") for role in (CONTACT, COORDINATOR)]}),
    ("anonymous", {}),
    ("pages", {"n": 3}),
    ("often", {"most": 20}),
    ("aside", {}),
    *(
        (
            "unknown",
            {
                "nearest": nearest,
                "role": role,
                "is_polite": not nearest,
                "lines": lines,
                "office": HOSTILE if role == LEADER else "",
            },
        )
        for nearest, role, lines in product(("", HOSTILE), (CONTACT, COORDINATOR, LEADER), ((), (LINE,) * 20))
    ),
    ("file", {}),
    *(("help", {"actor": actor}) for actor in (None, *ACTORS)),
    ("error", {"fault": HOSTILE}),
    ("sorry", {"reference": HOSTILE}),
    ("test", {"unit": HOSTILE, "office": HOSTILE}),
    *(
        (
            "status",
            {
                "standings": found,
                "command": command,
                "wanted": wanted,
                "role": role,
                "shown": 2,
                "light": "",
                "beyond": 7 * len(found),
            },
        )
        for found, command, wanted, role in product(
            ([], [standing(0)], [standing(1), standing(4)]), ("mine", "status"), ("", HOSTILE), (CONTACT, COORDINATOR)
        )
    ),
    *(("task", {"view": view(HOSTILE * 3, lines), "shown": 40, "rows": 3}) for lines in (1, 20)),
    *(
        (
            "moved",
            {"deeds": [moved(verb)] * n, "shown": shown, "evidence": HOSTILE, "numbers": HOSTILE, "others": FACTS},
        )
        for verb, shown, n in product((*Verb, UNDONE, "period"), (0, 2, 3), (1, 2))
    ),
]


@pytest.fixture
def said() -> Iterator[Request]:
    office = office_in()
    yield Request(office, at("2021-06-10T10:00"), Utterance(1, 1, HOSTILE), None)
    office.store.close()


def test_every_template_has_a_case_and_stands_in_both_languages() -> None:
    cased = {name for name, _ in CASES}
    for language in LANGUAGES:
        folders = shipped("templates", language, "chat"), shipped("templates", "layout", "chat")
        assert {path.stem for folder in folders for path in folder.glob("*.html")} == cased


@pytest.mark.parametrize("language", LANGUAGES)
def test_telegram_takes_every_reply_and_shows_values_as_they_are(said: Request, language: str) -> None:
    set_language(language)
    for name, values in CASES:
        html = page(said, name, **values)
        assert telegram_verdict(html) is None, (name, values, html)
        if any(value == HOSTILE for value in values.values()) and name != "status":
            assert HOSTILE in shown_text(html), name


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("light", Light)
def test_every_light_and_state_has_words(said: Request, language: str, light: Light) -> None:
    set_language(language)
    one = Standing("z", "t", {light: 1}, (replace(LINE, light=str(light)),))
    html = page(said, "status", standings=[one], command="mine", wanted="", role=CONTACT, shown=1, light="", beyond=0)
    assert telegram_verdict(html) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_long_lists_are_cut_as_lists(said: Request, language: str) -> None:
    set_language(language)
    found = [standing(300), standing(200)]
    values = {"standings": found, "command": "mine", "wanted": "", "role": CONTACT, "light": "", "beyond": 0}
    html = fitting(lambda shown: page(said, "status", shown=shown, **values), 500)
    assert telegram_verdict(html) is None
    shown = html.count("🟡 <b>")
    assert shown > 3
    assert str(500 - shown) in html.splitlines()[-1]
    assert len(html) > 3000  # with its markup: the names here are full of signs that are escaped


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_task_is_cut_by_its_words(said: Request, language: str) -> None:
    set_language(language)
    long = view("长🟡<&" * 4000)
    html = fitting(lambda shown: page(said, "task", view=long, shown=shown, rows=2), len(long.words))
    assert telegram_verdict(html) is None
    assert "…" in html
    assert len(html) > 3500


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_of_one_reply_are_not_torn_apart(said: Request, language: str) -> None:
    """The layout of a list: one blank line at most, no line of spaces."""
    set_language(language)
    plain = replace(LINE, number="26", title="推进改革", unit="区财政局", phrase="6月底前", place="表1第2行")
    one = Standing("z", "工作要点", {Light.NEAR: 1}, (plain, plain))
    for name, values in (
        (
            "status",
            {
                "standings": [one, one],
                "command": "mine",
                "wanted": "",
                "role": CONTACT,
                "shown": 4,
                "light": "",
                "beyond": 0,
            },
        ),
        (
            "moved",
            {
                "deeds": [Part("chat.moved_reported", (plain, plain))],
                "shown": 2,
                "evidence": "",
                "numbers": "1",
                "others": (),
            },
        ),
        ("task", {"view": TaskView("z", "要点", "26", "推进改革", (plain, plain), ()), "shown": 9, "rows": 2}),
    ):
        html = page(said, name, **values)
        assert "\n\n\n" not in html, (name, html)
        assert all(line == line.rstrip(" ") for line in html.splitlines()), (name, html)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_command_has_its_line_in_the_menu(language: str) -> None:
    set_language(language)
    for name in {name for names in MENUS.values() for name in names}:
        assert 1 <= len(text(f"chat.menu_{name}")) <= 256
