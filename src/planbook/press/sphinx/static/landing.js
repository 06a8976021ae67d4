// The city finder of the landing page and the preface, and the choice of language on the landing page.
"use strict";

(function () {
  const plain = (text) => text.normalize("NFKC").trim().toLowerCase();

  // The page whose name is what was typed; else the only one, or the first, whose name begins with it.
  function find(places, typed) {
    const asked = plain(typed);
    if (!asked) return null;
    const by = (fits) => Object.keys(places).find((page) => places[page].some((name) => fits(plain(name))));
    return by((name) => name === asked) || by((name) => name.startsWith(asked)) || by((name) => name.includes(asked)) || null;
  }

  function finder(form, places, zh) {
    const field = form.querySelector("input");
    const list = form.appendChild(document.createElement("datalist"));
    list.id = field.getAttribute("list");
    for (const names of Object.values(places)) {
      const isHan = (name) => name[0] >= "\u3400";
      const [own, other] = [names.find((n) => isHan(n) === zh), names.find((n) => isHan(n) !== zh)];
      const option = list.appendChild(document.createElement("option"));
      option.value = own || names[0];
      if (other) option.label = `${own} ${other}`;
    }
    const lost = form.querySelector("[role=status]");
    field.addEventListener("input", () => { lost.hidden = true; });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const page = find(places, field.value);
      if (page) location.href = `${form.dataset.base}${page}.html`;
      lost.hidden = Boolean(page) || !field.value.trim();
    });
  }

  // One language at a time; the head of the page has chosen it.
  function choose() {
    const lang = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    for (const article of document.querySelectorAll("main > article")) article.hidden = article.id !== lang;
    for (const link of document.querySelectorAll(".editions a")) {
      if (link.dataset.lang === lang) link.setAttribute("aria-current", "true");
    }
    // The anchor only says which language; its place on the page is the top.
    if (location.hash === `#${lang}`) window.addEventListener("load", () => setTimeout(() => window.scrollTo(0, 0)));
  }

  document.addEventListener("DOMContentLoaded", () => {
    const places = JSON.parse(document.querySelector(".answer-places")?.textContent || "{}");
    for (const form of document.querySelectorAll(".answer-find")) finder(form, places, form.closest("[lang]").lang.startsWith("zh"));
    if (!document.body.classList.contains("landing")) return;
    choose();
    window.addEventListener("hashchange", () => location.reload());
  });
})();
