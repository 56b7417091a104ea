// @ts-check
// The debrief board: files go to the page's own Python, sections come back as HTML it has made.

import { html, keepKeys } from "../parts/dom.js";
import { followTheme } from "../parts/theme.js";
import { button, labelled, section, statusLine } from "../parts/fieldset.js";
import { follow } from "../parts/model.js";
import { everyFile } from "../parts/dropped.js";
import { saveText } from "../parts/take_away.js";

/** @import { Model, RenderProps } from "../types.d.ts" */

const MOST = 64 * 1024 * 1024; // bytes of a file that a page takes; the command takes larger ones
let boards = 0; // for ids that tie labels and hints to their fields

/** @type {(place: RenderProps) => () => void} */
export function render({ model, el }) {
  const prefix = `lp-debrief-${++boards}`;
  const collect = collectPart(model, prefix);
  const tools = toolsPart(model, prefix);
  const board = boardPart(model);
  const root = html("div", { class: "lp-debrief lpd-board" }, collect.root, tools.root, board.root);
  tools.fill.addEventListener("click", () => fillScreen(root));
  tools.projector.addEventListener("click", () => {
    const on = !model.get("names");
    if (!on) { // no name stays in the page while Python draws the others
      board.forget();
      tools.forget();
    }
    model.send({ type: "names", on });
  });
  keepKeys(root);
  el.append(root);
  const stops = [
    followTheme(root),
    follow(model, ["progress", "says"], collect.update),
    follow(model, ["names", "groups", "group", "sections", "progress"], tools.update),
    follow(model, ["sections", "shown"], board.update),
    follow(model, ["names"], () => {
      collect.root.hidden = !model.get("names");
    }),
    takeFiles(model),
    goOn(model),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

// Python works for a moment at a time; whatever else was asked meanwhile comes first.
/** @type {(model: Model) => () => void} */
function goOn(model) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const ask = () => {
    clearTimeout(waiting);
    if (model.get("progress").words) waiting = setTimeout(() => model.send({ type: "go-on" }), 0);
  };
  model.on("change:progress", ask);
  return () => {
    clearTimeout(waiting);
    model.off("change:progress", ask);
  };
}

// What Python has made to be saved.
/** @type {(model: Model) => () => void} */
function takeFiles(model) {
  const take = (/** @type {{ type: string, name: string, kind: string, text: string }} */ message) => {
    if (message.type === "file") saveText(message.text, message.name, message.kind);
  };
  model.on("msg:custom", take);
  return () => model.off("msg:custom", take);
}

/** @type {(root: HTMLElement) => void} */
function fillScreen(root) {
  if (document.fullscreenElement) document.exitFullscreen();
  else root.requestFullscreen?.().catch(() => {});
}

// --- what comes in -------------------------------------------------------------------------------

/** @type {(file: File) => Promise<string>} */
function base64Of(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => failed(reader.error);
    reader.readAsDataURL(file);
  });
}

/** @type {(model: Model, prefix: string) => { root: HTMLElement, update: () => void }} */
function collectPart(model, prefix) {
  const says = html("p", { class: "lp-status", role: "status" });
  const refused = statusLine("alert", "lp-alert");
  const bar = html("progress", { hidden: true, "aria-label": "Progress" });
  const begin = () => model.send({ type: "go-on" });

  /** @param {{ name: string, file: File }[]} files */
  const takeAll = async (files) => {
    /** @type {string[]} */
    const left = [];
    says.textContent = files.length ? "Taking the files …" : "";
    for (const { name, file } of files) {
      try {
        if (file.size > MOST) throw new Error(`it has over ${MOST / 2 ** 20} MB: use the command below`);
        model.send({ type: "file", name, changed: file.lastModified, data: await base64Of(file) });
      } catch (error) {
        left.push(`${name}: ${error instanceof Error ? error.message : error}`);
      }
    }
    refused.say(left.length ? `Not taken: ${left.join("; ")}` : "");
    if (files.length > left.length) begin();
  };

  const chooser = html("input", { type: "file", multiple: true });
  chooser.addEventListener("change", async () => {
    await takeAll([...(chooser.files ?? [])].map((file) => ({ name: file.name, file })));
    chooser.value = ""; // so that the same file can be chosen again, and no name stays
  });
  const pasted = html("textarea", { rows: 3, spellcheck: "false", autocapitalize: "off", autocomplete: "off" });
  const read = () => {
    refused.say(pasted.value.trim() ? "" : "Paste hand-in texts, codes or links first.");
    if (!pasted.value.trim()) return;
    model.send({ type: "text", text: pasted.value });
    pasted.value = "";
    begin();
  };
  const sample = () => {
    model.send({ type: "sample" });
    begin();
  };
  const root = section("What the class handed in",
    labelled(prefix, "files", "Files, or the zip of your platform; you can also drop them here", chooser,
      "They go to the Python of this page and nowhere else. Nothing is sent or kept; a reload forgets it all."),
    labelled(prefix, "pasted", "Or paste hand-in texts, codes or links, one below the other", pasted),
    html("div", { class: "lp-row" }, button("Read the pasted text", read, "lp-primary"),
      button("Try it with a made-up class of 24", sample), button("Forget all", () => model.send({ type: "clear" }))),
    refused, says, bar);
  dropZone(root, takeAll);

  const update = () => {
    const { words, done, of } = model.get("progress");
    says.textContent = words ? `${words}: ${done.toLocaleString("en-GB")}${of ? ` of ${of.toLocaleString("en-GB")}` : ""} …` : model.get("says");
    bar.hidden = !words;
    if (of) {
      bar.max = of;
      bar.value = done;
    } else bar.removeAttribute("value");
  };
  return { root, update };
}

/** @type {(root: HTMLElement, take: (files: { name: string, file: File }[]) => void) => void} */
function dropZone(root, take) {
  const over = (/** @type {boolean} */ on) => root.classList.toggle("lp-over", on);
  root.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  root.addEventListener("dragleave", () => over(false));
  root.addEventListener("drop", async (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer) take(await everyFile(event.dataTransfer));
  });
}

// --- what is shown -------------------------------------------------------------------------------

/** @type {(model: Model, prefix: string) => { root: HTMLElement, projector: HTMLButtonElement, fill: HTMLButtonElement, update: () => void, forget: () => void }} */
function toolsPart(model, prefix) {
  const chosen = html("select", {});
  chosen.addEventListener("change", () => {
    model.send({ type: "group", number: Number(chosen.value) });
    model.send({ type: "go-on" });
  });
  const which = labelled(prefix, "group", "Scenario", chosen);
  const projector = html("button", { type: "button", "aria-pressed": "false" }, "Projector view: no names");
  const fill = button("Fill the screen", () => {});
  const savers = ["html", "csv"].map((form) =>
    button(form === "html" ? "Save as one HTML file" : "Save as CSV", () => {
      model.send({ type: "save", form });
      model.send({ type: "go-on" });
    }));
  const root = html("div", { class: "lp-tools", role: "group", "aria-label": "The board" }, which,
    html("div", { class: "lp-row" }, projector, fill, ...savers));
  let forgotten = false; // titles that Python has not replaced yet
  const update = () => {
    /** @type {{ number: number, title: string, count: number }[]} */
    const groups = model.get("groups");
    if (!model.get("names")) forgotten = false;
    root.hidden = model.get("sections").length === 0;
    which.hidden = groups.length < 2;
    chosen.replaceChildren(...(forgotten ? [] : groups).map(({ number, title, count }) =>
      html("option", { value: number }, `${title} (${count})`)));
    chosen.value = String(model.get("group"));
    projector.setAttribute("aria-pressed", String(!model.get("names")));
    for (const saver of savers) saver.disabled = Boolean(model.get("progress").words) || groups.length === 0;
  };
  const forget = () => {
    forgotten = true;
    chosen.replaceChildren();
  };
  return { root, projector, fill, update, forget };
}

/** @type {(model: Model) => { root: HTMLElement, update: () => void, forget: () => void }} */
function boardPart(model) {
  const parts = html("div", { class: "lp-parts" });
  const shown = html("section", { class: "lpd-section lp-shown", "aria-label": "One record", tabindex: "-1", hidden: true });
  const root = html("div", {}, parts, shown);
  /** @type {Map<string, { html: string, place: HTMLElement }>} */
  const drawn = new Map();
  let [alias, last] = ["", ""];
  root.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a[href^='#lpd-']") : null;
    if (!link) return;
    event.preventDefault();
    model.send({ type: "open", alias: (link.getAttribute("href") ?? "").slice("#lpd-".length) });
  });
  const update = () => {
    /** @type {{ id: string, html: string }[]} */
    const sections = model.get("sections");
    const order = sections.map((each) => {
      const old = drawn.get(each.id);
      if (old?.html === each.html) return old.place;
      const place = old?.place ?? html("div", {});
      place.innerHTML = each.html; // Python has escaped all that students wrote
      drawn.set(each.id, { html: each.html, place });
      return place;
    });
    for (const id of [...drawn.keys()]) if (!sections.some((each) => each.id === id)) drawn.delete(id);
    if (order.some((place, at) => parts.children[at] !== place) || parts.children.length !== order.length) parts.replaceChildren(...order);
    const record = model.get("shown");
    shown.hidden = !record.html;
    if (last !== (record.html ?? "")) {
      last = record.html ?? "";
      shown.innerHTML = last; // likewise
    }
    if (record.alias && record.alias !== alias) shown.focus();
    alias = record.alias ?? "";
  };
  const forget = () => {
    drawn.clear();
    parts.replaceChildren();
    shown.replaceChildren();
    shown.hidden = true;
    last = "";
  };
  return { root, update, forget };
}

export default { render };
