"""Names of one ledger that may mean one body: proposed to the coordinator, never merged here."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.model import Task
from bot.roster.names import is_group, level
from bot.vocabulary.departments import LONG_FORMS
from bot.vocabulary.patterns import any_of

_MOST = 6
_SHORT = re.compile(any_of(LONG_FORMS))


def propose(tasks: Sequence[Task]) -> Iterator[tuple[str, str]]:
    """Pairs of names of one level that differ only in a short form or in 委 against 局, at most six."""
    names = dict.fromkeys(name for task in tasks for name in task.charged_units)
    alike: dict[tuple[str | None, str], list[str]] = defaultdict(list)
    for name in names:
        if not is_group(name):
            alike[level(name), _stem(name)].append(name)
    pairs = (pair for found in alike.values() for pair in itertools.combinations(found, 2))
    yield from itertools.islice(pairs, _MOST)


@lru_cache(maxsize=8192)
def _stem(name: str) -> str:
    """The name in long form, its last character aside where that is 委 or 局."""
    return re.sub(r"(?:委员会|委|局)$", "", _SHORT.sub(lambda found: LONG_FORMS[found[0]], name))
