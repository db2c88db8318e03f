"""What is said to the bot and what it answers, as values: no messenger is known here, `bot.chat` is a port to one."""

from bot.conversation.answer import Answer, Reply, Slow
from bot.conversation.conversation import Conversation
from bot.conversation.utterance import File, Utterance

__all__ = ["Answer", "Conversation", "File", "Reply", "Slow", "Utterance"]
