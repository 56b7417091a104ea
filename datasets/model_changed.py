"""Do, in order, all that a change of the model or of its numbers asks for, with one command.

    make model-changed                             everything, half an hour
    make model-changed ARGS="--from sensitivity"   from one of the steps on

It stops at the first step that fails and says what to do; the steps before it need not be done
again. At the end it says which files changed, and what is left for a person to do.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Step:
    """One command of the sequence.

    Args:
        name: What `--from` calls it.
        does: What it does, and how long that takes on two processors.
        command: What Python is given.
        writes: Files it may change, from the root of the repository.
        remedy: What to do when it fails.
    """

    name: str
    does: str
    command: tuple[str, ...]
    writes: tuple[str, ...]
    remedy: str


STEPS = (
    Step("calibrate", "fits the parameters to Tables 4 and 5, two minutes",
         ("-m", "leverplug", "calibrate"), ("datasets/model_parameters.csv",),
         "look at the equations and at the values that the fit started from"),
    Step("facts", "asks whether the model shows the facts of its sources, a minute",
         ("-m", "leverplug", "facts"), (),
         "the facts marked NO above no longer hold: mend the model, or argue in "
         "book/appendix/model.md why one of them need not hold and change it in "
         "exercises/leverplug/validation/facts.py"),
    Step("fact-table", "counts in how many of ten seeds each fact holds, ten minutes",
         ("datasets/make_facts.py",), ("datasets/model_facts.csv",),
         "mend what the message above names"),
    Step("sensitivity", "finds what the facts hang on, a quarter of an hour",
         ("datasets/make_sensitivity.py",),
         ("datasets/model_sensitivity.csv", "datasets/model_robustness.csv"),
         "mend what the message above names"),
    Step("golden", "keeps selected results for the tests, seconds",
         ("tests/model/golden.py",), ("tests/model/golden.json",),
         "raise MODEL in exercises/leverplug/record/form.py, unless the results were not meant "
         "to change"),
    Step("dictionary", "writes the data dictionary and the schema of records, a second",
         ("datasets/make_readme.py",),
         ("datasets/README.md", "exercises/leverplug/record/schema.json"),
         "mend the .toml file that the message above names"),
)  # fmt: skip

LEFT = """\
What is left for a person:
- MODEL in exercises/leverplug/record/form.py is higher than in the last release.
- The equations of book/appendix/model.md are those of the code.
- Numbers that the pages quote are those of the model: tests/content says so of the appendix
  (make check); read the chapters' beside what their cells now show (make book).
- CHANGELOG.md says what readers will see change."""


def main(arguments: list[str] | None = None) -> int:
    """Run the steps; 1 means that one of them failed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    names = [step.name for step in STEPS]
    parser.add_argument("--from", dest="first", choices=names, default=names[0],
                        help="the step to begin with")  # fmt: skip
    first = names.index(parser.parse_args(arguments).first)
    for number, step in enumerate(STEPS[first:], first + 1):
        tell(f"{number} of {len(STEPS)}, {step.name}: {step.does} ...")
        began = time.monotonic()
        done = subprocess.run([sys.executable, *step.command], cwd=ROOT, check=False)
        if done.returncode:
            tell(f"The step {step.name} failed: {step.remedy}.")
            tell(f'Then go on from there: make model-changed ARGS="--from {step.name}"')
            return 1
        tell(f"{step.name} took {time.monotonic() - began:.0f} seconds")
    changed = changed_files()
    if not changed:
        tell("Nothing changed: every file is that of the last commit.")
        return 0
    tell("Changed since the last commit:\n" + "\n".join(f"- {name}" for name in changed))
    tell(LEFT)
    return 0


def changed_files() -> list[str]:
    """Files the steps write that are not those of the last commit."""
    files = [name for step in STEPS for name in step.writes]
    asked = ["git", "diff", "--name-only", "HEAD", "--", *files]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.splitlines()


def tell(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
