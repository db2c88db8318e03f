"""What stands under a message that asks for something, and what each button sends back."""

from collections.abc import Sequence

from bot.messages.letter import Letter
from bot.model import Button, Buttons, Role
from bot.plan.duty import RUNNING, State
from bot.texts import text

#: What begins the token of a letter, and of a card of the conversation; then its id, then what is asked for.
LETTER, CARD = "l", "c"
#: And of what is set for a chat, and of what is done with whatever is one's own.
SETTING, OWN = "s", "d"
#: core.telegram.org/bots/api#inlinekeyboardbutton: bytes of what a button sends back.
LONGEST_TOKEN = 64
#: Characters of a label that a phone shows.
LONGEST_LABEL = 28


def button(label: str, kind: str, name: str, act: str, **parts: object) -> Button:
    """A button by the key of its label."""
    return Button(text(f"chat.button_{label}", **parts), f"{kind}:{name}:{act}")


def letter_buttons(letter: Letter, name: str) -> Buttons:
    """签收 · 反馈 · 申请延期 · 非本单位职责 · 稍后提醒 for a contact, 已阅 for a leader: what still has a use."""
    if not letter.chat:
        return ()
    if letter.role is Role.LEADER:
        return ((button("read", LETTER, name, "read"),),)
    own = [line for line in letter.own if line.state in RUNNING]
    if letter.role is not Role.CONTACT or not own:
        return ()
    unsigned = [line for line in own if line.state == State.DISPATCHED]
    sign = [button("sign_all", LETTER, name, "all")] if len(unsigned) > 1 else []
    sign += [button("sign", LETTER, name, "ack")] if unsigned else []
    return act_buttons(LETTER, name, sign)


def act_buttons(kind: str, name: str, sign: Sequence[Button]) -> Buttons:
    """What a contact may do with the duties that stand there: `sign` first, where anything is to be signed."""
    report = button("report", kind, name, "report"), button("extend", kind, name, "extend")
    others = button("not_ours", kind, name, "not"), button("later", kind, name, "later")
    return (*([tuple(sign)] if sign else []), report, others)
