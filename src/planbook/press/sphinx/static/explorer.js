// The explorer: an indicator, a year, a group and some cities; map, ranking and lines follow from them and from nothing
// else. The state stands behind # in the address, so that a view can be sent. Data come as scripts, one an indicator.
"use strict";

(function () {
  const ZH = document.documentElement.lang.startsWith("zh");
  const L = ZH ? "zh" : "en";
  const MOST = 8; // places with a line
  const FEW = 15; // rows of the ranking at first
  const WORDS = ZH
    ? {
        none: "无数据", remove: (name) => `移除${name}`, copied: "已复制", full: `最多选${MOST}个地方`,
        lost: (text) => `没有找到“${text}”`, source: "资料来源：", sep: "、", stop: "。", covers: (n, all, year) => `${year}年${all}个地方中${n}个有数。`,
        head: ["地方", "代码", "年份", "数值", "单位", "标注"], missing: "缺数", off: "这里没有这项指标的数据", all: (n) => `显示全部${n}行`,
      }
    : {
        none: "no value", remove: (name) => `Remove ${name}`, copied: "Copied", full: `At most ${MOST} places`,
        lost: (text) => `“${text}” was not found`, source: "Sources: ", sep: "; ", stop: ".", covers: (n, all, year) => `${n} of ${all} places have a value in ${year}.`,
        head: ["place", "code", "year", "value", "unit", "flag"], missing: "missing", off: "no data of this indicator here", all: (n) => `Show all ${n} rows`,
      };
  const KEY = ["#C3DEE6", "#8DBFCD", "#4F9BB1", "#0B6E8F", "#053B4E"]; // as in the specification of the map

  const root = document.querySelector(".explorer");
  const folder = new URL(root.dataset.folder, location.href);
  const one = (selector) => root.querySelector(selector);
  const form = one("form");
  const state = { i: "services_share_pct", y: 0, g: "plan", c: [] };
  const loaded = {};
  const waiting = {};
  let index = null;
  let byCode = {};
  let views = {};

  window.planbookSeries = (name, series) => {
    loaded[name] = series;
    waiting[name]?.();
  };
  window.planbookExplorer = (data) => {
    index = data;
    byCode = Object.fromEntries(data.places.map((place) => [place.code, place]));
    begin();
  };

  function script(name) {
    const tag = document.createElement("script");
    tag.src = new URL(name, folder).href;
    document.head.append(tag);
    return tag;
  }
  function series(name) {
    if (loaded[name]) return Promise.resolve(loaded[name]);
    return new Promise((resolve) => {
      waiting[name] = () => resolve(loaded[name]);
      script(`${name}.js`);
    });
  }

  // State and address

  function read() {
    const given = new URLSearchParams(location.hash.slice(1));
    const known = index.indicators.map((i) => i.id);
    if (known.includes(given.get("i"))) state.i = given.get("i");
    else if (!known.includes(state.i)) state.i = known[0];
    const year = Number(given.get("y"));
    state.y = year >= index.first && year <= index.last ? year : state.y || index.last;
    if ([...form.elements.g.options].some((option) => option.value === given.get("g"))) state.g = given.get("g");
    if (given.has("c")) state.c = given.get("c").split(",").filter((code) => byCode[code]).slice(0, MOST);
  }
  function write() {
    const shown = { i: state.i, y: state.y, g: state.g, ...(state.c.length ? { c: state.c.join(",") } : {}) };
    history.replaceState(null, "", `#${Object.entries(shown).map(([k, v]) => `${k}=${v}`).join("&")}`);
  }

  // What is asked of the data

  const name = (place) => place[L];
  const indicator = () => index.indicators.find((i) => i.id === state.i);
  const value = (data, code, year) => data.values[code]?.[year - data.first] ?? null;
  // As many decimals for all values of a series as its larger ones need to be told apart.
  function digits(data) {
    const known = Object.values(data.values).flat().filter((v) => v !== null);
    const most = known.reduce((top, v) => Math.max(top, Math.abs(v)), 0);
    return known.every(Number.isInteger) || most >= 10_000 ? 0 : most >= 10 ? 1 : 2;
  }
  function format(data, v) {
    if (v === null) return WORDS.none;
    data.digits ??= digits(data);
    const shown = { minimumFractionDigits: data.digits, maximumFractionDigits: data.digits };
    return v.toLocaleString(ZH ? "zh-CN" : "en-GB", shown).replace("-", "−");
  }
  function note(data, code, year) {
    if (!data.values[code]) return WORDS.off;
    const flag = data.flags[code]?.[year];
    if (flag) return flag.split(";").map((id) => index.flags[id.trim()]?.[L] ?? id).join(ZH ? "；" : "; ");
    return value(data, code, year) === null ? data.why[year][L] : "";
  }
  const GROUPS = {
    plan: (p) => p.kind === "city" && p.plan,
    all: (p) => p.kind === "city",
    outside: (p) => p.kind === "city" && !p.plan,
    provinces: (p) => p.kind === "province" || p.kind === "nation",
  };
  const members = () => index.places.filter(GROUPS[state.g] || ((p) => p.kind === "city" && p.plan && p.region === state.g));

  function ranked(data) {
    const rows = members().map((place) => ({ place, v: value(data, place.code, state.y) }));
    const some = rows.filter((row) => row.v !== null).sort((a, b) => b.v - a.v);
    some.forEach((row) => { row.rank = 1 + some.findIndex((other) => other.v === row.v); });
    const none = rows.filter((row) => row.v === null);
    return { some, none, rows: [...some, ...none] };
  }

  function kind(data, v) {
    if (v === null) return "missing";
    const n = data.classes.filter((end) => v >= end).length;
    return String(data.classes.length ? Math.round((n * (KEY.length - 1)) / data.classes.length) : 2);
  }

  // Views

  async function draw() {
    const data = await series(state.i);
    write();
    const order = ranked(data);
    say(data, order);
    chips();
    ranking(data, order);
    await Promise.all([map(data), lines(data, order)]);
    root.dataset.drawn = `${state.i} ${state.y} ${state.g} ${state.c.join(",")}`;
  }

  function say(data, order) {
    const it = indicator();
    form.querySelector("output").textContent = state.y;
    form.elements.i.value = state.i;
    form.elements.g.value = state.g;
    form.elements.y.value = state.y;
    one(".explorer-about").textContent = `${it.name[L]}${ZH ? "（" : " ("}${it.unit[L]}${ZH ? "）" : ")"}${ZH ? "：" : ": "}${it.definition[L]}${ZH ? "。" : ". "}` +
      WORDS.covers(order.some.length, order.rows.length, state.y);
    const sources = (data.sources[state.y] || []).map((label) => label[L]);
    one(".explorer-source").textContent = sources.length ? WORDS.source + sources.join(WORDS.sep) + WORDS.stop : data.why[state.y][L];
    const breaks = one(".explorer-breaks");
    breaks.replaceChildren(...data.breaks.map((b) => Object.assign(document.createElement("li"), { textContent: `${b.year}${ZH ? "年：" : ": "}${b[L]}` })));
  }

  function chips() {
    one(".explorer-chosen").replaceChildren(...state.c.map((code) => {
      const item = document.createElement("li");
      const button = item.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = `${name(byCode[code])} ×`;
      button.setAttribute("aria-label", WORDS.remove(name(byCode[code])));
      button.addEventListener("click", () => toggle(code));
      return item;
    }));
  }

  function toggle(code) {
    if (state.c.includes(code)) state.c = state.c.filter((other) => other !== code);
    else if (state.c.length < MOST) state.c = [...state.c, code];
    else one(".explorer-about").textContent = WORDS.full;
    draw();
  }

  function ranking(data, { rows }) {
    const body = one(".explorer-ranking tbody");
    const focused = document.activeElement?.dataset?.code;
    const most = Math.max(...rows.map((row) => Math.abs(row.v ?? 0))) || 1;
    body.replaceChildren(...rows.map(({ place, v, rank }) => {
      const line = document.createElement("tr");
      const chosen = state.c.includes(place.code);
      if (chosen) line.className = "chosen";
      const cell = (tag, text, kind) => Object.assign(line.appendChild(document.createElement(tag)), { textContent: text, className: kind || "" });
      cell("td", rank ?? "", "num");
      const head = cell("th", "");
      head.scope = "row";
      const pick = head.appendChild(document.createElement("button"));
      Object.assign(pick, { type: "button", textContent: name(place) });
      pick.dataset.code = place.code;
      pick.setAttribute("aria-pressed", String(chosen));
      pick.addEventListener("click", () => toggle(place.code));
      const shown = cell("td", format(data, v), "num bar");
      if (v !== null) shown.style.setProperty("--part", `${(100 * Math.abs(v)) / most}%`);
      cell("td", note(data, place.code, state.y), "note");
      return line;
    }));
    const more = one("[data-do=all]");
    more.textContent = WORDS.all(rows.length);
    more.hidden = rows.length <= FEW || !body.parentNode.classList.contains("short");
    if (focused) body.querySelector(`[data-code="${focused}"]`)?.focus();
  }

  async function chart(where, which, datasets) {
    if (!views[which]) {
      const spec = index.specs[L][which];
      const made = await vegaEmbed(one(where), { ...spec, datasets }, { mode: "vega-lite", renderer: "svg", actions: false });
      views[which] = made.view;
      // The ranking says in words what the drawing shows, and chooses places by keys.
      one(`${where} svg`).setAttribute("aria-hidden", "true");
      made.view.addEventListener("click", (event, item) => { if (item?.datum?.code) toggle(item.datum.code); });
      return;
    }
    for (const [key, rows] of Object.entries(datasets)) {
      if (key === "table" || key === "breaks") views[which].data(key, rows);
    }
    await views[which].runAsync();
  }

  function map(data) {
    const dots = index.places.filter((p) => p.plan && p.kind === "city").map((place) => {
      const v = value(data, place.code, state.y);
      return { code: place.code, name: name(place), x: place.x, y: place.y, kind: kind(data, v), shown: format(data, v), note: note(data, place.code, state.y), chosen: state.c.includes(place.code) };
    });
    const ends = data.classes.map((end) => String(end).replace("-", "−"));
    const item = (colour, text) => {
      const line = document.createElement("li");
      line.appendChild(document.createElement("span")).style.background = colour;
      line.append(text);
      return line;
    };
    const colour = (n) => KEY[ends.length ? Math.round((n * (KEY.length - 1)) / ends.length) : 2];
    const names = ends.length ? [`< ${ends[0]}`, ...ends.slice(1).map((end, n) => `${ends[n]} – ${end}`), `≥ ${ends.at(-1)}`] : [];
    one(".explorer-key").replaceChildren(...names.map((text, n) => item(colour(n), text)), item("#fff", WORDS.missing));
    return chart(".explorer-map .canvas", "map", { table: dots, ...index.outlines });
  }

  function lines(data, { some }) {
    const codes = state.c.length ? state.c : [...new Set(["100000", some[0]?.place.code, some.at(-1)?.place.code])].filter((code) => data.values[code]);
    const table = codes.flatMap((code) => (data.values[code] || []).map((v, n) => {
      const year = data.first + n;
      return { name: name(byCode[code]), code, year, value: v, shown: format(data, v), note: note(data, code, year) };
    }));
    return chart(".explorer-lines .canvas", "lines", { table, breaks: data.breaks.map(({ year }) => ({ year: year - 0.5 })) });
  }

  // What a reader takes along

  function csv(data) {
    const it = indicator();
    const rows = [WORDS.head];
    const add = (place, year) => rows.push([name(place), place.code, year, value(data, place.code, year) ?? "", it.unit[L], note(data, place.code, year)].map(String));
    if (state.c.length) for (const code of state.c) for (let year = data.first; year <= index.last; year++) add(byCode[code], year);
    else for (const { place } of ranked(data).rows) add(place, state.y);
    window.planbookTables.save(`planbook-${state.i}-${state.c.length ? state.c.join("-") : `${state.g}-${state.y}`}.csv`, "\ufeff" + window.planbookTables.toCsv(rows), "text/csv");
  }

  function find(text) {
    const asked = text.normalize("NFKC").trim().toLowerCase();
    const names = (place) => [place.zh, place.en, `${place.zh}市`, place.code].map((n) => n.toLowerCase());
    return index.places.find((p) => names(p).includes(asked)) || (asked && index.places.find((p) => names(p).some((n) => n.startsWith(asked)))) || null;
  }

  function begin() {
    const select = form.elements.i;
    const groups = {};
    for (const it of index.indicators) {
      const chapter = index.chapters[it.chapter]?.[L] || it.chapter;
      groups[chapter] ??= select.appendChild(Object.assign(document.createElement("optgroup"), { label: chapter }));
      groups[chapter].append(new Option(`${it.name[L]}${ZH ? "（" : " ("}${it.unit[L]}${ZH ? "）" : ")"}`, it.id));
    }
    Object.assign(form.elements.y, { min: index.first, max: index.last });
    form.querySelector("datalist").append(...index.places.map((place) => new Option(ZH ? place.en : place.zh, name(place))));
    read();
    select.addEventListener("change", () => { state.i = select.value; draw(); });
    form.elements.g.addEventListener("change", () => { state.g = form.elements.g.value; draw(); });
    form.elements.y.addEventListener("input", () => { state.y = Number(form.elements.y.value); draw(); });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const field = form.elements.c;
      const place = find(field.value);
      if (!place) {
        if (field.value.trim()) one(".explorer-about").textContent = WORDS.lost(field.value);
        return;
      }
      field.value = "";
      if (!state.c.includes(place.code)) toggle(place.code);
    });
    one("[data-do=all]").addEventListener("click", (event) => {
      one(".explorer-ranking table").classList.remove("short");
      event.target.hidden = true;
    });
    one("[data-do=csv]").addEventListener("click", () => series(state.i).then(csv));
    one("[data-do=link]").addEventListener("click", (event) => {
      window.planbookTables.copy(location.href).then(() => { event.target.textContent = WORDS.copied; });
    });
    window.addEventListener("hashchange", () => { state.c = []; read(); draw(); });
    draw();
  }

  script("index.js");
})();
