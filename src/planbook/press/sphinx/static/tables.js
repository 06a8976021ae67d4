// Lets readers sort a table by clicking a header: numbers by value, text by the order of the page's language.
"use strict";

(function () {
  const lang = document.documentElement.lang;
  const words = new Intl.Collator(lang, { numeric: true });

  // What a cell is sorted by; null for a cell that holds no value, which stays at the end either way.
  function key(cell) {
    const text = (cell.dataset.sort ?? cell.textContent).trim();
    if (text === "") return null;
    const number = Number(text.replace(/[,%‰\s]/g, "").replace("−", "-"));
    if (!Number.isNaN(number)) return number;
    return cell.classList.contains("num") ? null : text;
  }

  function compare(a, b) {
    if (typeof a === "number" && typeof b === "number") return a - b;
    return words.compare(String(a), String(b));
  }

  function sort(table, header, column) {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const body = table.tBodies[0];
    const rows = Array.from(body.rows, (row) => ({ row, key: key(row.cells[column]) }));
    const [some, none] = [rows.filter((r) => r.key !== null), rows.filter((r) => r.key === null)];
    some.sort((a, b) => (down ? compare(b.key, a.key) : compare(a.key, b.key)));
    body.append(...[...some, ...none].map((r) => r.row));
  }

  function prepare(table) {
    Array.from(table.tHead.rows[0].cells).forEach((header, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...header.childNodes);
      button.addEventListener("click", () => sort(table, header, column));
      header.append(button);
    });
  }

  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".planbook-table").forEach(prepare));
})();
