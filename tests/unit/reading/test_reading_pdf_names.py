import pytest

from bot.reading.pdf_names import known_names, split_names

KNOWN = known_names(["市行政服务中心管委会", "市委编办(市审改办)", "市经信委", "负责公开。", "市"])


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (["市行政服务", "中心管委会", "市经信委"], ["市行政服务中心管委会", "市经信委"]),
        (["市委编办", "（市审改", "办）", "市经信委", "市经信委"], ["市委编办（市审改办）", "市经信委", "市经信委"]),
        (["市行政服务", "中心管委会"], ["市行政服务中心管委会"]),
        (["市经信委", "信息化处"], ["市经信委信息化处"]),  # the second is no name here
        (["负责公开。", "市经信委"], ["负责公开。市经信委"]),  # a sentence is no name
    ],
)
def test_names_that_the_column_knows(lines: list[str], names: list[str]) -> None:
    assert split_names(lines, KNOWN) == names
