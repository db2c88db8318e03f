"""The roster: which units there are, who stands for them, and whom a group's name means."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator
from pydantic_core import InitErrorDetails, PydanticCustomError

from bot.addresses import mend_addresses
from bot.channel_kinds import ChannelKind, addressed, kind_of
from bot.setting_kinds import WholeInWords
from bot.texts import text

Text = Annotated[str, Field(min_length=1)]


def _mended(value: object) -> object:
    """Addresses as people write them, as the addresses that they mean, separated by commas."""
    if not isinstance(value, str):
        return value
    good, bad = mend_addresses(value)
    if bad or not good:
        raise ValueError(text("roster.email", found="、".join(bad) or value))
    return ", ".join(good)


#: Ways that an entry may name though nobody has an address of them.
_WITHOUT_ADDRESS = ("file", "console")


def _known_channel(value: str) -> str:
    names = (*addressed(), *_WITHOUT_ADDRESS)
    if value not in names:
        expected = ", ".join(f"'{name}'" for name in names)
        raise PydanticCustomError("literal_error", "Input should be {expected}", {"expected": expected})
    return value


Emails = Annotated[str, BeforeValidator(_mended)]
ChannelName = Annotated[str, AfterValidator(_known_channel)]
CONTACT, LEADER, COORDINATOR = "contact", "leader", "coordinator"


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Away(_Entry):
    """Days on which somebody is absent, both inclusive."""

    first: date = Field(alias="from")
    last: date = Field(alias="to")

    @model_validator(mode="after")
    def _in_order(self) -> "Away":
        if self.last < self.first:
            raise ValueError(text("roster.away"))
        return self


class Reached(_Entry):
    """Somebody with addresses: a key a channel (`bot.channel_kinds`), and in `channels` their order."""

    model_config = ConfigDict(extra="allow")
    __pydantic_extra__: dict[str, Text] = Field(init=False)
    name: str = ""
    email: Emails | None = None
    telegram: WholeInWords | None = None
    channels: tuple[ChannelName, ...] = ()

    @model_validator(mode="after")
    def _no_other_keys(self) -> "Reached":
        other = [name for name in self.__pydantic_extra__ if not self._may_have(kind_of(name))]
        if other:
            faults: list[InitErrorDetails] = [
                {"type": "extra_forbidden", "loc": (name,), "input": self.__pydantic_extra__[name]} for name in other
            ]
            raise ValidationError.from_exception_data(type(self).__name__, faults)
        return self

    @classmethod
    def _may_have(cls, kind: ChannelKind) -> bool:
        return kind.has_addresses

    def address(self, kind: str) -> str | None:
        """Where this channel reaches them by what the file says; a chat that was bound is not in it."""
        if kind == "telegram":
            return None if self.telegram is None else str(self.telegram)
        return (self.email or None) if kind == "email" else self.__pydantic_extra__.get(kind)

    @property
    def addresses(self) -> dict[str, str]:
        """All of them by channel, in the usual order."""
        return {kind: found for kind in addressed() if (found := self.address(kind)) is not None}


class Contact(Reached):
    """A person or desk of a unit, and by which channels it is reached, the first first.

    The contacts of a role stand in for one another in the order written (AB角): while the first is away, the next
    who is there gets the messages.
    """

    role: Literal["contact", "leader"] = "contact"
    away: tuple[Away, ...] = ()

    @property
    def is_reachable(self) -> bool:
        """Whether the entry itself has an address."""
        return bool(self.addresses)

    def is_away(self, day: date) -> bool:
        """Whether the person is absent on `day`."""
        return any(span.first <= day <= span.last for span in self.away)


class Coordinator(Reached):
    """Somebody who keeps the ledgers."""

    name: Text

    @classmethod
    def _may_have(cls, kind: ChannelKind) -> bool:
        return kind.has_addresses and kind.coordinators


class Unit(_Entry):
    """One body that duties fall to."""

    name: Text
    aliases: tuple[Text, ...] = ()
    groups: tuple[Text, ...] = ()
    contact: tuple[Contact, ...] = ()


class Group(_Entry):
    """A name that stands for many units."""

    name: Text
    aliases: tuple[Text, ...] = ()
    members: tuple[Text, ...] = ()


class Roster(_Entry):
    """All units, groups and coordinators of an office."""

    unit: tuple[Unit, ...] = ()
    group: tuple[Group, ...] = ()
    coordinator: tuple[Coordinator, ...] = ()

    @model_validator(mode="after")
    def _one_name_one_body(self) -> "Roster":
        seen: set[str] = set()
        for name in self._all_names():
            if name in seen:
                raise ValueError(text("roster.two_entries", name=name))
            seen.add(name)
        return self

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and alias of a unit or a group."""
        return tuple(self._all_names())

    def _all_names(self) -> Iterator[str]:
        for unit in self.unit:
            yield from {unit.name, *unit.aliases}
        for group in self.group:
            yield from {group.name, *group.aliases}

    def find_unit(self, name: str) -> Unit | None:
        """The unit called `name`, by its own name or an alias."""
        return self._units_by_name.get(name)

    @cached_property
    def _units_by_name(self) -> dict[str, Unit]:
        return {name: unit for unit in self.unit for name in (unit.name, *unit.aliases)}

    def written_for(self, number: int) -> frozenset[tuple[str, str]]:
        """(role, unit or coordinator) for all that the file gives this Telegram number."""
        return self._by_number.get(number, frozenset())

    @cached_property
    def _by_number(self) -> dict[int, frozenset[tuple[str, str]]]:
        found: dict[int, set[tuple[str, str]]] = {}
        for unit in self.unit:
            for contact in unit.contact:
                if contact.telegram is not None:
                    found.setdefault(contact.telegram, set()).add((contact.role, unit.name))
        for entry in self.coordinator:
            if entry.telegram is not None:
                found.setdefault(entry.telegram, set()).add((COORDINATOR, entry.name))
        return {number: frozenset(rights) for number, rights in found.items()}

    def find_group(self, name: str) -> Group | None:
        """The group called `name`. A group that only units mention is one too."""
        for group in self.group:
            if name == group.name or name in group.aliases:
                return group
        mentioned = any(name in unit.groups for unit in self.unit)
        return Group(name=name) if mentioned else None

    def members(self, group: Group) -> tuple[str, ...]:
        """The units of a group by name: those that it lists and those that say they belong to it."""
        listed = [unit.name if (unit := self.find_unit(m)) else m for m in group.members]
        saying = [u.name for u in self.unit if {group.name, *group.aliases} & set(u.groups)]
        return tuple(dict.fromkeys([*listed, *saying]))

    def expand(self, names: Iterable[str]) -> tuple[str, ...]:
        """The units that the written names mean: groups as their members, aliases as the unit's own name.

        A name nobody stands for, and a group without members, stays as written: its duties are kept and
        reported as not reachable rather than lost.
        """
        out: list[str] = []
        for name in names:
            if unit := self.find_unit(name):
                out.append(unit.name)
            elif group := self.find_group(name):
                out += self.members(group) or (name,)
            else:
                out.append(name)
        return tuple(dict.fromkeys(out))

    def contacts(self, unit: str, role: str) -> tuple[Contact, ...]:
        """Those who stand for `unit` in `role` (contact or leader)."""
        found = self.find_unit(unit)
        return tuple(c for c in found.contact if c.role == role) if found else ()
