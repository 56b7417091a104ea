// @ts-check
// Puts a search field above each long table. Without this script the tables are plain tables.
"use strict";

for (const [place, block] of document.querySelectorAll(".searchable").entries()) {
  const table = block.querySelector("table");
  if (!table) continue;
  const rows = [...table.tBodies[0].rows];
  const written = rows.map((row) => row.textContent.toLowerCase());

  const form = document.createElement("form");
  form.className = "search-table";
  form.setAttribute("role", "search");
  const label = document.createElement("label");
  label.textContent = "Search this table";
  label.htmlFor = `search-table-${place}`;
  const field = document.createElement("input");
  field.type = "search";
  field.id = label.htmlFor;
  field.autocomplete = "off";
  const count = document.createElement("output");
  count.htmlFor.add(field.id);
  form.append(label, field, count);
  block.prepend(form);
  form.setAttribute("aria-label", `Table of ${rows.length} rows`);
  form.addEventListener("submit", (event) => event.preventDefault());

  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    rows.forEach((row, number) => {
      const text = `${written[number]} ${row.textContent.toLowerCase()}`; // in a translated page, in either language
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) shown += 1;
    });
    count.textContent = words.length ? `${shown} of ${rows.length} rows` : "";
  });
}
