"""What a mail server's refusal (5yz) is about: one table by stage, code, enhanced code and words; the first row counts.

A refusal of one message or one address is no fault of the channel: only what every message would meet lets it rest.
Sources: RFC 5321 §4.2.2–4.2.3, §4.3.2 (codes, where they may come); RFC 3463, RFC 5248 (enhanced codes); RFC 1870 §6
(SIZE: 552 at MAIL FROM); RFC 4954 §4, §6 (530, 534, 535, 538); learn.microsoft.com, “NDR codes in Exchange Online”
(5.7.60, 5.2.252: sending as somebody else); support.google.com/a/answer/3726730 (5.4.5: the day's limit).
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far the conversation with the server has come."""

    CONNECT = "connect"
    ENCRYPT = "encrypt"
    LOGIN = "login"
    SENDER = "sender"
    RECIPIENT = "recipient"
    CONTENT = "content"


class About(StrEnum):
    """What a refusal is about; the value ends the key of its sentence."""

    LOGIN = "login"
    SERVER = "not_served"  # it takes nothing from this program
    QUOTA = "quota"  # enough for now, from anybody to anybody
    SIZE = "too_large"
    RELAY = "no_relay"  # it takes mail for others, but not for this address
    RECIPIENT = "refused"
    CONTENT = "content"


#: These are faults of the settings, which every message would meet.
SETTINGS = frozenset({About.LOGIN, About.SERVER})


@dataclass(frozen=True, slots=True)
class Row:
    """All that is named must fit. `enhanced` is matched from the start of x.y.z, `words` anywhere."""

    about: About
    stages: frozenset[Stage] = frozenset(Stage)
    codes: frozenset[int] = frozenset()
    enhanced: str = ""
    words: str = ""

    def fits(self, stage: Stage, code: int, enhanced: str, words: str) -> bool:
        """Whether this row is about such an answer."""
        return (
            stage in self.stages
            and (not self.codes or code in self.codes)
            and (not self.enhanced or re.match(rf"(?:{self.enhanced})(?!\d)", enhanced) is not None)
            and (not self.words or re.search(self.words, words, re.IGNORECASE) is not None)
        )


_SETUP = frozenset({Stage.CONNECT, Stage.ENCRYPT})
_LOGIN = frozenset({Stage.LOGIN})
_SENDER = frozenset({Stage.SENDER})
_RECIPIENT = frozenset({Stage.RECIPIENT})
_CONTENT = frozenset({Stage.CONTENT})
_WHOLE = _SENDER | _CONTENT
_MAIL = _SENDER | _RECIPIENT | _CONTENT
_LARGE = (
    r"(?:message|mail|size|length|邮件).{0,40}(?:exceed|too (?:large|big|long)|limit|超过|过大|太大)"
    r"|too (?:large|big)\b"
)
_OFTEN = (
    r"frequen|too many (?:messages|mails|connections)|(?:daily|hourly|sending|rate).{0,20}(?:limit|quota)|频率|频繁"
)

TABLE: tuple[Row, ...] = (
    # about         stages      codes                                   enhanced                 words
    Row(About.LOGIN, codes=frozenset({530, 534, 535, 538})),
    Row(About.LOGIN, enhanced=r"5\.7\.(?:8|9|11)"),
    Row(About.LOGIN, _LOGIN),
    Row(About.SERVER, _SETUP),
    Row(About.SERVER, _MAIL, enhanced=r"5\.1\.[78]|5\.7\.60|5\.2\.252"),  # the sender's address, or not ours to use
    Row(About.SIZE, _MAIL, enhanced=r"5\.3\.4|5\.2\.3"),
    Row(About.QUOTA, _WHOLE, enhanced=r"5\.4\.5"),
    Row(About.QUOTA, _WHOLE, words=_OFTEN),
    Row(About.RECIPIENT, _CONTENT, enhanced=r"5\.(?:1|2|4)\.\d+"),  # a server that looks at it only at the end
    Row(About.SERVER, _SENDER, enhanced=r"5\.(?:1|2|4)\.\d+"),  # before any recipient was named
    Row(About.SIZE, _WHOLE, codes=frozenset({523, 552})),
    Row(About.SIZE, _MAIL, words=_LARGE),
    Row(About.CONTENT, _SENDER, enhanced=r"5\.6\.\d+"),
    Row(About.SERVER, _SENDER),
    Row(About.RELAY, _RECIPIENT, words=r"relay"),
    Row(
        About.RECIPIENT, _RECIPIENT
    ),  # 550 unknown, 551 moved, 552 full, 553 ill-formed, 554 refused, 556 no mail there
    Row(About.RECIPIENT, _CONTENT, codes=frozenset({551, 553, 556})),
    Row(About.CONTENT, _CONTENT),
)
_ENHANCED = re.compile(r"\s*(5\.\d{1,3}\.\d{1,3})(?!\d)")


def about(stage: Stage, code: int, words: str) -> About:
    """What the refusal `code words` at `stage` is about. Every stage has a row for whatever else is said."""
    found = _ENHANCED.match(words)
    enhanced = found[1] if found else ""
    return next(row.about for row in TABLE if row.fits(stage, code, enhanced, words))
