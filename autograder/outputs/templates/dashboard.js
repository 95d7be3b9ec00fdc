"use strict";
// Sort tables by their headings, and show only the hand-ins that a search or a choice finds.
// The page is complete without this: it adds the buttons and uncovers the field.

const valueOf = (cell) => cell.dataset.value ?? cell.textContent.trim();
const isEmpty = (text) => text === "" || text === "–";

function compare(a, b) {
  const [x, y] = [Number(a), Number(b)];
  return Number.isNaN(x) || Number.isNaN(y) ? a.localeCompare(b, undefined, { numeric: true }) : x - y;
}

function sort(table, heading) {
  const column = [...heading.parentElement.children].indexOf(heading);
  const down = heading.getAttribute("aria-sort") === "ascending";
  const only = document.getElementById("only");
const rows = [...table.tBodies[0].rows].map((row) => [valueOf(row.cells[column]), row]);
  rows.sort(([a], [b]) => {
    if (isEmpty(a) || isEmpty(b)) return isEmpty(a) - isEmpty(b); // the empty ones always last
    return down ? compare(b, a) : compare(a, b);
  });
  table.tBodies[0].append(...rows.map(([, row]) => row));
  for (const other of heading.parentElement.children) {
    if (other.hasAttribute("aria-sort")) other.setAttribute("aria-sort", "none");
  }
  heading.setAttribute("aria-sort", down ? "descending" : "ascending");
}

for (const table of document.querySelectorAll("table.sortable")) {
  for (const heading of table.tHead.rows[0].cells) {
    if (heading.classList.contains("plain")) continue;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...heading.childNodes);
    button.addEventListener("click", () => sort(table, heading));
    heading.append(button);
    heading.setAttribute("aria-sort", "none");
  }
}

const field = document.getElementById("search");
const found = field.parentElement.querySelector("[role=status]");
const rows = [...document.getElementById("handins").tBodies[0].rows];

function search() {
  const wanted = field.value.normalize("NFC").toLowerCase().split(/\s+/);
  for (const row of rows) {
    const text = row.textContent.normalize("NFC").toLowerCase();
    const fits = !only.value || row.dataset.kinds.split(" ").includes(only.value);
    row.hidden = !fits || !wanted.every((word) => text.includes(word));
  }
  const shown = rows.filter((row) => !row.hidden).length;
  found.textContent = field.value || only.value ? `${shown} of ${rows.length} hand-ins` : "";
}

field.parentElement.hidden = false;
field.addEventListener("input", search);
only.addEventListener("change", search);
search();
