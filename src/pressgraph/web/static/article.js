// The article's page: spans and statements light each other up, and the slider hides what is less sure.
"use strict";
(() => {
  document.documentElement.classList.add("js");
  const reader = document.querySelector(".reader");
  const cards = new Map([...reader.querySelectorAll(".card")].map((card) => [card.id, card]));
  const pieces = [...reader.querySelectorAll("[data-i]")].map((piece) => [piece, piece.dataset.i.split(" ")]);
  const byAnchor = new Map();
  for (const [piece, anchors] of pieces) {
    for (const anchor of anchors) {
      if (!byAnchor.has(anchor)) byAnchor.set(anchor, []);
      byAnchor.get(anchor).push(piece);
    }
  }

  let lit = [];
  const light = (anchors) => {
    for (const element of lit) element.classList.remove("lit");
    lit = anchors.flatMap((anchor) => [cards.get(anchor), ...(byAnchor.get(anchor) || [])]).filter(Boolean);
    for (const element of lit) element.classList.add("lit");
  };

  const anchorsOf = (target) => {
    const card = target.closest(".card");
    if (card) return [card.id, ...(card.dataset.states || "").split(" ").filter(Boolean)];
    const piece = target.closest("[data-i]") || target.querySelector?.(":scope > [data-i]");
    return piece ? piece.dataset.i.split(" ").filter((anchor) => !cards.get(anchor)?.hidden) : [];
  };
  for (const type of ["mouseover", "focusin"]) {
    reader.addEventListener(type, (event) => light(anchorsOf(event.target)));
  }
  for (const type of ["mouseleave", "focusout"]) reader.addEventListener(type, () => light([]));

  const slider = document.getElementById("min");
  const output = document.querySelector(".slider output");
  const apply = () => {
    const least = Number(slider.value);
    output.value = `${Math.round(least * 100)}%`;
    for (const card of cards.values()) card.hidden = Number(card.dataset.c) < least;
    for (const [piece, anchors] of pieces) {
      piece.classList.toggle("off", anchors.every((anchor) => cards.get(anchor)?.hidden));
    }
    for (const mention of reader.querySelectorAll("a.m")) {
      mention.classList.toggle("doubtful", Number(mention.dataset.c) < least);
    }
  };
  slider.addEventListener("input", apply);
  slider.form.addEventListener("submit", (event) => event.preventDefault());
  apply();
})();
