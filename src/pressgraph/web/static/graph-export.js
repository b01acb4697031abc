// What is shown, as a file: SVG, and the triples behind it.
"use strict";
const graphExport = (() => {
  const save = (blob, name) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  const triples = (cy) => {
    const lines = new Set();
    cy.elements().not(".hidden").forEach((element) => (element.data("nt") || []).forEach((line) => lines.add(line)));
    return [...lines].sort().map((line) => `${line}\n`).join("");
  };

  const escaped = (text) => String(text).replace(/[&<>"]/g, (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[char]);
  const round = (number) => Math.round(number * 10) / 10;

  const edgeMarkup = (edge, colour) => {
    const [from, to, middle] = [edge.sourceEndpoint(), edge.targetEndpoint(), edge.midpoint()];
    const control = { x: 2 * middle.x - (from.x + to.x) / 2, y: 2 * middle.y - (from.y + to.y) / 2 };
    const dashes = edge.style("line-style") === "dashed" ? ' stroke-dasharray="6 4"' : "";
    const path = `M${round(from.x)} ${round(from.y)}Q${round(control.x)} ${round(control.y)} ${round(to.x)} ${round(to.y)}`;
    return `<path d="${path}" fill="none" stroke="${edge.style("line-color")}" stroke-width="2" marker-end="url(#arrow)"${dashes}/>`
      + `<text x="${round(middle.x)}" y="${round(middle.y) - 3}" font-size="10" text-anchor="middle" fill="${colour("soft")}">${escaped(edge.data("label"))}</text>`;
  };

  const nodeMarkup = (node, colour) => {
    const { x, y } = node.position();
    const size = node.width() / 2;
    return `<circle cx="${round(x)}" cy="${round(y)}" r="${size}" fill="${node.style("background-color")}"/>`
      + `<text x="${round(x)}" y="${round(y + size + 14)}" font-size="12" text-anchor="middle" fill="${colour("text")}">${escaped(node.data("label"))}</text>`;
  };

  const svg = (cy, colour) => {
    const shown = cy.elements().not(".hidden");
    const box = shown.boundingBox();
    const view = [box.x1 - 20, box.y1 - 20, box.w + 40, box.h + 40].map(round).join(" ");
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${view}" font-family="sans-serif">`
      + '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 8 4 0 8z" fill="context-stroke"/></marker></defs>'
      + `<rect x="${round(box.x1 - 20)}" y="${round(box.y1 - 20)}" width="100%" height="100%" fill="${colour("raised")}"/>`
      + shown.edges().map((edge) => edgeMarkup(edge, colour)).join("")
      + shown.nodes().map((node) => nodeMarkup(node, colour)).join("") + "</svg>";
  };

  return { save, svg, triples };
})();
