// The page “My work” of a book of two chapters, as the extension practice writes it.

import { Storage, visit } from "./questions.mjs";

const chapter = (name, given) => ({
  name: `part/${name}`, title: `Chapter ${name}`, address: `${name}.html`, questions: [], back: [], exercises: [], labs: [], codes: [], ...given,
});
const CHAPTERS = (more) => [
  chapter("one", {
    questions: [
      ...["mix", "cut", ...more].map((id) => ({ id, kind: "predict", text: `Which <${id}>?` })),
      { id: "claim", kind: "self-check", text: "Which claim?" },
    ],
    exercises: [{ id: "rows-exercise", title: "Which rows?" }],
    labs: [{ id: "lab", label: "The lab", challenges: [["ten", "Reach 10."], ["all", "Reach all."]] }],
    codes: ["cell"],
  }),
  chapter("two", { back: ["claim"], labs: [{ id: "lab", label: "Another", challenges: [] }] }),
];

/**
 * Opens the page in a browser that keeps what `storage` holds.
 *
 * @param {{ storage?: object, book?: string, questions?: string[], none?: boolean }} given the path of
 *   the book's root, ids of more predictions, and whether the browser refuses to keep anything
 */
export function openWork({ storage = new Storage(), book = "/spring/", questions = [], none = false } = {}) {
  const listed = JSON.stringify(CHAPTERS(questions)).replaceAll("<", "\\u003c");
  const html = `<div class="practice my-work"><p class="unscripted">…</p>
    <script type="application/json" class="contents">${listed}</script></div>`;
  const before = (document) => {
    if (none) document.documentElement.dataset.storage = "none";
  };
  const page = visit(html, { storage, book, before });
  const { document, window } = page;
  const shown = (selector) => document.querySelector(selector)?.textContent.trim() ?? "";
  return {
    ...page,
    get text() {
      return shown(".my-work");
    },
    get status() {
      return shown(".take-away .status");
    },
    get refused() {
      return shown(".take-away .refused");
    },
    gather() {
      const detail = { text: "" };
      document.dispatchEvent(new window.CustomEvent("practice:gather", { detail }));
      return detail.text;
    },
    save() {
      Object.assign(window.URL, { createObjectURL: () => "blob:file", revokeObjectURL: () => {} });
      document.querySelector(".save").click();
    },
    async openFile(text) {
      const field = document.querySelector(".take-away input");
      const size = new Blob([text]).size;
      Object.defineProperty(field, "files", { value: [{ name: "work.json", size, text: async () => text }], configurable: true });
      field.dispatchEvent(new window.Event("change"));
      await new Promise((done) => setTimeout(done));
    },
  };
}
