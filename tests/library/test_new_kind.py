"""A new kind of tie is rows in two tables: the library knows it without another line of code."""

import csv
import json
import shutil
import subprocess
import sys

import pytest
from contents import ROOT

DRAWING = "M4 20L12 4L20 20Z"
ROW = {
    "key": "space_agency", "label": "Space agency of a continent", "short": "Space agency",
    "channel": "institutional", "has_region": "true", "summary": "It buys what flies.",
    "icon": DRAWING, "wire": "63",
}  # fmt: skip
# Run in a Python of its own, since the library reads its tables once.
PROGRAM = """
import json, sys
from pathlib import Path
from leverplug import datasets
datasets.folder = lambda: Path(sys.argv[1])
from leverplug import Tie, Venture, catalogue, record, simulate, unplugged
from leverplug.widgets import NetworkCanvas
from leverplug.widgets.editor import network_poster
tie = Tie("space_agency-1", "space_agency", 0.4, region="close")
venture = Venture(ties=(tie,))
history = simulate(venture, 50, 1, detail=True)
canvas = NetworkCanvas(venture, kinds=["space_agency"])
forms = [record.dumps(venture), record.code(venture), record.hand_in_text(venture)]
print(json.dumps({
    "kinds": list(catalogue.tie_kinds()),
    "demand": catalogue.tie_kinds()["space_agency"]["demand"],
    "row": canvas.kinds[0],
    "y": canvas.positions["space_agency-1"][1],
    "poster": network_poster.poster(canvas.get_state()),
    "same": [record.read(form).venture == venture for form in forms],
    "cards": unplugged.cards()._repr_html_(),
    "strength": float(history.strength.max()),
    "sold": float(history.foreign_sales.sum()),
}))
"""


@pytest.fixture(scope="module")
def used(tmp_path_factory) -> dict:
    """What the library makes of copies of the tables with a made-up kind."""
    folder = tmp_path_factory.mktemp("kinds") / "datasets"
    shutil.copytree(ROOT / "datasets", folder)
    add_rows(folder / "tie_kinds.csv", lambda _rows: [ROW])
    # The numbers of a trade council, but for one.
    add_rows(folder / "model_parameters.csv", lambda rows: [
        row | {"scope": "space_agency"} | ({"value": "0.03125"} if row["name"] == "demand" else {})
        for row in rows if row["scope"] == "trade_council"
    ])  # fmt: skip
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(folder)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return json.loads(run.stdout)


def add_rows(path, new) -> None:
    """Write the rows that a function makes of a table's rows below them."""
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        rows, columns = list(reader), reader.fieldnames
    with path.open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, columns, lineterminator="\n").writerows(new(rows))


def test_the_catalogue_has_it_last_with_its_numbers(used):
    assert used["kinds"][-1] == "space_agency"
    assert used["demand"] == 0.03125


def test_the_picture_offers_it_with_its_drawing_and_places_it_by_its_channel(used):
    cells = {key: text for key, text in ROW.items() if key != "wire"}
    assert used["row"] == cells | {"has_region": True}
    assert used["y"] < -0.5  # institutional ties stand above the venture
    assert DRAWING in used["poster"]
    assert "Space agency</text>" in used["poster"]


def test_every_form_of_a_record_keeps_it(used):
    assert used["same"] == [True, True, True]


def test_it_has_a_card_to_print(used):
    assert used["cards"].count('<section class="lp-card') == len(used["kinds"])
    assert ROW["label"] in used["cards"]


def test_a_venture_runs_with_it(used):
    assert used["strength"] > 0.1
    assert used["sold"] > 0
