"""What is set for a chat by whoever speaks in it: its language, and the topic of a group."""

from bot.conversation.answer import Answer, Reply
from bot.conversation.request import Request, page
from bot.conversation.strangers import invited
from bot.messages.buttons import SETTING
from bot.model import Button
from bot.texts import LANGUAGES, sentence_in, speaking, text
from bot.work.people.chat_settings import choose_language, choose_topic

#: What a language is called, besides its own name.
_CALLED = {"zh-CN": ("zh", "zh-cn", "cn", "中文", "汉语", "chinese"), "en": ("en", "english", "英文", "英语")}
_BY_NAME = {name: code for code, names in _CALLED.items() for name in names}


def lang(request: Request, words: list[str]) -> Answer:
    """`/lang [en]`: in which language this chat is spoken to; without a word both are offered."""
    code = _BY_NAME.get(words[0].casefold()) if words else None
    if code is not None:
        return _spoken(request, code)
    row = tuple(Button(sentence_in(code, "chat.language"), f"{SETTING}:language:{code}") for code in LANGUAGES)
    return Answer((Reply(page(request, "lang"), (row,)),))


def set_by_button(request: Request) -> Answer:
    """A press on one of the languages."""
    _, _, code = request.said.token.rpartition(":")
    return _spoken(request, code) if code in LANGUAGES else Answer(toast=text("chat.button_gone"))


def _spoken(request: Request, code: str) -> Answer:
    if not request.said.private and request.actor is None:
        return Answer(toast=text("chat.not_for_you"))
    choose_language(request.office, request.said.chat, code)
    with speaking(code):
        said = Reply(page(request, "lang_set"), replaces=request.said.about if request.said.token else "")
    role = request.actor.role if request.actor is not None else ""
    return Answer((said,), menu=role, language=code)


@invited
def topic(request: Request, words: list[str]) -> Answer:  # noqa: ARG001 - as every command
    """`/topic`, said in a topic of a group: messages go there from now on."""
    said = request.said
    if said.private:
        return Answer((Reply(page(request, "topic", outcome="private")),))
    choose_topic(request.office, said.chat, said.topic)
    return Answer((Reply(page(request, "topic", outcome="set" if said.topic else "general")),))
