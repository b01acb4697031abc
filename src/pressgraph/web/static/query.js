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

  for (const button of document.querySelectorAll(".edit")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const tab = yasgui.addTab(true, { ...Yasgui.Tab?.getDefaults?.(), name: button.dataset.title });
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
