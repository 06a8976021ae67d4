// Draws every chart of a page from the specification that stands in it. Needs the Vega bundle, loaded before.
"use strict";

(function () {
  // A chart of one panel takes the width of the page; one of several panels keeps its own and is scaled down.
  function fitted(spec) {
    const panels = ["facet", "repeat", "concat", "hconcat", "vconcat", "spec"].some((key) => key in spec);
    const encoded = spec.encoding && ["row", "column", "facet"].some((key) => key in spec.encoding);
    if (panels || encoded) return spec;
    return { ...spec, width: "container", autosize: { type: "fit-x", contains: "padding" } };
  }

  function draw(holder) {
    const { spec, table } = JSON.parse(holder.querySelector("script").textContent);
    const canvas = holder.appendChild(document.createElement("div"));
    vegaEmbed(canvas, { ...fitted(spec), datasets: table ? { ...spec.datasets, table } : spec.datasets }, {
      mode: "vega-lite",
      renderer: "svg",
      actions: false, // the figure has a menu of its own, see figures.js
    }).then((drawn) => {
      holder.planbookView = drawn.view;
      holder.dispatchEvent(new Event("planbook-drawn"));
    }).catch((error) => {
      canvas.textContent = String(error);
      console.error(error);
    });
  }

  // Vega fits a chart again when the window changes; readers also fold the sidebar, which changes only the page.
  function refit() {
    let width = 0;
    const follow = new ResizeObserver(([page]) => {
      if (width && Math.abs(page.contentRect.width - width) > 1) window.dispatchEvent(new Event("resize"));
      width = page.contentRect.width;
    });
    follow.observe(document.querySelector("article"));
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll(".planbook-chart").forEach(draw);
    refit();
  });
})();
