"""What a message says at the moment of sending: the state of every duty is read again."""

import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.ledger.text.normal_form import key
from bot.lengths import plain
from bot.messages import DigestLetter, Letter, Line, Part, render_digest, render_letter
from bot.messages.buttons import letter_buttons
from bot.messages.channel_limits import MAIL_LINES
from bot.messages.letter import DISPATCH, FullText
from bot.model import Attachment, Audience, Item, Kind, Message, NoticeKind, Role, UnitRole
from bot.plan.duty import RUNNING, Duty
from bot.plan.lights import Light
from bot.roster.roster import CONTACT, COORDINATOR, LEADER
from bot.store import cards, chat_mentions, chats, deliveries, duties, ledgers, outbox, people
from bot.store.tables import OutboxRow
from bot.texts import speaking
from bot.work.letters.archived_ledgers import archived_titles
from bot.work.letters.digest_files import digest_files
from bot.work.letters.drafts import drafts as drafts_of
from bot.work.letters.duty_cache import DutyCache
from bot.work.letters.enclosures import enclosures
from bot.work.letters.lines import worst_first
from bot.work.letters.own_digest import own_digest
from bot.work.letters.partners import with_partners
from bot.work.letters.review import review_message
from bot.work.letters.standing import facts_of, over_page
from bot.work.office import Office
from bot.work.outgoing.change_notices import change_words, is_to_tell
from bot.work.outgoing.edits import EDIT, card_edited, letter_edited
from bot.work.outgoing.handover import hand_over, ways_of_person
from bot.work.outgoing.hooks import HOOK, hook_message
from bot.work.outgoing.later import LATER
from bot.work.outgoing.posting import Batch, gravest, post_all
from bot.work.outgoing.replies import REPLY, answerable, reply_message
from bot.work.outgoing.reviews import REVIEW
from bot.work.people.access import ACCESS, worded
from bot.work.people.directory import Directory
from bot.work.people.links import add_duties_link
from bot.work.people.person import Claim, find_person
from bot.work.people.visits import LINK, link_message

T = TypeVar("T")
#: Messages of these kinds may urge: the gravest thing that they tell names them.
URGING_KINDS = ("circular", "escalation", "urging")


class Composer:
    """Tells the courier how people are reached and what they are told."""

    def __init__(self, office: Office, digest: Callable[[Session, Office, str, date, datetime], DigestLetter]) -> None:
        self.office = office.remembering()
        self._digest = digest
        self.cache = DutyCache()

    def sort(self, session: Session, rows: Sequence[OutboxRow], now: datetime) -> Sequence[OutboxRow]:
        """Gives each item to who stands for its unit now; those messages that still tell their person something."""
        directory = self._directory(session, now)
        batches: dict[str, Batch] = {}
        for row in rows:
            if row.only is None:
                hand_over(directory, row, batches)
        if batches:
            post_all(session, self.office, batches, now, capped=False)
        told = [row for row in rows if row.state == outbox.WAITING]
        listed = {item.duty for row in told if len(row.items) <= MAIL_LINES for item in row.items}
        self.cache.look_ahead(session, {item.duty for row in told for item in row.items}, listed)
        return told

    def _directory(self, session: Session, now: datetime) -> Directory:
        day = self.office.today(now)
        return _once(
            session,
            f"directory {day}",
            lambda session: Directory(self.office.roster, people.all_bindings(session), day),
        )

    def ways(self, session: Session, row: OutboxRow) -> Sequence[tuple[str, str]]:
        """The recipient's own ways, then those of the deputies of all units that it is about, then the terminal."""
        moved = _once(session, "moved", people.moved_chats)
        found = ways_of_person(self._directory(session, row.at), row)
        known = [(kind, people.latest(moved, where) if kind == "telegram" else where) for kind, where in found]
        return [*dict.fromkeys(known), ("console", row.contact or row.to)]

    def compose(
        self, session: Session, row: OutboxRow, channel: str, now: datetime, address: str = ""
    ) -> Message | None:
        """The message as things stand now, in its reader's language; None where nothing is left to say."""
        chat = self._chat(session, row, channel, address)
        with speaking(chat.language):
            message = self._composed(session, row, channel, now)
        if message is None:
            return None
        told = self.cache.get(session, [item.duty for item in row.items])
        ledgers = tuple(sorted({duty.ledger_id for duty in told.values()}))
        return replace(message, topic=chat.topic if chat.topic is not None else message.topic, ledgers=ledgers)

    def _chat(self, session: Session, row: OutboxRow, channel: str, address: str) -> chats.Chat:
        """What is set for the chat that it goes to; of who is written to otherwise the language of their chat alone."""
        known = _once(session, "chats", chats.every)
        if not known or not address:
            return chats.Chat()
        if channel == "telegram":
            return known.get(address, chats.Chat())
        own = [known[where] for kind, where in self.ways(session, row) if kind == "telegram" and where in known]
        return chats.Chat(own[0].language if own else None)

    def _composed(self, session: Session, row: OutboxRow, channel: str, now: datetime) -> Message | None:
        if row.kind == REPLY:
            return reply_message(session, row)
        if row.kind == ACCESS:
            return worded(row.id, row.bindings, channel, own=row.only is not None)
        if row.kind == HOOK:
            return hook_message(row)
        if row.kind == EDIT:
            return self._edit(session, row, channel, now)
        if row.kind == LINK:
            return link_message(session, self.office, row, channel, now)
        if row.kind == REVIEW:
            return review_message(session, self.office, row, now)
        if row.kind == "digest":
            return self._composed_digest(session, row, channel, now)
        letter = letter_of(session, self.office, row, now, cache=self.cache)
        if letter is None:
            return None
        token = _token(session, self.office, row, channel, now)
        if link := _address(self.office, row, token):
            letter = replace(letter, link=link)
        message = render_letter(letter, channel, row.id, self.office.config)
        drafts = self._drafts(session, row, now) if row.role == COORDINATOR else ()
        hidden = (token,) if token else ()
        buttons = letter_buttons(letter, row.id) if channel == "telegram" else ()
        files = drafts or self._enclosures(session, row, letter, channel, now)
        message = replace(message, attachments=files, repeat=row.uncertain, hidden=hidden, buttons=buttons)
        return answerable(message, row, channel)

    def _edit(self, session: Session, row: OutboxRow, channel: str, now: datetime) -> Message | None:
        """A message of a chat as it would be said now; what is left of none of its duties says how they stand."""
        if card_edited(row):
            return self._card_edit(session, row, now)
        letter = outbox.find(session, letter_edited(row))
        if letter is None or letter.remote_id is None:
            return None
        found = self._composed(session, letter, channel, now) or self._over(session, row, now)
        return replace(found, id=row.id, attachments=(), repeat=False, replaces=letter.remote_id)

    def _card_edit(self, session: Session, row: OutboxRow, now: datetime) -> Message | None:
        """A card of a list; None where something was decided on it meanwhile."""
        card = cards.find(session, card_edited(row))
        if card is None or card.message_id is None or card.kind != REVIEW:
            return None
        found = review_message(session, self.office, row, now)
        if found is not None:  # others of its duties still wait: its buttons do what they did
            return None
        return replace(self._over(session, row, now), replaces=card.message_id)

    def _over(self, session: Session, row: OutboxRow, now: datetime) -> Message:
        told = self.cache.get(session, [item.duty for item in row.items])
        archived = archived_titles(session, told.values())
        is_archived = all(duty.ledger_id in archived for duty in told.values())
        facts = facts_of(session, self.office, list(told.values()), now)
        markup = over_page(self.office, facts, is_archived=is_archived)
        return Message(row.id, "", plain(markup), markup)

    def _composed_digest(self, session: Session, row: OutboxRow, channel: str, now: datetime) -> Message | None:
        digest = self.digest_of(session, row, now)
        if digest is None:
            return None
        files = digest_files(session, self.office, digest, now) if channel == "email" else ()
        digest = replace(digest, chart=any(file.cid for file in files))
        message = render_digest(digest, channel, row.id, self.office.config)
        return answerable(replace(message, attachments=files), row, channel)

    def digest_of(self, session: Session, row: OutboxRow, now: datetime) -> DigestLetter | None:
        """What a digest tells its reader; None where there is nothing to tell a unit's people any more."""
        if row.role != COORDINATOR:
            return own_digest(session, self.office, row, now)
        return self._digest(session, self.office, row.to, self.office.today(row.since or row.at), now)

    def _enclosures(
        self, session: Session, row: OutboxRow, letter: Letter, channel: str, now: datetime
    ) -> tuple[Attachment, ...]:
        """What goes with a mail alone: a chat has its own ways."""
        if channel != "email":
            return ()
        ids = [item.duty for item in row.items]
        found = self.cache.get(session, ids)
        return enclosures(session, self.office, letter, found.values(), partial(self.cache.changes, session), now)

    def _drafts(self, session: Session, row: OutboxRow, now: datetime) -> tuple[Attachment, ...]:
        """The formal documents that a rung asks for, as drafts for the coordinator."""
        return drafts_of(session, self.office, row, now, lambda kind: letter_of(session, self.office, row, now, kind))

    def arrived(self, session: Session, message_ids: Collection[str]) -> None:
        """What a contact was urged to counts from here on: an urging that never arrived is none. What a chat was told
        is noted, to be changed there when it is over.
        """
        if self.office.can_chat:
            chat_mentions.add(session, message_ids, "telegram")
        for at, items in deliveries.items_sent(session, message_ids, URGING_KINDS, CONTACT):
            duties.count_urgings(session, [item.duty for item in items if urges(item)], at, self.office.today(at))

    def moved(self, session: Session, row: OutboxRow, old: str, new: str) -> None:
        """The recipient's chat has a new id: bindings follow, and an old id in the units file means the new one."""
        people.move_chat(session, old, new, row.at)
        session.info.clear()

    def told(self, session: Session, persons: Collection[str], now: datetime) -> dict[str, int]:
        """Person → how many messages but digests they got today, or are getting."""
        return deliveries.sent_to_each(session, persons, *self.office.day(now))

    def opens(self, row: OutboxRow, at: datetime, told: int = 0) -> datetime:
        """`at`, or the first instant after it that is neither in the quiet hours nor on a day off.

        Who has had all the messages of a day waits for the next one, but for a coordinator's own words.
        """
        if row.kind in {"digest", ACCESS, REPLY, LINK, HOOK, EDIT}:
            return at
        if row.kind in {REVIEW, LATER}:
            return self.office.rules.opens(at)
        if told >= self.office.rules.policy.messages_a_day and not any(
            item.words or item.changes for item in row.items
        ):
            return self.office.tomorrow(at)
        return self.office.rules.opens(at)

    def useful_until(self, session: Session, row: OutboxRow) -> datetime | None:
        """The end of the last due day of a reminder, a week for a digest; None for what stays true until it is done."""
        if row.kind == "digest":
            return row.at + timedelta(days=7)
        if row.kind != "reminder":
            return None
        stored = duties.get_duties(session, [item.duty for item in row.items])
        days = [duty.due for duty in stored.values() if duty.state in RUNNING]
        if not days or None in days:
            return None
        last = max(day for day in days if day is not None)
        return datetime.combine(last, time.max, self.office.rules.zone)


def _token(session: Session, office: Office, row: OutboxRow, channel: str, now: datetime) -> str:
    """A way to just these duties for a unit's contact who is written to by mail, where there is a board; else empty."""
    claim = Claim(row.role, row.to, row.contact)
    if office.settings.board_url is None or channel != "email" or row.role != CONTACT:
        return ""
    if find_person(office.roster, claim) is None:
        return ""
    return add_duties_link(session, claim, [item.duty for item in row.items], now)


def _address(office: Office, row: OutboxRow, token: str) -> str:
    url = office.settings.board_url
    if url is None or not (token or row.role in {COORDINATOR, LEADER}):
        return ""
    return f"{url}/in/{token}" if token else f"{url}/"


def _once(session: Session, name: str, read: Callable[[Session], T]) -> T:
    """What `read` gives, read once in a transaction: a batch of messages asks for it again and again."""
    if name not in session.info:
        session.info[name] = read(session)
    found: T = session.info[name]
    return found


def _heads(session: Session, ids: frozenset[str]) -> dict[str, ledgers.Head]:
    """The same for most of a batch of messages."""
    return _once(session, f"heads {sorted(ids)}", lambda session: ledgers.heads(session, ids))


def _told(cache: DutyCache, duty: Duty, office: Office, today: date, item: Item) -> Line:
    """One duty as this message tells it: the rung's tone, a coordinator's own words, whether it is another unit's."""
    line = cache.line(duty, office, today, _rung_of(duty, item))
    others = item.audience is Audience.LEAD
    decided = change_words(item) if item.changes else ""
    if not (item.nth or others or item.tone or item.words or decided):
        return line
    started = any(change.verb == "started" for change in item.changes)
    return replace(
        line,
        urgings=item.nth or line.urgings,  # this one is not counted before it has arrived
        is_urging=bool(item.nth),
        tone=item.tone,
        words=item.words,
        decided=decided,
        verdict=item.changes[-1].verb if item.changes else "",
        lead=others,
        starts=started,
    )


def _rung_of(duty: Duty, item: Item) -> str:
    """As which rung it is told; a decision on standing work is about what was asked for last."""
    asked = duty.kind is Kind.STANDING and item.changes and duty.last_rung not in {"", DISPATCH, "sign"}
    return duty.last_rung if asked and item.kind is not NoticeKind.DISPATCH else item.rung


def urges(item: Item) -> bool:
    """Whether a unit's own contact is urged; the lead who hears of it is not."""
    return item.kind is NoticeKind.URGING and item.audience is Audience.CONTACT


def letter_of(
    session: Session,
    office: Office,
    row: OutboxRow,
    now: datetime,
    kind: str | None = None,
    cache: DutyCache | None = None,
) -> Letter | None:
    """The letter of an outbox row without the duties that were closed meanwhile; None where none is left.

    `kind`: only what the row tells as this kind. `cache`: where the duties are looked up.
    """
    today = office.today(now)
    items = {item.duty: item for item in row.items if kind in {None, item.kind}}
    cache = cache or DutyCache()
    stored = cache.get(session, items)
    alive = [duty for duty in stored.values() if is_to_tell(items[duty.id], duty, heard=row.uncertain)]
    if not alive:
        return None
    heads = _heads(session, frozenset(d.ledger_id for d in alive))
    parts = []
    by_ledger: dict[str, list[Duty]] = {}
    for duty in alive:
        by_ledger.setdefault(duty.ledger_id, []).append(duty)
    for ledger_id, own in by_ledger.items():
        found = heads.get(ledger_id)
        if found is None or found.state == ledgers.ARCHIVED:
            continue
        lines = [_told(cache, d, office, today, items[d.id]) for d in own]
        parts.append(Part(ledger_id, found.title, found.document_number, tuple(worst_first(lines))))
    if not parts:
        return None
    leads = {
        duty.id: duty
        for duty in alive
        if duty.role is UnitRole.LEAD and items[duty.id].audience is not Audience.COORDINATOR
    }
    parts = with_partners(session, cache, office, today, parts, leads)
    return Letter(
        kind=gravest(items[d.id] for d in alive),
        to=row.to,
        role=Role(row.role),
        contact=row.contact,
        today=today,
        parts=tuple(parts),
        office=office.name,
        colours=office.rules.policy.lights,
        escalation_workdays=office.rules.policy.escalation_workdays,
        urgings_at_most=office.rules.policy.urgings_at_most,
        late_in_all=_late_in_all(session, office, row, parts, today),
        chat=office.can_chat and row.role != COORDINATOR,
        reply=office.reads_mail,
        texts=_full_texts(session, cache, parts, is_formal=kind is not None),
    )


def _late_in_all(session: Session, office: Office, row: OutboxRow, parts: Iterable[Part], today: date) -> int | None:
    """Of a leader who was told of lateness before, how many of the unit's tasks are late by now; else None."""
    if row.role != Role.LEADER or not deliveries.was_told(session, row.person, URGING_KINDS, row.at):
        return None
    units = {line.unit for part in parts for line in part.lines}
    own = [duty for unit in sorted(units) for duty in duties.duties(session, unit=unit)]
    return len({(duty.ledger_id, duty.number) for duty in own if office.shown_light(duty, today) is Light.OVERDUE})


def _full_texts(
    session: Session, cache: DutyCache, parts: Iterable[Part], *, is_formal: bool
) -> dict[tuple[str, str], FullText]:
    """The whole words of the tasks that are told for the first time, as far as a mail lists any; in a formal document
    of all.
    """
    found: dict[tuple[str, str], FullText] = {}
    before = 0
    for part in parts:
        if before >= MAIL_LINES and not is_formal:
            break
        before += len(part.lines)
        new = {line.number for line in part.lines if is_formal or line.rung == DISPATCH}
        texts = (
            _once(session, f"texts {part.ledger}", partial(_texts_of, cache=cache, ledger_id=part.ledger))
            if new
            else {}
        )
        found |= {(part.ledger, number): texts[number] for number in new & texts.keys()}
    return found


def _texts_of(session: Session, cache: DutyCache, ledger_id: str) -> Mapping[str, FullText]:
    return cache.texts(session, ledger_id, lambda: _texts_in(ledgers.content_json(session, ledger_id) or "{}"))


@lru_cache(maxsize=16)
def _texts_in(content_json: str) -> Mapping[str, FullText]:
    """By number; a ledger is large, and every few messages of its dispatch ask for the same."""
    content: Mapping[str, Any] = json.loads(content_json)
    duties = {one["id"]: FullText(one["text"]) for one in content.get("duties", ())}
    tasks = {one["number"]: _full(one) for one in content.get("tasks", ())}
    return duties | tasks


def _full(task: Mapping[str, Any]) -> FullText:
    """A requirement that is the task itself is not said twice."""
    words, requirement = task["text"], task.get("requirement") or ""
    supervising = tuple(task.get("supervising_units") or ())
    return FullText(words, "" if key(requirement) in key(words) else requirement, supervising)
