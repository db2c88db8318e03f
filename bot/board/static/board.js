// What a page does beyond links and forms: it looks again when somebody else did something, and never under one's typing.
"use strict";
(() => {
  const EVERY_MS = 15000;

  document.addEventListener("submit", (event) => {
    const words = event.target.dataset.busy;
    if (words) {
      const said = document.createElement("p");
      said.className = "new";
      said.setAttribute("role", "status");
      said.textContent = words;
      event.target.append(said);
    }
  });

  const isTouched = (field) => {
    if (field.type === "hidden") return false;
    if (field.type === "file") return field.files.length > 0;
    if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
    if (field.tagName === "SELECT") {
      const first = [...field.options].findIndex((option) => option.defaultSelected);
      return field.selectedIndex !== Math.max(0, first);
    }
    return field.value !== field.defaultValue;
  };

  const isAtWork = (main) => {
    const active = document.activeElement;
    if (active && active.matches("main input, main textarea, main select")) return true;
    if (main.querySelector("details[open] form")) return true;
    return [...main.querySelectorAll("input, textarea, select")].some(isTouched);
  };

  const state = document.body.dataset.state;
  let known = null;
  const look = async () => {
    const main = document.getElementById("main");
    if (document.hidden || !main) return;
    try {
      const answer = await fetch(state, { cache: "no-store" });
      if (!answer.ok) return;
      const now = await answer.text();
      if (known !== null && now !== known) {
        if (isAtWork(main)) return;
        htmx.trigger(main, "look-again");
      }
      known = now;
    } catch {
      // The next look may find the board again.
    }
  };
  if (state) {
    look();
    setInterval(look, EVERY_MS);
    document.addEventListener("visibilitychange", look);
  }
})();
