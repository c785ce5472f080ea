// Keys in tables of areas: j and k move from row to row, Enter opens the row's area.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea, dialog")) return;
  if (localStorage.getItem("renkou-keys") === "off" || !/^[jk]$/.test(event.key)) return;
  const links = [...document.querySelectorAll("table.list tbody th a")];
  const at = links.indexOf(document.activeElement);
  const next = event.key === "j" ? at + 1 : at < 0 ? links.length - 1 : at - 1;
  links[next]?.focus(); // a link: Enter opens it
});
