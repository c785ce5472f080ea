// The pages read without this; it makes the strip answer at once and adds keys,
// filters of menus, a sign that the server works, and focus where something changed.
"use strict";
const root = document.documentElement;
root.classList.add("js");
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const byId = (id) => document.getElementById(id);

// The strip: chosen with a pointer it answers at once; with keys, by its button, since
// each press of an arrow would lead to another page.
let byPointer = false;
document.addEventListener("pointerdown", () => (byPointer = true), true);
document.addEventListener("keydown", () => (byPointer = false), true);
document.addEventListener("change", (event) => {
  const form = event.target.closest("form.ctl");
  if (!form) return;
  if (byPointer) form.requestSubmit();
  else form.classList.add("changed");
});

// Menus of areas: filter, arrows, Escape
function filterMenu(input) {
  const wanted = input.value.trim().toLowerCase();
  for (const item of all("li[data-q]", input.closest(".menu"))) {
    item.hidden = !item.dataset.q.toLowerCase().includes(wanted);
  }
}
document.addEventListener("input", (event) => {
  if (event.target.matches(".menu input")) filterMenu(event.target);
});
function openMenu() {
  return document.querySelector(".pick[open]");
}
document.addEventListener("click", (event) => {
  const menu = openMenu();
  if (menu && !menu.contains(event.target)) menu.open = false;
});
function moveInMenu(event) {
  const menu = openMenu();
  if (!menu?.contains(event.target)) return false;
  const links = all("li:not([hidden]) a", menu);
  const at = links.indexOf(document.activeElement);
  if (event.key === "ArrowDown") (links[at + 1] ?? links[0])?.focus();
  else if (event.key === "ArrowUp") (links[at - 1] ?? links.at(-1))?.focus();
  else if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else return false;
  return true;
}

// Waiting: the bar comes by itself (frame.css), the words after three seconds
const busy = byId("busy");
let wordsLater = 0;
function wait() {
  clearTimeout(wordsLater);
  root.classList.remove("lost");
  root.classList.add("waiting");
  wordsLater = setTimeout(() => (busy.firstElementChild.textContent = busy.dataset.slow), 3000);
}
function done() {
  clearTimeout(wordsLater);
  root.classList.remove("waiting", "lost");
  busy.firstElementChild.textContent = "";
}
function lost() {
  done();
  root.classList.add("lost");
  busy.firstElementChild.textContent = busy.dataset.lost;
}
document.addEventListener("submit", (event) => {
  if (event.target.method !== "dialog" && !event.target.matches("[data-download]")) {
    if (!event.defaultPrevented) wait();
  }
});
addEventListener("pageshow", done);
document.addEventListener("htmx:beforeRequest", wait);
document.addEventListener("htmx:afterRequest", done);
document.addEventListener("htmx:sendError", lost);
document.addEventListener("htmx:timeout", lost);

// After a change of the page, focus goes to its summary of errors, else to its heading
function focusOn(element) {
  if (!element) return;
  if (!element.hasAttribute("tabindex")) element.tabIndex = -1;
  element.focus();
}
document.addEventListener("htmx:afterSettle", (event) => {
  const changed = event.detail.elt;
  const told = changed.matches("[role=alert]") ? changed : changed.querySelector("[role=alert]");
  const moved = changed.matches("main, .wrap, body");
  if (told) focusOn(told);
  else if (moved) focusOn(changed.querySelector("h1"));
});
focusOn(document.querySelector("[role=alert]"));

// The section bar of a narrow window begins where one is
const current = document.querySelector(".nav [aria-current]");
const bar = current?.closest("ul");
if (bar && bar.scrollWidth > bar.clientWidth) {
  bar.scrollLeft = current.offsetLeft - (bar.clientWidth - current.offsetWidth) / 2;
}

// Keys: they can be turned off
const dialog = byId("keys");
const keysOn = byId("keys-on");
if (keysOn) {
  keysOn.checked = localStorage.getItem("renkou-keys") !== "off";
  keysOn.onchange = () => localStorage.setItem("renkou-keys", keysOn.checked ? "on" : "off");
  byId("keys-open").onclick = () => dialog.showModal();
}
function nearestFigure() {
  const own = document.activeElement.closest("figure");
  const middle = innerHeight / 2;
  const distance = (figure) => {
    const box = figure.getBoundingClientRect();
    return Math.abs((box.top + box.bottom) / 2 - middle);
  };
  return own ?? all("figure:has(details.data)").sort((a, b) => distance(a) - distance(b))[0];
}
function openTable() {
  const details = nearestFigure()?.querySelector("details.data");
  if (!details) return;
  details.open = !details.open;
  details.querySelector("summary").focus();
}
const doing = {
  "/": () => byId("find")?.focus(),
  "?": () => dialog?.showModal(),
  t: openTable,
  "[": () => document.querySelector('[data-step="["]')?.click(),
  "]": () => document.querySelector('[data-step="]"]')?.click(),
};
let goes = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (moveInMenu(event)) return event.preventDefault();
  const field = event.target.closest?.("input, select, textarea, [contenteditable]");
  if (field && field.type !== "range" && field.type !== "checkbox") return;
  if ((keysOn && !keysOn.checked) || dialog?.open) return;
  if (goes) {
    goes = false;
    const link = all(".nav [data-key]").find((each) => each.dataset.key === event.key);
    if (link) link.click();
    return;
  }
  if (event.key === "g") goes = true;
  else if (doing[event.key]) {
    event.preventDefault();
    doing[event.key]();
  }
});
