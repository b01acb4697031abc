// The query editor: YASGUI on the page's own endpoint, with no services of others.
"use strict";
(() => {
  const place = document.getElementById("yasgui");
  const plain = document.getElementById("plain-query");
  const start = document.getElementById("plain").value;
  const endpoint = new URL(place.dataset.endpoint, location.href).href;

  const own = new Set(["variables"]); // the others ask servers on the web
  Yasgui.Yasqe.defaults.autocompleters = Yasgui.Yasqe.defaults.autocompleters.filter((name) => own.has(name));
  Yasgui.Yasqe.defaults.value = start;
  Yasgui.defaults.requestConfig.endpoint = endpoint; // for tabs that are opened later
  Yasgui.Yasqe.defaults.requestConfig.endpoint = endpoint;

  // Values as one reads them: whole texts, and a literal's datatype where the pointer rests on it.
  const table = Yasgui.Yasr.plugins.table.prototype;
  const draw = table.draw;
  table.draw = function (config) {
    this.persistentConfig = { isEllipsed: false, ...this.persistentConfig };
    return draw.call(this, config);
  };
  const linked = table.getUriLinkFromBinding;
  table.getUriLinkFromBinding = function (node, prefixes) {
    return linked.call(this, node, { id: place.dataset.base, ...prefixes });
  };
  table.formatLiteral = (literal) => {
    const shown = document.createElement("span");
    shown.textContent = literal.value;
    if (literal.datatype) shown.title = literal.datatype;
    if (literal["xml:lang"]) shown.append(" ", Object.assign(document.createElement("sup"), { textContent: literal["xml:lang"] }));
    return shown.outerHTML;
  };

  place.hidden = false;
  plain.hidden = true;
  const yasgui = new Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: true,
    endpointCatalogueOptions: { getData: () => [] },
    persistenceId: `pressgraph ${endpoint}`,
    corsProxy: undefined,
  });
  window.pressgraph = { yasgui };

  // What the editor leaves unnamed, for readers by ear.
  const name = () => {
    for (const area of place.querySelectorAll(".CodeMirror textarea:not([aria-label])")) area.setAttribute("aria-label", "SPARQL");
    for (const size of place.querySelectorAll("select.tableSizer:not([aria-label])")) size.setAttribute("aria-label", "Rows per page");
    for (const box of place.querySelectorAll(".CodeMirror-scroll[tabindex='-1']")) box.setAttribute("tabindex", "0");
    for (const button of place.querySelectorAll(".tabsList .addTab:not([role])")) {
      button.setAttribute("role", "tab");
      button.setAttribute("aria-selected", "false");
    }
  };
  new MutationObserver(name).observe(place, { childList: true, subtree: true });
  name();

  for (const button of document.querySelectorAll(".edit")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const tab = yasgui.addTab(true);
      tab.setName(button.dataset.title);
      tab.setQuery(button.dataset.query);
      place.scrollIntoView({ block: "start" });
      tab.query();
    });
  }

  place.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (link && link.href.startsWith(place.dataset.base)) {
      event.preventDefault();
      open(`${place.dataset.resource}?iri=${encodeURIComponent(link.getAttribute("href"))}`, "_self");
    }
  });
})();
