"""Pages as a headless Chromium lays them out: how wide and how high each becomes."""

import base64
import html
import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
#: After all frames have loaded the sizes stand in the document, for --dump-dom to print.
_MEASURE = """<script>addEventListener("load", () => {
const found = [...document.querySelectorAll("iframe")].map(f => {
  const page = f.contentDocument.documentElement;
  return [f.title, f.width, page.scrollWidth, f.contentDocument.body.scrollHeight];
});
document.body.innerHTML = "<pre id=sizes>" + btoa(unescape(encodeURIComponent(JSON.stringify(found)))) + "</pre>";
})</script>"""


@dataclass(frozen=True)
class Size:
    """A page in a window `window` pixels wide: `wide` is more where it must be scrolled sideways."""

    name: str
    window: int
    wide: int
    high: int


def find_browser() -> str | None:
    """Chromium by any of its names; None where it is not installed."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def sizes(pages: Mapping[str, str], widths: Sequence[int], folder: Path) -> list[Size]:
    """Every page at every width, by one run of the browser."""
    frames = "".join(
        f'<iframe title="{html.escape(name)}" width="{width}" height="600" srcdoc="{html.escape(page)}"></iframe>'
        for name, page in pages.items()
        for width in widths
    )
    file = folder / "pages.html"
    file.write_text(f"<!DOCTYPE html><meta charset=utf-8><body>{frames}{_MEASURE}", encoding="utf-8")
    command = [find_browser() or "", "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", file.as_uri()]
    done = subprocess.run(command, capture_output=True, check=True, timeout=120)
    return [Size(str(name), int(window), wide, high) for name, window, wide, high in _read(done.stdout.decode())]


def _read(dom: str) -> list[tuple[str, str, int, int]]:
    words = dom.partition('id="sizes">')[2].partition("<")[0]
    found: list[tuple[str, str, int, int]] = json.loads(base64.b64decode(words).decode())
    return found
