"""`duban questions`: what must still be decided about a ledger, and deciding it."""

from datetime import datetime

from bot.cli.answering import keep
from bot.cli.common import office_at
from bot.cli.ledger_view import show_questions
from bot.cli.prompts import ask
from bot.cli.terminal import is_talking, print_json, say
from bot.errors import UsageError
from bot.ledger import question_in_words
from bot.work.documents.intake import questions


def run(ledger: str, answers: tuple[str, ...], as_json: bool, now: datetime | None) -> None:
    with office_at(now, makes=False) as (office, instant):
        given = dict(_pair(word) for word in answers)
        asked = questions(office, ledger)
        if not given and not as_json and is_talking(as_json):
            given = ask(a.question for a in asked if a.answer is None)
        if given:
            keep(office, ledger, given, instant)
            asked = questions(office, ledger)
    if as_json:
        print_json(
            [
                {
                    "id": a.question.id,
                    "task": a.question.task,
                    "flag": a.question.flag,
                    **{name: said[name] for name in ("text", "key", "parts")},
                    "choices": [c.key for c in a.question.choices],
                    "default": a.question.default,
                    "answer": a.answer,
                }
                for a in asked
                for said in [question_in_words(a.question)]
            ]
        )
    elif not asked:
        say("cli.no_questions", ledger=ledger)
    else:
        show_questions([a.question for a in asked], {a.question.id: a.answer for a in asked if a.answer is not None})
    raise SystemExit(1 if any(a.answer is None for a in asked) else 0)


def _pair(word: str) -> tuple[str, str]:
    name, sign, choice = word.partition("=")
    if not sign or not choice:
        raise UsageError("cli.bad_answer", found=word)
    return name.strip(), choice.strip()
