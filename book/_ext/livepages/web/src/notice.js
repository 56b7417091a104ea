// @ts-check
/** Progress and messages on a live cell, spoken as well as shown. */

/** @import { PageSettings, Words } from "./page.d.ts" */

/** How much of a start is done when a stage begins. @type {Record<string, number>} */
const STAGES = { fetch: 0.1, memory: 0.4, modules: 0.6, import: 0.75, run: 0.9 };

/** A bar and the name of the stage, announced politely. */
export class Progress {
  /** @param {HTMLElement} box @param {Words} words */
  constructor(box, words) {
    this.words = words;
    this.bar = document.createElement("div");
    this.bar.className = "livepages-bar";
    this.bar.setAttribute("role", "progressbar");
    this.bar.setAttribute("aria-label", words.progress);
    this.bar.hidden = true;
    this.fill = document.createElement("div");
    this.bar.append(this.fill);
    this.label = document.createElement("span");
    this.label.className = "livepages-status";
    this.label.setAttribute("role", "status");
    this.label.setAttribute("aria-live", "polite");
    this.label.textContent = words.still_picture;
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
  const notice = document.createElement("div");
  notice.className = "livepages-notice";
  notice.setAttribute("role", "alert");
  const again = document.createElement("button");
  again.type = "button";
  again.className = "livepages-retry";
  again.textContent = words.try_again;
  again.addEventListener("click", retry);
  const ways = document.createElement("p");
  ways.className = "livepages-ways";
  ways.append(again);
  for (const { text, url } of links) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = text;
    ways.append(" ", link);
  }
  notice.append(content, ways);
  return notice;
}
