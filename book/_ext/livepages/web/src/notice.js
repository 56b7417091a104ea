/** Progress and messages on a live cell, spoken as well as shown. */
const STAGES = {
  fetch: ["Fetching Python", 0.1],
  core: ["Starting Python", 0.4],
  modules: ["Unpacking the library", 0.6],
  import: ["Loading the library", 0.75],
  run: ["Drawing the lab", 0.9],
};

/** A bar with a named stage, announced politely. */
export class Progress {
  constructor(box) {
    this.row = document.createElement("div");
    this.row.className = "livepages-progress";
    this.row.hidden = true;
    this.label = document.createElement("span");
    this.label.setAttribute("role", "status");
    this.label.setAttribute("aria-live", "polite");
    this.bar = document.createElement("progress");
    this.bar.max = 1;
    this.bar.setAttribute("aria-label", "Starting Python");
    this.row.append(this.bar);
    box.append(this.row, this.label);
    this.label.className = "livepages-status";
  }
  show() {
    this.row.hidden = false;
    this.bar.value = 0;
    this.label.textContent = STAGES.fetch[0] + " …";
  }
  at(stage) {
    const [name, value] = STAGES[stage] ?? [stage, this.bar.value];
    this.label.textContent = `${name} …`;
    this.bar.value = value;
  }
  hide() {
    this.row.hidden = true;
    this.label.textContent = "";
  }
  done() {
    this.row.hidden = true;
    this.label.textContent = "Live: Python answers in this page.";
  }
}

/** What went wrong, a way to try again, and the ways to run the page elsewhere. */
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
