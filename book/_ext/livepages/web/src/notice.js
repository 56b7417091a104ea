// @ts-check
/** Progress and messages on a live cell, spoken as well as shown. */

/** @import { Link } from "./page.d.ts" */

/** @type {Record<string, [name: string, part: number]>} */
const STAGES = {
  fetch: ["Fetching Python", 0.1],
  memory: ["Starting Python", 0.4],
  modules: ["Unpacking the library", 0.6],
  import: ["Loading the library", 0.75],
  run: ["Drawing the lab", 0.9],
};

/** A bar and the name of the stage, announced politely. */
export class Progress {
  /** @param {HTMLElement} box */
  constructor(box) {
    this.bar = document.createElement("div");
    this.bar.className = "livepages-bar";
    this.bar.setAttribute("role", "progressbar");
    this.bar.setAttribute("aria-label", "Starting Python");
    this.bar.hidden = true;
    this.fill = document.createElement("div");
    this.bar.append(this.fill);
    this.label = document.createElement("span");
    this.label.className = "livepages-status";
    this.label.setAttribute("role", "status");
    this.label.setAttribute("aria-live", "polite");
    this.label.textContent = "Still picture";
    box.append(this.bar, this.label);
  }
  show() {
    this.bar.hidden = false;
    this.at("fetch");
  }
  /** @param {string} stage */
  at(stage) {
    const [name, part] = STAGES[stage] ?? [stage, 0.5];
    this.label.textContent = `${name} …`;
    this.fill.style.width = `${100 * part}%`;
    this.bar.setAttribute("aria-valuenow", String(Math.round(100 * part)));
  }
  /** @param {string} reason */
  failed(reason) {
    this.bar.hidden = true;
    this.label.textContent = `Still picture: ${reason}`;
  }
  done() {
    this.bar.hidden = true;
    this.label.textContent = "Live";
  }
}

/**
 * What went wrong, a way to try again, and the ways to run the page elsewhere.
 *
 * @type {(content: Node, links: Link[], retry: () => void) => HTMLElement}
 */
export function drawNotice(content, links, retry) {
  const notice = document.createElement("div");
  notice.className = "livepages-notice";
  notice.setAttribute("role", "alert");
  const again = document.createElement("button");
  again.type = "button";
  again.className = "livepages-retry";
  again.textContent = "Try again";
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
