"""Writes the branch that Binder, Colab and JupyterHubs open: notebooks, data and the library.

    python book/publish/notebooks_branch.py             writes the branch `notebooks` here
    python book/publish/notebooks_branch.py --push origin    and sends it to `origin`

Run `make assignments` first; or say --without-assignments.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import branch
import content
import yaml

ROOT = Path(__file__).resolve().parents[2]


def fetch(checkout: branch.Checkout, remote: str, name: str) -> None:
    """Start from what the remote's branch holds, if it has one."""
    ref = f"refs/heads/{name}"
    if checkout.git("ls-remote", remote, ref):
        checkout.git("fetch", "--quiet", remote, f"+{ref}:{ref}")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--push", metavar="REMOTE", help="send the branch there")
    parser.add_argument("--without-assignments", action="store_true", help="chapters only")
    options = parser.parse_args(arguments)
    settings = yaml.safe_load((ROOT / "_config.yml").read_text("utf-8"))["sphinx"]["config"]
    name = settings["launching"]["branch"]
    students = None if options.without_assignments else ROOT / settings["launching"]["assignments"]
    checkout = branch.Checkout(ROOT)
    try:
        checkout.refuse_dirty()
        checkout.refuse_target(name, content.MARK)
        if options.push:
            fetch(checkout, options.push, name)
        with tempfile.TemporaryDirectory() as folder:
            content.gather(ROOT, Path(folder), students)
            commit = branch.write(checkout, Path(folder), name, content.MARK)
        print(f"{name}: {commit[:10]}" if commit else f"{name}: nothing has changed")
        if options.push:
            checkout.git("push", "--quiet", options.push, f"refs/heads/{name}:refs/heads/{name}")
            print(f"{name}: sent to {options.push}")
    except (branch.BranchError, content.ContentError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
