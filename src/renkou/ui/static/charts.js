// Charts that a reader looks into: the script comes on demand, the drawing stands first.
"use strict";
{
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const source = document.querySelector("script[data-vega]").dataset.vega;
  const views = new Map();
  let library;

  const load = () => (library ??= new Promise((done, fail) => {
    const script = document.createElement("script");
    script.src = source;
    script.onload = done;
    script.onerror = fail;
    document.head.append(script);
  }));

  // The page has the title already, and the theme is the reader's.
  const dressed = ({ title, ...spec }) => (dark.matches ? { ...spec, config: spec.usermeta.dark } : spec);

  const draw = async (figure, place, spec) => {
    views.get(figure)?.finalize();
    const { view } = await window.vegaEmbed(place, dressed(spec), { ast: true, renderer: "svg", actions: false, logLevel: 1 });
    views.set(figure, view);
    view.addEventListener("pointermove", (event, item) => tell(item?.datum?.area ?? "", figure));
    const svg = place.querySelector("svg");
    svg.setAttribute("role", "img");
    svg.setAttribute("aria-labelledby", `${figure.id}-title`);
  };

  // An area pointed at in one chart is found in all, and in the table.
  let told = "";
  const tell = (area, from) => {
    if (area === told) return;
    told = area;
    for (const old of document.querySelectorAll(".found")) old.classList.remove("found");
    if (area) for (const each of document.querySelectorAll(`[data-area="${CSS.escape(area)}"]`)) each.classList.add("found");
    for (const view of views.values()) {
      try { view.signal("area", area).runAsync(); } catch { /* a chart without areas */ }
    }
  };
  for (const type of ["pointerover", "focusin"])
    document.addEventListener(type, (event) => {
      if (event.target.closest?.(".looked")) return;
      tell(event.target.closest?.("[data-area]")?.dataset.area ?? "");
    });

  const look = async (button) => {
    const figure = button.closest("figure");
    const drawn = figure.querySelector(".drawn");
    let place = figure.querySelector(".looked");
    if (place) {
      const back = !place.hidden;
      place.hidden = back;
      drawn.hidden = !back;
      button.setAttribute("aria-pressed", String(!back));
      if (!back) views.get(figure)?.resize().runAsync();
      return;
    }
    button.setAttribute("aria-busy", "true");
    try {
      const [answer] = await Promise.all([fetch(figure.dataset.spec), load()]);
      if (!answer.ok) throw new Error(String(answer.status));
      const spec = await answer.json();
      place = document.createElement("div");
      place.className = "looked";
      drawn.after(place);
      drawn.hidden = true;
      await draw(figure, place, spec);
      dark.addEventListener("change", () => draw(figure, place, spec));
      button.setAttribute("aria-pressed", "true");
    } catch {
      place?.remove();
      drawn.hidden = false;
      button.disabled = true;
      button.textContent = button.dataset.failed;
    } finally {
      button.removeAttribute("aria-busy");
    }
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".look");
    if (button) look(button);
  });
}
