// Feedback on self-checks, and predictions that are met again after the lab.
//
// What a learner answers stays in this browser, under keys that begin with
// PREFIX, and is never sent. Each key holds an object by the id of a question:
//   levers-and-plugs/predictions  {id: {question, answer, when}}
//   levers-and-plugs/self-checks  {id: {question, answer, when}}
// `answer` is a number for a prediction of kind number, else text; `when` is
// ISO 8601 in UTC. Learner's text reaches the page as textContent only.
(() => {
  "use strict";
  const PREFIX = "levers-and-plugs/";
  const NAMES = {
    predictions: ["prediction", "predictions"],
    "self-checks": ["answer to a self-check", "answers to self-checks"],
  };

  // --- what is kept ---------------------------------------------------------

  function load(name) {
    try {
      const kept = JSON.parse(localStorage.getItem(PREFIX + name));
      return kept && typeof kept === "object" && !Array.isArray(kept) ? kept : {};
    } catch {
      return {};
    }
  }

  /** Keep, or forget where `answer` is undefined; false where the browser keeps nothing. */
  function keep(name, id, question, answer) {
    const all = load(name);
    if (answer === undefined) delete all[id];
    else all[id] = { question, answer, when: new Date().toISOString() };
    try {
      localStorage.setItem(PREFIX + name, JSON.stringify(all));
      tellKept(PREFIX + name);
      return true;
    } catch {
      return false;
    }
  }

  /** Say in this page what the browser itself tells other pages only. */
  function tellKept(key) {
    document.dispatchEvent(new Event("practice:kept"));
    dispatchEvent(new StorageEvent("storage", { key }));
  }

  function recall(name, id) {
    const entry = Object.hasOwn(load(name), id) ? load(name)[id] : undefined;
    return ["string", "number"].includes(typeof entry?.answer) ? entry : undefined;
  }

  function keysFrom(prefix) {
    try {
      return Object.keys(localStorage).filter((key) => prefix && key.startsWith(prefix));
    } catch {
      return [];
    }
  }

  // --- parts of a question --------------------------------------------------

  const words = (element) => element.textContent.trim().replace(/\s+/g, " ");
  const question = (box) => words(box.querySelector("legend"));
  const choices = (box) => [...box.querySelectorAll(".choice")];
  const radio = (choice) => choice.querySelector("input");
  const text = (choice) => words(choice.querySelector(".text"));
  const chosen = (box) => choices(box).find((choice) => radio(choice).checked);

  /** A line that is seen and read out; `aside` is only read out. */
  function say(box, line, aside = "") {
    const status = box.querySelector(".status");
    status.textContent = line;
    if (aside) {
      const aloud = document.createElement("span");
      aloud.className = "aloud";
      aloud.textContent = ` ${aside}`;
      status.append(aloud);
    }
  }

  // --- self-checks ----------------------------------------------------------

  function showFeedback(box, choice) {
    box.dataset.checked = "";
    for (const other of choices(box)) {
      other.classList.toggle("answered", other === choice);
      other.querySelector("details").open = other === choice;
    }
    box.querySelector(".again").hidden = false;
  }

  function checkAnswer(box) {
    const choice = chosen(box);
    if (!choice) {
      say(box, "Choose an answer first.");
      radio(choices(box)[0]).focus();
      return;
    }
    showFeedback(box, choice);
    const letter = words(choice.querySelector(".letter"));
    const verdict = words(choice.querySelector(".verdict"));
    const reason = words(choice.querySelector(".reason")).slice(verdict.length);
    say(box, `You chose ${letter}. ${verdict}`, reason);
    keep("self-checks", box.dataset.key, question(box), text(choice));
  }

  function startAgain(box) {
    delete box.dataset.checked;
    for (const choice of choices(box)) {
      radio(choice).checked = false;
      choice.classList.remove("answered");
      choice.querySelector("details").open = false;
    }
    box.querySelector(".again").hidden = true;
    say(box, "");
    keep("self-checks", box.dataset.key);
    radio(choices(box)[0]).focus();
  }

  function selfCheck(box) {
    box.dataset.ready = "";
    box.querySelector("[type=submit]").hidden = false;
    box.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      checkAnswer(box);
    });
    box.querySelector(".again").addEventListener("click", () => startAgain(box));
    const entry = recall("self-checks", box.dataset.key);
    const choice = entry && choices(box).find((each) => text(each) === entry.answer);
    // A browser may itself restore a choice on reload: only what was checked counts.
    for (const each of choices(box)) radio(each).checked = each === choice;
    if (choice) showFeedback(box, choice);
  }

  // --- predictions ----------------------------------------------------------

  const typed = (box) => box.querySelector(".field input");

  function answerOf(box) {
    if (box.dataset.kind === "choice") return chosen(box) && text(chosen(box));
    const field = typed(box);
    if (box.dataset.kind === "number") {
      return Number.isFinite(field.valueAsNumber) ? field.valueAsNumber : undefined;
    }
    return field.value.trim() || undefined;
  }

  function shown(box, answer) {
    return box.dataset.unit ? `${answer} ${box.dataset.unit}` : String(answer);
  }

  function keepPrediction(box) {
    const answer = answerOf(box);
    if (answer === undefined) {
      const what = { choice: "Choose an answer", number: "Type a number", text: "Type an answer" };
      say(box, `${what[box.dataset.kind]} first.`);
      (typed(box) ?? radio(choices(box)[0])).focus();
      return;
    }
    const isKept = keep("predictions", box.dataset.key, question(box), answer);
    const entry = { answer, when: new Date().toISOString() };
    reveal(box, entry);
    say(
      box,
      isKept
        ? `Kept on this computer: ${shown(box, answer)}. You will meet it again after the lab.`
        : `Noted: ${shown(box, answer)}. This browser keeps nothing, so write it down.`,
    );
  }

  /** Show the prediction where its explanation stands. */
  function reveal(box, entry) {
    const line = document.querySelector(`#reveal-${CSS.escape(box.dataset.key)} .kept`);
    if (!line || !entry) return;
    const asked = document.createElement("em");
    asked.textContent = question(box);
    const answer = document.createElement("strong");
    answer.textContent = shown(box, entry.answer);
    const day = new Date(entry.when);
    const date = Number.isNaN(day.valueOf())
      ? ""
      : ` (${day.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" })})`;
    line.replaceChildren(asked, " You predicted: ", answer, `${date}.`);
  }

  function predict(box) {
    const entry = recall("predictions", box.dataset.key);
    box.querySelector("[type=submit]").hidden = false;
    box.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      keepPrediction(box);
    });
    if (!entry) return;
    for (const choice of choices(box)) radio(choice).checked = text(choice) === entry.answer;
    if (typed(box)) typed(box).value = entry.answer;
    reveal(box, entry);
  }

  // --- what this computer keeps, and forgetting it --------------------------

  const counted = (count, [one, more]) => `${count} ${count === 1 ? one : more}`;

  function inventory(labs) {
    const ours = keysFrom(PREFIX).map((key) => {
      const name = key.slice(PREFIX.length);
      return NAMES[name] ? counted(Object.keys(load(name)).length, NAMES[name]) : name;
    });
    if (labs.length) ours.push(counted(labs.length, ["lab as you left it", "labs as you left them"]));
    return ours;
  }

  function clearData(box) {
    const labs = () => keysFrom(box.dataset.labs);
    const line = box.querySelector(".kept");
    const button = box.querySelector("button");
    const show = () => {
      const items = inventory(labs());
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

  document.querySelectorAll(".practice .unscripted").forEach((line) => line.remove());
  document.querySelectorAll(".self-check").forEach(selfCheck);
  document.querySelectorAll(".predict.practice").forEach(predict);
  document.querySelectorAll(".clear-data").forEach(clearData);
})();
