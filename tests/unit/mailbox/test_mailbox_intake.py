"""What a mail says beside its words: references, files within limits, whether its sender is who he says."""

from email.message import EmailMessage

import pytest

from bot.mailbox.answer import Proof
from bot.mailbox.intake import Post, read_mail
from bot.mailbox.proof import servers_near
from bot.messages.reference import find_reference, reference_of, start_of_id

OURS = "0a1b2c3d-4e00-4000-8000-000000000001"
POST = Post(servers=("mx.example.org",))


def mail(**headers: str) -> bytes:
    made = EmailMessage()
    for name, value in {
        "From": "czj@example.org",
        "Subject": "Re: x",
        "Message-ID": "<m1@example.org>",
        **headers,
    }.items():
        made[name.replace("_", "-")] = value
    made.set_content("签收")
    return made.as_bytes()


@pytest.mark.parametrize(
    "subject",
    [
        "Re: 【交办】区财政局 2 项任务 〔D-0A1B2C3D4E〕",
        "回复：【交办】区财政局[D-0A1B2C3D4E]",
        "答复: 【D-0a1b2c3d4e】交办",
        "转发: (D-0A1B2C3D4E) 交办",
        "Re: D－0A1B2C3D4E",
    ],
)
def test_a_reference_is_found_whatever_became_of_its_brackets(subject: str) -> None:
    assert find_reference(subject) == reference_of(OURS)
    assert OURS.startswith(start_of_id(find_reference(subject)))


@pytest.mark.parametrize("subject", ["Re: 交办", "文号 XD-0A1B2C3D4E", "D-0A1B2C3D4E5F", "D-12"])
def test_what_is_no_reference(subject: str) -> None:
    assert find_reference(subject) == ""


def test_what_is_answered_the_nearest_first() -> None:
    answer = read_mail(mail(In_Reply_To=f"<{OURS}@example.org>", References="<a@example.org> <b@example.org>"), POST)
    assert answer.replied == (f"{OURS}@example.org", "b@example.org", "a@example.org")


PASSED = "mx.example.org; dmarc=pass header.from=example.org"
FAILED = "mx.example.org; spf=fail smtp.mailfrom=czj@example.org; dmarc=fail header.from=example.org"
FOREIGN = "mx.example.net; dmarc=pass header.from=example.org"


@pytest.mark.parametrize(
    ("results", "proof"),
    [
        ([], Proof.UNTOLD),
        ([PASSED], Proof.PASS),
        ([FAILED], Proof.FAIL),
        ([FAILED, PASSED], Proof.FAIL),  # the lower one may be of the sender's own making
        ([FOREIGN], Proof.UNTOLD),
        ([FOREIGN, PASSED], Proof.UNTOLD),
        (["mx.example.org; none"], Proof.FAIL),
        (["mx.example.org; dkim=pass header.d=example.org"], Proof.PASS),
        (["mx.example.org; dkim=pass header.d=elsewhere.example.net"], Proof.FAIL),
        (["mx.example.org; spf=pass smtp.mailfrom=bounce@mail.example.org"], Proof.PASS),
        (["mx.example.org; spf=pass smtp.mailfrom=x@notexample.org"], Proof.FAIL),
        (["mx.example.org;;; spf="], Proof.UNTOLD),
    ],
)
def test_the_word_of_ones_own_server(results: list[str], proof: Proof) -> None:
    raw = b"".join(f"Authentication-Results: {one}\r\n".encode() for one in results) + mail()
    assert read_mail(raw, POST).proof == proof


def test_where_ones_server_writes_on_every_mail_none_is_no_proof() -> None:
    assert read_mail(mail(), Post(servers=("mx.example.org",), proves=True)).proof == Proof.FAIL


@pytest.mark.parametrize(
    ("host", "servers"),
    [
        ("imap.example.org", ("example.org",)),
        ("mail.qingyu.gov.cn", ("qingyu.gov.cn",)),
        ("imap.example.cn", ("example.cn",)),
        ("localhost", ("localhost",)),
        ("10.0.0.3", ("10.0.0.3",)),
    ],
)
def test_the_ids_that_a_server_may_write_under(host: str, servers: tuple[str, ...]) -> None:
    assert servers_near(host) == servers


def with_files(*sizes: int) -> bytes:
    made = EmailMessage()
    made["From"], made["Message-ID"] = "czj@example.org", "<m1@example.org>"
    made.set_content("已办结 26")
    for n, size in enumerate(sizes):
        made.add_attachment(b"%" * size, maintype="application", subtype="pdf", filename=f"佐证{n}.pdf")
    return made.as_bytes()


def test_files_come_with_their_names() -> None:
    answer = read_mail(with_files(3, 4), POST)
    assert [(file.name, len(file.content)) for file in answer.files] == [("佐证0.pdf", 3), ("佐证1.pdf", 4)]
    assert answer.lines == ("已办结 26",)


def test_files_beyond_the_limits_are_named() -> None:
    answer = read_mail(with_files(3, 1_048_577, 5, 6), Post(most_files=2, file_mb=1))
    assert [file.name for file in answer.files] == ["佐证0.pdf", "佐证2.pdf"]
    assert answer.left_out == ("佐证1.pdf", "佐证3.pdf")


def test_a_name_in_gbk_without_encoding_is_read() -> None:
    raw = "From: czj@example.org\r\nSubject: 交办事项\r\n\r\n签收".encode("gb18030")
    answer = read_mail(raw, POST)
    assert (answer.subject, answer.lines) == ("交办事项", ("签收",))


def test_two_senders_are_nobody() -> None:
    assert read_mail(mail(From="a@example.org, b@example.org"), POST).sender == ""


def test_a_mail_without_an_id_has_one_of_its_bytes() -> None:
    raw = b"From: czj@example.org\r\n\r\nack"
    assert read_mail(raw, POST).message_id.startswith("sha256-")
    assert read_mail(raw, POST).message_id == read_mail(raw, POST).message_id
