// What a page does beyond links and forms: it looks again when somebody else did something, and never under one's typing.
"use strict";
(() => {
  const EVERY_MS = 15000;

  // A file on its way: how much of it was sent, then how much of it was read. Without a script the form does the same.
  const send = (form) => {
    const said = document.createElement("p");
    const bar = document.createElement("progress");
    said.className = "new";
    said.setAttribute("role", "status");
    said.append(form.dataset.sending, " ", bar);
    form.append(said);
    const sent = new FormData(form);
    sent.append("script", "1");
    const request = new XMLHttpRequest();
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", () => {
      if (request.getResponseHeader("content-type") !== "application/json") {
        const page = new DOMParser().parseFromString(request.responseText, "text/html");
        const main = page.getElementById("main");
        if (!main) return;
        main.querySelectorAll("[data-back]").forEach((link) => link.removeAttribute("data-back"));
        document.getElementById("main").replaceWith(main);
        return;
      }
      const found = JSON.parse(request.responseText);
      said.firstChild.data = form.dataset.busy;
      bar.removeAttribute("value");
      setInterval(async () => {
        const [share, words] = (await (await fetch(found.share)).text()).split("\n");
        if (share) bar.value = Number(share);
        if (words) said.firstChild.data = words;
      }, 700);
      location.assign(found.next);
    });
    request.addEventListener("error", () => form.submit());
    request.open("POST", form.action);
    request.send(sent);
  };
  // A second press of a button, while the first is on its way, is none. Who comes back to the page may press again.
  const onTheWay = new WeakSet();
  let gone = [];
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (onTheWay.has(form)) {
      event.preventDefault();
      return;
    }
    onTheWay.add(form);
    gone.push(form);
    if (!form.dataset.sending) return;
    event.preventDefault();
    send(form);
  });
  addEventListener("pageshow", () => {
    gone.forEach((form) => onTheWay.delete(form));
    gone = [];
  });

  // A file that would be refused is said to be too large before it is sent.
  document.addEventListener("change", (event) => {
    const field = event.target;
    if (field.type !== "file" || !field.dataset.most) return;
    const isTooLarge = [...field.files].some((file) => file.size > Number(field.dataset.most) * 1048576);
    field.setCustomValidity(isTooLarge ? field.dataset.tooLarge : "");
    if (isTooLarge) field.reportValidity();
  });

  // To the form that was refused, with all that was written into it.
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-back]") || history.length < 2) return;
    event.preventDefault();
    history.back();
  });

  // “/” to the search, j and k along the rows: never while one types.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.matches("input, textarea, select")) return;
    if (event.key === "/") {
      const search = document.querySelector("main input[type=search]");
      if (search) {
        event.preventDefault();
        search.focus();
      }
      return;
    }
    if (event.key !== "j" && event.key !== "k") return;
    const rows = [...document.querySelectorAll("main tbody tr, main .cards > li, main .rows > li")]
      .map((row) => row.querySelector("a[href]"))
      .filter(Boolean);
    const at = rows.indexOf(document.activeElement);
    const next = rows[event.key === "j" ? at + 1 : Math.max(0, at - 1)];
    if (next) next.focus();
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

  // A screen on a wall has nobody who types, and no visit: it looks again from time to time.
  const again = Number(document.body.dataset.again);
  if (again) setInterval(() => htmx.trigger(document.getElementById("main"), "look-again"), again * 1000);

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
