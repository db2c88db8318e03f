"""Commands about what the program says: an office's own words, and how a letter looks with them."""

from pathlib import Path
from typing import Any

import click

from bot.cli.options import now_option
from bot.texts import LANGUAGES, text

#: The letters that there are, as `bot.model.NoticeKind` has them; help does not wait for it.
LETTERS = (
    *("dispatch", "acknowledge", "inquiry", "reminder", "urging", "escalation", "circular", "feedback", "decision"),
    *("change", "news", "digest"),
)


class LetterName(click.ParamType[str]):
    """A kind of letter, by its English or Chinese name: urging, 催办."""

    name = "LETTER"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        names = {text(f"outbox.kind_{kind}"): kind for kind in LETTERS} | {kind: kind for kind in LETTERS}
        if str(value) not in names:
            listed = "、".join(f"{kind} ({text(f'outbox.kind_{kind}')})" for kind in LETTERS)
            self.fail(text("preview.no_letter", found=value, names=listed), param, ctx)
        return names[str(value)]


language_option = click.option("--language", type=click.Choice(LANGUAGES), help=text("texts.language"))


@click.group("texts", help=text("texts.help"))
def texts() -> None:
    """Texts above."""


@texts.command("copy", help=text("texts.copy_help"))
@click.argument("names", nargs=-1, metavar="[ROOM…]")
@language_option
@click.option("--layouts", "with_layouts", is_flag=True, help=text("texts.layouts"))
def copy(**given: Any) -> None:
    from bot.cli.texts import copy

    copy(**given)


@click.command("preview", help=text("preview.help"))
@click.argument("letter", type=LetterName(), metavar="LETTER")
@click.option("--unit", metavar="UNIT", help=text("preview.unit"))
@click.option("--role", type=click.Choice(["contact", "leader", "coordinator"]), help=text("preview.role"))
@click.option("--channel", type=click.Choice(["text", "html", "chat"]), default="text", help=text("preview.channel"))
@click.option("--to", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help=text("preview.to"))
@click.option("--open", "opens", is_flag=True, help=text("preview.open"))
@click.option("--sample", is_flag=True, help=text("preview.of_sample"))
@language_option
@now_option
def preview(**given: Any) -> None:
    from bot.cli.preview import run

    run(**given)
