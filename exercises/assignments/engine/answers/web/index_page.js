// @ts-check
// The first page: the questions of the assignment, and how far each is marked.

import { get } from "./api.js";
import { byId, make } from "./elements.js";
import { marksInWords } from "./marks.js";

try {
  const { assignment, marker, questions } = await get("overview");
  document.title = `${assignment}: written answers`;
  byId("title").textContent = `Written answers: ${assignment}`;
  byId("marker").textContent = `Marker: ${marker}`;
  questions.forEach((/** @type {any} */ question, /** @type {number} */ number) => {
    const { title, points, answers, marked, blank } = question;
    const item = make("li", {}, make("a", { href: `question?n=${number}` }, title));
    item.append(` (${marksInWords(points)}): ${marked} of ${answers} marked`);
    if (blank) item.append(`; in ${blank} nothing was written`);
    item.append(make("br"), make("a", { href: `compare?n=${number}` }, "compare markers and settle"));
    byId("questions").append(item);
  });
} catch (error) {
  byId("message").textContent = /** @type {Error} */ (error).message;
}
