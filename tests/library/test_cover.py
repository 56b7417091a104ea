"""The picture of the cover: four moments of one run, drawn from the model."""

import numpy as np
import pytest
from leverplug import charts, figures, simulate
from leverplug.experiments.cover import typical_life, typical_run, venture


@pytest.fixture(scope="module")
def history():
    return simulate(venture(), 60, 1, detail=True)


@pytest.fixture(scope="module")
def run(history):
    return typical_run(history)


@pytest.fixture(scope="module")
def rows(history, run):
    return charts.cover.rows(history, run)


def test_the_typical_run_lost_no_partner_and_has_as_many_luckier_as_unluckier_ones(history, run):
    lost = {r for r in range(60) if {e.kind for e in history.events(r)} & {"lost", "absorbed"}}
    assert lost
    assert run not in lost
    ends = [history.foreign_sales[-1, r] for r in range(60) if r not in lost]
    mine = history.foreign_sales[-1, run]
    assert abs(sum(e < mine for e in ends) - sum(e > mine for e in ends)) <= 1


def test_flows_are_the_levers_and_plugs_of_that_run(history, run, rows):
    labels = {"family": "family", "fair": "trade fair", "partner": "partner"}
    for tie, label in labels.items():
        place = history.tie_ids.index(tie)
        for what in ("lever", "plug"):
            for year in (1, 3, 6, 10):
                size = getattr(history, what)[4 * year - 1, place, run]
                drawn = [
                    f["size"]
                    for f in rows["flows"]
                    if (f["label"], f["what"], f["year"]) == (label, what, year)
                ]
                assert drawn == ([pytest.approx(size, abs=5e-4)] if size >= 0.01 else [])


def test_a_tie_appears_when_it_starts_and_pales_when_it_is_over(rows):
    shown = {(t["year"], t["label"]): t["over"] for t in rows["ties"]}
    assert (6, "distributor") not in shown
    assert shown[10, "distributor"] is False
    assert shown[1, "family"] is False
    assert shown[10, "family"] is True


def test_the_words_give_the_numbers_of_the_picture(history, run, rows):
    share = history.foreign_intensity[39, run]
    assert f"{share:.0%} of sales abroad" in rows["panels"][-1]["words"]
    words = charts.cover.describe(rows)
    last = [f for f in rows["flows"] if f["year"] == 10 and f["what"] == "lever"]
    top = max(last, key=lambda f: f["size"])
    assert f"the strongest lever is {top['label']} ({top['size']:.2f})" in words.split("year 10")[1]
    assert "over: family, colleagues and partner" in words


def test_without_detail_there_is_nothing_to_choose_from():
    with pytest.raises(ValueError, match="detail=True"):
        typical_run(simulate(venture(), 3, 1))


def test_the_picture_has_its_words_and_a_drawing_for_a_phone(history, run, rows):
    bundle = charts.cover.figure(history, run)._repr_mimebundle_()
    assert bundle["text/html"].count("<svg ") == 2
    assert "After year 10" in bundle["image/svg+xml"]
    assert bundle["text/plain"] == charts.cover.describe(rows)
    assert np.isfinite([t["x"] for t in rows["ties"]]).all()


def test_the_figure_of_the_book_draws_the_typical_life():
    history, run = typical_life(60, 1)
    assert run == typical_run(history)
    first, *_ = charts.cover.rows(*typical_life())["panels"]
    assert f"After year 1 it {'has ' if '%' in first['words'] else ''}{first['words']}" in (
        figures.cover().description
    )
