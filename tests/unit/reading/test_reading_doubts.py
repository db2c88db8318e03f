"""Places in doubt: which words they touch, and that they go with these through tables over pages and the wire."""

from bot.model import Doubt, Place, Table
from bot.reading.doubts import Box, Doubts, Spot, Suspicion, both
from bot.reading.pdf import document_of
from bot.reading.pdf_lines import Glyph
from bot.reading.pdf_page import Page, level_edge, make_page, upright_edge
from bot.reading.wire import dump, load


def words(text: str, x: float, y: float) -> list[Glyph]:
    return [Glyph(char, x + 10 * at, x + 10 * at + 10, y, y + 10) for at, char in enumerate(text)]


def page(number: int, rows: list[tuple[str, str]], *spots: Spot, above: str = "") -> Page:
    """Two columns of 200 points, rows of 30 from 100 downwards."""
    ys = [100.0 + 30 * at for at in range(len(rows) + 1)]
    edges = [level_edge(y, 50, 450) for y in ys] + [upright_edge(x, ys[0], ys[-1]) for x in (50, 250, 450)]
    found = words(above, 50, 60)
    for (left, right), y in zip(rows, ys, strict=False):
        found += words(left, 55, y + 10) + words(right, 255, y + 10)
    return make_page(number, (500, 800), found, edges, Doubts(spots, cut))


def cut(box: Box) -> bytes:
    return f"{box[0]:.0f},{box[1]:.0f}".encode()


def at(x: float, y: float, reason: str = "score", score: float = 0.5) -> Spot:
    return Spot((x - 1, y - 1, x + 1, y + 1), reason, score)


def test_a_mark_in_a_cell_is_a_doubt_about_its_words() -> None:
    document = document_of(
        [page(1, [("任务", "时限"), ("甲", "六月底前")], at(300, 145), at(310, 145, "colour", 0.9))], "a"
    )
    (doubt,) = document.doubts
    assert doubt == Doubt(Place("a", 1, table=1, row=2, column=2), "六月底前", ("score", "colour"), 0.5, b"250,130")


def test_spots_beside_all_words_are_nobodys() -> None:
    assert document_of([page(1, [("任务", "时限"), ("甲", "乙")], at(470, 145))], "a").doubts == ()


def test_a_mark_over_a_paragraph_is_a_doubt_about_it() -> None:
    (doubt,) = document_of([page(1, [("任务", "时限"), ("甲", "乙")], at(70, 65), above="督查通报")], "a").doubts
    assert (doubt.text, doubt.place.line, doubt.place.row) == ("督查通报", 1, None)


def test_doubts_of_a_table_over_two_pages_stand_in_its_rows() -> None:
    first = page(1, [("任务", "时限"), ("甲", "乙")])
    second = page(2, [("任务", "时限"), ("丙", "丁")], at(300, 145))
    document = document_of([first, second], "a")
    (table,) = (block for block in document.blocks if isinstance(block, Table))
    (doubt,) = document.doubts
    assert (doubt.place.page, doubt.place.row, doubt.text) == (2, 3, "丁")
    assert table.rows[2][1].place == doubt.place


def test_two_parts_of_the_same_words_share_their_doubts() -> None:
    one, other = Suspicion(("score",), 0.7, b"1"), Suspicion(("ink", "score"), 0.4, b"2")
    assert both(one, other) == Suspicion(("score", "ink"), 0.4, b"1")
    assert both(None, other) is other
    assert both(one, None) is one


def test_doubts_pass_the_wire() -> None:
    document = document_of([page(1, [("任务", "时限"), ("甲", "乙")], at(300, 145))], "a")
    assert load(dump(document)) == document
    assert document.doubts
