"""``python -m leverplug debrief``: a folder of what a class handed in becomes one HTML file."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from leverplug.debrief.folders import files_at
from leverplug.debrief.groups import Group, groups_of
from leverplug.debrief.intake import Intake, Reading
from leverplug.debrief.report import MARK, details, report
from leverplug.debrief.results import RUNS, Results, begin, steps
from leverplug.debrief.runs import Slice, Spread, Task
from leverplug.debrief.table import HEADS, table
from leverplug.debrief.view import View

NOTHING_READ, NOT_WRITTEN = 1, 2  # exit codes
FEWER_RUNS, MANY = 200, 4_000  # draws of the common luck for more designs than so many
_WORTH_SHARING = 300  # designs from which several processes pay: one takes a second to start
_AHEAD = 4  # tasks that each process has waiting
_PAUSE = 0.5  # seconds between two lines of progress
_MARKS = (MARK, *HEADS)  # of files written here


class CannotWriteError(Exception):
    """A file that may not be written; the message says why, and what to do."""


def add_to(parser: argparse.ArgumentParser) -> None:
    """Give a parser the options of the command."""
    parser.add_argument("paths", nargs="+", type=Path, metavar="FOLDER_OR_ZIP_OR_FILE",
                        help="what a learning platform hands out, or files of records")  # fmt: skip
    parser.add_argument("--output", type=Path, default=Path("debrief.html"),
                        help="the file to write (debrief.html)")  # fmt: skip
    parser.add_argument("--without-names", action="store_true",
                        help="for a projector: no name anywhere, nor students' words")  # fmt: skip
    parser.add_argument("--csv", type=Path, help="write a line for each student here as well")
    parser.add_argument("--seed", type=_seed, help="the common luck (that of most of the class)")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1,
                        help="at most so many at a time (one for each processor)")  # fmt: skip
    parser.set_defaults(run=run)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 2**53):
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number, 0 or more")
    return int(text)


def run(options: argparse.Namespace) -> int:
    """Read, work out and write; returns the exit code."""
    view = View(names=not options.without_names)
    try:
        for path in filter(None, (options.output, options.csv)):
            check_writable(path, options.paths)
        intake = _read(options.paths)
        _say(f"{len(intake.entries):,} records read, {len(intake.unread):,} files not read")
        if not intake.entries and not intake.works:
            for one in intake.unread[:20]:
                _say(f"  {one.name}: {one.reason}")
            _say("No record could be read, so nothing was written.")
            return NOTHING_READ
        worked_out = _all_results(intake, options.seed, options.processes)
        title = ", ".join(path.stem for path in options.paths[:3])
        each = dict(_details(worked_out, view))
        page = report(intake, worked_out, view, title=f"Debrief: {title}", details=each)
        write(options.output, page)
        if options.csv:
            write(options.csv, table(worked_out, view))
    except CannotWriteError as error:
        _say(str(error))
        return NOT_WRITTEN
    _say(f"Written: {options.output}" + (f" and {options.csv}" if options.csv else ""))
    if view.names:
        _say("It holds names: for a projector use --without-names.")
    return 0


def check_writable(path: Path, sources: Iterable[Path]) -> None:
    """Make sure that a file can be written without spoiling one that is not ours.

    Raises:
        CannotWriteError: It cannot.
    """
    if path.is_dir():
        raise CannotWriteError(f"{path} is a folder: name a file with --output")
    if path.is_symlink():
        raise CannotWriteError(f"{path} is a link: name another file with --output")
    if not path.parent.is_dir():
        raise CannotWriteError(f"There is no folder {path.parent}: make it first")
    if path.exists():
        if any(source.exists() and source.resolve() == path.resolve() for source in sources):
            raise CannotWriteError(f"{path} is what is to be read: name another file to write")
        with path.open("rb") as stream:
            start = stream.read(200).decode("utf-8", "replace")
        if not any(mark in start for mark in _MARKS):
            raise CannotWriteError(
                f"{path} is there already and was not written by this command: "
                "move it away, or name another file with --output or --csv"
            )


def write(path: Path, text: str) -> None:
    """Write a file in one go: whoever looks sees the old one or the whole new one.

    Raises:
        CannotWriteError: The disk refuses.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".debrief-")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        Path(name).replace(path)
    except OSError as error:
        raise CannotWriteError(f"{path} cannot be written: {error.strerror}") from error


def _read(paths: Sequence[Path]) -> Intake:
    reading, said = Reading(), time.monotonic()
    for given in files_at(paths):
        for count in reading.take(given):
            if time.monotonic() - said > _PAUSE:
                said = time.monotonic()
                _say(f"Reading: {count:,}")
    return reading.intake()


def _all_results(intake: Intake, seed: int | None, processes: int) -> list[Results]:
    groups = groups_of(intake.entries)
    designs = sum(len({entry.design for entry in group.entries}) for group in groups)
    with spreading(processes if designs >= _WORTH_SHARING else 1) as spread:
        return [_results(group, seed, spread) for group in groups]


def _results(group: Group, seed: int | None, spread: Spread) -> Results:
    many = len({entry.design for entry in group.entries}) > MANY
    results = begin(group, FEWER_RUNS if many else RUNS, seed)
    said, name = 0.0, f"Scenario {group.number}: " if group.code else ""
    for step in steps(results, spread):
        if step.ready or time.monotonic() - said > _PAUSE:
            said = time.monotonic()
            _say(f"{name}{step.words}: {step.done:,} of {step.of:,}")
    return results


def _details(worked_out: list[Results], view: View) -> Iterator[tuple[str, str]]:
    said = time.monotonic()
    for number, each in enumerate(details(worked_out, view), start=1):
        if time.monotonic() - said > _PAUSE:
            said = time.monotonic()
            _say(f"Every record by itself: {number}")
        yield each


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


@contextmanager
def spreading(processes: int) -> Iterator[Spread]:
    """How tasks are run: one after the other, or by several processes.

    Each process starts afresh, as on Windows and macOS, so what they run must be importable.
    """
    if processes <= 1:
        yield map
        return
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=fresh) as pool:

        def spread(work: Callable[[Task], Slice], tasks: Iterable[Task]) -> Iterator[Slice]:
            waiting = []
            for task in tasks:
                waiting.append(pool.submit(work, task))
                if len(waiting) > processes * _AHEAD:
                    yield waiting.pop(0).result()
            for one in waiting:
                yield one.result()

        yield spread
