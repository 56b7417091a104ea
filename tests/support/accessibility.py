"""What axe-core finds on a page that keeps somebody from using it."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")


def examine(page: Page, part: str | None = None) -> list[str]:
    """Return the serious and critical findings, each with the elements it means.

    Args:
        page: The page as it stands.
        part: Selector of the elements to look into; the whole page if None.
    """
    report = Axe().run(page, context=part).response
    return [
        f"{rule['id']}: {[node['html'][:200] for node in rule['nodes']][:5]}"
        for rule in report["violations"]
        if rule["impact"] in GRAVE
    ]
