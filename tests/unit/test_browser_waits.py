"""The browser's tests wait for what they read: a page read once, at the moment of a click, may be the one of before."""

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
AT_ONCE = {"count", "inner_text", "inner_html", "text_content", "content", "is_visible", "is_checked", "input_value"}
IN_A_BROWSER = [path for path in TESTS.rglob("test_*.py") if "support.served import" in path.read_text("utf-8")]


def read_at_once(tree: ast.AST) -> list[str]:
    """What an assertion that says "is there" reads without waiting. "is not there" has nothing to wait for."""
    return [
        f"line {node.lineno}: {ast.unparse(node)}"
        for held in ast.walk(tree)
        if isinstance(held, ast.Assert) and "not in" not in ast.unparse(held.test)
        for node in ast.walk(held.test)
        if isinstance(node, ast.Attribute) and (node.attr in AT_ONCE or ast.unparse(node) == "page.url")
    ]


@pytest.mark.parametrize("path", IN_A_BROWSER, ids=lambda path: path.stem)
def test_what_is_read_is_waited_for(path: Path) -> None:
    assert read_at_once(ast.parse(path.read_text("utf-8"))) == []


@pytest.mark.parametrize(
    "line",
    ["assert page.locator('tr').count() > 20", "assert 'x' in page.inner_text('main')", "assert page.url == 'x'"],
)
def test_a_hasty_reading_is_seen(line: str) -> None:
    assert read_at_once(ast.parse(line))
