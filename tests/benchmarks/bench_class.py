"""Marks classes as Moodle hands them out, some notebooks damaged, and prints what that takes.

make bench                                         200 submissions, then 1,000 with 5 % damaged
python -m benchmarks.bench_class --most 20         (from tests/) smaller classes
python -m benchmarks.bench_class --most 1000 --damaged 0.05  one class
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import damage
import platforms
import psutil
from assignments.engine.build import COURSE, SOLUTION, STUDENT, build
from assignments.engine.class_list import ClassList
from assignments.engine.course import Course
from assignments.engine.intake import take_in
from assignments.engine.marking import mark_class
from assignments.engine.outcome import NOT_MARKED, Outcome
from tqdm import tqdm

NAME = "05_build_a_portfolio"
CLASSES = ((200, 0.0), (1000, 0.05))  # submissions, share of them that is damaged
BLANKS = 5  # every so many hand in a blank
# A solution that is damaged so earns everything once it is repaired.
KINDS = [kind for kind, one in damage.DAMAGE.items() if one.same_code and kind != "nothing"]


@dataclass
class Memory:
    """Bytes of this process and all below it, at most so far; shared pages count once each."""

    most: int = 0


@contextmanager
def memory() -> Iterator[Memory]:
    """Look every five seconds at what all processes hold together."""
    found, done = Memory(), threading.Event()

    def look() -> None:
        me = psutil.Process()
        while not done.wait(5):
            held = 0
            for one in [me, *me.children(recursive=True)]:
                try:
                    held += one.memory_full_info().uss
                except psutil.Error:  # it has just ended
                    continue
            found.most = max(found.most, held)

    thread = threading.Thread(target=look)
    thread.start()
    try:
        yield found
    finally:
        done.set()
        thread.join()


def hand_in(folder: Path, pupils: list[platforms.Pupil], damaged: float) -> dict[str, str]:
    """Write a zip and a class list as Moodle does; the kinds of damage, by student's id."""
    texts = {part: (folder / part / f"{NAME}.ipynb").read_text() for part in (STUDENT, SOLUTION)}
    kinds, spoilt = itertools.cycle(KINDS), {}
    class_ = {}
    every = round(1 / damaged) if damaged else 0
    for pupil in pupils:
        text = texts[STUDENT if pupil.place % BLANKS == 0 else SOLUTION]
        data = text.replace("s1234567", pupil.id).encode()
        if every and pupil.place % every == 1:
            spoilt[pupil.id] = next(kinds)
            data = damage.DAMAGE[spoilt[pupil.id]].spoil(data)
        class_[pupil] = {f"{NAME}.ipynb": data}
    platforms.moodle(folder / "class.zip", class_)
    platforms.class_list(folder / "list.csv", "moodle", pupils)
    return spoilt


def as_they_should_be(outcomes: list[Outcome], ids: set[str]) -> int:
    """How many solutions, damaged or not, have all their marks, and blanks none."""
    right = 0
    for outcome in outcomes:
        blank = int(outcome.student[1:]) % BLANKS == 1  # the first is s1001
        due = 0 if blank else outcome.out_of
        right += (
            outcome.student in ids and outcome.status != NOT_MARKED and (outcome.automatic == due)
        )
    return right


def one_class(built: Path, most: int, damaged: float) -> bool:
    """Hand in, mark, and say how long it took; whether all came out as it should."""
    with tempfile.TemporaryDirectory() as aside:
        folder = Path(aside)
        (folder / "all").symlink_to(built)
        pupils = platforms.pupils(most)
        for part in (STUDENT, SOLUTION):
            (folder / part).symlink_to(built / part)
        spoilt = hand_in(folder, pupils, damaged)
        course = Course(folder / COURSE)
        build(folder / "made", [NAME], log=lambda line: None)
        (folder / "made" / COURSE).rename(course.root)
        start = time.monotonic()
        listed = ClassList.of_course(course.root, folder / "list.csv")
        taken = take_in(folder / "class.zip", course.root, NAME, listed)
        taking = time.monotonic() - start
        with tqdm(total=most, unit="submission") as bar, memory() as held:
            outcomes = mark_class(course, NAME, progress=lambda outcome, total: bar.update())
        seconds = time.monotonic() - start
    ids = {pupil.id for pupil in pupils}
    right = as_they_should_be(outcomes, ids)
    mended = [o for o in outcomes if o.student in spoilt and o.automatic == o.out_of]
    print(f"{most} submissions, {len(spoilt)} of them damaged: {right} as they should be, "
          f"{len(taken.refusals)} refused")  # fmt: skip
    if spoilt:
        print(f"of the damaged {len(mended)} earn all their marks")
    print(f"{taking:.0f} s to take in; in all {seconds:.0f} s, {seconds / most:.2f} s a submission")
    print(f"at most {held.most / 2**20:.0f} MB of memory of all processes together")
    return right == most


def main() -> None:
    """Mark one class, or the two of the bench."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--most", type=int, help="submissions in every class")
    parser.add_argument("--damaged", type=float, help="share that is damaged, of one class")
    options = parser.parse_args()
    classes = [(options.most or most, damaged) for most, damaged in CLASSES]
    if options.damaged is not None:
        classes = [(options.most or CLASSES[1][0], options.damaged)]
    with tempfile.TemporaryDirectory() as aside:
        built = Path(aside)
        build(built, [NAME], log=lambda line: None)
        if not all([one_class(built, *sizes) for sizes in classes]):
            raise SystemExit(1)


if __name__ == "__main__":
    main()
