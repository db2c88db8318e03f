"""The card that government sites print above a document: 发文机构, 发文字号, 成文日期 with their values beside them."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.ledger.text.normal_form import key, squeeze
from bot.model import Document, Table

_LABELS = {
    "issuer": r"(?:发文|发布|印发|制发|成文|公开)(?:机关|机构|单位)|信息来源",
    "number": r"(?:发文)?(?:文号|字号)|公文文号|文件编号",
    "issued": r"(?:成文|发文|印发|签发|生成)(?:日期|时间)",
    "title": r"(?:标题|名称|文件名称|信息名称)",
}


def read_card(document: Document) -> dict[str, str]:
    """What the card says, by issuer, number, issued, title; {} where there is none."""
    found: dict[str, str] = {}
    for label, value in _pairs(document):
        for name, pattern in _LABELS.items():
            if value and name not in found and re.fullmatch(pattern, label):
                found[name] = value
    return found if len(found) >= 2 or "issuer" in found else {}


def _pairs(document: Document) -> Iterator[tuple[str, str]]:
    for block in document.blocks[:40]:
        if isinstance(block, Table):
            if len(block.rows) > 12:
                continue
            for row in block.rows:
                texts = [cell.text for at, cell in enumerate(row) if not at or cell.origin != row[at - 1].origin]
                yield from ((_label(one), squeeze(two)) for one, two in pairwise(texts))
                yield from (pair for text in texts if (pair := _inline(text)))
        elif (pair := _inline(block.text)) and len(block.text) < 60:
            yield pair


def _inline(text: str) -> tuple[str, str] | None:
    label, colon, value = squeeze(text).replace(":", "：", 1).partition("：")
    return (_label(label), value.strip()) if colon and len(label) <= 8 else None


def _label(text: str) -> str:
    return re.sub(r"[\[\]【】:：]", "", key(text))
