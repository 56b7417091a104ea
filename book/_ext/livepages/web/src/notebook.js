// @ts-check
/** The page as a notebook file, with the reader's code in it. */
import { html } from "./dom.js";

/** @import { PageSettings } from "./page.d.ts" */

/** @typedef {{ book: string, text: string }} Code of a cell: the book's, and the reader's */
/** @typedef {{ cell_type: string, source: string | string[], [more: string]: unknown }} NotebookCell */

/**
 * Put the reader's code where the notebook has the book's; what finds no place goes to the end.
 *
 * @param {NotebookCell[]} cells
 * @param {Code[]} codes in the order of the page
 * @returns {NotebookCell[]}
 */
export function withCode(cells, codes) {
  /** @param {NotebookCell} cell */
  const source = (cell) => [cell.source].flat().join("").trim();
  const made = [...cells];
  let next = 0;
  for (const { book, text } of codes) {
    const found = made.findIndex((cell, place) => place >= next && cell.cell_type === "code" && source(cell) === book.trim());
    if (found >= 0) {
      made[found] = { ...made[found], source: text };
      next = found + 1;
    } else if (text !== book) {
      made.push(codeCell(text));
    }
  }
  return made;
}

/** @type {(text: string) => NotebookCell} */
function codeCell(text) {
  return { cell_type: "code", execution_count: null, metadata: {}, outputs: [], source: text };
}

/**
 * Offer the notebook as a file.
 *
 * @type {(settings: PageSettings, codes: Code[]) => Promise<void>}
 */
export async function downloadNotebook({ notebook, key, words }, codes) {
  const kernelspec = { name: "python3", display_name: "Python 3", language: "python" };
  let page = { nbformat: 4, nbformat_minor: 4, metadata: { kernelspec }, cells: codes.map(({ book }) => codeCell(book)) };
  if (notebook) {
    const response = await fetch(notebook);
    if (!response.ok) {
      throw new Error(words.not_found.replace("{file}", () => notebook).replace("{status}", String(response.status)));
    }
    page = await response.json();
  }
  const whole = JSON.stringify({ ...page, cells: withCode(page.cells, codes) }, null, 1);
  const address = URL.createObjectURL(new Blob([whole], { type: "application/x-ipynb+json" }));
  const name = key.split("/").at(-1);
  html("a", { href: address, download: `${name}.ipynb` }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
