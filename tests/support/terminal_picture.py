"""What a command printed as a picture: a terminal of so many columns. SVG, the same on every machine."""

import re
from collections.abc import Sequence
from html import escape
from itertools import groupby

from rich.cells import cell_len

CELL, LEADING, PAD = 8, 19, 14
FONT = "font-family='Sarasa Mono SC,Noto Sans Mono CJK SC,Microsoft YaHei,monospace' font-size='14'"


def picture(command: str, lines: Sequence[str], most: int = 26) -> str:
    """The command and the first lines that it printed; what is left out is a row of dots."""
    shown = [*lines[:most], *(["…"] if len(lines) > most else [])]
    width = max(cell_len(line) for line in [f"$ {command}", *shown]) * CELL + PAD * 2
    height = (len(shown) + 1) * LEADING + PAD * 2
    drawn = [_line(f"$ {command}", 0, "#7ee787"), *(_line(line, n, "#e6edf3") for n, line in enumerate(shown, 1))]
    head = f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}' height='{height}' {FONT}>"
    ground = f"<rect width='{width}' height='{height}' rx='8' fill='#0d1117'/>"
    return "\n".join([head, ground, *filter(None, drawn), "</svg>"]) + "\n"


def _line(words: str, n: int, colour: str) -> str:
    """Runs of words between gaps, each at its own column, so that columns stand below each other in any font."""
    y = PAD + n * LEADING + 14
    runs = []
    for found in re.finditer(r"\S+(?: \S+)*", words):
        for _, signs in groupby(enumerate(found[0]), key=lambda one: cell_len(one[1]) == 2):
            part = list(signs)
            said = "".join(sign for _, sign in part)
            x = PAD + cell_len(words[: found.start() + part[0][0]]) * CELL
            size = f"textLength='{cell_len(said) * CELL}' lengthAdjust='spacingAndGlyphs'"
            runs.append(f"<text x='{x}' y='{y}' fill='{colour}' {size} xml:space='preserve'>{escape(said)}</text>")
    return "".join(runs)
