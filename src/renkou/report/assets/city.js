// The page reads without this; it adds language, search, sorting, the slider and keys.
"use strict";
const root = document.documentElement;
const all = (selector, from = document) => [...from.querySelectorAll(selector)];
const inUse = () => (root.lang === "en" ? "en" : "zh");
const state = new URLSearchParams(location.hash.startsWith("#/") ? location.hash.slice(2) : "");

// What the reader chose stands in the address, so that a link shows the same view.
function keep(name, value) {
  if (value) state.set(name, value);
  else state.delete(name);
  history.replaceState(null, "", "#/" + state);
}

// Language
function speak(lang) {
  root.lang = lang;
  document.title = lang === "en" ? root.dataset.en : root.dataset.zh;
  for (const button of all("[data-to]")) button.setAttribute("aria-pressed", button.dataset.to === lang);
  countRows();
}
for (const button of all("[data-to]")) {
  button.onclick = () => {
    speak(button.dataset.to);
    keep("lang", button.dataset.to === "en" ? "" : "zh");
  };
}

// Sets of columns, the same in both tables of areas
function show(set) {
  for (const table of all("table.grid")) table.dataset.set = set;
  for (const button of all("[data-set]:is(button)")) button.setAttribute("aria-pressed", button.dataset.set === set);
}
for (const button of all("button[data-set]")) {
  button.onclick = () => {
    show(button.dataset.set);
    keep("set", button.dataset.set);
  };
}

// Search by name, pinyin or code, in both tables
const finders = all("input.find");
const said = document.getElementById("said");
function countRows() {
  const rows = all("#townships-table tbody:not(.total) tr");
  const shown = rows.filter((row) => !row.hidden).length;
  const text = inUse() === "en" ? `${shown} of ${rows.length} townships` : `${rows.length}个乡镇街道中的${shown}个`;
  for (const place of all("output.count")) place.textContent = text;
  return text;
}
function find(text) {
  const wanted = text.trim().toLowerCase();
  for (const input of finders) if (input.value !== text) input.value = text;
  for (const row of all("table.grid tbody:not(.total) tr")) row.hidden = !row.dataset.q.includes(wanted);
  const count = countRows();
  said.textContent = wanted ? count : "";
}
for (const input of finders) {
  input.oninput = () => {
    find(input.value);
    keep("find", input.value);
  };
}
for (const form of all("form.search")) {
  form.onsubmit = (event) => {
    event.preventDefault();
    document.getElementById("townships").scrollIntoView();
  };
}

// Sorting: by a head, downwards first; a third press goes back to the order of codes
function sort(table, index, way) {
  const body = table.tBodies[1];
  const rows = [...body.rows];
  table.order ??= rows.slice();
  const value = (row) => Number(row.cells[index].dataset.v ?? "NaN");
  const sorted = way ? rows.sort((a, b) => compare(value(a), value(b), way)) : table.order;
  body.append(...sorted);
  for (const head of all("thead th", table)) head.removeAttribute("aria-sort");
  if (way) table.tHead.rows[0].cells[index].setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
}
function compare(a, b, way) {
  if (isNaN(a) || isNaN(b)) return isNaN(a) - isNaN(b); // missing last, either way
  return (a - b) * way;
}
for (const table of all("table.grid")) {
  [...table.tHead.rows[0].cells].forEach((head, index) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    if (!index) return (button.onclick = () => sort(table, 0, 0));
    button.onclick = () => {
      const way = { descending: 1, ascending: 0 }[head.getAttribute("aria-sort")] ?? -1;
      sort(table, index, way);
      keep("sort-" + table.id, way ? way * index : "");
    };
  });
}

// The year of the tables of areas: other years stand in the CSV of all years
const figures = new Map();
function rowsOf(table) {
  if (!figures.has(table.id)) {
    const address = document.querySelector(`a[data-table="${table.id}"]`).href;
    const text = decodeURIComponent(address.slice(address.indexOf(",") + 1));
    const rows = text.trim().split("\r\n").map((line) => line.split(","));
    figures.set(table.id, new Map(rows.map((row) => [row[0] + row[2], row])));
  }
  return figures.get(table.id);
}
function turnTables(year) {
  for (const table of all("table.grid")) {
    const heads = [...table.tHead.rows[0].cells];
    const named = heads.filter((head) => !head.dataset.form).length;
    for (const row of all("tbody tr", table)) {
      fill(row, heads, rowsOf(table).get(row.id.slice(-12) + year), named + 2);
    }
  }
  for (const place of all(".of-year")) place.textContent = year;
  for (const place of all(".late")) place.hidden = year <= root.dataset.year;
  for (const select of all("select.year")) select.value = year;
}
const why = (lang) => `<abbr title="${lang === "en" ? root.dataset.whyEn : root.dataset.whyZh}">–</abbr>`;
const missing = both(why("en"), why("zh"));
function fill(row, heads, raw, at) {
  heads.forEach((head, index) => {
    if (!head.dataset.form) return;
    const values = raw.slice(at, (at += Number(head.dataset.fields)));
    const bounds = heads[index + 1]?.dataset.fields === "2" ? raw.slice(at, at + 2) : values;
    const places = decimals(head.dataset.form, bounds);
    const cell = row.cells[index];
    cell.innerHTML = values[0] === "" ? missing : both(...shownAs(values, head.dataset.form, places));
    if (values[0] === "") delete cell.dataset.v;
    else cell.dataset.v = values.length > 1 ? values[1] - values[0] : values[0];
  });
}
function decimals(form, [low, high]) {
  if (form === "count") return 0;
  const half = (high - low) / 2;
  return half > 0 ? Math.min(form, Math.max(0, Math.ceil(-Math.log10(half) - 1e-9))) : Number(form);
}
function shownAs(values, form, places) {
  const texts = values.map((value) => (form === "count" ? countTexts(Number(value)) : [digits(value, places), digits(value, places)]));
  if (values.length < 2) return texts[0];
  const joint = Math.min(...values) < 0 ? " to " : " – ";
  return [texts[0][0] + joint + texts[1][0], texts[0][1] + "～" + texts[1][1]];
}
function digits(value, places) {
  const text = Math.abs(value).toLocaleString("en-GB", { minimumFractionDigits: places, maximumFractionDigits: places });
  return value < 0 && /[1-9]/.test(text) ? "−" + text : text;
}
for (const select of all("select.year")) {
  select.onchange = () => {
    turnTables(select.value);
    keep("year", select.value === root.dataset.year ? "" : select.value);
  };
}

// The pyramid's year
const slider = document.getElementById("pyramid-year");
if (slider) {
  const data = JSON.parse(document.getElementById("pyramid-data").textContent);
  const figure = document.getElementById("pyramid");
  const [men, women] = [all("rect.bm", figure), all("rect.bf", figure)];
  const cells = all("#pyramid-table tbody tr", figure).map((row) => all("td", row));
  const outlines = all("path.r", figure);
  const turn = () => {
    const at = slider.value - data.years[0];
    men.forEach((bar, i) => {
      const width = data.men[at][i] * data.reach;
      bar.style.width = width + "px";
      bar.style.x = data.left - width + "px";
    });
    women.forEach((bar, i) => (bar.style.width = data.women[at][i] * data.reach + "px"));
    const census = data.outlines[at];
    if (census) {
      outlines[0].setAttribute("d", census.men);
      outlines[1].setAttribute("d", census.women);
      all("text.census", figure).forEach((text) => write(text, `${census.year} census`, `${census.year}年普查`));
    }
    cells.forEach((row, i) => {
      [data.men[at][i], data.women[at][i], census?.counts[0][i], census?.counts[1][i]].forEach((value, j) => {
        row[j].innerHTML = both(...countTexts(value));
      });
    });
    write(document.getElementById("pyramid-title"), ...data.titles[at]);
    all("caption", figure).forEach((text) => write(text, ...data.captions[at]));
    figure.querySelector("output").textContent = slider.value;
  };
  slider.oninput = turn;
}
function write(element, en, zh) {
  const tag = element instanceof SVGElement ? "tspan" : "span";
  element.innerHTML = both(en, zh, tag);
}
function both(en, zh, tag = "span") {
  return en === zh ? en : `<${tag} lang="en">${en}</${tag}><${tag} lang="zh-Hans">${zh}</${tag}>`;
}
function countTexts(value) {
  if (value === undefined) return ["–", "–"];
  const plain = digits(value, 0);
  return [plain, Math.round(value) >= 1e4 ? digits(value / 1e4, 2) + " 万" : plain];
}

// Where the reader is, in the list of sections
const places = new Map(all(".nav a").map((link) => [link.hash.slice(1), link]));
const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      for (const link of places.values()) link.removeAttribute("aria-current");
      places.get(entry.target.id)?.setAttribute("aria-current", "true");
    }
  },
  { rootMargin: "-10% 0px -80% 0px" },
);
for (const id of places.keys()) {
  const section = document.getElementById(id);
  if (section) watcher.observe(section);
}

// Keys: they can be turned off
const dialog = document.getElementById("keys");
const keysOn = document.getElementById("keys-on");
function nearestFigure() {
  const own = document.activeElement.closest("figure");
  const middle = innerHeight / 2;
  const distance = (figure) => {
    const box = figure.getBoundingClientRect();
    return Math.abs((box.top + box.bottom) / 2 - middle);
  };
  const charts = all("figure:has(details)");
  return own ?? charts.sort((a, b) => distance(a) - distance(b))[0];
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (/INPUT|SELECT|TEXTAREA/.test(event.target.tagName) && event.target.type !== "range") return;
  if (!keysOn.checked || dialog.open) return;
  if (event.key === "/") finders.find((input) => input.offsetParent).focus();
  else if (event.key === "?") dialog.showModal();
  else if (event.key === "t") {
    const details = nearestFigure()?.querySelector("details");
    if (details) details.open = !details.open;
    details?.querySelector("summary").focus();
  } else return;
  event.preventDefault();
});

// What the address says
speak(state.get("lang") === "zh" || location.hash === "#zh" ? "zh-Hans" : "en");
if (state.get("set")) show(state.get("set"));
if (state.get("year")) turnTables(state.get("year"));
if (state.get("find")) find(state.get("find"));
for (const table of all("table.grid")) {
  const chosen = Number(state.get("sort-" + table.id));
  if (chosen) sort(table, Math.abs(chosen), Math.sign(chosen));
}
