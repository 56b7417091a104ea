"""The catalogue says what the data files say, and gives every number its evidence."""

import math

import pytest
from leverplug import catalogue, datasets

# Table 3 of `personalnetworks`, typed from the printed page: traditional, high-tech.
MEANS = {
    "kin": (2.22, 2.21),
    "colleagues": (2.42, 3.05),
    "club": (2.38, 2.16),
    "domestic_contacts": (3.54, 3.63),
    "foreign_contacts": (3.69, 3.63),
}


def every_parameter():
    kinds = catalogue.tie_kinds().values()
    return [
        *catalogue.parameters().values(),
        *(parameter for kind in kinds for parameter in kind.evidence.values()),
    ]


def test_the_kinds_of_tie_are_those_of_the_book_in_its_order():
    first_cells = (datasets.folder() / "tie_kinds.csv").read_text("utf-8").splitlines()[1:]
    assert list(catalogue.tie_kinds()) == [line.split(",")[0] for line in first_cells]


def test_channels_are_those_agreed():
    of = {key: kind.channel for key, kind in catalogue.tie_kinds().items()}
    assert {of[key] for key in MEANS} == {"personal"}
    assert {of[key] for key in ("trade_council", "university")} == {"institutional"}
    assert {of[key] for key in ("online_community", "adviser")} == {"other"}
    assert set(of.values()) == set(catalogue.CHANNELS)


def test_availability_is_the_printed_mean_on_a_scale_from_nothing_to_all():
    for key, printed in MEANS.items():
        kind = catalogue.tie_kinds()[key]
        found = [kind.availability(sector) for sector in ("traditional", "high_tech")]
        assert found == pytest.approx([(mean - 1) / 4 for mean in printed])
        assert kind.evidence["availability_high_tech"].grade == "reported"


def test_what_has_to_be_built_is_fully_available():
    built = [kind for key, kind in catalogue.tie_kinds().items() if key not in MEANS]
    assert len(built) == len(catalogue.tie_kinds()) - 5
    assert {kind.availability(sector) for kind in built for sector in catalogue.SECTORS} == {1.0}


def test_every_parameter_has_a_grade_and_a_range_around_its_value():
    for parameter in every_parameter():
        where = (parameter.scope, parameter.name)
        assert parameter.grade in catalogue.GRADES, where
        assert all(map(math.isfinite, (parameter.value, parameter.low, parameter.high))), where
        low, high = sorted((parameter.low, parameter.high))
        assert low <= parameter.value <= high, where


def test_a_reported_number_names_its_source():
    for parameter in every_parameter():
        if parameter.grade == "reported":
            assert parameter.source, (parameter.scope, parameter.name)


def test_every_kind_has_every_number():
    names = {frozenset(kind.evidence) for kind in catalogue.tie_kinds().values()}
    assert len(names) == 1


def test_shares_of_a_kind_lie_between_0_and_1():
    shares = ("ease", "breadth", "narrowing", "prestige", "dissimilarity", "opportunity",
              "leaving", "quarrelling", "absorption", "novelty_use", "novelty_renewal")  # fmt: skip
    for key, kind in catalogue.tie_kinds().items():
        for name in shares:
            assert 0 <= kind[name] <= 1, (key, name)


def test_regions_go_from_home_outwards():
    regions = catalogue.regions()
    assert list(regions) == ["home", "neighbouring", "close", "developed", "emerging"]
    assert catalogue.foreign_regions() == ("neighbouring", "close", "developed", "emerging")
    distances = [region.distance for region in regions.values()]
    assert distances[0] == 0
    assert distances == sorted(set(distances))
    assert distances[-1] <= 1


def test_the_catalogue_cannot_be_changed_by_accident():
    with pytest.raises(TypeError):
        catalogue.tie_kinds()["kin"] = None
    with pytest.raises(TypeError):
        catalogue.parameters()["upkeep"] = None
    with pytest.raises(AttributeError):
        catalogue.tie_kinds()["kin"].label = "Kin"


def test_every_row_of_the_parameters_is_read():
    rows = datasets.rows("model_parameters")
    scopes = {row["scope"] for row in rows}
    assert set(catalogue.tie_kinds()) | {"model"} <= scopes
    read = sum(len(catalogue.parameters(scope)) for scope in scopes)
    assert read == len(rows)
