"""The address of a mailbox, taken apart; a fault never shows the password."""

import pytest

from bot.errors import SettingsError
from bot.mailbox.imap_url import IMPLICIT, PLAIN, STARTTLS, read_imap_url


def test_all_parts() -> None:
    server = read_imap_url("imaps://du%40example.org:s%2Fx@imap.example.org/%E7%AD%94%E5%A4%8D?ca=/etc/ca.pem")
    assert (server.host, server.port, server.user, server.password) == (
        "imap.example.org",
        993,
        "du@example.org",
        "s/x",
    )
    assert (server.folder, server.encryption, server.ca) == ("答复", IMPLICIT, "/etc/ca.pem")
    assert "s/x" not in repr(server)


@pytest.mark.parametrize(
    ("url", "encryption", "port"),
    [
        ("imap://a:b@127.0.0.1/INBOX", PLAIN, 143),
        ("imap://a:b@localhost:1143", PLAIN, 1143),
        ("imap://a:b@imap.example.org", STARTTLS, 143),
        ("imaps://a:b@localhost", IMPLICIT, 993),
    ],
)
def test_a_password_leaves_this_machine_encrypted_only(url: str, encryption: str, port: int) -> None:
    server = read_imap_url(url)
    assert (server.encryption, server.port, server.folder) == (encryption, port, "INBOX")


@pytest.mark.parametrize(
    "url", ["smtp://a:geheim@x", "imap.example.org", "imaps://x", "imaps://a:geheim@x:y", "imaps://a:geheim@x?tls=no"]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_imap_url(url)
    assert "geheim" not in str(caught.value)
