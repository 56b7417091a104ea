"""Command line: make the notebooks, try one, mark a class, give feedback, export marks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assignments.engine.course import CourseError
from assignments.engine.source import SOURCES, SourceError, read


def _check(options: argparse.Namespace) -> int:
    for path in options.files or sorted(SOURCES.glob("[0-9][0-9]_*.md")):
        found = read(path)
        by_hand = found.marks() - found.automatic()
        print(f"{found.name}: {found.marks():g} marks, {by_hand:g} of them by hand")
    return 0


def _make(options: argparse.Namespace) -> int:
    from assignments.engine.build import build

    found = build(options.to, options.names, tell=lambda line: print(line, flush=True))
    print(f"{len(found)} assignments are in {options.to}")
    return 0


def _arguments() -> argparse.ArgumentParser:
    from assignments.engine.build import BUILT

    parser = argparse.ArgumentParser(prog="python -m assignments.engine", description=__doc__)
    commands = parser.add_subparsers(required=True)
    check = commands.add_parser("check", help="look for slips in sources")
    check.add_argument("files", nargs="*", type=Path)
    check.set_defaults(run=_check)
    make = commands.add_parser("make", help="write notebooks, course and marking guide")
    make.add_argument("names", nargs="*", help="assignments to write; all if none is named")
    make.add_argument("--to", type=Path, default=BUILT, help="folder to write to")
    make.set_defaults(run=_make)
    return parser


def main(arguments: list[str] | None = None) -> int:
    """Run a command; what an author or instructor can mend is said in one line."""
    options = _arguments().parse_args(arguments)
    try:
        return options.run(options)
    except (SourceError, CourseError) as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
