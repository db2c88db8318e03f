"""What this process has done since it started, in the text form that Prometheus reads.

prometheus.io/docs/practices/naming: a counter ends in _total, seconds say so; a histogram's buckets are cumulative.
What the database holds, the same for all processes, stands in `bot.operation.health`.
"""

import platform
from collections import Counter
from importlib.metadata import PackageNotFoundError, version
from threading import Lock

#: Upper ends of the buckets, in seconds.
TICK_S = (0.1, 0.5, 1.0, 5.0, 15.0, 60.0)
LAG_S = (1.0, 5.0, 30.0, 60.0, 300.0, 900.0, 3600.0, 21600.0)
_HELP = {
    "messages_total": ("counter", "Tries of this process to send a message, by channel and what came of it."),
    "tick_seconds": ("histogram", "How long the wake-ups of this process took."),
    "delivery_lag_seconds": ("histogram", "How long after its time a message was taken by its channel."),
    "build_info": ("gauge", "Version of the program and of Python; always 1."),
}


class _Histogram:
    def __init__(self, ends: tuple[float, ...]) -> None:
        self.ends, self.counts, self.sum, self.n = ends, [0] * len(ends), 0.0, 0

    def observe(self, seconds: float) -> None:
        self.n += 1
        self.sum += seconds
        for k, end in enumerate(self.ends):
            self.counts[k] += seconds <= end

    def lines(self, name: str) -> list[str]:
        buckets = [f'{name}_bucket{{le="{end:g}"}} {n}' for end, n in zip(self.ends, self.counts, strict=True)]
        return [
            *buckets,
            f'{name}_bucket{{le="+Inf"}} {self.n}',
            f"{name}_sum {self.sum:.6g}",
            f"{name}_count {self.n}",
        ]


class Meters:
    """Counters and histograms of one process; any thread may add to them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._tries: Counter[tuple[str, str]] = Counter()
        self._tick, self._lag = _Histogram(TICK_S), _Histogram(LAG_S)

    def tried(self, channel: str, outcome: str, lag_s: float | None = None) -> None:
        """A message was tried; `outcome`: taken, passing, refused, broken. `lag_s`: of one that was taken."""
        with self._lock:
            self._tries[channel, outcome] += 1
            if lag_s is not None:
                self._lag.observe(max(0.0, lag_s))

    def ticked(self, seconds: float) -> None:
        """A wake-up has ended."""
        with self._lock:
            self._tick.observe(seconds)

    def exposition(self) -> str:
        """All of it."""
        with self._lock:
            tries = sorted(self._tries.items())
            name = "duban_process_messages_total"
            found = {
                "messages_total": [f'{name}{{channel="{c}",outcome="{o}"}} {n}' for (c, o), n in tries],
                "tick_seconds": self._tick.lines("duban_process_tick_seconds"),
                "delivery_lag_seconds": self._lag.lines("duban_process_delivery_lag_seconds"),
                "build_info": [f'duban_build_info{{version="{_version()}",python="{platform.python_version()}"}} 1'],
            }
        lines = []
        for key, values in found.items():
            kind, words = _HELP[key]
            whole = f"duban_{key}" if key == "build_info" else f"duban_process_{key}"
            lines += [f"# HELP {whole} {words}", f"# TYPE {whole} {kind}", *values]
        return "\n".join(lines) + "\n"


def _version() -> str:
    try:
        return version("duban")
    except PackageNotFoundError:
        return "unknown"
