// Charts for those who do not use a mouse: the marks of a chart are walked with the arrow keys, and what each shows is
// said below the chart and read out. Needs nothing but the names that Vega gives to marks.
"use strict";

(function () {
  const ZH = document.documentElement.lang.startsWith("zh");
  const HINT = ZH ? "用方向键逐个查看图中的数据" : "Use the arrow keys to go from mark to mark";
  const STEPS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

  const siblings = (mark) => (mark.parentNode.localName === "a" ? mark.parentNode : mark).parentNode.childElementCount;

  function prepare(holder) {
    // Marks that stand for no value have no name; they are drawing only.
    for (const bare of holder.querySelectorAll('[role="graphics-symbol"]:not([aria-label])')) bare.removeAttribute("role");
    // One mark alone is a shade or a line of reference, not a value among values.
    const marks = [...holder.querySelectorAll("[role=graphics-symbol][aria-label]")]
      .filter((mark) => mark.localName !== "g" && !mark.closest(".role-axis, .role-legend, .mark-text, .mark-line, .mark-area, .mark-shape"))
      .filter((mark) => siblings(mark) > 1);
    if (!marks.length) return;
    const told = document.createElement("p");
    told.className = "planbook-told";
    told.setAttribute("role", "status");
    holder.after(told);
    holder.tabIndex = 0;
    let at = -1;
    const show = (n) => {
      marks[at]?.classList.remove("walked");
      at = n;
      marks[at]?.classList.add("walked");
      told.textContent = at < 0 ? "" : marks[at].getAttribute("aria-label");
    };
    holder.addEventListener("focus", () => { if (at < 0) told.textContent = HINT; });
    holder.addEventListener("blur", () => show(-1));
    holder.addEventListener("keydown", (event) => {
      if (event.key === "Home") show(0);
      else if (event.key === "End") show(marks.length - 1);
      else if (event.key === "Escape") show(-1);
      else if (event.key === "Enter" && at >= 0) marks[at].closest("a")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      else if (STEPS[event.key]) show((at + STEPS[event.key] + marks.length) % marks.length);
      else return;
      event.preventDefault();
    });
  }

  document.addEventListener("planbook-drawn", (event) => prepare(event.target), true);
})();
