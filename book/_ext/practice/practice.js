// @ts-check
// Feedback on self-checks, and predictions that are met again after the lab.
//
// What a learner answers stays in this browser, under keys that begin with
// PREFIX, and is never sent. Each key holds an object by the id of a question:
//   levers-and-plugs/predictions  {id: {question, answer, choice, when}}
//   levers-and-plugs/self-checks  {id: {question, answer, choice, when}}
//   levers-and-plugs/tries        {id: {question, answer, when}} of exercises with code
// `answer` is a number for a prediction of kind number, else text; `choice` is
// the number of an answer that was chosen, from 1; `when` is ISO 8601 in UTC.
// Questions and answers are kept as the book has them, from attributes: what
// the page shows may have been translated by the browser. Learner's text
// reaches the page as textContent only.
(() => {
  "use strict";
  /** @typedef {string | number} Answer */
  /** @typedef {{ question?: string, answer: Answer, choice?: number, when: string }} Entry */

  const PREFIX = "levers-and-plugs/";
  /** @type {Record<string, [one: string, more: string]>} */
  const NAMES = {
    predictions: ["prediction", "predictions"],
    "self-checks": ["answer to a self-check", "answers to self-checks"],
    tries: ["exercise tried", "exercises tried"],
  };
  const CODE = "code:"; // how the name of a changed cell begins, after that of all live pages

  // --- what is kept ---------------------------------------------------------

  /** @type {(name: string) => Record<string, any>} */
  function load(name) {
    try {
      const kept = JSON.parse(localStorage.getItem(PREFIX + name) ?? "null");
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch {
      return {};
    }
  }

  /**
   * Keep, or forget where there is no entry; false where the browser keeps nothing.
   *
   * @type {(name: string, id: string, entry?: { question: string, answer: Answer, choice?: number, when?: string }) => boolean}
   */
  function keep(name, id, entry) {
    const all = load(name);
    if (entry) all[id] = { when: new Date().toISOString(), ...entry };
    else delete all[id];
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(all));
      tellKept(PREFIX + name);
      return document.documentElement.dataset.storage !== "none";
    } catch {
      return false;
    }
  }

  /**
   * Say in this page what the browser itself tells other pages only.
   *
   * @param {string | null} key
   */
  function tellKept(key) {
    document.dispatchEvent(new Event("practice:kept"));
    dispatchEvent(new StorageEvent("storage", { key }));
  }

  /** @type {(name: string, id: string) => Entry | undefined} */
  function recall(name, id) {
    const entry = Object.hasOwn(load(name), id) ? load(name)[id] : undefined;
    return ["string", "number"].includes(typeof entry?.answer) ? entry : undefined;
  }

  /** @type {(prefix: string | undefined) => string[]} */
  function keysFrom(prefix) {
    try {
      return Object.keys(localStorage).filter((key) => prefix && key.startsWith(prefix));
    } catch {
      return [];
    }
  }

  // --- parts of a question --------------------------------------------------

  /**
   * A part that the directives always write.
   *
   * @type {(box: Element, selector: string) => HTMLElement}
   */
  const find = (box, selector) => /** @type {HTMLElement} */ (box.querySelector(selector));

  /** @param {Element} element */
  const words = (element) => (element.textContent ?? "").trim().replace(/\s+/g, " ");
  /** @param {HTMLElement} box */
  const keyOf = (box) => box.dataset.key ?? "";
  /** @param {Element} box */
  const question = (box) => /** @type {HTMLElement} */ (box).dataset.question ?? "";
  /** @param {Element} box */
  const choices = (box) => [...box.querySelectorAll(".choice")];
  /** @param {Element} choice */
  const radio = (choice) => /** @type {HTMLInputElement} */ (choice.querySelector("input"));
  /** @param {Element} choice */
  const fold = (choice) => /** @type {HTMLDetailsElement} */ (choice.querySelector("details"));
  /** @param {Element} choice */
  const text = (choice) => radio(choice).dataset.answer ?? "";
  /** @param {Element} box */
  const chosen = (box) => choices(box).find((choice) => radio(choice).checked);

  /** What is kept of a choice. @type {(box: Element, choice: Element) => { question: string, answer: string, choice: number }} */
  const asChosen = (box, choice) => ({ question: question(box), answer: text(choice), choice: choices(box).indexOf(choice) + 1 });

  /**
   * The choice that is kept: by the book's words, or by its number where only those of the answer
   * were mended. What was kept before answers had numbers is looked for among the words that the
   * page shows, and kept anew.
   *
   * @type {(name: string, box: HTMLElement, entry: Entry | undefined) => Element | undefined}
   */
  function keptChoice(name, box, entry) {
    if (!entry) return undefined;
    const listed = choices(box);
    const same = listed.find((choice) => text(choice) === entry.answer);
    if (entry.choice !== undefined) return same ?? (entry.question === question(box) ? listed[entry.choice - 1] : undefined);
    const found = same ?? listed.find((choice) => words(find(choice, ".text")) === entry.answer);
    if (found) keep(name, keyOf(box), { ...asChosen(box, found), when: entry.when });
    return found;
  }

  /**
   * Show what is kept of a question, now and whenever the page comes back: a browser that goes back
   * to it may have restored what was chosen then, and all may have been cleared since.
   *
   * @type {(box: HTMLElement, show: (box: HTMLElement) => void) => void}
   */
  function showKept(box, show) {
    let touched = false;
    for (const touch of ["pointerdown", "keydown"]) box.addEventListener(touch, () => { touched = true; });
    addEventListener("pageshow", ({ persisted }) => {
      if (persisted || !touched) show(box);
    });
    show(box);
  }

  /**
   * A line that is seen and read out; `aside` is only read out.
   *
   * @type {(box: Element, line: string, aside?: string) => void}
   */
  function say(box, line, aside = "") {
    const status = find(box, ".status");
    status.textContent = line;
    if (aside) {
      const aloud = element("span", ` ${aside}`);
      aloud.className = "aloud";
      status.append(aloud);
    }
  }

  /**
   * Let the button of a question do something.
   *
   * @type {(box: HTMLElement, act: (box: HTMLElement) => void) => void}
   */
  function onSubmit(box, act) {
    find(box, "[type=submit]").hidden = false;
    find(box, "form").addEventListener("submit", (event) => {
      event.preventDefault();
      act(box);
    });
  }

  /** @type {(tag: string, text: string) => HTMLElement} */
  const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });

  // --- self-checks ----------------------------------------------------------

  /** @type {(box: HTMLElement, choice: Element) => void} */
  function showFeedback(box, choice) {
    box.dataset.checked = "";
    for (const other of choices(box)) {
      other.classList.toggle("answered", other === choice);
      fold(other).open = other === choice;
    }
    find(box, ".again").hidden = false;
  }

  /** @param {HTMLElement} box */
  function checkAnswer(box) {
    const choice = chosen(box);
    if (!choice) {
      say(box, "Choose an answer first.");
      radio(choices(box)[0]).focus();
      return;
    }
    showFeedback(box, choice);
    const verdict = words(find(choice, ".verdict"));
    const reason = [...choice.querySelectorAll(".reason > :not(.verdict)")].map(words).join(" ");
    say(box, `You chose ${radio(choice).value}. ${verdict}`, reason);
    keep("self-checks", keyOf(box), asChosen(box, choice));
  }

  /** @param {HTMLElement} box */
  function startAgain(box) {
    showUnanswered(box);
    keep("self-checks", keyOf(box));
    radio(choices(box)[0]).focus();
  }

  /** @param {HTMLElement} box */
  function showUnanswered(box) {
    delete box.dataset.checked;
    for (const choice of choices(box)) {
      radio(choice).checked = false;
      choice.classList.remove("answered");
      fold(choice).open = false;
    }
    find(box, ".again").hidden = true;
    say(box, "");
  }

  /** @param {HTMLElement} box */
  function selfCheck(box) {
    box.dataset.ready = "";
    onSubmit(box, checkAnswer);
    find(box, ".again").addEventListener("click", () => startAgain(box));
    showKept(box, showAnswer);
  }

  /** @param {HTMLElement} box */
  function showAnswer(box) {
    const choice = keptChoice("self-checks", box, recall("self-checks", keyOf(box)));
    if (!choice) return showUnanswered(box);
    radio(choice).checked = true;
    showFeedback(box, choice);
  }

  // --- predictions ----------------------------------------------------------

  /** @type {(box: Element) => HTMLInputElement | null} */
  const typed = (box) => box.querySelector(".field input");

  /** @type {(box: HTMLElement) => { question: string, answer: Answer, choice?: number } | undefined} */
  function answerOf(box) {
    const field = typed(box);
    if (!field) {
      const choice = chosen(box);
      return choice && asChosen(box, choice);
    }
    const isNumber = box.dataset.kind === "number";
    const answer = isNumber ? field.valueAsNumber : field.value.trim();
    return answer === "" || Number.isNaN(answer) ? undefined : { question: question(box), answer };
  }

  /** @type {(box: HTMLElement, answer: Answer) => string} */
  function shown(box, answer) {
    return box.dataset.unit ? `${answer} ${box.dataset.unit}` : String(answer);
  }

  /** @param {HTMLElement} box */
  function keepPrediction(box) {
    const given = answerOf(box);
    if (!given) {
      /** @type {Record<string, string>} */
      const what = { choice: "Choose an answer", number: "Type a number", text: "Type an answer" };
      say(box, `${what[box.dataset.kind ?? ""]} first.`);
      (typed(box) ?? radio(choices(box)[0])).focus();
      return;
    }
    const { answer } = given;
    const isKept = keep("predictions", keyOf(box), given);
    reveal(box, { answer, when: new Date().toISOString() });
    say(box, isKept
      ? `Kept on this computer: ${shown(box, answer)}. You will meet it again after the lab.`
      : `Noted: ${shown(box, answer)}. This browser keeps nothing, so write it down.`);
  }

  /**
   * Show the prediction, or none, where its explanation stands.
   *
   * @type {(box: HTMLElement, entry?: Entry) => void}
   */
  function reveal(box, entry) {
    const line = document.querySelector(`#reveal-${CSS.escape(keyOf(box))} .kept`);
    if (!line) return;
    if (!asWritten.has(line)) asWritten.set(line, [...line.childNodes]);
    if (!entry) return line.replaceChildren(...(asWritten.get(line) ?? []));
    const asked = element("em", question(box));
    const answer = element("strong", shown(box, entry.answer));
    const day = new Date(entry.when);
    const date = Number.isNaN(day.valueOf())
      ? ""
      : ` (${day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })})`;
    line.replaceChildren(asked, " You predicted: ", answer, `${date}.`);
  }

  /** @type {Map<Element, Node[]>} */
  const asWritten = new Map(); // lines that show a prediction, as the book has them

  /** @param {HTMLElement} box */
  function predict(box) {
    onSubmit(box, keepPrediction);
    showKept(box, showPrediction);
  }

  /** @param {HTMLElement} box */
  function showPrediction(box) {
    const entry = recall("predictions", keyOf(box));
    const choice = keptChoice("predictions", box, entry);
    for (const each of choices(box)) radio(each).checked = each === choice;
    const field = typed(box);
    if (field) field.value = String(entry?.answer ?? "");
    if (!entry) say(box, "");
    reveal(box, entry);
  }

  // --- exercises with code --------------------------------------------------

  /**
   * The solution of an exercise opens once its cell was run with the learner's own code.
   *
   * @type {(exercise: HTMLElement, cell: HTMLElement) => void}
   */
  function afterATry(exercise, cell) {
    const links = all(`.solution .admonition-title a[href="#${CSS.escape(exercise.id)}"]`);
    const solution = /** @type {HTMLElement | null | undefined} */ (links[0]?.closest(".solution"));
    if (!solution || recall("tries", exercise.id)) return;
    const note = document.createElement("p");
    note.className = "untried-note";
    note.textContent = "It opens when you have changed and run the code above. ";
    const anyway = document.createElement("button");
    anyway.type = "button";
    anyway.textContent = "Show it without a try";
    note.append(anyway);
    const open = () => {
      solution.classList.remove("untried");
      note.remove();
    };
    anyway.addEventListener("click", () => {
      open();
      solution.querySelector("button")?.focus();
    });
    cell.addEventListener("livepages:ran", (event) => {
      if (!(/** @type {CustomEvent} */ (event).detail.changed)) return;
      keep("tries", exercise.id, { question: exercise.id, answer: "tried" });
      open();
    });
    solution.classList.add("untried");
    solution.after(note); // inside, it would be folded away with the rest
  }

  function exercises() {
    /** @type {HTMLElement | undefined} */
    let last;
    for (const each of all(".exercise.admonition, .cell.tag_exercise")) {
      if (!each.matches(".cell")) last = each;
      else if (last && each.querySelector("[data-code-cell]")) afterATry(last, each);
    }
  }

  // --- what this computer keeps, and forgetting it --------------------------

  /** @type {(count: number, names: [one: string, more: string]) => string} */
  const counted = (count, [one, more]) => `${count} ${count === 1 ? one : more}`;

  /** @type {(labs: string[], codes: string[]) => string[]} */
  function inventory(labs, codes) {
    const ours = keysFrom(PREFIX).map((key) => {
      const name = key.slice(PREFIX.length);
      return NAMES[name] ? counted(Object.keys(load(name)).length, NAMES[name]) : name;
    });
    if (labs.length) ours.push(counted(labs.length, ["lab as you left it", "labs as you left them"]));
    if (codes.length) ours.push(counted(codes.length, ["cell of code as you changed it", "cells of code as you changed them"]));
    return ours;
  }

  /** @param {HTMLElement} box */
  function clearData(box) {
    const labs = () => keysFrom(box.dataset.labs);
    /** @param {string} key */
    const isCode = (key) => key.startsWith(`${box.dataset.labs}${CODE}`);
    const line = find(box, ".kept");
    const button = /** @type {HTMLButtonElement} */ (box.querySelector("button"));
    const show = () => {
      const items = inventory(labs().filter((key) => !isCode(key)), labs().filter(isCode));
      button.disabled = items.length === 0;
      line.textContent = items.length
        ? `This browser keeps: ${items.join("; ")}.`
        : "This browser keeps nothing of this book.";
    };
    document.addEventListener("practice:kept", show);
    addEventListener("storage", show); // another page of the book is open
    button.hidden = false;
    button.addEventListener("click", () => {
      if (!confirm("Clear all that this book keeps on this computer? It cannot be undone.")) return;
      for (const key of [...keysFrom(PREFIX), ...labs()]) localStorage.removeItem(key);
      tellKept(null);
      if (document.querySelector("[data-live-cell]")) {
        line.textContent += " What this page shows goes when you reload or close it.";
      }
    });
    show();
  }

  /** @type {(selector: string) => NodeListOf<HTMLElement>} */
  const all = (selector) => document.querySelectorAll(selector);
  for (const line of all(".practice .unscripted")) line.remove();
  for (const box of all(".self-check")) selfCheck(box);
  for (const box of all(".predict.practice")) predict(box);
  for (const box of all(".clear-data")) clearData(box);
  exercises();
})();
