"""What `check` says of people: who can be reached by what is written down or bound."""

from collections.abc import Iterator
from datetime import datetime

from bot.app.channels import apprise_channel, services_of
from bot.app.checks.finding import Finding, Mark, good, left_to_do, named
from bot.channels.robots import RobotsChannel
from bot.clock import system_clock
from bot.errors import ChannelError
from bot.roster.roster import CONTACT
from bot.store import people
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


def _groups(office: Office) -> Iterator[Finding]:
    """Members that are no unit of the list: their duties would reach nobody."""
    roster = office.roster
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


def robots(office: Office) -> Iterator[Finding]:
    """Whether the webhooks have the form of one; only a message shows whether they are right."""
    channel = RobotsChannel(now=system_clock)
    found = [(unit.name, contact.robot) for unit in office.roster.unit for contact in unit.contact if contact.robot]
    sound = 0
    for name, address in found:
        try:
            channel.check(address)
        except ChannelError as error:
            yield Finding(Mark.BAD, text("check.bad_robot", name=name, fault=error))
        else:
            sound += 1
    if sound:
        yield good("robots", n=sound)


def services(office: Office) -> Iterator[Finding]:
    """Whether the addresses at other services can be understood; nobody can ask whether they are right."""
    found = services_of(office.roster)
    if not found:
        return
    channel = apprise_channel(office.delivery)
    names: list[str] = []
    for whose, address in found:
        try:
            names.append(channel.check(address))
        except ChannelError as error:
            yield Finding(Mark.BAD, text("check.bad_service", name=whose, fault=error))
    if names:
        yield good("services", n=len(names), names="、".join(dict.fromkeys(names)))
