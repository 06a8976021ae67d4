// The menu of every figure: picture, data, link, citation and what stands behind it.
// Needs tables.js and pictures.js, loaded before. What the edition is called stands in the head of the page.
"use strict";

(function () {
  const ZH = document.documentElement.lang.startsWith("zh");
  const WORDS = ZH
    ? {
        menu: "保存与引用", png: "图片 PNG", svg: "图片 SVG", csv: "数据 CSV", table: "复制表格", link: "复制链接",
        cite: "复制引用", bib: "复制 BibTeX", ris: "下载 RIS", embed: "复制嵌入代码", about: "关于数据", done: "已复制", close: "关闭",
        edition: "版本", place: "所在页", made: "本页的笔记本与数据来源", sources: "数据来源", methods: "数据与方法", dictionary: "指标词典",
      }
    : {
        menu: "Save and cite", png: "Picture, PNG", svg: "Picture, SVG", csv: "Data, CSV", table: "Copy the table", link: "Copy link",
        cite: "Copy citation", bib: "Copy BibTeX", ris: "Download RIS", embed: "Copy embed code", about: "About the data", done: "Copied", close: "Close",
        edition: "Edition", place: "Page", made: "Behind this page", sources: "Sources", methods: "Methods", dictionary: "Data dictionary",
      };
  const meta = (name) => document.querySelector(`meta[name="planbook-${name}"]`)?.content || "";
  const { values, toTabs, saveCsv, save, copy, fileName } = window.planbookTables;

  function facts(figure) {
    const text = (selector) => figure.querySelector(selector)?.textContent.trim() || "";
    return {
      id: figure.id,
      title: text(".planbook-title"),
      source: text(".planbook-source"),
      address: `${location.href.replace(/[?#].*$/, "")}#${figure.id}`,
      book: meta("book"), author: meta("author"), version: meta("version"), day: meta("day"), written: meta("written"),
    };
  }
  // ISO day "2026-11-23"; BibTeX and RIS want its parts.
  const year = (fact) => fact.day.slice(0, 4);

  function citation(fact) {
    return ZH
      ? `${fact.author}：“${fact.title}”，载《${fact.book}》${fact.version}版，${fact.written}。${fact.source} ${fact.address}`
      : `${fact.author}, “${fact.title}”, in: ${fact.book}, version ${fact.version}, ${fact.written}. ${fact.source} ${fact.address}`;
  }
  const safe = (text) => text.replace(/[\\{}]/g, "").replace(/([&%$#_])/g, "\\$1");
  function bibtex(fact) {
    return [
      `@incollection{planbook-${fact.version}-${fact.id},`,
      `  author = {{${safe(fact.author)}}},`,
      `  title = {${safe(fact.title)}},`,
      `  booktitle = {${safe(fact.book)}},`,
      `  edition = {${safe(fact.version)}},`,
      `  year = {${year(fact)}},`,
      `  url = {${fact.address}},`,
      `  note = {${safe(fact.source)}}`,
      "}",
    ].join("\n");
  }
  function ris(fact) {
    return [
      "TY  - CHAP", `AU  - ${fact.author}`, `TI  - ${fact.title}`, `T2  - ${fact.book}`, `ET  - ${fact.version}`,
      `PY  - ${year(fact)}`, `DA  - ${fact.day.replace(/-/g, "/")}`, `UR  - ${fact.address}`, `N1  - ${fact.source}`, "ER  - ", "",
    ].join("\r\n");
  }
  const attribute = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;");
  function embed(fact) {
    const address = fact.address.replace(/#.*$/, `?figure=${fact.id}`);
    return `<iframe src="${attribute(address)}" title="${attribute(fact.title)}" width="100%" height="560" loading="lazy"></iframe>`;
  }

  function about(figure) {
    const fact = facts(figure);
    const box = document.body.appendChild(document.createElement("dialog"));
    box.className = "planbook-about";
    const add = (tag, text, parent = box) => Object.assign(parent.appendChild(document.createElement(tag)), { textContent: text });
    box.setAttribute("aria-label", `${WORDS.about}: ${fact.title}`);
    add("h2", fact.title);
    for (const note of figure.querySelectorAll("figcaption .planbook-notes li, figcaption .planbook-source")) add("p", note.textContent);
    add("p", `${WORDS.edition}: ${fact.book} ${fact.version}, ${fact.written}`);
    const list = add("ul", "");
    const origin = document.querySelector(".planbook-origin a");
    const up = document.querySelector(".book-search").getAttribute("action").replace("search.html", "");
    const links = [[WORDS.sources, `${up}sources.html`], [WORDS.methods, `${up}methods.html`], [WORDS.dictionary, `${up}data-dictionary.html`]];
    if (origin) links.push([origin.textContent, origin.href]);
    for (const [text, href] of links) add("a", text, add("li", "", list)).href = href;
    const close = add("button", WORDS.close);
    close.type = "button";
    close.addEventListener("click", () => box.close());
    box.addEventListener("close", () => box.remove());
    box.showModal();
  }

  function entries(figure) {
    const table = figure.querySelector(".planbook-table");
    const isPicture = figure.querySelector(".planbook-chart, .planbook-drawing");
    const name = () => fileName(facts(figure).title);
    const said = (text) => (self) => copy(text()).then(() => { self.textContent = WORDS.done; });
    return [
      isPicture && [WORDS.png, () => window.planbookPictures.png(figure).then((blob) => save(`${name()}.png`, blob, "image/png"))],
      isPicture && [WORDS.svg, () => window.planbookPictures.svg(figure).then((text) => save(`${name()}.svg`, text, "image/svg+xml"))],
      table && [WORDS.csv, () => saveCsv(table, name())],
      table && [WORDS.table, said(() => toTabs(values(table)))],
      [WORDS.link, said(() => facts(figure).address)],
      [WORDS.cite, said(() => citation(facts(figure)))],
      [WORDS.bib, said(() => bibtex(facts(figure)))],
      [WORDS.ris, () => save(`${name()}.ris`, ris(facts(figure)), "application/x-research-info-systems")],
      [WORDS.embed, said(() => embed(facts(figure)))],
      [WORDS.about, () => about(figure)],
    ].filter(Boolean);
  }

  function menu(figure) {
    const box = document.createElement("div");
    box.className = "planbook-menu";
    const open = box.appendChild(document.createElement("button"));
    Object.assign(open, { type: "button", textContent: WORDS.menu });
    open.setAttribute("aria-expanded", "false");
    let list = null;
    const shut = (focus) => {
      list?.remove();
      list = null;
      open.setAttribute("aria-expanded", "false");
      if (focus) open.focus();
    };
    open.addEventListener("click", () => {
      if (list) return shut(false);
      list = box.appendChild(document.createElement("ul"));
      for (const [text, act] of entries(figure)) {
        const entry = list.appendChild(document.createElement("li")).appendChild(document.createElement("button"));
        Object.assign(entry, { type: "button", textContent: text });
        entry.addEventListener("click", () => act(entry));
      }
      open.setAttribute("aria-expanded", "true");
    });
    box.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && list) return shut(true);
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || !list) return;
      event.preventDefault();
      const all = [open, ...list.querySelectorAll("button")];
      all[(all.indexOf(document.activeElement) + step + all.length) % all.length].focus();
    });
    box.addEventListener("focusout", (event) => {
      if (!box.contains(event.relatedTarget)) setTimeout(() => box.contains(document.activeElement) || shut(false), 200);
    });
    figure.querySelector(".planbook-title").after(box);
  }

  // A page asked for one figure shows nothing else: what an embed snippet frames.
  function alone() {
    const wanted = new URLSearchParams(location.search).get("figure");
    const figure = wanted && document.getElementById(wanted);
    if (!figure) return;
    document.documentElement.classList.add("alone");
    document.body.replaceChildren(Object.assign(document.createElement("article"), {}));
    document.querySelector("article").append(figure);
    const back = document.querySelector("article").appendChild(document.createElement("a"));
    Object.assign(back, { href: `${location.pathname}#${wanted}`, target: "_top", textContent: meta("book") });
  }

  window.planbookCitations = { facts, citation, bibtex, ris, embed };
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".planbook-figure").forEach(menu);
    alone();
  });
})();
