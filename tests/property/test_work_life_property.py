"""Anything may happen to a ledger at any time: the rules of reminding hold throughout."""

from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.errors import MoveError, UsageError
from bot.model import Kind, Ledger
from bot.plan.ladder import Rules
from bot.plan.lifecycle import Verb
from bot.plan.policy import Policy
from bot.store import duties
from bot.work.documents.archive import archive
from bot.work.documents.intake import take_in
from bot.work.duties.moves import Move, make_move
from bot.work.planning.tick import plan
from tests.support.ladders import CALENDARS, policies
from tests.support.office import CLERK, ZONE
from tests.support.worlds import UNITS, World, begin, killed_at, ledgers, new_office, roster, upcoming

FIRST = date(2021, 4, 19)
START = datetime.combine(FIRST, time(9), ZONE)


def renamed(policy: Policy, prefix: str) -> Policy:
    """The same ladder with other names, so that a rung of one policy is not taken for that of another."""
    ladder = policy.ladder[0]
    rungs = tuple(rung.model_copy(update={"name": f"{prefix}{rung.name}"}) for rung in ladder.rung)
    return policy.model_copy(update={"ladder": (ladder.model_copy(update={"rung": rungs}),)})


class Life(RuleBasedStateMachine):
    """Each rule is something that happens; the world itself holds every tick against the rules."""

    @initialize(policy=policies(tail=True), calendar=CALENDARS, content=ledgers(FIRST))
    def begin(self, policy: Policy, calendar: object, content: Ledger) -> None:
        self.content = content
        self.versions = 0
        rules = Rules(policy, calendar, ZONE)  # type: ignore[arg-type]  # a calendar
        self.world = World(new_office(rules), START, START)
        self.ledger_id = begin(self.world.office, content, START)
        self.world.tick()

    @rule()
    def its_next_instant_comes(self) -> None:
        instant = upcoming(self.world.office)
        if instant is not None:
            self.world.move_to(max(instant.astimezone(ZONE), self.world.now + timedelta(seconds=1)))
        self.world.tick()

    @rule(minutes=st.integers(1, 3 * 1440))
    def time_passes(self, minutes: int) -> None:
        self.world.move_to(self.world.now + timedelta(minutes=minutes))
        self.world.tick()

    @rule(days=st.integers(5, 20))
    def the_machine_is_off(self, days: int) -> None:
        self.world.move_to(self.world.now + timedelta(days=days))
        self.world.tick()

    @rule(minutes=st.integers(1, 3 * 1440))
    def the_clock_is_set_back(self, minutes: int) -> None:
        self.world.move_to(self.world.now - timedelta(minutes=minutes))
        self.world.tick()

    @rule(statement=st.integers(0, 30))
    def it_is_killed(self, statement: int) -> None:
        with killed_at(self.world.office, statement):
            plan(self.world.office, self.world.now)
        self.world.tick()

    @rule(
        data=st.data(),
        verb=st.sampled_from(sorted(Verb)),
        days=st.integers(-10, 30),
        to_unit=st.sampled_from(UNITS),
    )
    def somebody_moves(self, data: st.DataObject, verb: Verb, days: int, to_unit: str) -> None:
        with self.world.office.store.begin() as session:
            found = duties.duties(session)
        if not found:
            return
        number, k, unit = data.draw(st.sampled_from([(row.number, row.k, row.unit) for row in found]))
        until = self.world.now.date() + timedelta(days=days)
        move = Move(f"{number}.{k}", verb, unit=unit, until=until, note="说明", to_unit=to_unit)
        with suppress(MoveError, UsageError):  # not from this state, or the ledger has ended
            make_move(self.world.office, move, CLERK, self.world.now)

    @rule(days=st.integers(-20, 20))
    def the_ledger_is_corrected(self, days: int) -> None:
        """Every single date moves."""
        self.versions += 1
        self.content = replace(
            self.content,
            sha256=f"{self.versions:064}",
            tasks=tuple(
                replace(
                    task,
                    obligations=tuple(
                        o._replace(date=o.date + timedelta(days=days)) if o.date and o.kind is Kind.DUE else o
                        for o in task.obligations
                    ),
                )
                for task in self.content.tasks
            ),
        )
        take_in(self.world.office, self.content, "world.docx", self.world.now, CLERK)

    @rule(members=st.lists(st.sampled_from(UNITS), min_size=1, unique=True))
    def the_group_changes(self, members: list[str]) -> None:
        self.world.become(roster=roster(tuple(members)))
        self.world.tick()

    @rule(policy=policies(tail=True))
    def the_policy_changes(self, policy: Policy) -> None:
        self.versions += 1
        old = self.world.office.rules
        kept = {name: getattr(old.policy, name) for name in ("send_at", "quiet_from", "quiet_until", "feedback_every")}
        policy = renamed(policy, f"p{self.versions}").model_copy(update=kept)
        self.world.become(rules=replace(old, policy=policy))
        self.world.tick()

    @rule()
    def the_ledger_ends(self) -> None:
        archive(self.world.office, self.ledger_id, self.world.now, CLERK, anyway=True)  # reports may wait

    @invariant()
    def every_running_duty_has_a_plan(self) -> None:
        if hasattr(self, "world"):
            self.world.check_plans()

    def teardown(self) -> None:
        if hasattr(self, "world"):
            self.world.office.store.close()


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=settings().max_examples // 5, stateful_step_count=25, deadline=None)
