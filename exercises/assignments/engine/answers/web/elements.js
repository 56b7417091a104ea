// @ts-check
// Pieces of a page. Texts are put in as texts; only what the server has cleaned is put in as HTML.

/**
 * An element of the page that is there.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  return /** @type {T} */ (document.getElementById(id));
}

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string>} [attributes]
 * @param {...(string | Node)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * A new block of HTML that the server has cleaned.
 * @param {string} html
 */
export function prose(html) {
  const block = make("div", { class: "prose" });
  block.innerHTML = html;
  return block;
}

/**
 * The levels of a guide with their samples, from the highest.
 * @param {import("./marks.js").Level[]} levels
 * @param {(level: import("./marks.js").Level) => string} title
 */
export function levelList(levels, title) {
  return [...levels].reverse().map((level) => {
    const group = make("div", { "data-level": String(level.number) });
    group.append(make("dt", {}, title(level)));
    const says = make("dd");
    says.append(prose(level.html));
    if (level.sample) {
      const sample = prose(level.sample);
      sample.classList.add("sample");
      says.append(sample);
    }
    group.append(says);
    return group;
  });
}

/**
 * An answer's text and the student's own cells around it.
 * @param {{ html: string, raw: string, more: { code: boolean, html: string, raw: string }[] }} text
 * @param {boolean} asWritten
 */
export function answerText({ html, raw, more }, asWritten) {
  /** @param {{ html: string, raw: string, code?: boolean }} part */
  const show = (part) => (asWritten || part.code ? make("pre", { class: "raw" }, part.raw) : prose(part.html));
  const parts = raw ? [show({ html, raw })] : [make("p", { class: "quiet" }, "The answer's own cell was left as it was given.")];
  for (const part of more) {
    const box = make("div", { class: "own" });
    box.append(make("p", {}, `A further ${part.code ? "code cell" : "cell"} of the student's own:`), show(part));
    parts.push(box);
  }
  return parts;
}
