"""Prints how long the debrief of a large class takes, stage by stage.

make bench                                        classes of 100, 1,000 and 10,000, two processes
python -m benchmarks.bench_debrief --sizes 1000   (from tests/) one class
python -m benchmarks.bench_debrief --page SITE    the board in the built book, in Chromium
"""

from __future__ import annotations

import argparse
import tempfile
import time
import zipfile
from dataclasses import replace
from pathlib import Path

from leverplug import portfolios, record
from leverplug.debrief import command, results
from leverplug.debrief.folders import files_at
from leverplug.debrief.groups import groups_of
from leverplug.debrief.intake import read_class
from leverplug.debrief.report import report
from leverplug.debrief.table import table
from leverplug.debrief.view import View
from leverplug.venture import Venture

SIZES = (100, 1_000, 10_000)
LUCKS = 2  # so many lucks that the class chose
PAGE = "book/instructors/debrief"
MOST_WAIT = 600_000  # milliseconds for the page


def as_in_a_lab(design: Venture) -> Venture:
    """The design with the ids that the labs give to ties."""
    counts: dict[str, int] = {}
    ties = []
    for tie in design.ties:
        counts[tie.kind] = counts.get(tie.kind, 0) + 1
        ties.append(replace(tie, id=f"{tie.kind}-{counts[tie.kind]}"))
    return replace(design, ties=tuple(ties))


def hand_in(path: Path, students: int, lucks: int) -> None:
    """A zip as Moodle gives it, in which no two designs are alike."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, design in enumerate(portfolios.random_portfolios(students)):
            said = {"born_global": number % 60}
            text = record.dumps(as_in_a_lab(design), 1 + number % lucks, said,
                                confidence={"born_global": 1 + number % 4})  # fmt: skip
            folder = f"Student {number}_{number + 1000}_assignsubmission_file_"
            archive.writestr(f"{folder}/record.json", text)


def of_command(path: Path, processes: int) -> None:
    """Read, work out and write, and print when each stage was ready."""
    start = time.monotonic()

    def since(words: str) -> None:
        print(f"  {time.monotonic() - start:7.1f} s  {words}", flush=True)

    entries = read_class(files_at([path]))
    since(f"{len(entries.entries):,} records read")
    (group,) = groups_of(entries.entries)
    many = len({entry.design for entry in group.entries}) > command.MANY
    found = results.begin(group, command.FEWER_RUNS if many else results.RUNS)
    with command.spreading(processes) as spread:
        for step in results.steps(found, spread):
            if step.ready:
                since(step.words)
    page = report(entries, [found], View())
    sheet = table([found], View())
    since(f"a page of {len(page) / 1e6:.1f} MB and a table of {len(sheet) / 1e6:.1f} MB")


def of_page(site: Path, path: Path) -> None:
    """Hand a zip to the board in the built book, and print when its pictures stand there."""
    import chromium
    from playwright.sync_api import sync_playwright
    from serving import serve

    found = chromium.find()
    with serve(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(found) if found else None)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(f"{address}/{PAGE}.html")
        page.locator("[data-live-cell]").scroll_into_view_if_needed()
        chooser = page.get_by_label("Files, or the zip")
        chooser.wait_for(timeout=MOST_WAIT)
        start = time.monotonic()
        chooser.set_input_files(path)
        for words in ("Where the effort went", "Life by life", "Luck and choice",
                      "Ties that helped, ties that hurt", "Three pairs to talk about"):  # fmt: skip
            page.get_by_role("heading", name=words, exact=True).wait_for(timeout=MOST_WAIT)
            waited = _longest_frame(page)
            print(f"  {time.monotonic() - start:7.1f} s  {words} (a click waits {waited:.0f} ms)")
        browser.close()


def _longest_frame(page) -> float:
    """Milliseconds until the page takes up something that it is asked to do."""
    return page.evaluate(
        "() => { const at = performance.now();"
        " return new Promise((done) => setTimeout(() => done(performance.now() - at), 0)); }"
    )


def main() -> None:
    """Make the classes, and time what becomes of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, help="students")
    parser.add_argument("--lucks", type=int, default=LUCKS, help="different lucks chosen")
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--page", type=Path, help="the built book, _build/html")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as aside:
        for size in options.sizes:
            path = Path(aside) / f"class-{size}.zip"
            hand_in(path, size, options.lucks)
            where = "in the page" if options.page else f"with {options.processes} processes"
            print(f"{size:,} students, {where}:")
            if options.page:
                of_page(options.page, path)
            else:
                of_command(path, options.processes)


if __name__ == "__main__":
    main()
