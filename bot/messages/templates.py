"""Templates filled: layout by channel, sentences by language."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from bot.messages import duty_words
from bot.messages.item_words import standing_of_item
from bot.messages.letter import Line
from bot.messages.typography import MONTHS, book, day, short, short_day
from bot.resources import shipped
from bot.texts import forget_texts, language, sentence

#: Parts of a template that have nothing to say leave gaps.
_GAPS = re.compile(r"\n(?:[ \t]*\n){2,}")
#: The folder of what all languages share.
LAYOUT = "layout"
_DAY = re.compile(
    rf"(?:\d{{4}}年)?\d{{1,2}}月\d{{1,2}}日|\b\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?|\d{{4}}-\d\d-\d\d"
)
_FIGURE = re.compile(rf"{_DAY.pattern}|\d+ (?:个工作日|项次|[项条个天次份])")
#: The colours of the bars beside the lines; an office may have its own.
COLOURS = {
    "overdue": "#c62828",
    "near": "#e6a100",
    "reported": "#1565c0",
    "closed": "#2e7d32",
    "open": "#7cb342",
    "standing": "#9aa3ad",
    "undated": "#b8bfc7",
    "paused": "#b0bec5",
    "withdrawn": "#cfd4da",
}
#: Of these lights the words are coloured too, dark enough to be read.
INKS = {"overdue": "#b71c1c", "near": "#8a5a00", "reported": "#0d47a1", "closed": "#1b5e20"}
FONTS = {
    "zh-CN": "font-family:Microsoft YaHei,PingFang SC,Noto Sans CJK SC,sans-serif",
    "en": "font-family:Segoe UI,Arial,Microsoft YaHei,PingFang SC,Noto Sans CJK SC,sans-serif",
}


@lru_cache(maxsize=8)
def _environment(config: Path | None, language: str, *, markup: bool) -> Environment:
    """Two environments a language over the same files: with markup every value is escaped.

    The office's own templates come first; a layout of the language's own before the one that all share.
    """
    bases = (*own_folders(config), shipped("templates"))
    loader = FileSystemLoader([base / folder for base in bases for folder in (language, LAYOUT)])
    environment = Environment(
        loader=loader,
        autoescape=markup,  # noqa: S701 - what is no markup must not be escaped
        undefined=StrictUndefined,
        auto_reload=False,  # looking whether a file has changed costs a third of a letter: see `read_again`
        trim_blocks=True,
        lstrip_blocks=True,
    )
    said = _marked if markup else _plain
    environment.globals.update(t=said, n_of=_counting(said), row=_rows(environment), colours=COLOURS, inks=INKS)
    environment.filters.update(day=day, short_day=short_day, book=book, short=short, lamp=duty_words.lamp)
    environment.filters.update(light=duty_words.light_word, role=duty_words.unit_role, no=duty_words.numbered)
    environment.filters.update(what=duty_words.labelled, when=duty_words.standing_of, now=duty_words.now_of)
    environment.filters.update(tag=duty_words.part_tag, source=duty_words.source_of, notes=duty_words.notes_of)
    environment.filters.update(days=_unbroken_days, lines=_broken_lines, item=standing_of_item)
    environment.filters.update(unbroken=_unbroken_figures, sentence=_with_capital)
    return environment


def _rows(environment: Environment) -> Callable[[Line, bool], str]:
    """A line of a chat's lists, by whether it names the unit; put into words once, for it stands in many answers."""

    @lru_cache(maxsize=8192)
    def row(line: Line, names_unit: bool) -> str:
        said: str = environment.get_template("chat/lines.j2").module.row(line, names_unit)  # type: ignore[attr-defined]
        return said

    return row


def environment_of(language: str, *, markup: bool) -> Environment:
    """That of the shipped templates alone, by which an office's own are checked."""
    return _environment(None, language, markup=markup)


@lru_cache(maxsize=256)
def _template(name: str, config: Path | None, language: str) -> Template:
    return _environment(config, language, markup=name.endswith(".html")).get_template(name)


def own_folders(config: Path | None) -> list[Path]:
    """Where an office's own templates stand, the first before the second."""
    return [config / "templates", config.parent / "templates"] if config else []


def own_files(config: Path | None) -> list[Path]:
    """The office's own templates and texts."""
    return sorted(path for folder in own_folders(config) for path in folder.rglob("*.*") if path.is_file())


def read_again() -> None:
    """Layouts and sentences are read from their files when one is next wanted."""
    _environment.cache_clear()
    _template.cache_clear()
    forget_texts()


def _unbroken_days(words: str) -> Markup:
    """Words in which no day is broken over two lines."""
    return Markup(_DAY.sub(r'<span style="white-space:nowrap">\g<0></span>', str(escape(words))))  # noqa: S704 - escaped here


def _unbroken_figures(words: str) -> Markup:
    """Words in which no day, and no number of what it counts, is broken over two lines, by a style sheet's class."""
    return Markup(_FIGURE.sub(r'<span class="nowrap">\g<0></span>', str(escape(words))))  # noqa: S704 - escaped here


def _with_capital(words: str) -> str:
    """Words as a button's or a heading's own: they begin with a capital letter where there are such."""
    return words[:1].upper() + words[1:]


def _broken_lines(lines: Iterable[str]) -> Markup:
    """Paragraphs, each on a line of its own."""
    return Markup("<br>").join(lines)


def _plain(key: str, /, **parts: object) -> str:
    return sentence(key).format(**parts)


def _marked(key: str, /, **parts: object) -> Markup:
    """The sentence escaped; of its parts those that are no markup themselves."""
    safe = {name: escape(part) for name, part in parts.items()}
    return Markup(_escaped(sentence(key)).format(**safe))  # noqa: S704 - escaped here


@lru_cache(maxsize=4096)
def _escaped(words: str) -> str:
    """A message says the same sentences again and again."""
    return str(escape(words))


def _counting(said: Callable[..., str]) -> Callable[..., str]:
    def counted(key: str, n: int, /, **parts: object) -> str:
        return said(f"{key}_one" if n == 1 else key, n=n, **parts)

    return counted


def render(name: str, config: Path | None = None, /, **values: Any) -> str:
    """The template `name` as text (`.txt`) or markup (`.html`), in the language set. Undefined names are errors."""
    written = _template(name, config, language()).render(language=language(), font=FONTS[language()], **values)
    return _GAPS.sub("\n\n", written).strip() + "\n"
