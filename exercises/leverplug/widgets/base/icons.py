"""A small line drawing for each kind of tie, as SVG path data on a 24 by 24 grid."""

# ruff: noqa: E501  (path data reads no better when broken)

from __future__ import annotations

from collections.abc import Mapping

ICONS: Mapping[str, str] = {
    "kin": "M12 20s-7.5-4.4-7.5-9.8A4 4 0 0 1 12 8a4 4 0 0 1 7.5 2.2C19.5 15.6 12 20 12 20z",
    "colleagues": "M4 8h16v11H4zM9 8V5h6v3M4 13h16",
    "club": "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5M15.5 11a2.5 2.5 0 1 0 0-5M17 14.2c2 .6 3.5 2.4 3.5 4.8",
    "domestic_contacts": "M4 11l8-7 8 7v9h-5v-6H9v6H4z",
    "foreign_contacts": "M12 4a8 8 0 1 0 0 16 8 8 0 0 0 0-16zM4 12h16M12 4c3.5 3 3.5 13 0 16M12 4c-3.5 3-3.5 13 0 16",
    "trade_fair": "M6 21V4M6 5h12l-3 3.5 3 3.5H6",
    "industry_association": "M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM18 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM11 8l-4 7M13 8l4 7M8 17h8",
    "distributor": "M3 7h11v9H3zM14 10h4l3 3v3h-7M7 19.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6zM17.5 19.5a1.8 1.8 0 1 0 0-3.6 1.8 1.8 0 0 0 0 3.6z",
    "key_customer": "M6 8h12l1 12H5zM9 8V7a3 3 0 0 1 6 0v1",
    "trade_council": "M4 9l8-5 8 5zM6 9v8M10 9v8M14 9v8M18 9v8M4 20h16",
    "university": "M2.5 9.5L12 5l9.5 4.5L12 14zM7 12v4.5c2.5 2 7.5 2 10 0V12M21 10v5",
    "online_community": "M4 5h16v11h-8l-4 4v-4H4z",
    "adviser": "M9 18h6M10 21h4M12 3a6 6 0 0 0-3.5 10.9V15h7v-1.1A6 6 0 0 0 12 3z",
    "strategic_partner": "M9 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10zM15 17a5 5 0 1 0 0-10 5 5 0 0 0 0 10z",
    "multinational": "M7 21V4h10v17M4 21h16M10 8h1M13 8h1M10 12h1M13 12h1M10 16h1M13 16h1",
}
PERSON = "M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM5 20c0-4 3-6.5 7-6.5s7 2.5 7 6.5"


def icon(kind: str) -> str:
    """Path of the drawing for `kind`; a person for a kind that has none of its own.

    Example:
        >>> icon("trade_fair").startswith("M6 21")
        True
    """
    return ICONS.get(kind, PERSON)
