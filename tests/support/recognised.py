"""A document as the recogniser hands it on: a table of one page, one date hardly made out, one number lost."""

import io

from PIL import Image

from bot.model import Cell, Document, Doubt, Paragraph, Place, Table

NAME = "photos.png"
ROWS = (
    ("序号", "工作任务", "责任单位", "完成时限"),
    ("1", "编制财政预算公开目录", "区财政局", "2021年6月30日前"),
    ("", "开展校园安全检查", "区教育局", "2021年8月底前"),
    ("3", "公布行政处罚裁量基准", "区司法局", "2021年9月30日前"),
)


def picture(colour: str, width: int = 90) -> bytes:
    kept = io.BytesIO()
    Image.new("RGB", (width, 30), colour).save(kept, "JPEG")
    return kept.getvalue()


def at(row: int, column: int) -> Place:
    return Place(NAME, 1, table=1, row=row, column=column)


def recognised(name: str = NAME) -> Document:
    """Its questions: place 1 is the deadline of the third item, place 2 the number of the second."""
    cells = tuple(
        tuple(Cell(text, at(r, c), (r - 1, c - 1)) for c, text in enumerate(row, 1)) for r, row in enumerate(ROWS, 1)
    )
    title = Paragraph("测试区2021年政务公开工作要点", Place(NAME, 1, line=1))
    doubts = (
        Doubt(at(4, 4), ROWS[3][3], ("score",), 0.6, picture("red")),
        Doubt(at(3, 1), "", ("ink",), 0.0, picture("blue", 40)),
    )
    remarks = (("reading.note-recognised", Place(NAME, 1)),)
    table = Table(cells, Place(NAME, 1, table=1))
    return Document(name, "pdf", (title, table), remarks=remarks, doubts=doubts, sha256=name)
