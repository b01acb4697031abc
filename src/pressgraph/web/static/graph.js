// The graph view: cytoscape draws what the server tells about a node's neighbourhood; more comes with each selection.
"use strict";
(() => {
  const place = document.getElementById("graph");
  const told = document.getElementById("told");
  const first = JSON.parse(document.getElementById("drawing").textContent);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const shapes = { event: "diamond", claim: "round-rectangle", value: "rectangle", article: "round-rectangle", place: "hexagon", organization: "round-octagon", group: "octagon" };

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
  const broken = new Set(["attributed", "said", "planned", "hypothetical", "negated"]);
  const style = () => [
    { selector: "node", style: {
      label: "data(label)", "font-size": 13, "text-wrap": "wrap", "text-max-width": 130, "text-valign": "bottom", "text-margin-y": 4,
      width: 22, height: 22, color: colour("text"), "text-outline-color": colour("raised"), "text-outline-width": 2,
      "background-color": (node) => colour(node.data("family")) || colour("thing"), shape: (node) => shapes[node.data("family")] || "ellipse",
    } },
    { selector: "node[family = 'value']", style: { width: 14, height: 14 } },
    { selector: "node.start", style: { width: 34, height: 34, "font-weight": "bold", "font-size": 14 } },
    { selector: "node:selected", style: { "border-width": 4, "border-color": colour("focus") } },
    { selector: "edge", style: {
      label: "data(label)", "font-size": 11, color: colour("soft"), "text-background-color": colour("raised"), "text-background-opacity": 1, "text-background-padding": 1, "text-rotation": "autorotate",
      width: 2, "curve-style": "bezier", "target-arrow-shape": "triangle", "arrow-scale": .9,
      "line-color": (edge) => lineColour(edge), "target-arrow-color": (edge) => lineColour(edge),
      "line-style": (edge) => (broken.has(edge.data("assertion")) ? "dashed" : "solid"),
    } },
    { selector: ".hidden", style: { display: "none" } },
  ];
  const lineColour = (edge) => {
    const status = edge.data("assertion");
    return colour(status === "asserted" || status === "said" || status === "negated" ? status : "attributed");
  };

  const elements = (drawing) => [
    ...drawing.nodes.map((data) => ({ group: "nodes", data })),
    ...drawing.edges.map((data) => ({ group: "edges", data })),
  ];
  const cy = cytoscape({ container: place, style: style(), minZoom: .15, maxZoom: 3, elements: elements(first) });
  window.pressgraph = { cy };
  cy.getElementById(place.dataset.start).addClass("start");

  // Names stay readable where a small screen shrinks the drawing.
  const legible = () => {
    const scale = Math.min(1.9, Math.max(1, 0.85 / cy.zoom()));
    cy.nodes().forEach((node) => node.style({ "font-size": (node.hasClass("start") ? 14 : 13) * scale, "text-max-width": 130 * scale }));
    cy.edges().style("font-size", 11 * scale);
  };

  // The drawing takes the shape of its place: wide on a screen, tall on a phone.
  const spread = () => {
    const nodes = cy.nodes().not(".hidden");
    const box = nodes.boundingBox({ includeLabels: false });
    if (nodes.length < 3 || !box.w || !box.h) return cy.fit(cy.elements().not(".hidden"), 40);
    const factor = Math.min(2.5, Math.max(0.5, (cy.width() / cy.height()) / (box.w / box.h)));
    const middle = (box.x1 + box.x2) / 2;
    const [across, down] = factor > 1 ? [factor, 1] : [1, 1 / factor];
    nodes.positions((node) => ({ x: middle + (node.position("x") - middle) * across, y: node.position("y") * down }));
    return cy.fit(cy.elements().not(".hidden"), 40);
  };

  // Rings by distance first, then forces, so that the drawing starts untangled and is the same each time.
  const arrange = (animate) => {
    const shown = cy.elements().not(".hidden");
    if (!animate) {
      const steps = new Map();
      const roots = shown.filter(".start").nonempty() ? shown.filter(".start") : shown.nodes().max((node) => node.degree()).ele;
      if (roots) shown.bfs({ roots, visit: (node, edge, from, index, depth) => { steps.set(node.id(), depth); } });
      shown.layout({ name: "concentric", animate: false, concentric: (node) => 20 - (steps.get(node.id()) ?? 9), levelWidth: () => 1, minNodeSpacing: 70 }).run();
    }
    shown.layout({
      name: "cose", animate: animate && !calm ? "end" : false, randomize: false, padding: 40, nodeDimensionsIncludeLabels: true,
      stop: spread, nodeRepulsion: () => 40000, idealEdgeLength: () => 80, edgeElasticity: () => 60, gravity: 0.8, nodeOverlap: 30, numIter: 1200,
    }).run();
  };

  const ticked = (name) => new Set([...document.querySelectorAll(`[name=${name}]:checked`)].map((box) => box.value));
  const filter = () => {
    const families = ticked("family");
    const statuses = ticked("assertion");
    cy.batch(() => {
      cy.elements().removeClass("hidden");
      cy.edges().filter((edge) => !statuses.has(edge.data("assertion"))).addClass("hidden");
      cy.nodes().filter((node) => {
        const family = node.data("family");
        return !node.hasClass("start") && !families.has(family === "article" || family === "statement" ? "thing" : family);
      }).addClass("hidden");
      const lonely = cy.nodes().filter((node) => !node.hasClass("start") && node.connectedEdges().filter((edge) =>
        !edge.hasClass("hidden") && !edge.source().hasClass("hidden") && !edge.target().hasClass("hidden")).empty());
      lonely.addClass("hidden");
      cy.edges().filter((edge) => edge.source().hasClass("hidden") || edge.target().hasClass("hidden")).addClass("hidden");
    });
    list();
  };

  const rows = document.querySelector("#edges tbody");
  const cell = (content) => {
    const made = document.createElement("td");
    made.append(content);
    return made;
  };
  const end = (node) => {
    const data = node.data();
    if (!data.iri) return data.label;
    const made = document.createDocumentFragment();
    const link = document.createElement("a");
    link.href = `${place.dataset.resource}?iri=${encodeURIComponent(data.iri)}`;
    link.className = `ref r-${data.family}`;
    link.textContent = data.label;
    made.append(link);
    if (!node.scratch("expanded")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "quiet";
      button.textContent = "Expand";
      button.setAttribute("aria-label", `Expand ${data.label}`);
      button.addEventListener("click", () => expand(node));
      made.append(" ", button);
    }
    return made;
  };
  const list = () => {
    const shown = cy.edges().not(".hidden");
    rows.replaceChildren(...shown.map((edge) => {
      const row = document.createElement("tr");
      const share = cell(`${Math.round(edge.data("confidence") * 100)}%`);
      share.className = "number";
      row.append(cell(end(edge.source())), cell(edge.data("label")), cell(end(edge.target())), cell(edge.data("assertion")), share);
      return row;
    }));
    told.textContent = `${cy.nodes().not(".hidden").length} nodes, ${shown.length} relations shown`;
  };

  const expand = async (node) => {
    if (!node.data("iri") || node.scratch("expanded")) return;
    node.scratch("expanded", true);
    const answer = await fetch(`${place.dataset.neighbours}?iri=${encodeURIComponent(node.data("iri"))}`);
    if (!answer.ok) {
      told.textContent = "The server did not answer; select the node again to retry.";
      node.scratch("expanded", false);
      return;
    }
    const drawing = await answer.json();
    const fresh = elements(drawing).filter((element) => cy.getElementById(element.data.id).empty());
    const centre = node.position();
    fresh.filter((element) => element.group === "nodes").forEach((element, index, all) => {
      const angle = (2 * Math.PI * index) / all.length;
      element.position = { x: centre.x + 120 * Math.cos(angle), y: centre.y + 120 * Math.sin(angle) };
    });
    cy.add(fresh);
    filter();
    if (fresh.length) arrange(true);
    if (drawing.more) told.textContent += " (there is more around this node than is drawn)";
  };

  cy.on("zoom", legible);
  cy.nodes(".start").forEach((node) => node.scratch("expanded", true));
  cy.on("tap", "node", (event) => {
    const node = event.target;
    if (node.selected() && node.scratch("expanded") && node.data("iri")) {
      location.assign(`${place.dataset.resource}?iri=${encodeURIComponent(node.data("iri"))}`);
    } else {
      expand(node);
    }
  });
  document.querySelector(".graph-controls").addEventListener("change", filter);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => cy.style(style()));

  const actions = {
    fit: () => cy.fit(cy.elements().not(".hidden"), 40),
    png: () => graphExport.save(cy.png({ output: "blob", full: true, scale: 2, bg: colour("raised") }), "graph.png"),
    svg: () => graphExport.save(new Blob([graphExport.svg(cy, colour)], { type: "image/svg+xml" }), "graph.svg"),
    nt: () => graphExport.save(new Blob([graphExport.triples(cy)], { type: "application/n-triples" }), "graph.nt"),
  };
  document.querySelector(".exports").addEventListener("click", (event) => actions[event.target.dataset.do]?.());
  arrange(false);
  legible();
  filter();
})();
