"""SQL stands in the store alone: elsewhere nobody builds a statement or runs one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

BOT = Path(__file__).parents[3] / "bot"
#: What other rooms may know of SQLAlchemy: the session that they hand on, its errors, an address.
ALLOWED = {"sqlalchemy": {"URL"}, "sqlalchemy.orm": {"Session"}, "sqlalchemy.exc": None}
RUNS = {"execute", "scalar", "scalars", "query", "merge", "get_one"}


def files() -> list[Path]:
    return [path for path in sorted(BOT.rglob("*.py")) if "store" not in path.relative_to(BOT).parts]


def faults(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "sqlalchemy":
            allowed = ALLOWED.get(node.module or "", set())
            yield from (name.name for name in node.names if allowed is not None and name.name not in allowed)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.split(".")[0] == "sqlalchemy")
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            on = node.func.value
            if isinstance(on, ast.Name) and on.id == "session" and node.func.attr in RUNS:
                yield f"session.{node.func.attr}"


@pytest.mark.parametrize("path", files(), ids=lambda path: str(path.relative_to(BOT)))
def test_no_statement_outside_the_store(path: Path) -> None:
    assert list(faults(ast.parse(path.read_text(encoding="utf-8")))) == []


def test_a_statement_is_seen() -> None:
    for words in ("from sqlalchemy import select", "import sqlalchemy", "session.execute(x)"):
        assert list(faults(ast.parse(words)))
