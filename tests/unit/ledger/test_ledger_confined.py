"""A large document is extracted in a child process: the same ledger, the same refusals, and limits that hold."""

import pytest

from bot.errors import LedgerError, ReadingError
from bot.ledger import confined, extract, extract_confined
from bot.model import Document
from bot.reading import limits
from bot.reading.open_file import read_here
from bot.texts import language, set_language

_HEAD = "<tr><td>序号</td><td>工作任务</td><td>责任单位</td><td>完成时限</td></tr>"


def table(rows: int) -> Document:
    body = "".join(
        f"<tr><td>{n}</td><td>推进第{n}项</td><td>县水利局</td><td>6月底前</td></tr>" for n in range(1, rows + 1)
    )
    page = f"<html><p>青溪县2025年任务表</p><table>{_HEAD}{body}</table></html>"
    return read_here(page.encode(), "a.html")


@pytest.fixture
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every document counts as large."""
    monkeypatch.setattr(confined, "SMALL", 0)


def test_the_child_gives_the_ledger_that_this_process_would(always: None) -> None:
    document = table(3)
    assert extract_confined(document, year=2026, known=("水利站",)) == extract(document, year=2026, known=("水利站",))


def test_a_refusal_comes_through_in_the_language_set(always: None) -> None:
    before = language()
    set_language("en")
    try:
        with pytest.raises(LedgerError) as caught:
            extract_confined(read_here("春眠不觉晓。".encode(), "诗.txt"))
        assert caught.value.key == "ledger.nothing"
        assert str(caught.value).startswith("诗.txt")
    finally:
        set_language(before)


def test_a_child_beyond_its_limits_is_refused_in_words(always: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "WALL_S", 0.001)
    with pytest.raises(ReadingError) as caught:
        extract_confined(table(3))
    assert caught.value.key == "reading.time"


@pytest.mark.parametrize(
    ("text", "in_child"),
    [
        ("推" * confined.SMALL_TEXT, False),
        ("推" * (confined.SMALL_TEXT + 1), True),
        (f"序号\t任务\n1\t{'推' * confined.SMALL_CELL}", False),
        (f"序号\t任务\n1\t{'推' * (confined.SMALL_CELL + 1)}", True),
    ],
)
def test_a_long_text_or_cell_is_kept_for_a_child(text: str, in_child: bool) -> None:
    document = read_here(text.encode(), "a.tsv" if "\t" in text else "a.txt")
    assert confined.is_small(document) is not in_child


@pytest.mark.parametrize(("more", "in_child"), [(0, False), (-1, True)])
def test_only_a_large_document_needs_a_child(more: int, in_child: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    document = table(3)
    monkeypatch.setattr(confined, "SMALL", confined.size_of(document) + more)
    monkeypatch.setattr(confined, "_asked", lambda *_: b'{"error": "reading.memory", "parts": {}}')
    if in_child:
        with pytest.raises(ReadingError):
            extract_confined(document)
    else:
        assert len(extract_confined(document).tasks) == 3


def test_a_ledger_of_two_thousand_rows_is_small_and_a_megabyte_is_large() -> None:
    assert confined.size_of(table(2000)) < confined.SMALL < confined.size_of(read_here(b"a" * (1 << 20), "a.txt"))
