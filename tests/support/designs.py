"""Designs for property tests: any venture that the model accepts."""

import examples  # noqa: F401 - how many of them are tried
from hypothesis import strategies as st
from leverplug import catalogue
from leverplug.venture import (
    MOST_TIES,
    QUARTERS,
    Capabilities,
    Change,
    Firm,
    Founder,
    Tie,
    Venture,
)

KINDS = tuple(catalogue.tie_kinds())
REGIONS = catalogue.foreign_regions()
HIDDEN = st.characters(categories=("Cc", "Cs", "Zl", "Zp"))
TURNING = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def texts(longest: int, shortest: int = 0, without: str = ""):
    """Text that can be seen and stands on one line."""
    letters = st.characters(
        exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters=TURNING + without
    )
    return st.text(letters, min_size=shortest, max_size=longest)


def shares(most: float = 1.0):
    """Shares as learners give them, in hundredths or thousandths, and as computers do."""
    return st.one_of(
        st.integers(0, round(100 * most)).map(lambda n: n / 100),
        st.integers(0, round(1000 * most)).map(lambda n: n / 1000),
        st.floats(0, most),
    )


@st.composite
def ties(draw, tie_id: str, room: float, share=None):
    """A tie whose effort never exceeds `room`."""
    share = share or (lambda most: st.floats(0, most))
    kind = draw(st.sampled_from(KINDS))
    start = draw(st.integers(1, QUARTERS))
    end = draw(st.none() | st.integers(start, QUARTERS))
    last = end or QUARTERS
    changed = (
        sorted(draw(st.sets(st.integers(start + 1, last), max_size=3))) if start < last else []
    )
    return Tie(
        id=tie_id,
        kind=kind,
        effort=draw(share(room)),
        start=start,
        end=end,
        region=draw(st.sampled_from(REGIONS)) if catalogue.tie_kinds()[kind].has_region else None,
        changes=tuple(Change(quarter, draw(share(room))) for quarter in changed),
        label=draw(texts(20)),
    )


@st.composite
def ventures(draw, most_ties: int = MOST_TIES):
    """A venture with up to so many ties, its effort within the budget in every quarter."""
    search = draw(st.floats(0, 0.5))
    learning = draw(st.floats(0, 1 - search))
    names = draw(
        st.lists(
            st.one_of(
                st.builds("{}-{}".format, st.sampled_from(KINDS), st.integers(1, 99)),
                texts(40, 1, without=":"),
            ),
            max_size=most_ties,
            unique=True,
        )
    )
    room = max(0.0, 1 - search - learning) / max(len(names), 1)
    made = tuple(draw(ties(name, room)) for name in names)
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    links = draw(st.lists(st.sampled_from(pairs), max_size=12, unique=True)) if pairs else []
    return Venture(
        firm=Firm(draw(st.sampled_from(catalogue.SECTORS)), draw(shares())),
        founder=Founder(draw(shares()), draw(shares(2.0))),
        capabilities=Capabilities(search, learning, draw(shares())),
        ties=made,
        links=tuple(links),
        name=draw(texts(80)),
    )


@st.composite
def usual_ventures(draw, count: int):
    """Ventures as the kit's own widgets make them: plain ids, thousandths, no labels."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=count, max_size=count))
    names = [f"{kind}-{kinds[: place + 1].count(kind)}" for place, kind in enumerate(kinds)]
    most = 1000 // (count + 3)
    thousandths = lambda _room: st.integers(0, most).map(lambda n: n / 1000)  # noqa: E731
    made = []
    for name, kind in zip(names, kinds, strict=True):
        tie = draw(ties(name, 1.0, thousandths))
        region = draw(st.sampled_from(REGIONS)) if catalogue.tie_kinds()[kind].has_region else None
        made.append(
            Tie(name, kind, tie.effort, tie.start, tie.end, region=region, changes=tie.changes)
        )
    pairs = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
    return Venture(
        firm=Firm(draw(st.sampled_from(catalogue.SECTORS)), draw(thousandths(1))),
        founder=Founder(draw(thousandths(1)), draw(thousandths(1))),
        capabilities=Capabilities(*(draw(thousandths(1)) for _ in range(3))),
        ties=tuple(made),
        links=tuple(draw(st.lists(st.sampled_from(pairs), max_size=12, unique=True))),
        name=draw(st.text("abcdefghijklmnopqrstuvwxyz -0123456789", max_size=20)),
    )
