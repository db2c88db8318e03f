"""A picture that the page shows goes with the page; a file that is enclosed goes with the mail."""

from email import message_from_bytes
from email.policy import default

from bot.channels.mail import build_mail
from bot.model import Attachment, Message
from tests.support.post import NOW

PICTURE = Attachment("chart.png", "image/png", b"\x89PNG", cid="chart@duban")
SHEET = Attachment("清单.xlsx", "application/octet-stream", b"PK")


def test_the_page_has_its_picture_and_the_mail_its_file() -> None:
    page = '<img src="cid:chart@duban">'
    message = Message("id", "周报", "文字", page, attachments=(PICTURE, SHEET))
    mail = message_from_bytes(build_mail(message, "a@example.org", ["b@example.org"], NOW), policy=default)
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
        "application/octet-stream",
    ]
    shown = next(part for part in mail.walk() if part.get_content_type() == "image/png")
    assert (shown["Content-ID"], shown.get_content_disposition()) == ("<chart@duban>", "inline")
    assert [part.get_filename() for part in mail.iter_attachments()] == ["清单.xlsx"]
