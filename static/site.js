// What a page can do besides, where there is script. Nothing depends on it.

// Buttons that copy an address; where a browser lets nobody copy, they stay hidden.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button || button.dataset.said) return;
  button.dataset.said = button.textContent;
  const done = navigator.clipboard.writeText(button.dataset.copy);
  button.textContent = await done.then(() => "Copied", () => "Not allowed here");
  setTimeout(() => {
    button.textContent = button.dataset.said;
    delete button.dataset.said;
  }, 1500);
});

// A form sends no empty fields: addresses stay short.
document.addEventListener("submit", (event) => {
  for (const field of event.target.elements) {
    if (field.name && !field.value) field.disabled = true;
  }
  setTimeout(() => {
    for (const field of event.target.elements) field.disabled = false;
  });
});
// htmx reads the fields before that.
document.addEventListener("htmx:configRequest", (event) => {
  const { formData } = event.detail;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});

// Menus close by Escape, and when a reader goes on.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    const held = menu.contains(document.activeElement);
    menu.open = false;
    if (held) menu.querySelector("summary").focus();
  }
});
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

// A list that changes in place: what was open stays open, the keyboard stays where it was or
// comes to the sentence that says what is shown, and that sentence is read aloud.
let kept = null;
document.addEventListener("htmx:beforeSwap", () => {
  const held = document.activeElement;
  kept = {
    open: new Map([...document.querySelectorAll("#list details[id]")].map((d) => [d.id, d.open])),
    held: held !== document.body,
    place: held.id || held.closest("details[id]")?.id,
  };
  // A menu has done its work when something of it is chosen.
  for (const menu of document.querySelectorAll("#list details.menu")) kept.open.delete(menu.id);
});
document.addEventListener("htmx:afterSwap", () => {
  for (const [id, open] of kept?.open ?? []) {
    const details = document.getElementById(id);
    if (details) details.open = open;
  }
  prepare();
});
document.addEventListener("htmx:afterSettle", () => {
  const finding = document.querySelector("#list .finding");
  if (!finding || !kept) return;
  say(finding.textContent);
  if (kept.held) {
    const place = kept.place && document.getElementById(kept.place);
    const target = place?.matches("details") ? place.querySelector("summary") : place;
    target?.focus();
    if (document.activeElement === document.body) finding.focus();
  }
  kept = null;
});
document.addEventListener("htmx:historyRestore", () => prepare());

// What is ticked is compared, whatever the list shows meanwhile.
const ticked = new Map(); // names by key
document.addEventListener("change", (event) => {
  if (!event.target.matches(".tick input")) return;
  if (event.target.checked) tick(event.target);
  else ticked.delete(event.target.value);
  showTicked();
});
document.addEventListener("click", (event) => {
  if (event.target.id !== "untick") return;
  ticked.clear();
  showTicked();
  document.querySelector("#compare button").focus();
});

function tick(input) {
  ticked.set(input.value, input.getAttribute("aria-label").replace("Compare ", ""));
}

function showTicked() {
  const form = document.getElementById("compare");
  if (!form) return;
  for (const input of form.querySelectorAll("input")) input.remove();
  const shown = new Set();
  for (const input of document.querySelectorAll("#list .tick input")) {
    input.checked = ticked.has(input.value);
    shown.add(input.value);
  }
  for (const key of ticked.keys()) {
    if (shown.has(key)) continue;
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name: "missions", value: key });
    form.append(input);
  }
  form.querySelector("output").textContent = [...ticked.values()].join(", ");
  document.getElementById("untick").hidden = !ticked.size;
}

// What htmx cannot show is not kept from the reader.
document.addEventListener("htmx:responseError", (event) => {
  location.assign(event.detail.pathInfo.finalRequestPath);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    say("The site does not answer; what you see is as before. Try again in a moment.", "trouble");
  });
}

function say(words, how = "hidden") {
  const place = document.getElementById("said");
  if (place) Object.assign(place, { textContent: words, className: how });
}

// Paper has no pictures that come later, and nothing to open: where the style sheet cannot
// show what is closed, it is opened for as long as a page is printed.
const OPENED = "main details:not([open], .menu, .facets, .facets *, .question, .chart *, .series)";
addEventListener("beforeprint", () => {
  for (const image of document.querySelectorAll("img[loading=lazy]")) image.loading = "eager";
  if (CSS.supports("selector(::details-content)")) return;
  for (const details of document.querySelectorAll(OPENED)) {
    details.open = true;
    details.dataset.opened = "";
  }
});
addEventListener("afterprint", () => {
  for (const details of document.querySelectorAll("details[data-opened]")) {
    details.open = false;
    delete details.dataset.opened;
  }
});

function prepare() {
  for (const button of document.querySelectorAll("button.copy")) button.hidden = !navigator.clipboard;
  showTicked();
}

// A browser that comes back to a page ticks what was ticked.
for (const input of document.querySelectorAll(".tick input:checked")) tick(input);
prepare();
