"""The servers that other tests lean on, used from a test without an event loop."""

import smtplib

from tests.support.running import running
from tests.support.smtp import smtp_server


def test_a_mail_server_in_its_own_thread() -> None:
    with running(smtp_server) as box:
        with smtplib.SMTP(box.server.host, box.server.port) as client:
            client.sendmail("a@example.org", ["b@example.org"], "Subject: x\r\n\r\ny\r\n")
        assert [mail.recipients for mail in box.server.mails] == [("b@example.org",)]
