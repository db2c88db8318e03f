"""Addresses as people write them: mended where one thing alone can be meant, else refused; sound ones unchanged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.addresses import mend_address, mend_addresses, parse_address

WK = "wk@example.org"


@pytest.mark.parametrize(
    "words",
    [
        WK,
        f"某科 <{WK}>",
        f"某科＜{WK}＞",
        f"“某科” <{WK}>",
        f"mailto:{WK}",
        f"MAILTO: {WK}",
        "wk＠example.org",
        "ｗｋ＠ｅｘａｍｐｌｅ．ｏｒｇ",
        f"{WK}。",
        f"{WK}.",
        f"{WK}；",
        f"（{WK}）",
        f"\u200b{WK}\u200b",
        f"\u3000{WK}\u00a0",
        "wk@example。org",
        f"<{WK}>",
        f"<mailto:{WK}>",
    ],
)
def test_what_can_only_mean_one_address_does(words: str) -> None:
    assert mend_address(words) == WK


@pytest.mark.parametrize(
    "words",
    [
        "",
        "wk",
        "wk@",
        "@example.org",
        "wk@example",
        "wk@@example.org",
        "wk@exa mple.org",
        "w k@example.org",
        "wk@example..org",
        "wk@-example.org",
        f"a@example.org <{WK}>",
        f"{WK} b@example.org",
        "王科@example.org",
        "联系电话 12345",
        "https://example.org/@wk",
        "wk#example.org",
    ],
)
def test_what_leaves_a_doubt_is_none(words: str) -> None:
    assert mend_address(words) is None


def test_of_a_list_the_good_and_the_bad_are_told_apart() -> None:
    found = mend_addresses(f"某科 <{WK}>；b@example.org、 没有, {WK}\nc＠example.org")
    assert found == ([WK, "b@example.org", "c@example.org"], ["没有"])


LOCAL = st.from_regex(r"[A-Za-z0-9_+-]{1,10}(\.[A-Za-z0-9_+-]{1,8})?", fullmatch=True)
DOMAIN = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?\.[a-z]{2,5}", fullmatch=True)
AROUND = st.text("。.；;，, \u3000（）()<>“”\u200b", max_size=3)


@given(LOCAL, DOMAIN, AROUND, AROUND)
def test_nothing_around_an_address_changes_which_it_is(local: str, domain: str, before: str, after: str) -> None:
    address = f"{local}@{domain}"
    assert mend_address(address) == address
    assert mend_address(f"{before}{address}{after}") in {address, None}


@given(st.text(max_size=40))
def test_what_is_made_of_any_words_is_an_address_or_nothing(words: str) -> None:
    found = mend_address(words)
    assert found is None or parse_address(found) is not None
