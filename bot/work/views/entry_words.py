"""An entry of the audit trail in words: who, by which way, what, from what to what."""

import ast
import re
from collections.abc import Mapping

from bot.model import Role
from bot.plan.duty import State
from bot.plan.lifecycle import Verb
from bot.texts import text, text_or
from bot.work.duties.evidence import shown
from bot.work.duties.trail import step_words

#: What the program itself does is signed so.
SYSTEM = "duban"
#: Who was forgotten, and how much was kept of them.
_FORGOTTEN = re.compile(r"(\S+): (\d+) bindings, (\d+) messages")
#: What was answered to which question.
_ANSWER = re.compile(r"([\w.-]+)=(.*)", re.DOTALL)


def entry_words(name: str, value: object) -> str:
    """One column of an entry."""
    match name:
        case "at":
            return f"{value:%Y-%m-%d %H:%M}"
        case "evidence":
            return shown(str(value or ""))
        case "who" if value == SYSTEM:
            return text("cli.by_system")
        case "channel":
            return text_or(f"cli.by_{value}", str(value or ""))
        case "verb":
            return step_words(str(value))
        case "before" | "after" if value in set(State):
            return text(f"cli.life_{value}")
        case "before" | "after" if str(value).startswith("{"):
            return _facts(str(value))
        case "after" if (found := _ANSWER.fullmatch(str(value))) is not None:
            return f"{found[1]}：{_choice(found[2])}"
        case "note":
            return _note(str(value or ""))
        case "before" | "after":
            return text_or(f"cli.life_{value}", str(value or ""))
    return str(value or "")


def _note(words: str) -> str:
    """A remark; where the program made it, in the reader's words."""
    if words == "default":
        return text("cli.note_default")
    if words in set(Verb):  # what was taken back
        return text(f"plan.verb_{words}")
    role, found, rest = words.partition(": ")
    if found and role in set(Role):  # whom an invitation or a binding is for
        return text("cli.note_role", role=text(f"rehearse.role_{role}"), rest=rest)
    if (gone := _FORGOTTEN.fullmatch(words)) is not None:
        return text("cli.note_forgotten", who=gone[1], bindings=gone[2], messages=gone[3])
    return words


def _choice(key: str) -> str:
    """What an answer means, in short; an answer in words is itself."""
    said = text_or(f"ledger.choice-{key}", key)
    return key if "{" in said else said.partition("：")[0].partition(": ")[0]


def _facts(written: str) -> str:
    """What earlier releases wrote as a Python dict: `due 2021-09-30；state …`."""
    try:
        found = ast.literal_eval(written)
    except (ValueError, SyntaxError):
        return written
    if not isinstance(found, Mapping):
        return written
    return "；".join(f"{text_or(f'cli.fact_{key}', key)} {value}" for key, value in found.items() if value != "None")
