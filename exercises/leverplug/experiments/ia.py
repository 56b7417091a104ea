"""The case of IA as a venture the model can run: one tie for each contact that does something.

The facts are those of `iacase`; what is made of them here is the kit's own reading. The case
gives no hours and few dates, so what the model needs follows from rules, all *assumed*:

- **Which ties.** One for each contact of IA or its founder whom the case tells to help or hinder.
  People at a client stand behind the client (Cr and R's chief executive behind R, Ca behind A),
  JPH's family behind JPH, three web platforms behind `online`. The former employer acts through
  the clients he shares (T, B, F). Possible partners of whom no more is told are left out.
- **Effort.** Three grades: most to the three ties the case itself calls the main or most
  important ones of their group (BH, R, JPH); least to clients it says are not major (T, B, F) and
  to those it gives a line or two; the middle to all others.
- **Start.** Quarter 1 is the first of 2003, after the year of the idea. Ties from before IA, and
  the advisers who founded it, start there; a dated tie in the quarter after its date; one that
  BH brought a quarter after BH's own; an undated one in the second year.

- **Links.** Contacts whom the case ties to one another know one another, but for ties of one kind
  in one region: these share their news in the model already (BH and Lz).

The firm is high-tech with a founder of long experience, as told; all its business is abroad,
which is read as the smallest home market. The case tells of more favours than such ties usually
ask (hospitality, lifts, help for a daughter, silence before an old boss), so obligation is set
above the usual. Capabilities stay at their defaults.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from leverplug import catalogue, datasets
from leverplug.venture import Firm, Founder, Tie, Venture

MOST, MIDDLE, LEAST = 0.10, 0.08, 0.04  # shares of effort a quarter; assumed
OBLIGATION = 1.5  # times the usual; assumed
AT_ONCE, FROM_BH, SECOND_YEAR, AFTER_2004 = 1, 2, 5, 9  # starting quarters, by the rule above
_STANDS_FOR = {"openBC": "online", "Cr": "R", "R_ceo": "R", "Ca": "A"}


@dataclass(frozen=True)
class Coding:
    """How a contact enters the model, and why.

    Args:
        label: Who it is.
        kind: Kind of tie by what the contact is to IA now.
        effort: Share of effort a quarter.
        start: First quarter.
        region: Foreign region, for kinds that have one.
        reason: Why this kind, this effort, this start.
    """

    label: str
    kind: str
    effort: float
    start: int
    region: str | None
    reason: str


CODING: dict[str, Coding] = {
    "BH": Coding("BH, partner in Beijing", "strategic_partner", MOST, AT_ONCE, "emerging",
                 "once EB's subordinate, now the partner inside IA on whom China rests"),
    "S": Coding("S, associate in South East Asia", "distributor", MIDDLE, AFTER_2004, "emerging",
                "a distributor who joins in a subsidiary; it is still being set up, so late"),
    "T": Coding("T, shared with the old employer", "domestic_contacts", LEAST, AT_ONCE, None,
                "customer of the former employer: a contact EB brought along; not major"),
    "B": Coding("B, shared with the old employer", "domestic_contacts", LEAST, AT_ONCE, None,
                "customer of the former employer: a contact EB brought along; not major"),
    "F": Coding("F, shared with the old employer", "domestic_contacts", LEAST, AT_ONCE, None,
                "customer of the former employer: a contact EB brought along; not major"),
    "A": Coding("A, client met at a fair", "trade_fair", MIDDLE, SECOND_YEAR, "close",
                "found at an exhibition for which EB had prepared; undated; American"),
    "R": Coding("R, main client", "key_customer", MOST, AFTER_2004, "close",
                "first by revenue; met in person at the end of 2004; American"),
    "Lz": Coding("Lz, friend of BH", "strategic_partner", MIDDLE, FROM_BH, "emerging",
                 "a local firm owner who shares his office and his contacts with IA"),
    "Z": Coding("Z, friend of BH", "kin", LEAST, FROM_BH, None,
                "nothing is told of him but that he is a friend, and the trouble"),
    "JPH": Coding("JPH, at a Korean distributor", "distributor", MOST, SECOND_YEAR, "developed",
                  "vice president of a distributor; gives what distributors know: whom to trust"),
    "Pa": Coding("Pa, accountant", "adviser", LEAST, AT_ONCE, None, "registered the firm"),
    "Ps": Coding("Ps, solicitor", "adviser", LEAST, AT_ONCE, None, "looks after its rights"),
    "Or": Coding("Or, friend in the same trade", "club", LEAST, SECOND_YEAR, None,
                 "told of under common interest groups"),
    "online": Coding("online communities", "online_community", MIDDLE, SECOND_YEAR, None,
                     "openBC by the beginning of 2004, with LinkedIn and abcol"),
}  # fmt: skip


@cache
def venture(*, as_begun: bool = False) -> Venture:
    """IA as a design, its ties named as the case names the contacts.

    Args:
        as_begun: Give each tie the kind it began as (the data set `ia_people`), not the kind it
            had become. It shows how far results hang on that one choice.

    Example:
        >>> venture().tie("R").kind
        'key_customer'
    """
    begun = {row["id"]: row for row in datasets.rows("ia_people")}
    ties = []
    for name, coding in CODING.items():
        kind, region = coding.kind, coding.region
        if as_begun and name in begun:
            kind, region = begun[name]["kind"], begun[name]["region"] or None
        region = region if catalogue.tie_kinds()[kind].has_region else None
        ties.append(Tie(name, kind, coding.effort, coding.start, region=region, label=coding.label))
    return Venture(
        firm=Firm(sector="high_tech", home_market=0.0),
        founder=Founder(experience=1.0, obligation=OBLIGATION),
        ties=tuple(ties),
        links=_links(ties),
        name="IA",
    )


def acquaintances() -> set[frozenset[str]]:
    """Which contacts know one another: the ties among them in the data set `ia_ties`."""
    pairs = (
        frozenset(_STANDS_FOR.get(row[end], row[end]) for end in ("from", "to"))
        for row in datasets.rows("ia_ties")
    )
    return {pair for pair in pairs if len(pair) == 2 and CODING.keys() >= pair}


def _links(ties: list[Tie]) -> tuple[tuple[str, str], ...]:
    pool = {tie.id: (tie.kind, tie.region) for tie in ties}
    known = (sorted(pair) for pair in acquaintances())
    return tuple(sorted((one, other) for one, other in known if pool[one] != pool[other]))


@cache
def coding_of(name: str) -> tuple[str, str]:
    """What the kit's reading of the case says of a contact: its coding, and the reason.

    Returns:
        "lever", "plug" or "both", and why; for `online`, those of openBC, where R was found.

    Raises:
        KeyError: No tie of the venture has that name.

    Example:
        >>> coding_of("Z")[0]
        'plug'
    """
    if name not in CODING:
        raise KeyError(f"{name} is none of {', '.join(CODING)}")
    person = "openBC" if name == "online" else name
    for row in datasets.rows("ia_ties"):
        if row["from"] in ("EB", "IA") and row["to"] == person:
            return row["coding"], row["reason"]
    raise KeyError(f"the data set ia_ties tells of no tie to {person}")
