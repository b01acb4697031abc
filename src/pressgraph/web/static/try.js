// While the text is being read, say so, and take no second order.
"use strict";
document.getElementById("try").addEventListener("submit", (event) => {
  event.submitter?.setAttribute("disabled", "");
  document.getElementById("busy").textContent = "Reading … the first article takes a few seconds longer.";
});
addEventListener("pageshow", () => {
  document.querySelector("#try button").removeAttribute("disabled");
  document.getElementById("busy").textContent = "";
});
