// Finds pages of the book: exact text first, then any of the words, chapters before places, the word marked.
// The text comes as scripts written by the press and is loaded when somebody searches. `planbookSearch.find` is pure.
"use strict";

(function () {
  const HERE = new URL("../", document.currentScript.src);
  const ZH = document.documentElement.lang.startsWith("zh");
  const WORDS = ZH
    ? {
        kinds: ["章节", "页面", "省份", "城市与城区"],
        none: (q) => `没有找到“${q}”。可换用更短的词，或从城市与省份页查找。`,
        any: (n, q) => `没有一页同时含有“${q}”的全部字词；含有其中一些的有 ${n} 页。`,
        found: (n, q) => `“${q}”：${n} 页`,
        all: "全部结果",
      }
    : {
        kinds: ["Chapter", "Page", "Province", "City or district"],
        none: (q) => `Nothing was found for “${q}”. Try fewer or shorter words, or the page of cities and provinces.`,
        any: (n, q) => `No page has all of “${q}”; ${n} have some of the words.`,
        found: (n, q) => `“${q}”: ${n} ${n === 1 ? "page" : "pages"}`,
        all: "All results",
      };
  const KIND = [2, 1.15, 0.9, 0.7]; // what a hit weighs by the kind of its page
  const TITLE = 30, HEAD = 10, LEAD = 4, NAMED = 1000; // in a title, a heading, the first lines of a page; a name of it
  const LEADING = 300; // characters
  const RUNS = /[\u3400-\u9fff]+|[a-z0-9]+(?:[.&'’-][a-z0-9]+)*/g;
  const STOP = new Set(["a", "an", "and", "the", "of", "in", "on", "to", "for", "by", "is", "are", "was", "what", "how", "的", "和", "与"]);

  const plain = (text) => text.normalize("NFKC").toLowerCase();
  const isHan = (text) => text[0] >= "\u3400";

  // Pages with everything in lower case beside them, made once.
  let pages = [];
  let groups = [];
  function take(data) {
    groups = data.groups.map((group) => group.map(plain));
    pages = data.pages.map((page) => prepared(page));
  }
  function takeText(texts) {
    for (const page of pages) if (texts[page.p]) prepared(Object.assign(page, { s: texts[page.p] }));
  }
  function prepared(page) {
    page.names = [page.t, ...page.n].map(plain);
    page.parts = page.s.map(([anchor, head, text]) => ({ anchor, head, text, lowHead: plain(head), low: text.toLowerCase() }));
    page.lead = page.parts.length ? page.parts[0].low.slice(0, LEADING) : "";
    page.length = page.parts.reduce((sum, part) => sum + part.low.length, 0);
    return page;
  }

  function count(text, word) {
    let n = 0;
    for (let at = seek(text, word, 0); at >= 0; at = seek(text, word, at + word.length)) n++;
    return n;
  }
  // A Latin word is found where a word begins, a Chinese one anywhere.
  function seek(text, word, from) {
    let at = text.indexOf(word, from);
    if (isHan(word)) return at;
    while (at > 0 && /[a-z0-9]/.test(text[at - 1])) at = text.indexOf(word, at + 1);
    return at;
  }

  // A query as terms; each is a list of words of which one has to be there.
  function terms(query) {
    let rest = plain(query).replace(/[“”"《》]/g, " ");
    const found = [];
    const known = groups.flatMap((group) => group.map((word) => ({ word, group })));
    known.sort((a, b) => b.word.length - a.word.length);
    for (const { word, group } of known) {
      const at = seek(rest, word, 0);
      const after = at < 0 ? "" : rest.slice(at + word.length, at + word.length + 1);
      if (at < 0 || (!isHan(word) && /[a-z0-9]/.test(after))) continue;
      found.push([word, ...group.filter((other) => other !== word)]);
      rest = `${rest.slice(0, at)} ${rest.slice(at + word.length)}`;
    }
    for (const run of rest.match(RUNS) || []) {
      if (STOP.has(run)) continue;
      const stem = !isHan(run) && run.length > 4 && /[^s]s$/.test(run) ? run.slice(0, -1) : run;
      found.push(...(isHan(run) ? cut(run) : [[stem]]));
    }
    return found;
  }
  // A Chinese phrase that stands nowhere as a whole is looked for by its pairs of characters.
  function cut(run) {
    if (run.length < 3 || pages.some((page) => has(page, run))) return [[run]];
    return Array.from({ length: run.length - 1 }, (_, n) => [run.slice(n, n + 2)]);
  }
  function has(page, word) {
    return page.names.some((name) => seek(name, word, 0) >= 0) ||
      page.parts.some((part) => seek(part.lowHead, word, 0) >= 0 || seek(part.low, word, 0) >= 0);
  }

  function weigh(page, words) {
    let weight = 0;
    words.forEach((word, n) => {
      const share = n ? 0.6 : 1; // what the reader wrote counts for more than what means the same
      if (page.names.some((name) => name === word)) weight += share * NAMED;
      else if (page.names.some((name) => seek(name, word, 0) >= 0)) weight += share * TITLE;
      let often = 0;
      for (const part of page.parts) {
        weight += share * HEAD * count(part.lowHead, word);
        often += count(part.low, word);
      }
      weight += share * 2 * Math.sqrt(often); // a word that stands in every row of a table says little
      weight += share * LEAD * count(page.lead, word);
    });
    return weight;
  }

  function find(query) {
    const wanted = terms(query);
    if (!wanted.length) return { hits: [], all: true, words: [] };
    const whole = plain(query).trim();
    const average = pages.reduce((sum, page) => sum + page.length, 0) / (pages.length || 1) || 1;
    const table = pages.map((page) => wanted.map((words) => weigh(page, words)));
    const rare = wanted.map((_, n) => Math.log(1 + pages.length / (1 + table.filter((row) => row[n] > 0).length)));
    const hits = [];
    pages.forEach((page, at) => {
      const matched = table[at].filter((w) => w > 0).length;
      if (!matched) return;
      const ease = 6 * (0.5 + 0.5 * Math.min(3, page.length / average));
      let score = table[at].reduce((sum, w, n) => sum + rare[n] * (w / (w + ease)), 0) * KIND[page.k];
      score += table[at].reduce((sum, w, n) => sum + (w >= NAMED ? 2 * rare[n] : 0), 0); // a word is the page's own name
      score *= (matched / wanted.length) ** 2;
      if (page.names.includes(whole)) score += 100;
      hits.push({ page, score, matched });
    });
    hits.sort((a, b) => b.score - a.score || a.page.k - b.page.k);
    const full = hits.filter((hit) => hit.matched === wanted.length);
    return { hits: full.length ? [...full, ...hits.filter((hit) => hit.matched < wanted.length)] : hits,
      whole: full.length, all: full.length > 0, words: wanted.flat() };
  }

  // The part of a page that speaks most of the words, and a piece of its text around the first of them.
  function excerpt(page, words) {
    let best = null;
    let most = 0;
    for (const part of page.parts) {
      const kinds = words.filter((w) => seek(part.low, w, 0) >= 0 || seek(part.lowHead, w, 0) >= 0).length;
      const value = kinds * 4 + Math.min(3, words.reduce((sum, w) => sum + count(part.lowHead, w), 0));
      if (kinds && value > most) [best, most] = [part, value];
    }
    if (!best) return null;
    const firsts = words.map((word) => seek(best.low, word, 0)).filter((at) => at >= 0);
    const at = firsts.length ? Math.min(...firsts) : 0;
    const reach = ZH ? 45 : 90;
    let from = Math.max(0, at - reach);
    if (!ZH && from) from = best.text.indexOf(" ", from) + 1;
    let to = Math.min(best.text.length, at + 2 * reach);
    if (!ZH && to < best.text.length) to = Math.max(at + 1, best.text.lastIndexOf(" ", to));
    const piece = `${from ? "…" : ""}${best.text.slice(from, to)}${to < best.text.length ? "…" : ""}`;
    return { anchor: best.anchor, head: best.head, piece };
  }

  function marked(text, words) {
    const shown = document.createDocumentFragment();
    const low = text.toLowerCase();
    let at = 0;
    while (at < text.length) {
      let next = -1;
      let long = 0;
      for (const word of words) {
        const hit = seek(low, word, at);
        if (hit >= 0 && (next < 0 || hit < next || (hit === next && word.length > long))) [next, long] = [hit, word.length];
      }
      if (next < 0) break;
      shown.append(text.slice(at, next));
      const mark = document.createElement("mark");
      mark.textContent = text.slice(next, next + long);
      shown.append(mark);
      at = next + long;
    }
    shown.append(text.slice(at));
    return shown;
  }

  function line({ page }, words, short) {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    const found = excerpt(page, words);
    link.href = new URL(`${page.p}.html`, HERE).href + (found && found.anchor ? `#${found.anchor}` : "");
    link.append(marked(page.t, words));
    const kind = item.appendChild(document.createElement("span"));
    kind.className = "kind";
    kind.textContent = WORDS.kinds[page.k];
    if (!short && found) {
      const text = item.appendChild(document.createElement("p"));
      if (found.head && found.head !== page.t) {
        const head = text.appendChild(document.createElement("strong"));
        head.append(marked(found.head, words));
        text.append(ZH ? "：" : ": ");
      }
      text.append(marked(found.piece, words));
    }
    return item;
  }

  function script(name) {
    return new Promise((resolve, reject) => {
      const tag = document.createElement("script");
      tag.src = new URL(name, HERE).href;
      tag.onload = resolve;
      tag.onerror = () => reject(new Error(`${name} is not there`));
      document.head.append(tag);
    });
  }
  let loading = null;
  // Calls back as soon as chapters can be searched, and again when places can.
  function load(ready) {
    loading ??= {
      first: script("search-chapters.js").then(() => take(window.planbookPages)),
    };
    loading.second ??= loading.first.then(() => script("search-places.js")).then(() => takeText(window.planbookPlaces));
    loading.first.then(ready);
    return loading.second.then(ready);
  }

  function results(query) {
    const { hits, whole, all, words } = find(query);
    const list = document.querySelector(".book-results");
    list.replaceChildren(...hits.slice(0, 40).map((hit) => line(hit, words)));
    document.querySelector(".book-found").textContent = !query.trim()
      ? ""
      : !hits.length ? WORDS.none(query) : all ? WORDS.found(whole, query) : WORDS.any(hits.length, query);
    list.dataset.query = query;
  }

  // Under the field of any other page: the first few, as one types.
  function suggest(form, field) {
    const box = form.appendChild(document.createElement("ul"));
    box.className = "book-suggestions";
    box.hidden = true;
    const show = () => {
      const { hits, words } = find(field.value);
      box.replaceChildren(...hits.slice(0, 6).map((hit) => line(hit, words, true)));
      box.hidden = !hits.length;
    };
    field.addEventListener("input", () => load(show));
    form.addEventListener("keydown", (event) => {
      if (event.key === "Escape") box.hidden = true;
      const links = [field, ...box.querySelectorAll("a")];
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || box.hidden) return;
      event.preventDefault();
      links[(links.indexOf(document.activeElement) + step + links.length) % links.length].focus();
    });
    form.addEventListener("focusout", (event) => {
      if (!form.contains(event.relatedTarget)) box.hidden = true;
    });
  }

  window.planbookSearch = { find, load };

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector(".book-search");
    const field = form.querySelector("input");
    if (!document.querySelector(".book-results")) {
      suggest(form, field);
      return;
    }
    field.value = new URLSearchParams(location.search).get("q") || "";
    const show = () => results(field.value);
    load(show).then(() => { document.querySelector(".book-results").dataset.complete = "yes"; });
    field.addEventListener("input", () => {
      history.replaceState(null, "", `?q=${encodeURIComponent(field.value)}`);
      show();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      show();
    });
  });
})();
