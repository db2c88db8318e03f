"""`duban check --send-to NAME`: a real message, by every way that a unit's contact or a coordinator has."""

from collections.abc import AsyncIterator
from uuid import uuid4

from bot.app.channels import build_channels
from bot.app.checks.finding import Finding, Mark, good, left_to_do
from bot.channel_kinds import title_of
from bot.channels import Channel
from bot.clock import Clock
from bot.errors import ChannelError
from bot.messages import render
from bot.model import Message
from bot.roster.roster import CONTACT
from bot.store import people
from bot.texts import text
from bot.work.office import Office
from bot.work.people.directory import Directory
from bot.work.people.identity import unknown_unit


async def send_test(office: Office, name: str, clock: Clock) -> AsyncIterator[Finding]:
    """Sends a real message to the unit's first contact, or to the coordinator, by every way there is.

    Raises UsageError.
    """
    unit = office.roster.find_unit(name)
    with office.store.begin() as session:
        directory = Directory(office.roster, people.all_bindings(session), office.today(clock()))
        coordinators = [one for one in directory.coordinators() if one.to == name]
        found = directory.recipient(unit.name, CONTACT) if unit is not None else next(iter(coordinators), None)
    if unit is None and found is None:
        raise unknown_unit(office, name)
    if found is None or not found.ways:
        yield left_to_do("test_no_way", unit=name)
        return
    channels = build_channels(office.settings, office.roster, office.delivery, clock=clock)
    try:
        for kind, address in found.ways:
            yield await _try(office, channels.get(kind), kind, address, found.to)
    finally:
        for channel in channels.values():
            await channel.close()


async def _try(office: Office, channel: Channel | None, kind: str, address: str, unit: str) -> Finding:
    shown = title_of(kind)
    if channel is None:
        return left_to_do("test_no_channel", unit=unit, channel=shown)
    subject = text("check.test_subject")
    values = {"unit": unit, "office": office.name}
    html = render("chat/test.html", office.config, **values) if kind == "telegram" else None
    message = Message(str(uuid4()), subject, render("chat/test.txt", office.config, **values), html)
    try:
        receipt = await channel.send(message, address)
    except ChannelError as error:
        mark = Mark.BAD if error.settings else Mark.DOWN
        return Finding(mark, text("check.test_failed", unit=unit, channel=shown, fault=error))
    refused = "、".join(f"{who}（{code}）" for who, code in receipt.refused)
    if refused:
        return left_to_do("test_partly", unit=unit, channel=shown, refused=refused)
    key = "test_sent" if receipt.confirmed else "test_handed"
    return good(key, unit=unit, channel=shown, address=receipt.address)
