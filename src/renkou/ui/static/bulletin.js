/* The editor shows each placeholder as a locked chip. The textarea below stays what is
   sent; without this script it is what is written in. */
"use strict";
(() => {
  const source = document.getElementById("slots");
  const editor = document.getElementById("editor");
  if (!source || !editor) return;
  const slots = JSON.parse(source.textContent);
  document.documentElement.classList.add("rich");

  const chip = (name) => {
    const made = document.createElement("span");
    made.className = "chip";
    made.contentEditable = "false";
    made.dataset.name = name;
    made.textContent = slots[name][0];
    made.title = `{${name}} ${slots[name][1]}`;
    return made;
  };
  const fill = (rich, text) => {
    rich.replaceChildren();
    text.split(/\{([a-z0-9-]+)\}/).forEach((piece, at) => {
      if (at % 2 && slots[piece]) rich.append(chip(piece));
      else if (at % 2) rich.append(`{${piece}}`);
      else if (piece) rich.append(piece);
    });
  };
  const read = (node) => [...node.childNodes].map((each) => {
    if (each.nodeType === Node.TEXT_NODE) return each.data;
    if (each.dataset && each.dataset.name) return `{${each.dataset.name}}`;
    if (each.nodeName === "BR") return " ";
    return read(each);
  }).join("").replace(/\u00a0/g, " ");

  for (const area of editor.querySelectorAll("textarea")) {
    const rich = document.createElement("div");
    rich.className = "rich";
    rich.contentEditable = "true";
    rich.role = "textbox";
    rich.ariaMultiLine = "true";
    rich.spellcheck = true;
    rich.setAttribute("aria-label", area.labels[0].textContent);
    rich.setAttribute("tabindex", "0");
    if (area.getAttribute("aria-invalid")) {
      rich.setAttribute("aria-invalid", "true");
      rich.setAttribute("aria-describedby", area.getAttribute("aria-describedby"));
    }
    fill(rich, area.value);
    rich.addEventListener("input", () => { area.value = read(rich); });
    rich.addEventListener("blur", () => fill(rich, area.value));
    rich.addEventListener("paste", (event) => {
      event.preventDefault();
      const text = event.clipboardData.getData("text/plain").replace(/\s+/g, " ");
      document.execCommand("insertText", false, text);
    });
    rich.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault();
    });
    area.hidden = true;
    area.after(rich);
    area.addEventListener("focus", () => rich.focus());
    rich.id = `${area.id}-rich`;
  }
  for (const link of document.querySelectorAll("#wrongs a")) {
    link.addEventListener("click", (event) => {
      const rich = document.getElementById(`${link.hash.slice(1)}-rich`);
      if (rich) { event.preventDefault(); rich.focus(); }
    });
  }
  document.getElementById("wrongs")?.focus();
})();
