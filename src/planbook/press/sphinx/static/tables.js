// Makes tables useful: sorted by a click on a header, filtered by what one types, whole or their first rows, copied and
// saved as CSV. What the cells hold is written by the press; `planbookTables` offers the reading of them to others.
"use strict";

(function () {
  const LANG = document.documentElement.lang;
  const ZH = LANG.startsWith("zh");
  const FEW = 12; // rows that can be seen at a glance: a longer table has a filter
  const MANY = 30; // rows; a longer table shows its first and says how many there are
  const WORDS = ZH
    ? { filter: "筛选各行", copy: "复制表格", csv: "下载 CSV", copied: "已复制", all: (n) => `显示全部 ${n} 行`, shown: (n, all) => `${all} 行中有 ${n} 行`, none: "没有符合的行" }
    : { filter: "Filter the rows", copy: "Copy the table", csv: "Download CSV", copied: "Copied", all: (n) => `Show all ${n} rows`, shown: (n, all) => `${n} of ${all} rows`, none: "No row fits" };
  const words = new Intl.Collator(LANG, { numeric: true });
  // "第52位", "52/95", "rank 52 of 95", "−3.1%", "≥ 5", "29,900 yuan", "7.7 billion", "13.4亿"
  const NUMBER = /^(?:第|约|列|rank|about|[<>≤≥≈~])?\s*([+\-−]?\d[\d,]*(?:\.\d+)?|[+\-−]?\.\d+)\s*(万亿|亿|万|trillion|billion|million|thousand)?/i;
  const TIMES = { 万亿: 1e12, 亿: 1e8, 万: 1e4, trillion: 1e12, billion: 1e9, million: 1e6, thousand: 1e3 };

  // The number a text begins with, or null.
  function number(text) {
    const found = NUMBER.exec(text.trim());
    if (!found) return null;
    const value = Number(found[1].replace(/,/g, "").replace("−", "-"));
    return value * (TIMES[(found[2] || "").toLowerCase()] || 1);
  }

  function bare(cell) {
    const copy = cell.cloneNode(true);
    for (const mark of copy.querySelectorAll("sup, .planbook-label")) mark.remove();
    return copy.textContent.replace(/\s+/g, " ").trim();
  }
  const given = (cell) => (cell.dataset.sort ?? bare(cell)).trim();

  // A column is of numbers if most of its cells begin with one; what begins with none is then missing and comes last.
  function keys(cells) {
    const texts = cells.map(given);
    const numbers = texts.map((text) => (text === "" ? null : number(text)));
    const some = texts.filter((text) => !/^(?:|—|–|-|\.\.\.?|…)$/.test(text)).length;
    const counted = numbers.filter((n) => n !== null).length;
    const isNumeric = counted > 0 && (counted * 2 > some || cells.some((c, n) => c.classList.contains("num") && numbers[n] !== null));
    return isNumeric ? numbers : texts.map((text) => (/^(?:|—|–|-)$/.test(text) ? null : text));
  }

  function compare(a, b) {
    return typeof a === "number" && typeof b === "number" ? a - b : words.compare(String(a), String(b));
  }

  function sort(table, header, column) {
    const down = header.getAttribute("aria-sort") === "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows];
    const by = keys(rows.map((row) => row.cells[column]));
    const all = rows.map((row, n) => ({ row, key: by[n] }));
    const [some, none] = [all.filter((r) => r.key !== null), all.filter((r) => r.key === null)];
    some.sort((a, b) => (down ? compare(b.key, a.key) : compare(a.key, b.key)));
    table.tBodies[0].append(...[...some, ...none].map((r) => r.row));
  }

  const labels = (table) => [...table.tHead.rows[0].cells].map(bare);

  // Header and rows as texts; numbers without their thousands marks, so that a program reads them.
  function values(table) {
    const cells = (row) => [...row.cells].map((cell) => {
      const text = bare(cell);
      return /^[+\-−]?\d[\d,]*(\.\d+)?$/.test(text) ? text.replace(/,/g, "").replace("−", "-") : text;
    });
    return [labels(table), ...[...table.tBodies[0].rows].filter((row) => !row.classList.contains("unfit")).map(cells)];
  }
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);
  const toCsv = (rows) => rows.map((row) => row.map(quoted).join(",")).join("\r\n") + "\r\n";
  const toTabs = (rows) => rows.map((row) => row.join("\t")).join("\n");

  function save(name, content, type) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([content], { type }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
  // Excel takes a file for UTF-8 only when it begins with this mark.
  const saveCsv = (table, name) => save(`${name}.csv`, "\ufeff" + toCsv(values(table)), "text/csv");

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = document.body.appendChild(document.createElement("textarea"));
      area.value = text;
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  function fileName(title) {
    const page = location.pathname.split("/").slice(-2).join("-").replace(/\.html$/, "").replace(/^(zh|en)-/, "");
    const short = title.normalize("NFKC").replace(/[\\/:*?"<>|.,;()%\s]+/g, "-").slice(0, 60).replace(/^-+|-+$/g, "");
    return `planbook-${page}-${short}`;
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = text;
    made.addEventListener("click", () => act(made));
    return made;
  }

  function tools(table, box) {
    const rows = table.tBodies[0].rows;
    const bar = document.createElement("div");
    bar.className = "planbook-tools";
    const name = box.getAttribute("aria-label") || document.title;
    if (rows.length > FEW) {
      const field = bar.appendChild(document.createElement("input"));
      Object.assign(field, { type: "search", placeholder: WORDS.filter, autocomplete: "off" });
      field.setAttribute("aria-label", `${WORDS.filter}: ${name}`);
      const told = bar.appendChild(document.createElement("span"));
      told.setAttribute("role", "status");
      field.addEventListener("input", () => {
        const wanted = field.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
        let fit = 0;
        for (const row of rows) {
          const text = [...row.cells].map((cell) => cell.textContent).join(" ").toLowerCase();
          const is = wanted.every((word) => text.includes(word));
          row.classList.toggle("unfit", !is);
          fit += is;
        }
        table.classList.toggle("filtered", wanted.length > 0);
        told.textContent = !wanted.length ? "" : fit ? WORDS.shown(fit, rows.length) : WORDS.none;
      });
    }
    if (!box.closest("figure")) {
      bar.append(button(WORDS.csv, () => saveCsv(table, fileName(name))));
      bar.append(button(WORDS.copy, (self) => copy(toTabs(values(table))).then(() => { self.textContent = WORDS.copied; })));
    }
    if (bar.childNodes.length) box.before(bar);
    if (rows.length > MANY) {
      table.classList.add("short");
      const more = button(WORDS.all(rows.length), () => {
        table.classList.remove("short");
        more.parentNode.remove();
      });
      const line = document.createElement("p");
      line.className = "planbook-more";
      line.append(more);
      box.after(line);
    }
  }

  function prepare(table) {
    const box = table.closest(".planbook-scroll");
    [...table.tHead.rows[0].cells].forEach((header, column) => {
      if (!header.textContent.trim()) return;
      const press = document.createElement("button");
      press.type = "button";
      press.append(...header.childNodes);
      press.addEventListener("click", () => sort(table, header, column));
      header.append(press);
    });
    // Rows of sentences become cards on a phone; each cell then says what it is.
    const wordy = table.tHead.querySelectorAll(".prose, .phrase").length >= 3 && table.tHead.rows[0].cells.length >= 4;
    if (wordy && table.tBodies[0].rows.length <= MANY) {
      table.classList.add("cards");
      const names = labels(table);
      for (const row of table.tBodies[0].rows) {
        [...row.cells].slice(1).forEach((cell, n) => { cell.dataset.label = names[n + 1]; });
      }
    }
    tools(table, box);
  }

  window.planbookTables = { values, toCsv, toTabs, saveCsv, save, copy, fileName, number };
  document.addEventListener("DOMContentLoaded", () => document.querySelectorAll(".planbook-table").forEach(prepare));
})();
