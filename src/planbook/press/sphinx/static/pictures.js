// Turns a figure into one picture to keep: its title above, the drawing, its sources and the edition below.
// `planbookPictures.svg(figure)` resolves to the text of an SVG, `.png(figure)` to a blob of twice its size.
"use strict";

(function () {
  const SVG = "http://www.w3.org/2000/svg";
  const EDGE = 20;
  const FONT = () => getComputedStyle(document.body).fontFamily;

  function wrapped(text, size, weight, width) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = `${weight} ${size}px ${FONT()}`;
    const lines = [];
    let line = "";
    // Chinese breaks anywhere, words of Latin letters stay whole.
    for (const piece of text.match(/[\u2e80-\uffef]|[^\s\u2e80-\uffef]+\s*|\s+/g) || []) {
      if (line && pen.measureText(line + piece.trimEnd()).width > width) {
        lines.push(line.trimEnd());
        line = "";
      }
      line += piece;
    }
    return [...lines, line.trimEnd()].filter(Boolean);
  }

  function element(name, attributes, parent) {
    const made = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (parent) parent.append(made);
    return made;
  }

  function write(parent, text, top, size, weight, colour, width) {
    let y = top;
    for (const line of wrapped(text, size, weight, width)) {
      y += size * 1.4;
      element("text", { x: EDGE, y, "font-size": size, "font-weight": weight, fill: colour }, parent).textContent = line;
    }
    return y;
  }

  // The drawings of a figure with their places on the page.
  async function drawn(figure) {
    const holder = figure.querySelector(".planbook-chart, .planbook-drawing");
    if (holder.planbookView) {
      const text = await holder.planbookView.toSVG();
      const chart = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
      return [{ svg: chart, x: 0, y: 0, width: Number(chart.getAttribute("width")), height: Number(chart.getAttribute("height")) }];
    }
    const start = holder.getBoundingClientRect();
    return [...holder.querySelectorAll(":scope > svg")].map((panel) => {
      const box = panel.getBoundingClientRect();
      return { svg: panel.cloneNode(true), x: box.x - start.x, y: box.y - start.y, width: box.width, height: box.height };
    });
  }

  async function compose(figure) {
    const panels = await drawn(figure);
    const inner = Math.max(480, ...panels.map((p) => p.x + p.width));
    const width = inner + 2 * EDGE;
    const root = element("svg", { xmlns: SVG, "font-family": FONT() });
    const paper = element("rect", { width: "100%", height: "100%", fill: "#fff" }, root);
    const part = (selector) => figure.querySelector(selector)?.textContent.trim() || "";
    const fact = window.planbookCitations.facts(figure);
    let y = write(root, fact.title, EDGE / 2, 17, 700, "#1f2428", inner);
    if (part(".planbook-subtitle")) y = write(root, part(".planbook-subtitle"), y + 2, 13, 400, "#5f6368", inner);
    y += 12;
    let bottom = y;
    for (const { svg, ...box } of panels) {
      for (const [key, value] of Object.entries({ x: EDGE + box.x, y: y + box.y, width: box.width, height: box.height })) {
        svg.setAttribute(key, value);
      }
      svg.removeAttribute("style");
      root.append(svg);
      bottom = Math.max(bottom, y + box.y + box.height);
    }
    y = bottom + 6;
    for (const note of [fact.source, `${fact.book} ${fact.version} · ${fact.written} · CC BY 4.0`]) {
      if (note) y = write(root, note, y, 11.5, 400, "#5f6368", inner);
    }
    const height = Math.ceil(y + EDGE);
    for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) root.setAttribute(key, value);
    paper.setAttribute("height", height);
    return { text: new XMLSerializer().serializeToString(root), width, height };
  }

  async function png(figure) {
    const { text, width, height } = await compose(figure);
    const image = new Image();
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2 * width, height: 2 * height });
    const pen = canvas.getContext("2d");
    pen.scale(2, 2);
    pen.drawImage(image, 0, 0, width, height);
    return new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  }

  window.planbookPictures = { svg: (figure) => compose(figure).then((made) => made.text), png };
})();
