"""The page of all settings: every key of config/ with its type, its default and what it means."""

from datetime import time
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import tomli
from pydantic import BaseModel, SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

MEANINGS = Path(__file__).resolve().parent / "meanings.toml"
WORDS = {
    "zh-CN": {
        "head": "# 设置\n\n由程序生成（`make docs`），请勿手改。\n\n"
        "`duban.toml` 的每一项都可由环境变量 `DUBAN_<大写名>` 给出，或由 `DUBAN_<大写名>_FILE` 指明的文件给出；"
        "环境变量优先。标有 🔑 的是口令、令牌一类，宜放在环境变量里，"
        '或写作 `<名>_file = "secrets/<名>"`，放在该文件里（路径从设置文件夹算起）。',
        "columns": ("项", "类型", "默认", "含义"),
        "kinds": {"str": "文字", "int": "整数", "float": "数", "bool": "true / false", "Path": "文件夹"},
        "more": {"time": "时刻", "date": "日期", "list": "列表", "table": "表"},
        "bounds": "{low} 至 {high}",
        "least": "不小于 {low}",
    },
    "en": {
        "head": "# Settings\n\nWritten by the program (`make docs`); not to be edited.\n\n"
        "Each key of `duban.toml` may come from the environment as `DUBAN_<NAME IN CAPITALS>`, or from the file that "
        "`DUBAN_<NAME>_FILE` names; the environment wins. What is marked 🔑 is secret and belongs there, or into "
        'a file that `<name>_file = "secrets/<name>"` names (below the folder of settings).',
        "columns": ("key", "type", "default", "meaning"),
        "kinds": {"str": "words", "int": "whole number", "float": "number", "bool": "true / false", "Path": "folder"},
        "more": {"time": "hour", "date": "day", "list": "list", "table": "table"},
        "bounds": "{low} to {high}",
        "least": "at least {low}",
    },
}
#: Tables of people, of whom the first are contacts.
PEOPLE = ("units.toml [[unit.contact]]", "units.toml [[coordinator]]")
#: Of the two small files that no model holds, what their values are.
OTHERS: dict[str, dict[str, str]] = {
    "deadlines.toml": {
        "closing_time": "time",
        "month_start_day": "int",
        "month_middle_day": "int",
        "before": "lenient / strict",
    },
    "calendar.toml": {"holidays": "list", "workdays": "list", "announced_years": "list"},
}


def models() -> dict[str, type[BaseModel]]:
    """The table of a file → the model that checks it."""
    from bot.channels.sms import Gateway  # noqa: PLC0415 - after the language is set
    from bot.courier.delivery import Delivery, Keep, Pace  # noqa: PLC0415
    from bot.plan.policy import Digest, Ladder, Policy, Rung, Use  # noqa: PLC0415
    from bot.roster.roster import Contact, Coordinator, Group, Unit  # noqa: PLC0415
    from bot.settings import Settings  # noqa: PLC0415

    return {
        "duban.toml": Settings,
        "policy.toml": Policy,
        "policy.toml [digest]": Digest,
        "policy.toml [[ladder]]": Ladder,
        "policy.toml [[ladder.rung]]": Rung,
        "policy.toml [[use]]": Use,
        "delivery.toml": Delivery,
        "delivery.toml [pace.CHANNEL]": Pace,
        "delivery.toml [keep]": Keep,
        "delivery.toml [sms]": Gateway,
        "units.toml [[unit]]": Unit,
        "units.toml [[unit.contact]]": Contact,
        "units.toml [[group]]": Group,
        "units.toml [[coordinator]]": Coordinator,
    }


def meanings() -> dict[str, dict[str, list[str]]]:
    """Table → key → what it means, in Chinese and in English."""
    return tomli.loads(MEANINGS.read_text(encoding="utf-8"))


def keys() -> dict[str, list[str]]:
    """Table → the keys that the program takes."""
    found = {name: [*model.model_fields, *_addresses(name)] for name, model in models().items()}
    return found | {name: list(known) for name, known in OTHERS.items()}


def _addresses(name: str) -> list[str]:
    """Keys of a person that stand in no model: an address for each further channel."""
    from bot.channel_kinds import OWN  # noqa: PLC0415 - as above

    if name not in PEOPLE:
        return []
    known = models()[name].model_fields
    is_coordinator = name != PEOPLE[0]
    kinds = (kind for kind in OWN if kind.has_addresses and (kind.coordinators or not is_coordinator))
    return [kind.name for kind in kinds if kind.name not in known]


def page(language: str) -> str:
    """All tables below each other."""
    words, said = WORDS[language], meanings()
    which = list(WORDS).index(language)
    lines = [str(words["head"])]
    for name, known in keys().items():
        lines += ["", f"## {name}", "", _row(*words["columns"]), _row("---", "---", "---", "---")]
        for key in known:
            kind, default = _facts(name, key, words)
            lines.append(_row(f"`{key}`", kind, default, said.get(name, {}).get(key, ["", ""])[which]))
    return "\n".join(lines)


def _row(*cells: str) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _facts(name: str, key: str, words: dict[str, Any]) -> tuple[str, str]:
    """Type and default of one key."""
    if name in OTHERS:
        shipped = tomli.loads((MEANINGS.parents[2] / "config" / name).read_text(encoding="utf-8"))
        kind = OTHERS[name][key]
        return words["more"].get(kind, words["kinds"].get(kind, kind)), _default(shipped[key])
    field = models()[name].model_fields.get(key)
    if field is None:
        return words["kinds"]["str"], ""
    return _kind(field.annotation, field, words), _default(field.get_default(call_default_factory=False))


def _kind(kind: Any, field: FieldInfo, words: dict[str, Any]) -> str:
    origin, parts = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType}:
        return _kind(next(part for part in parts if part is not NoneType), field, words)
    if origin is Annotated:
        return _kind(parts[0], field, words)
    if origin is Literal:
        return " / ".join(map(str, parts))
    if origin is tuple:
        inner = parts[0]
        return f"{words['more']['list']}" + (f": {' / '.join(get_args(inner))}" if get_origin(inner) is Literal else "")
    if origin is dict or (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return str(words["more"]["table"])
    if kind is SecretStr:
        return f"{words['kinds']['str']} 🔑"
    if kind is time:
        return str(words["more"]["time"])
    name = str(words["kinds"].get(getattr(kind, "__name__", ""), getattr(kind, "__name__", kind)))
    return " ".join(filter(None, (name, _bounds(field, words))))


def _bounds(field: FieldInfo, words: dict[str, Any]) -> str:
    low = next((m.ge for m in field.metadata if hasattr(m, "ge")), None)
    high = next((m.le for m in field.metadata if hasattr(m, "le")), None)
    if low is None:
        return ""
    said = words["least"] if high is None else words["bounds"]
    return f"({said.format(low=low, high=high)})"


def _default(value: Any) -> str:
    if value is PydanticUndefined or value in (None, "", (), [], {}):
        return ""
    if isinstance(value, SecretStr):
        value = value.get_secret_value()
    if isinstance(value, time):
        return f"`{value:%H:%M}`"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, tuple | list):
        return f"`{', '.join(map(str, value))}`"
    if isinstance(value, BaseModel | dict):
        return ""
    return f"`{value.value if isinstance(value, Enum) else value}`"
