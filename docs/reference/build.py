"""Writes docs/reference/*.md from the program itself: `make docs`, or `python -m docs.reference.build`.

Commands word their options as they are loaded, so each language is written by a process of its own.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from docs.reference import rules_page, settings_page

FOLDER = Path(__file__).resolve().parent
ENDINGS = {"zh-CN": ".zh-CN.md", "en": ".md"}
#: Whose sentences people read in letters, in the chat and in answers to mails.
ROOMS = ("letter", "duty", "item", "digest", "figures", "forms", "work", "people", "chat", "mailbox")
WORDS = {
    "zh-CN": {
        "written": "由程序生成（`make docs`），请勿手改。",
        "commands": "命令",
        "every": "每条命令都可加 `--as 姓名`（代谁办理）和 `--now 时刻`（以此时刻代替当前时间）。",
        "texts": "消息里的每一句话",
        "change": "改法见 [messages.zh-CN.md](../messages.zh-CN.md#改一句话)。花括号里的是填入的内容。",
        "option": "选项",
        "meaning": "含义",
        "key": "名称",
        "sentence": "句子",
        "default": "默认",
        "choices": "可选",
    },
    "en": {
        "written": "Written by the program (`make docs`); not to be edited.",
        "commands": "Commands",
        "every": "Every command takes `--as NAME` (for whom one acts) and `--now INSTANT` (in place of the clock).",
        "texts": "Every sentence of a message",
        "change": "To change one: [messages.md](../messages.md#changing-a-sentence). Braces are filled in.",
        "option": "option",
        "meaning": "meaning",
        "key": "key",
        "sentence": "sentence",
        "default": "default",
        "choices": "one of",
    },
}


def pages(language: str) -> dict[str, str]:
    """File name → page, in the language that this process speaks."""
    words = WORDS[language]
    made = {
        "commands": _commands(words),
        "settings": settings_page.page(language),
        "texts": _texts(language, words),
        "rules": rules_page.page(language),
    }
    return {f"{name}{ENDINGS[language]}": f"{page.rstrip()}\n" for name, page in made.items()}


def row(*cells: str) -> str:
    """A line of a table, its words as they are."""
    plain = (cell.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;") for cell in cells)
    return f"| {' | '.join(plain)} |"


def _commands(words: dict[str, str]) -> str:
    from bot.cli import duban  # noqa: PLC0415 - worded as it is loaded

    lines = [f"# {words['commands']}", "", words["written"], "", words["every"]]
    for path, command in _below(duban, "duban"):
        context = click.Context(command, info_name=path)
        usage = " ".join(command.collect_usage_pieces(context))
        lines += ["", f"## {path}", "", f"    {path} {usage}", ""]
        lines += [line.strip() for line in (command.help or "").splitlines()]
        options = [one for one in command.params if isinstance(one, click.Option) and _is_shown(one)]
        if options:
            lines += ["", row(words["option"], words["meaning"]), row("---", "---")]
            lines += [row(_option(one, context), _meaning(one, words)) for one in options]
    return "\n".join(lines)


def _below(group: click.Command, path: str) -> Iterator[tuple[str, click.Command]]:
    if not isinstance(group, click.Group):
        return
    context = click.Context(group)
    for name in group.list_commands(context):
        found = group.get_command(context, name)
        assert found is not None
        yield f"{path} {name}", found
        yield from _below(found, f"{path} {name}")


def _is_shown(option: click.Option) -> bool:
    return not option.hidden and option.name not in {"as_name", "now", "help"}


def _option(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in option.opts)
    return names if option.is_flag else f"{names} {option.make_metavar(context).replace('INTEGER RANGE', 'N')}"


def _meaning(option: click.Option, words: dict[str, str]) -> str:
    said = [option.help or ""]
    if isinstance(option.type, click.Choice):
        said.append(f"{words['choices']}: {', '.join(map(str, option.type.choices))}")
    if isinstance(option.default, str | int) and not option.is_flag:
        said.append(f"{words['default']}: {option.default}")
    return "; ".join(filter(None, said))


def _texts(language: str, words: dict[str, str]) -> str:
    from bot.texts import room  # noqa: PLC0415 - as above

    lines = [f"# {words['texts']}", "", words["written"], words["change"]]
    for name in ROOMS:
        lines += ["", f"## {name}", "", row(words["key"], words["sentence"]), row("---", "---")]
        lines += [row(f"`{key}`", said) for key, said in room(language, name).items()]
    return "\n".join(lines)


def build(language: str) -> dict[str, str]:
    """The pages of one language, from a process that speaks it."""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("DUBAN_")}
    root = FOLDER.parents[1]
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "docs.reference.build", language],
        env={**environ, "DUBAN_LANGUAGE": language, "PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8"},
        cwd=root,
        capture_output=True,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def main(arguments: Sequence[str]) -> None:
    """With a language: its pages as JSON. Without: every page is written."""
    if arguments:
        from bot.texts import set_language  # noqa: PLC0415 - before all else

        set_language(arguments[0])
        sys.stdout.write(json.dumps(pages(arguments[0]), ensure_ascii=False))
        return
    for language in ENDINGS:
        for name, page in build(language).items():
            (FOLDER / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
