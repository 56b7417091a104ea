"""The picture of the cover: four moments of one run, drawn from the model."""

import numpy as np
import pytest
from leverplug import simulate
from leverplug.charts import cover

HISTORY = simulate(cover.cover_venture(), 60, 1, detail=True)
RUN = cover.typical_run(HISTORY)
ROWS = cover.rows_cover(HISTORY, RUN)


def test_the_typical_run_lost_no_partner_and_has_as_many_luckier_as_unluckier_ones():
    lost = {r for r in range(60) if {e.kind for e in HISTORY.events(r)} & {"lost", "absorbed"}}
    assert lost
    assert RUN not in lost
    ends = [HISTORY.foreign_sales[-1, r] for r in range(60) if r not in lost]
    mine = HISTORY.foreign_sales[-1, RUN]
    assert abs(sum(e < mine for e in ends) - sum(e > mine for e in ends)) <= 1


def test_flows_are_the_levers_and_plugs_of_that_run():
    labels = {"family": "family", "fair": "trade fair", "partner": "partner"}
    for tie, label in labels.items():
        place = HISTORY.tie_ids.index(tie)
        for what in ("lever", "plug"):
            for year in (1, 3, 6, 10):
                size = getattr(HISTORY, what)[4 * year - 1, place, RUN]
                drawn = [
                    f["size"]
                    for f in ROWS["flows"]
                    if (f["label"], f["what"], f["year"]) == (label, what, year)
                ]
                assert drawn == ([pytest.approx(size, abs=5e-4)] if size >= 0.01 else [])


def test_a_tie_appears_when_it_starts_and_pales_when_it_is_over():
    shown = {(t["year"], t["label"]): t["over"] for t in ROWS["ties"]}
    assert (6, "distributor") not in shown
    assert shown[10, "distributor"] is False
    assert shown[1, "family"] is False
    assert shown[10, "family"] is True


def test_the_words_give_the_numbers_of_the_picture():
    share = HISTORY.foreign_intensity[39, RUN]
    assert f"{share:.0%} of sales abroad" in ROWS["panels"][-1]["words"]
    words = cover.describe_cover(ROWS)
    last = [f for f in ROWS["flows"] if f["year"] == 10 and f["what"] == "lever"]
    top = max(last, key=lambda f: f["size"])
    assert f"the strongest lever is {top['label']} ({top['size']:.2f})" in words.split("year 10")[1]
    assert "over: family, colleagues and partner" in words


def test_without_detail_there_is_nothing_to_choose_from():
    with pytest.raises(ValueError, match="detail=True"):
        cover.typical_run(simulate(cover.cover_venture(), 3, 1))


def test_the_picture_has_its_words_and_a_drawing_for_a_phone():
    bundle = cover.Figure(cover.cover, ROWS, cover.describe_cover(ROWS))._repr_mimebundle_()
    assert bundle["text/html"].count("<svg ") == 2
    assert "After year 10" in bundle["image/svg+xml"]
    assert bundle["text/plain"] == cover.describe_cover(ROWS)
    assert np.isfinite([t["x"] for t in ROWS["ties"]]).all()
