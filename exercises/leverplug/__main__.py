"""Command line: ``python -m leverplug facts``, ``calibrate`` and ``debrief``."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _facts(options: argparse.Namespace) -> int:
    """Print the report of facts; the exit code says whether every fact held."""
    from leverplug.validation import facts

    def progress(name: str) -> None:
        print(f"working out {name} ...", file=sys.stderr, flush=True)

    if options.seeds > 1:
        return _many_seeds(options, progress)
    found = facts.report(options.seed, progress)
    if options.json:
        print(json.dumps(facts.as_dicts(found), indent=1))
    else:
        print(f"{'':4}{'fact':44}{'published':>10}{'simulated':>10}   95 % interval")
        for fact in found:
            interval = (
                f"{_number(fact.low)} to {_number(fact.high)}" if fact.low is not None else ""
            )
            mark = "yes" if fact.holds else "NO"
            line = f"{_number(fact.published):>10}{_number(fact.simulated):>10}   {interval}"
            print(f"{mark:4}{fact.id:44}{line}")
    missed = [fact.id for fact in found if not fact.holds and fact.kind != "doubtful"]
    print(f"{len(found) - len(missed)} of {len(found)} hold", file=sys.stderr)
    return 1 if missed else 0


def _many_seeds(options: argparse.Namespace, progress: Callable[[str], None]) -> int:
    """Print for each fact in how many of several seeds it held."""
    from leverplug.validation import facts

    held: dict[str, int] = {}
    for seed in range(options.seed, options.seed + options.seeds):
        progress(f"seed {seed}")
        for fact in facts.report(seed):
            held[fact.id] = held.get(fact.id, 0) + fact.holds
    for name, count in held.items():
        print(f"{count:3} of {options.seeds}  {name}")
    return 0


def _calibrate(options: argparse.Namespace) -> int:
    """Fit the parameters to Tables 4 and 5 and write them into the data set."""
    from leverplug.validation import calibration

    fit = calibration.calibrate(seed=options.seed, progress=lambda line: print(line, flush=True))
    for key in calibration.FITTED:
        ends = f"[{fit.low[key]:.4g}, {fit.high[key]:.4g}]"
        print(f"{key[0]:8}{key[1]:26}{fit.values[key]:10.4g}  {ends}")
    for name, value in fit.published.items():
        print(f"{name:34}{value:10.3f}{fit.simulated[name]:10.3f}")
    if not options.dry_run:
        print(f"written to {calibration.write(fit)}")
    return 0


def main(arguments: list[str] | None = None) -> int:
    """Run one of the commands; returns the exit code."""
    parser = argparse.ArgumentParser(prog="leverplug", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    facts = commands.add_parser("facts", help="does the model show the facts of the sources?")
    facts.add_argument("--json", action="store_true", help="print a list of objects")
    facts.add_argument("--seed", type=int, default=1, help="key of all luck")
    facts.add_argument("--seeds", type=int, default=1, help="repeat with so many seeds")
    facts.set_defaults(run=_facts)
    fit = commands.add_parser("calibrate", help="fit the parameters to Tables 4 and 5")
    fit.add_argument("--seed", type=int, default=11, help="key of samples, luck and noise")
    fit.add_argument("--dry-run", action="store_true", help="print, do not write")
    fit.set_defaults(run=_calibrate)
    class_ = commands.add_parser("debrief", help="a class's records as one HTML file, offline")
    from leverplug.debrief import command

    command.add_to(class_)
    options = parser.parse_args(arguments)
    return options.run(options)


if __name__ == "__main__":
    sys.exit(main())
