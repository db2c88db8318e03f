"""Against a real server: encryption, refusals, a server that ends, and a mailbox that is large."""

import threading
from collections.abc import Iterator

import pytest

from bot.errors import ChannelError
from bot.mailbox.imap import ImapBox
from bot.mailbox.imap_url import read_imap_url
from tests.support.certificates import pair
from tests.support.dovecot import Dovecot, dovecot
from tests.support.running import running
from tests.support.socks import socks_proxy

pytestmark = pytest.mark.peer
AN_HOUR_S, PATIENCE_S = 3600, 180
MAIL = b"From: a@example.org\r\nSubject: n\r\nMessage-ID: <m@example.org>\r\n\r\nx\r\n"


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with dovecot(*pair()) as found:
        yield found


def fault_of(url: str) -> ChannelError:
    with pytest.raises(ChannelError) as caught:
        ImapBox(read_imap_url(url), timeout_s=5).open()
    assert "kou/ling" not in str(caught.value)
    return caught.value


def test_an_encrypted_mailbox_is_read(server: Dovecot) -> None:
    server.put(MAIL)
    box = ImapBox(read_imap_url(server.tls_url), timeout_s=10)
    box.open()
    assert len(box.newest(3)) == 1
    box.close()


def test_a_mailbox_is_read_by_way_of_a_proxy(server: Dovecot) -> None:
    server.put(MAIL)
    with running(lambda: socks_proxy(localhost="127.0.0.1")) as proxy:
        through = f"proxy=socks5://127.0.0.1:{proxy.server.port}"
        for url in (f"{server.tls_url}&{through}", f"{server.url}?{through}"):
            box = ImapBox(read_imap_url(url), timeout_s=10)
            box.open()
            assert len(box.newest(3)) == 1
            box.close()
        assert [host for host, _ in proxy.server.asked] == ["localhost", "127.0.0.1"]
    fault = fault_of(f"{server.url}?proxy=socks5://127.0.0.1:1")
    assert (fault.key, fault.settings) == ("channels.mail_proxy", False)


def test_a_certificate_that_nobody_vouches_for(server: Dovecot) -> None:
    assert fault_of(server.tls_url.partition("?")[0]).key == "mailbox.certificate"


@pytest.mark.parametrize(
    ("years", "host", "key"),
    [
        ((2000, 2001), "localhost", "_expired"),
        ((2090, 2099), "localhost", "_early"),
        ((2000, 2099), "m.example.org", "_name"),
    ],
)
def test_the_remedy_fits_what_is_wrong_with_the_certificate(years: tuple[int, int], host: str, key: str) -> None:
    with dovecot(*pair(*years, host)) as found:
        fault = fault_of(found.tls_url)
    assert (fault.key, fault.settings) == (f"mailbox.certificate{key}", True)


def test_a_wrong_password(server: Dovecot) -> None:
    fault = fault_of(server.url.replace("kou%2F", "other"))
    assert (fault.key, fault.settings) == ("mailbox.login", True)


def test_a_folder_that_is_not_there(server: Dovecot) -> None:
    assert fault_of(server.url.replace("INBOX", "Answers")).key == "mailbox.folder"


def test_a_folder_with_a_chinese_name(server: Dovecot) -> None:
    box = ImapBox(read_imap_url(server.url), timeout_s=10)
    box.open()
    assert box._box is not None
    box._box.folder.create("答复")
    named = ImapBox(read_imap_url(server.url.replace("INBOX", "%E7%AD%94%E5%A4%8D")), timeout_s=10)
    assert named.open() > 0
    named.close()
    box.close()


def test_nobody_listens(server: Dovecot) -> None:
    assert fault_of(server.url.replace(str(server.port), "1")).key == "mailbox.unreachable"


def test_a_mail_ends_the_wait(server: Dovecot) -> None:
    box = ImapBox(read_imap_url(server.url), timeout_s=10)
    box.open()
    putting = threading.Thread(target=server.put, args=(MAIL,))
    waiting = threading.Thread(target=box.wait, args=(AN_HOUR_S,), daemon=True)
    waiting.start()
    putting.start()
    putting.join()
    waiting.join(PATIENCE_S)
    assert not waiting.is_alive()
    assert len(box.after(0)) == 1
    box.close()


def test_a_server_that_ends_during_the_wait() -> None:
    with dovecot(*pair()) as found:
        box = ImapBox(read_imap_url(found.url), timeout_s=5)
        box.open()
    with pytest.raises(ChannelError) as caught:
        box.wait(60)
    assert not caught.value.settings
    box.close()


def test_the_mailbox_stays_as_it_was(server: Dovecot) -> None:
    server.put(MAIL)
    box = ImapBox(read_imap_url(server.url), timeout_s=10)
    box.open()
    box.read(box.newest(1)[0], 10_000)
    assert box._box is not None
    assert box._box.uids("UNSEEN")
    box.close()
