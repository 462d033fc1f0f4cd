// Type-ahead: a list below a search field that says what each hit is. Without it the field
// searches as ever.
let number = 0;
// A hint says what a record is; only of these it says more than that.
const CALLED = { missions: "Mission", sources: "Source" };

function suggest(input) {
  const list = document.createElement("ul");
  list.className = "suggestions";
  list.id = `suggestions-${number += 1}`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  input.after(list);
  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id,
    "aria-expanded": "false",
  })) input.setAttribute(name, value);
  let chosen = -1;
  let waiting;
  let asked = "";

  function close() {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function mark(place) {
    const options = [...list.children];
    chosen = (place + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", i === chosen));
    input.setAttribute("aria-activedescendant", options[chosen].id);
  }

  function show(results) {
    list.replaceChildren(...results.map((hit, i) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${i}`;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.dataset.url = hit.url;
      const hint = document.createElement("small");
      const said = [CALLED[hit.kind], hit.hint].filter(Boolean).join(": ");
      hint.textContent = said.charAt(0).toUpperCase() + said.slice(1);
      option.append(hit.label, hint);
      return option;
    }));
    list.hidden = results.length === 0;
    chosen = -1;
    input.setAttribute("aria-expanded", String(!list.hidden));
  }

  input.addEventListener("input", () => {
    clearTimeout(waiting);
    asked = input.value.trim();
    if (asked.length < 2) return close();
    waiting = setTimeout(async () => {
      const words = asked;
      const answer = await fetch(`/api/v1/suggest/?q=${encodeURIComponent(words)}`);
      if (!answer.ok) return;
      const { results } = await answer.json();
      // A reader who has gone on is not called back by a list that comes late.
      if (words === asked && document.activeElement === input) show(results);
    }, 120);
  });
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      mark(chosen + (event.key === "ArrowDown" ? 1 : chosen < 0 ? 0 : -1));
    } else if (event.key === "Enter" && chosen >= 0) {
      event.preventDefault();
      location.assign(list.children[chosen].dataset.url);
    } else if (event.key === "Escape") {
      close();
    }
  });
  list.addEventListener("mousedown", (event) => {
    const option = event.target.closest("li");
    if (option) location.assign(option.dataset.url);
  });
  input.addEventListener("blur", close);
}

for (const input of document.querySelectorAll("[data-suggest]")) suggest(input);
