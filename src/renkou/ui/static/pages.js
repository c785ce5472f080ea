// The pages read without this; it makes the strip answer at once and adds keys.
"use strict";
document.documentElement.classList.add("js");
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

for (const form of all("form.ctl")) form.addEventListener("change", () => form.requestSubmit());

let prefix = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input, select, textarea")) return;
  if (prefix) {
    prefix = false;
    const link = document.querySelector(`.nav [data-key="${CSS.escape(event.key)}"]`);
    if (link) link.click();
    return;
  }
  if (event.key === "g") prefix = true;
  else if (event.key === "/") {
    event.preventDefault();
    document.getElementById("find")?.focus();
  } else if (event.key === "[" || event.key === "]") {
    const stops = all(".track a");
    const here = stops.findIndex((stop) => stop.hasAttribute("aria-current"));
    stops[here + (event.key === "]" ? 1 : -1)]?.click();
  }
});
