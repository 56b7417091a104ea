"""Prints how long `import leverplug` takes in a fresh Python: it should stay under 0.4 s."""

import subprocess
import sys
from statistics import median

RUNS = 7
CLOCKED = """
import time
start = time.perf_counter()
import numpy
middle = time.perf_counter()
import leverplug
end = time.perf_counter()
print(middle - start, end - middle)
"""


def main() -> None:
    """Measure and print."""
    times = []
    for _ in range(RUNS):
        run = subprocess.run(
            [sys.executable, "-c", CLOCKED], capture_output=True, text=True, check=True
        )
        times.append([float(seconds) for seconds in run.stdout.split()])
    numpy, own = (median(column) for column in zip(*times, strict=True))
    print(
        f"import leverplug: {numpy + own:.3f} s (NumPy {numpy:.3f} s, the rest {own:.3f} s; "
        f"median of {RUNS} fresh starts; goal: under 0.4 s)"
    )


if __name__ == "__main__":
    main()
