"""Prints how fast the model is, always beside a yardstick measured in the same run.

Times are processor time, which other work on the machine changes little.

make bench                                   everything, up to a million ventures
python -m benchmarks.bench_model --most 1000 (from tests/) the first sizes only
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import numpy as np
from benchmarks import mesa_step
from benchmarks.mesa_peer import Population
from leverplug import portfolios, simulate
from leverplug.model.draws import BLOCK
from leverplug.model.inputs import inputs_of
from leverplug.model.simulation import in_pieces
from leverplug.model.state import REGIONS, TIE_DRAWS
from leverplug.venture import QUARTERS

RUNS = 500  # as in a lab
BULK = 8192  # runs enough to fill two of the model's pieces
PEERS = 10  # ventures that Mesa is given
DESIGN = portfolios.extensive()  # twelve ties
_MB = 2**20 if sys.platform == "darwin" else 2**10  # of the units in which the peak is told


def seconds(task: Callable[[], object], repeats: int = 15) -> float:
    """Shortest processor time of several, of this process and those it started."""
    task()
    spent = []
    for _ in range(repeats):
        start = clock()
        task()
        spent.append(clock() - start)
    return min(spent)


def clock() -> float:
    """Processor time so far, in seconds, of this process and those it started."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def lab() -> Iterator[str]:
    """A lab's repaint, against drawing its random numbers alone."""
    ties = len(DESIGN.ties)
    numbers = QUARTERS * BLOCK * (ties * TIE_DRAWS + 2 * (REGIONS + 1))
    ours = seconds(lambda: simulate(DESIGN, RUNS, 1))
    floor = seconds(lambda: np.random.default_rng(1).random(numbers))
    yield f"{RUNS} runs x {QUARTERS} quarters x {ties} ties: {1e3 * ours:.1f} ms (goal: about 20)"
    yield f"drawing its {numbers:,} random numbers alone: {1e3 * floor:.1f} ms"
    yield f"ratio to drawing alone: {ours / floor:.1f} (goal: 15 or less)"


def peer() -> Iterator[str]:
    """A venture in NumPy, in a lab and among many, against the same in Mesa."""
    mesa = seconds(lambda: Population(DESIGN, PEERS, 1).run(), 3) / PEERS
    lab = seconds(lambda: simulate(DESIGN, RUNS, 1)) / RUNS
    inputs = inputs_of([DESIGN])
    bulk = seconds(lambda: [None for _ in in_pieces(inputs, BULK, 1)], 3) / BULK
    yield (
        f"one venture: Mesa {1e3 * mesa:.2f} ms, NumPy {1e6 * lab:.1f} µs among {RUNS} runs, "
        f"{1e6 * bulk:.1f} µs among {BULK:,}"
    )
    yield (
        f"Mesa to NumPy, the whole model: {mesa / lab:.0f} x among {RUNS} runs, "
        f"{mesa / bulk:.0f} x among {BULK:,} (goal: 100 or more)"
    )


def simple() -> Iterator[str]:
    """The simplified step, in both."""
    ties = 1000
    mesa = seconds(lambda: mesa_step.with_mesa(ties, QUARTERS), 3)
    ours = seconds(lambda: mesa_step.with_numpy(ties, QUARTERS))
    yield f"Mesa to NumPy, a simplified step of {ties:,} ties: {mesa / ours:.0f} x"


def many(ventures: int) -> tuple[float, float, float]:
    """Seconds and peak memory (MB) of so many ventures in pieces, and their mean sales."""
    inputs, total, start = inputs_of([portfolios.standard()]), 0.0, clock()
    for piece in in_pieces(inputs, ventures, seed=1):
        total += piece.foreign_sales[-1].sum()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB
    return clock() - start, peak, total / ventures


def growth(most: int) -> Iterator[str]:
    """Time and memory from a thousand ventures on, ten times as many in each line."""
    first = None
    many(1000)  # so that the first line does not pay for what is loaded once
    for ventures in (10**power for power in range(3, 7) if 10**power <= most):
        spent, peak, sales = many(ventures)
        first = first or (spent / ventures, peak)
        yield (
            f"{ventures:9,} ventures: {spent:7.2f} s, {1e6 * spent / ventures:5.1f} µs each "
            f"({spent / ventures / first[0]:.2f} x the first), peak {peak:.0f} MB "
            f"({peak / first[1]:.2f} x), mean sales {sales:.2f}"
        )


def imports() -> Iterator[str]:
    """What `import leverplug` adds to the start of Python and NumPy."""

    def starting(code: str) -> float:
        return seconds(lambda: subprocess.run([sys.executable, "-c", code], check=True), 5)

    bare, numpy, ours = starting("pass"), starting("import numpy"), starting("import leverplug")
    yield (
        f"import leverplug: {1e3 * (ours - bare):.0f} ms, "
        f"{(ours - bare) / (numpy - bare):.2f} x importing NumPy (goal: below 400 ms)"
    )


def report(most: int) -> Iterator[str]:
    """All lines, as they are found."""
    for part in (growth(most), lab(), peer(), simple(), imports()):
        yield from part


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=int, default=10**6, help="ventures in the last line")
    for line in report(parser.parse_args().most):
        print(line, flush=True)


if __name__ == "__main__":
    main()
