"""The policy as a ladder on a line of time; presets beside each other, and one of them chosen."""

from collections import Counter, OrderedDict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from markupsafe import Markup
from starlette.responses import Response

from bot.board.call import Call, page, see
from bot.messages.svg import WIDTH, Mark, line_svg
from bot.model import Kind
from bot.plan.duty import Duty, State
from bot.plan.ladder import Rules, Step, steps
from bot.plan.policy import Policy
from bot.plan.policy_file import presets
from bot.store.store import Store
from bot.texts import text
from bot.work.office import Same
from bot.work.planning.policy_choice import choose_preset, policy_state, preset_policy
from bot.work.rehearsal.rehearse import WhatIf, rehearse
from bot.work.views.move_by_name import last_event

#: The sample: a duty due in six weeks.
SAMPLE, SHOWN = timedelta(days=42), 12
#: How wide the line is on a phone: its marks are drawn in their own size.
NARROW = 330
AHEAD, MOST_KEPT = timedelta(days=92), 16
OWN = ""
OWN_RUNGS = {"dispatch", "sign", "start", "year-end"}


@dataclass(frozen=True, slots=True)
class Ladder:
    """One policy: its steps for the sample, told, and drawn for a desk and for a phone; `counts`: what it would send in
    three months, if asked.
    """

    name: str
    title: str
    picture: Markup
    narrow: Markup
    steps: tuple[tuple[datetime, str, str, str, str], ...]
    counts: tuple[tuple[str, int], ...] = ()
    total: int = 0


def look(call: Call) -> Response:
    """The policy in force first, then every preset."""
    compared, own = call.query.get("compare", ""), call.office.rules.policy
    found = [_ladder(call, OWN, own, compares=compared in presets())]
    found += [_ladder(call, name, preset_policy(call.office, name), compares=compared == name) for name in presets()]
    return page(call, "policy", ladders=found, state=policy_state(call.office), chosen=own.preset or "")


def choose(call: Call) -> Response:
    """One of the presets becomes the office's; what its own file says beside still wins."""
    choose_preset(call.office, call.field("preset"), call.field("state"), call.actor, call.now)
    return see(call, "/policy")


def _ladder(call: Call, name: str, policy: Policy, *, compares: bool) -> Ladder:
    rules = Rules(policy, call.office.rules.calendar, call.office.rules.zone)
    sample = Duty(Kind.DUE, State.DISPATCHED, call.now, due=call.today + SAMPLE)
    found = list(islice(steps(sample, rules), SHOWN))
    counts = _counts(call, policy) if compares else ()
    return Ladder(
        name=name,
        title=_source(policy) or name if name else text("board.policy_own"),
        picture=_picture(call, found, sample, rules, WIDTH),
        narrow=_picture(call, found, sample, rules, NARROW),
        steps=tuple(_told(step, rules) for step in found),
        counts=counts,
        total=sum(n for _, n in counts),
    )


#: What was rehearsed last, by the policy, the day, and the last thing that had happened.
_REHEARSED: OrderedDict[tuple[Same[Store], str, date, int], tuple[tuple[str, int], ...]] = OrderedDict()


def _counts(call: Call, policy: Policy) -> tuple[tuple[str, int], ...]:
    """How many messages of each kind it would send; a rehearsal takes seconds, so the last few are kept."""
    key = Same(call.office.store), policy.model_dump_json(), call.today, last_event(call.office)
    if key not in _REHEARSED:
        messages = rehearse(call.office, call.today, call.today + AHEAD, what_if=WhatIf(policy))
        _REHEARSED[key] = tuple(Counter(message.kind for message in messages).most_common())
        while len(_REHEARSED) > MOST_KEPT:
            _REHEARSED.popitem(last=False)
    return _REHEARSED[key]


def _source(policy: Policy) -> str:
    """Whose practice a preset follows, as its ladders say."""
    return next((ladder.source for ladder in policy.ladder if ladder.source), "")


def _told(step: Step, rules: Rules) -> tuple[datetime, str, str, str, str]:
    who = text("board.comma").join(text(f"cli.told_{one}") for one in step.to)
    return step.at.astimezone(rules.zone), _rung(step), text(f"cli.step_{step.kind}"), who, step.tone


def _rung(step: Step) -> str:
    return text(f"cli.rung_{step.rung}") if step.rung in OWN_RUNGS else step.rung


def _picture(call: Call, found: list[Step], sample: Duty, rules: Rules, width: int) -> Markup:
    days = [rules.today(step.at) for step in found]
    assert sample.due is not None  # the sample has one
    marks = [Mark(day, step.kind, f"{day} {_rung(step)}") for day, step in zip(days, found, strict=True)]
    last = max([*days, sample.due])
    drawn = line_svg(call.today, last, marks, {"due": sample.due}, width=width)
    return Markup(drawn)  # noqa: S704 - our own markup, its words escaped
