// The page reads without this; it joins sliders and boxes and moves the pyramid.
"use strict";
(() => {
  const words = document.documentElement.lang === "en" ? "en-GB" : "zh-Hans";
  document.addEventListener("input", (event) => {
    const from = event.target;
    if (from.dataset.box) document.getElementById(from.dataset.box).value = from.value;
    else if (from.type === "number") {
      const slider = document.getElementById(`${from.id}-slider`);
      if (slider && from.value) slider.value = from.value;
    } else if (from.id === "pyramid-year") turn(from);
  });
  document.addEventListener("change", (event) => {
    if (event.target.id === "pyramid-year") keep(event.target.value);
  });

  function turn(slider) {
    const frames = (slider.frames ??= JSON.parse(slider.dataset.frames));
    const at = slider.value - frames.first;
    const figure = document.getElementById("pyramid");
    const [men, women] = frames.people[at];
    const ink = at ? "mv" : "bm";
    figure.querySelectorAll("rect.men").forEach((bar, group) => draw(bar, men[group], frames, ink, true));
    figure.querySelectorAll("rect.women").forEach((bar, group) => draw(bar, women[group], frames, ink, false));
    figure.querySelectorAll("tbody tr").forEach((row, group) => {
      row.cells[1].textContent = men[group].toLocaleString(words);
      row.cells[2].textContent = women[group].toLocaleString(words);
    });
    figure.querySelectorAll("thead th").forEach((head, place) => {
      if (place === 1 || place === 2) head.textContent = head.textContent.replace(/\d{4}/, slider.value);
    });
    figure.querySelector("text.year").textContent = slider.value;
    figure.querySelector("output").textContent = slider.value;
    document.getElementById("pyramid-title").textContent = frames.titles[at];
  }
  function draw(bar, people, frames, ink, left) {
    const width = people * frames.reach;
    bar.setAttribute("width", width);
    if (left) bar.setAttribute("x", frames.left - width);
    bar.classList.remove("mv", "bm");
    bar.classList.add(ink);
  }
  // The year stands in the address and in the form, so that a link shows the same.
  function keep(year) {
    const plain = document.getElementById("at");
    if (plain) plain.value = year;
    const here = new URL(location.href);
    here.searchParams.set("at", year);
    history.replaceState(history.state, "", here);
  }
})();
