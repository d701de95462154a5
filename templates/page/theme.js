"use strict";
// Light and dark: as the system is, until the learner chooses.

studygen.theme = (({ dom: { DARK, NARROW, by, onClick }, memory, stage }) => {
  const isDark = () => {
    const chosen = memory.browser.recall("theme");
    return chosen ? chosen === "dark" : DARK.matches;
  };

  function dress() {
    const dark = isDark();
    document.documentElement.dataset.theme = dark ? "dark" : "light";
    by("theme").textContent = dark ? "Light" : "Dark";
    by("theme").setAttribute("aria-label", dark ? "Light colours" : "Dark colours");
    stage.dress(dark);
  }

  function start() {
    dress();
    onClick("theme", () => {
      memory.browser.keep("theme", document.documentElement.dataset.theme === "dark" ? "light" : "dark");
      dress();
    });
    for (const media of [DARK, NARROW]) media.addEventListener("change", dress);
  }

  return { start };
})(studygen);
