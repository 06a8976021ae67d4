// What every page does: the menu of a narrow screen, and the switch of language that keeps the place one is at.
"use strict";

(function () {
  function menu() {
    const button = document.querySelector(".book-open");
    const list = document.querySelector(".book-menu");
    button.addEventListener("click", () => {
      const open = list.classList.toggle("open");
      button.setAttribute("aria-expanded", String(open));
      if (open) list.querySelector("a").focus();
    });
    document.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !list.classList.contains("open")) return;
      list.classList.remove("open");
      button.setAttribute("aria-expanded", "false");
      button.focus();
    });
  }

  // Anchors are the same in both languages, and so is what stands behind a question mark.
  function keepPlace() {
    for (const link of document.querySelectorAll("a.planbook-language")) {
      const bare = link.getAttribute("href").replace(/[?#].*$/, "");
      const follow = () => link.setAttribute("href", bare + location.search + location.hash);
      for (const moment of ["pointerdown", "focus", "click"]) link.addEventListener(moment, follow);
    }
  }

  // A link to a figure's data or to a row opens what it is folded into.
  function unfold() {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = target && target.closest("details");
    if (folded) folded.open = true;
  }

  document.addEventListener("DOMContentLoaded", () => {
    menu();
    keepPlace();
    unfold();
    window.addEventListener("hashchange", unfold);
  });
})();
