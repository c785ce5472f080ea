// The page reads without this; it adds the choice of language.
"use strict";
const root = document.documentElement;
const buttons = [...document.querySelectorAll("[data-to]")];
function speak(lang) {
  root.lang = lang;
  document.title = lang === "en" ? root.dataset.en : root.dataset.zh;
  for (const button of buttons) button.setAttribute("aria-pressed", button.dataset.to === lang);
}
for (const button of buttons) {
  button.onclick = () => {
    speak(button.dataset.to);
    history.replaceState(null, "", button.dataset.to === "en" ? "#" : "#zh");
  };
}
speak(location.hash === "#zh" ? "zh-Hans" : "en");
