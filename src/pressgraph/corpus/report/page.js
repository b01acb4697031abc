"use strict";
{
  const cell = (row, column) => row.cells[column].dataset.value ?? row.cells[column].textContent;
  const sorted = (table, column, head) => {
    const down = head.getAttribute("aria-sort") === (head.classList.contains("number") ? "descending" : "ascending");
    const order = head.classList.contains("number") !== down ? "descending" : "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", order);
    const sign = order === "ascending" ? 1 : -1;
    const collator = new Intl.Collator("en", { numeric: true });
    const rows = [...table.tBodies[0].rows].map((row) => [cell(row, column), row]);
    rows.sort(([a], [b]) => sign * collator.compare(a, b));
    table.tBodies[0].append(...rows.map(([, row]) => row));
  };
  for (const table of document.querySelectorAll("table.sortable")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.addEventListener("click", () => sorted(table, column, head));
      head.append(button);
    });
  }
  const tools = document.getElementById("article-tools");
  if (tools) {
    tools.hidden = false;
    const [words, outcome] = tools.querySelectorAll("input, select");
    const told = document.getElementById("article-count");
    const rows = [...document.getElementById("article-table").tBodies[0].rows];
    const texts = rows.map((row) => row.textContent.toLowerCase());
    const filter = () => {
      const wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
      let left = 0;
      rows.forEach((row, n) => {
        row.hidden = !((!outcome.value || row.dataset.outcome === outcome.value) && wanted.every((w) => texts[n].includes(w)));
        left += !row.hidden;
      });
      told.textContent = `${left.toLocaleString("en")} of ${rows.length.toLocaleString("en")} rows shown`;
    };
    words.addEventListener("input", filter);
    outcome.addEventListener("change", filter);
    filter();
  }
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const part of opened) part.open = true;
  });
  addEventListener("afterprint", () => { for (const part of opened) part.open = false; });
}
