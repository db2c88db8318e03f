"""A paper filled in: by the office's own Word template, by the shipped one where that has a fault."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.shared import Cm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined, TemplateError
from jinja2.sandbox import SandboxedEnvironment

from bot.messages.papers.layout import WIDTH_CM, template_of
from bot.messages.papers.lines import paper_lines
from bot.resources import find_file
from bot.texts import language, text

_TAG = re.compile(r"\{\{(.+?)\}\}")
_NAME = re.compile(r"'([^']+)'")


@dataclass(frozen=True, slots=True)
class Filled:
    """The Word file; `fault`: what of the office's own template could not be used, so that it is the shipped one."""

    content: bytes
    fault: str = ""


def own_template(kind: str, config: Path | None) -> Path | None:
    """The office's own template of this kind, if it has one."""
    folders = [config / "templates" / "papers", config.parent / "templates" / "papers"] if config else []
    return next((path for folder in folders if (path := folder / f"{kind}.docx").is_file()), None)


def shipped_template(kind: str, config: Path | None) -> bytes:
    """The shipped template of this kind as a Word file, to be filled in or edited."""
    path = find_file(config, "templates", language(), "papers", f"{kind}.txt")
    return template_of(paper_lines(path.read_text(encoding="utf-8")))


def fill(kind: str, values: Mapping[str, Any], config: Path | None) -> Filled:
    """The paper of this kind, filled in with `values`; `charts` among them are pictures."""
    own = own_template(kind, config)
    if own is None:
        return Filled(_filled(shipped_template(kind, config), values))
    try:
        return Filled(_filled(own.read_bytes(), values))
    except Exception as error:  # noqa: BLE001 - whatever an edited Word file holds, the paper is written
        return Filled(_filled(shipped_template(kind, config), values), _fault(own, error))


def _filled(template: bytes, values: Mapping[str, Any]) -> bytes:
    document = DocxTemplate(BytesIO(template))
    charts = [InlineImage(document, BytesIO(chart), width=Cm(WIDTH_CM)) for chart in values.get("charts", ())]
    document.render({**values, "charts": charts}, _environment(), autoescape=True)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _environment() -> Environment:
    """A template that came by mail can neither reach beyond its values nor pass over a name that there is not."""
    return SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)


def _fault(path: Path, error: Exception) -> str:
    """File, paragraph, what was found."""
    if not isinstance(error, TemplateError):
        return text("papers.unreadable", file=path.name, reason=str(error) or type(error).__name__)
    place = _paragraph_of(path, error)
    return text("papers.fault", file=path.name, n=place[0], words=place[1][:60], reason=error.message)


def _paragraph_of(path: Path, error: TemplateError) -> tuple[int | str, str]:
    """The number and the words of the first paragraph that cannot be filled in; “?” where none stands out."""
    environment, names = _environment(), set(_NAME.findall(error.message or ""))
    for n, words in enumerate(_paragraphs(path), 1):
        if any(not _is_sound(environment, tag) for tag in _TAG.findall(words)):
            return n, words
        if "{" in words and any(re.search(rf"\b{re.escape(name)}\b", words) for name in names):
            return n, words
    return "?", ""


def _is_sound(environment: Environment, expression: str) -> bool:
    try:
        environment.compile_expression(expression)
    except TemplateError:
        return False
    return True


def _paragraphs(path: Path) -> Iterator[str]:
    document = Document(str(path))
    yield from (one.text for one in document.paragraphs)
    for table in document.tables:
        yield from (one.text for row in table.rows for cell in row.cells for one in cell.paragraphs)
