"""What `check` says of people: who can be reached by what is written down or bound."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime

from bot.app.channels import addresses_of, build_channel
from bot.app.checks.finding import Finding, Mark, good, left_to_do, named
from bot.channel_kinds import kinds, title_of
from bot.channels.base import AddressCheck
from bot.clock import system_clock
from bot.errors import ChannelError
from bot.roster.roster import CONTACT, LEADER
from bot.store import duty_summaries, ledgers, people
from bot.texts import text
from bot.work.office import Office
from bot.work.people.access import whom
from bot.work.people.directory import Directory
from bot.work.people.footing import Life
from bot.work.people.life import bindings


def units(office: Office, now: datetime) -> Iterator[Finding]:
    """Units, groups and coordinators: whom a message would reach."""
    roster = office.roster
    for fault in office.unit_faults:
        yield Finding(Mark.BAD, fault)
    with office.store.begin() as session:
        directory = Directory(roster, people.all_bindings(session), office.today(now))
    if not roster.unit:
        yield left_to_do("no_units")
    else:
        bare = [u.name for u in roster.unit if not any(r.ways for r in directory.recipients(u.name, CONTACT))]
        if bare:
            yield left_to_do("bare_units", n=len(bare), all=len(roster.unit), names=named(bare))
        else:
            yield good("units", n=len(roster.unit))
    coordinators = directory.coordinators()
    if any(r.ways for r in coordinators):
        yield good("coordinators", names="、".join(r.to for r in coordinators))
    else:
        yield left_to_do("no_coordinator")
    yield from _groups(office)
    yield from _unlisted(office)
    yield from _absences(office, office.today(now))


def _unlisted(office: Office) -> Iterator[Finding]:
    """Units that have something to do and do not stand in the file: nobody is told for them."""
    with office.store.look() as session:
        at_work = duty_summaries.units_at_work(session, ledgers.heads_by_state(session, ledgers.DISPATCHED))
    known = (office.roster.find_unit, office.roster.find_group)
    unlisted = [unit for unit in at_work if not any(find(unit) for find in known)]
    if unlisted:
        yield left_to_do("unlisted_units", n=len(unlisted), names=named(unlisted))


def _absences(office: Office, today: date) -> Iterator[Finding]:
    """Units of which everybody in a role is away today: what is sent goes to somebody who is not there."""
    for role, key in ((CONTACT, "contacts_away"), (LEADER, "leaders_away")):
        units = [unit.name for unit in office.roster.unit if _is_nobody_there(office, unit.name, role, today)]
        if units:
            yield left_to_do(key, n=len(units), names=named(units))


def _is_nobody_there(office: Office, unit: str, role: str, today: date) -> bool:
    found = office.roster.contacts(unit, role)
    return bool(found) and all(one.is_away(today) for one in found)


def _groups(office: Office) -> Iterator[Finding]:
    """Groups without members, and members that are no unit of the list: their duties would reach nobody."""
    roster = office.roster
    empty = [group.name for group in roster.group if not roster.members(group)]
    if empty:
        yield left_to_do("empty_groups", n=len(empty), names=named(empty))
    for group in roster.group:
        unknown = [m for m in group.members if roster.find_unit(m) is None and roster.find_group(m) is None]
        if unknown:
            yield left_to_do("unknown_members", group=group.name, n=len(unknown), names=named(unknown))


def chats(office: Office) -> Iterator[Finding]:
    """Chats that are bound for nobody whom the file names."""
    found = bindings(office, ended=False)
    asleep = [bound for bound in found if bound.life is Life.ASLEEP]
    unlisted = [bound for bound in found if bound.life is Life.BOUND and not bound.listed]
    for key, some in (("bindings_asleep", asleep), ("bindings_unlisted", unlisted)):
        if some:
            names = [f"{whom(bound.role, bound.name)}（{bound.person}，{bound.chat}）" for bound in some]
            yield left_to_do(key, n=len(some), names=named(names))


def addresses(office: Office) -> Iterator[Finding]:
    """Whether addresses that can be told by their form have it; only a message shows whether they are right."""
    for kind in kinds().values():
        found = list(addresses_of(office.roster, kind.name))
        if kind.set_by or not found:  # mail and chats are looked at on their own
            continue
        channel = build_channel(kind, office.settings, office.roster, office.delivery, system_clock)
        title = title_of(kind.name)
        if channel is None:
            yield left_to_do("test_no_channel", unit=named([whose for whose, _ in found]), channel=title)
        elif isinstance(channel, AddressCheck):
            yield from _checked(channel, title, found)


def _checked(channel: AddressCheck, title: str, found: Iterable[tuple[str, str]]) -> Iterator[Finding]:
    names = []
    for whose, address in found:
        try:
            names.append(channel.check_address(address))
        except ChannelError as error:
            yield Finding(Mark.BAD, text("check.bad_address", channel=title, name=whose, fault=error), error.key)
    if names:
        yield good("addresses", channel=title, n=len(names), names=named(list(dict.fromkeys(names))))
