// @ts-check
/** Progress and messages on a live cell, spoken as well as shown. */

import { html } from "./dom.js";

/** @import { PageSettings, Words } from "./page.d.ts" */

/** How much of a start is done when a stage begins. @type {Record<string, number>} */
const STAGES = { fetch: 0.1, memory: 0.4, modules: 0.6, import: 0.75, run: 0.9 };

/** A bar and the name of the stage, announced politely. */
export class Progress {
  /** @param {HTMLElement} box @param {Words} words */
  constructor(box, words) {
    this.words = words;
    this.fill = html("div");
    this.bar = html("div", { class: "livepages-bar", role: "progressbar", "aria-label": words.progress }, this.fill);
    this.bar.hidden = true;
    const spoken = { class: "livepages-status", role: "status", "aria-live": "polite" };
    this.label = html("span", spoken, words.still_picture);
    box.append(this.bar, this.label);
  }
  show() {
    this.bar.hidden = false;
    this.at("fetch");
  }
  /** @param {string} stage */
  at(stage) {
    const part = STAGES[stage];
    this.label.textContent = this.words[`stage_${stage}`];
    this.fill.style.width = `${100 * part}%`;
    this.bar.setAttribute("aria-valuenow", String(Math.round(100 * part)));
  }
  /** @param {string} reason */
  failed(reason) {
    this.bar.hidden = true;
    this.label.textContent = this.words.still_picture_because.replace("{reason}", () => reason);
  }
  done() {
    this.bar.hidden = true;
    this.label.textContent = this.words.live;
  }
}

/**
 * What went wrong, a way to try again, and the ways to run the page elsewhere.
 *
 * @type {(content: Node, settings: PageSettings, retry: () => void) => HTMLElement}
 */
export function drawNotice(content, { links, words }, retry) {
  const again = html("button", { type: "button", class: "livepages-retry" }, words.try_again);
  again.addEventListener("click", retry);
  const elsewhere = links.flatMap(({ text, url }) => [" ", html("a", { href: url }, text)]);
  const ways = html("p", { class: "livepages-ways" }, again, ...elsewhere);
  return html("div", { class: "livepages-notice", role: "alert" }, content, ways);
}
