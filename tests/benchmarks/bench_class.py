"""Marks a class of 200 and prints the time that each submission takes.

make bench                                  two hundred submissions, with a progress bar
python -m benchmarks.bench_class --most 20  (from tests/) a smaller class
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path

from assignments.engine.build import COURSE, SOLUTION, STUDENT, build
from assignments.engine.course import Course
from assignments.engine.marking import mark_class
from assignments.engine.outcome import MARKED, Outcome
from tqdm import tqdm

NAME = "05_build_a_portfolio"
CLASS = 200
BLANKS = 5  # every so many hand in a blank


def hand_in(folder: Path, course: Course, students: int) -> None:
    """Lay submissions where nbgrader looks for them: solutions, and some blanks."""
    texts = {part: (folder / part / f"{NAME}.ipynb").read_text() for part in (STUDENT, SOLUTION)}
    for number in range(students):
        text = texts[STUDENT if number % BLANKS == 0 else SOLUTION]
        path = course.root / "submitted" / f"s{number:03}" / NAME / f"{NAME}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(text.replace("s1234567", f"s{number:03}"))


def main() -> None:
    """Build, hand in, mark, and say how long it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, default=CLASS, help="submissions")
    most = parser.parse_args().most
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside)
        build(folder, [NAME], log=lambda line: None)
        course = Course(folder / COURSE)
        hand_in(folder, course, most)
        start = time.monotonic()
        with tqdm(total=most, unit="submission") as bar:

            def progress(outcome: Outcome, total: int) -> None:
                bar.update()

            outcomes = mark_class(course, NAME, progress=progress)
        seconds = time.monotonic() - start
    right = sum(
        o.status == MARKED and o.automatic == (0 if n % BLANKS == 0 else o.out_of)
        for n, o in enumerate(outcomes)
    )
    each = sorted(outcome.seconds for outcome in outcomes)
    print(f"{right} of {most} marked as they should be, in {seconds:.0f} s of waiting")
    print(f"{seconds / most:.1f} s a submission; alone, half take {each[most // 2]:.1f} s or less")
    if right < most:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
