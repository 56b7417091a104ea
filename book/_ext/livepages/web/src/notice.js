// @ts-check
/** Progress and messages on a live cell, spoken as well as shown. */

import { html } from "./dom.js";

/** @import { PageSettings, Words } from "./page.d.ts" */

/** How much of a start is done when a stage begins. @type {Record<string, number>} */
const STAGES = { fetch: 0.1, memory: 0.5, modules: 0.6, import: 0.75, run: 0.9 };
const FETCHING = 0.4; // of the bar

/**
 * The name of a stage of the start, and how much of what it fetches is here.
 *
 * @type {(words: Words, stage: string, done?: number, total?: number) => string}
 */
export function stageWords(words, stage, done, total) {
  return total ? withAmounts(words[`stage_${stage}_of`], done, total) : words[`stage_${stage}`];
}

/** @type {(words: string, done?: number, total?: number) => string} */
export function withAmounts(words, done = 0, total = 0) {
  /** @param {number} bytes */
  const mb = (bytes) => (bytes / 1e6).toFixed(1);
  return words.replace("{done}", mb(done)).replace("{total}", mb(total));
}

/** A bar and the name of the stage, announced politely. */
export class Progress {
  stage = "";
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
  /** @type {(stage: string, done?: number, total?: number) => void} */
  at(stage, done, total) {
    const part = STAGES[stage] + (total ? FETCHING * ((done ?? 0) / total) : 0);
    const words = stageWords(this.words, stage, done, total);
    // A screen reader hears each stage, and not every tenth of a megabyte.
    if (total && this.stage === stage) this.label.setAttribute("aria-busy", "true");
    else this.label.removeAttribute("aria-busy");
    this.stage = stage;
    this.label.textContent = words;
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
 * @type {(content: Node, settings: PageSettings, retry: () => void, replaced?: boolean) => HTMLElement}
 */
export function drawNotice(content, { links, words }, retry, replaced = false) {
  const again = html("button", { type: "button", class: "livepages-retry" }, replaced ? words.reload : words.try_again);
  again.addEventListener("click", replaced ? () => window.location.reload() : retry);
  const elsewhere = links.flatMap(({ text, url }) => [" ", html("a", { href: url }, text)]);
  const ways = html("p", { class: "livepages-ways" }, again, ...elsewhere);
  return html("div", { class: "livepages-notice", role: "alert" }, content, ways);
}
