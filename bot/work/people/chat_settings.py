"""What is set for a chat: its language, and the topic of a group that messages go to; a chat that moves is followed."""

from datetime import datetime

from bot.store import chats, people
from bot.work.office import Office


def choose_language(office: Office, chat: int, language: str) -> None:
    """From now on the chat is spoken to in this language."""
    with office.store.begin() as session:
        chats.set_language(session, chat, language)


def choose_topic(office: Office, chat: int, topic: int | None) -> None:
    """From now on messages to the group go to this topic; None: to the one that it opens with."""
    with office.store.begin() as session:
        chats.set_topic(session, chat, topic)


def follow_chat(office: Office, old: int, new: int, now: datetime) -> None:
    """A group became a supergroup."""
    with office.store.begin() as session:
        people.move_chat(session, str(old), str(new), now)
