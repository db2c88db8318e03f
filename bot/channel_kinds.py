"""What each kind of channel is, as rows: who has an address of it, how fast it may go, in which form it takes letters.

A channel is a row here and a module with `build`; docs/channels.md walks through one. Packages outside bring their own
rows by an entry point of the group `duban.channels`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cache
from importlib.metadata import entry_points

from bot.texts import language, room

#: Where packages outside name their rows.
GROUP = "duban.channels"


class Form(Enum):
    """How a channel takes a letter."""

    PAGE = "page"  # text and HTML
    MARKUP = "markup"  # Telegram's own HTML, one message
    POSTS = "posts"  # plain words in posts that a group reads
    WORDS = "words"  # plain words


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """One kind. `module` builds it; `set_by`: settings of which one must be set; else it is there where the units file
    has an address of it. `pace` and `most` (what the service itself allows) are keys of `[pace.<name>]`.
    """

    name: str
    module: str
    form: Form = Form.WORDS
    set_by: tuple[str, ...] = ()
    #: Entries of the units file have a key of this name; of `coordinators` those of coordinators too.
    has_addresses: bool = True
    coordinators: bool = True
    #: An address is a secret: only its hash is written down.
    is_secret: bool = False
    #: The longest letter in characters; None: as long as `form` takes.
    longest: int | None = None
    pace: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)
    #: A table of delivery.toml has its settings: the class in `module` that checks it.
    table: str | None = None


#: In the order in which a person is tried where the units file names none. core.telegram.org/bots/faq: 30 a second,
#: 1 a second in a chat, 20 a minute in a group; 28 with a burst of 2 keeps any second at 30.
#: developer.work.weixin.qq.com and open.dingtalk.com: 20 a minute for a robot.
OWN = (
    ChannelKind(
        "telegram",
        "bot.channels.telegram",
        Form.MARKUP,
        set_by=("telegram_token",),
        pace={"per_second": 28, "burst": 2, "chat_per_second": 1, "group_per_minute": 20},
        most={"per_second": 30, "group_per_minute": 20},
    ),
    ChannelKind("email", "bot.channels.mail_out", Form.PAGE, set_by=("smtp_url", "mail_folder")),
    ChannelKind(
        "robot",
        "bot.channels.robots",
        Form.POSTS,
        coordinators=False,
        is_secret=True,
        pace={"chat_per_minute": 20, "each_alone": True},
        most={"chat_per_minute": 20},
    ),
    ChannelKind(
        "apprise",
        "bot.channels.apprise",
        is_secret=True,
        pace={"chat_per_second": 1, "each_alone": True},
        table="Addresses",
    ),
    ChannelKind("sms", "bot.channels.sms", longest=335, pace={"per_second": 5, "chat_per_minute": 1}, table="Gateway"),
    ChannelKind("hook", "bot.channels.hook", set_by=("hook_url",), has_addresses=False),
    ChannelKind("console", "bot.channels.console", has_addresses=False),
)


@cache
def kinds() -> Mapping[str, ChannelKind]:
    """All kinds by name, our own first. A package outside cannot replace one of ours."""
    outside = [found for entry in entry_points(group=GROUP) if isinstance(found := entry.load(), ChannelKind)]
    # Ours stand first for their order, and last so that none is replaced.
    return {kind.name: kind for kind in (*OWN, *outside, *OWN)}


def kind_of(name: str) -> ChannelKind:
    """The kind called so; of another name one that takes plain words."""
    return kinds().get(name) or ChannelKind(name, "", has_addresses=False)


def addressed() -> tuple[str, ...]:
    """The names of those of which people have addresses, in the order in which they are tried."""
    return tuple(kind.name for kind in kinds().values() if kind.has_addresses)


def title_of(name: str) -> str:
    """What a channel is called in the language set; one from outside, without words of the office, by its name."""
    return title_in(language(), name)


def title_in(language: str, name: str) -> str:
    """The same in another language."""
    return room(language, "channels").get(f"name_{name}", name)
