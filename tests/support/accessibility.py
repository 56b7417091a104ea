"""What axe-core finds on a page that keeps somebody from using it.

Nine tenths of its time go into contrasts, which it works out for each piece of text. Where a page
has much text, the pieces that look alike are therefore tried a few times and not a thousand times.
"""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

GRAVE = ("serious", "critical")
COLOURS = ["color-contrast", "link-in-text-block"]  # the rules that ask how text looks
SAMPLES = 3  # pieces of text that are tried of each look

# Marks the pieces of text of which fewer than SAMPLES before look the same. How a piece looks is
# up to its own style and to those of everything around it.
MARK = """(roots) => {
  const looks = new Map(), tried = new Map();
  const look = (element) => {
    if (!element) return "";
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const own = ["color", "fill", "backgroundColor", "backgroundImage", "opacity", "fontSize",
        "fontWeight", "textDecorationLine", "textShadow", "filter", "mixBlendMode", "position"];
      looks.set(element, `${look(element.parentElement)};${own.map((name) => style[name])}`);
    }
    return looks.get(element);
  };
  const seen = (element) => {
    const place = element.getBoundingClientRect();
    return place.width > 1 && place.height > 1 && place.right > 0
      && element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  };
  const speaks = (element) => element.matches("input, select, textarea")
    || [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  const isNew = (element) => {
    if (!speaks(element) || !seen(element)) return false;
    const mine = look(element) + element.matches(":disabled");
    tried.set(mine, (tried.get(mine) ?? 0) + 1);
    return tried.get(mine) <= SAMPLES;
  };
  for (const element of roots.flatMap((root) => [root, ...root.querySelectorAll("*")])) {
    const sample = isNew(element);
    element.toggleAttribute("data-sample", sample);
    element.removeAttribute("data-sample-link");
    if (sample) element.closest("a")?.setAttribute("data-sample-link", "");
  }
}""".replace("SAMPLES", str(SAMPLES))
RUN = f"""async ([part, sampled, options]) => {{
  const include = [...document.querySelectorAll(part ?? "html")];
  axe.reset();
  if (sampled) {{
    ({MARK})(include);
    axe.configure({{ rules: [
      {{ id: "color-contrast", selector: "[data-sample]" }},
      {{ id: "link-in-text-block", selector: "[data-sample-link]" }},
    ] }});
  }}
  const always = {{ resultTypes: ["violations"], preload: false }};
  const found = await axe.run({{ include }}, {{ ...always, ...options }});
  return found.violations.map(({{ id, impact, nodes }}) => [id, impact, nodes.map((n) => n.html)]);
}}"""


def examine(page: Page, part: str | None = None) -> list[str]:
    """Return the serious and critical findings of every rule, each with the elements it means.

    Args:
        page: The page as it stands.
        part: Selector of the elements to look into; the whole page if None.
    """
    return _run(page, part, {})


def examine_samples(page: Page, part: str | None = None) -> list[str]:
    """Return the same of every rule, those of looks asked of a few pieces of each look."""
    return _run(page, part, {}, sampled=True)


def examine_colours(page: Page, part: str | None = None) -> list[str]:
    """Return the same of the rules that ask how text looks, from a few pieces of each look."""
    return _run(page, part, {"runOnly": COLOURS}, sampled=True)


def _run(page: Page, part: str | None, options: dict, sampled: bool = False) -> list[str]:
    if not page.evaluate("'axe' in globalThis"):
        page.evaluate(Axe().axe_script)
    return [
        f"{rule}: {[html[:200] for html in nodes][:5]}"
        for rule, impact, nodes in page.evaluate(RUN, [part, sampled, options])
        if impact in GRAVE
    ]
