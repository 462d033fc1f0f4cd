// What a page can do besides, where there is script. Nothing depends on it.

// Buttons that copy an address; where a browser lets nobody copy, they stay hidden.
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button.copy");
  if (!button) return;
  await navigator.clipboard.writeText(button.dataset.copy);
  const said = button.textContent;
  button.textContent = "Copied";
  setTimeout(() => { button.textContent = said; }, 1500);
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

// A list that changes in place: what was open stays open, what was ticked stays ticked, the
// keyboard stays where it was or comes to the sentence that says what is shown, and that
// sentence is read aloud.
let kept = null;
document.addEventListener("htmx:beforeSwap", () => {
  kept = {
    open: new Map([...document.querySelectorAll("#list details[id]")].map((d) => [d.id, d.open])),
    ticked: [...document.querySelectorAll("#list .tick input:checked")].map((i) => i.value),
    focused: document.activeElement.closest("#list") && document.activeElement.id,
  };
});
document.addEventListener("htmx:afterSettle", () => { // htmx has set all attributes by then
  prepare(document);
  const finding = document.querySelector("#list .finding");
  if (!kept || !finding) return;
  for (const [id, open] of kept.open) {
    const details = document.getElementById(id);
    if (details) details.open = open;
  }
  for (const input of document.querySelectorAll("#list .tick input")) {
    input.checked = kept.ticked.includes(input.value);
  }
  const place = kept.focused && document.getElementById(kept.focused);
  (place || finding).focus({ preventScroll: true });
  say(finding.textContent);
  kept = null;
});

// What htmx cannot show is not kept from the reader.
document.addEventListener("htmx:responseError", (event) => {
  location.assign(event.detail.pathInfo.finalRequestPath);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => {
    say("The site does not answer. Try again in a moment.");
    document.getElementById("said")?.classList.remove("hidden");
  });
}

function say(words) {
  const place = document.getElementById("said");
  if (!place) return;
  place.textContent = words;
  place.classList.add("hidden");
}

// Paper has no pictures that come later and nothing to open.
addEventListener("beforeprint", () => {
  for (const image of document.querySelectorAll("img[loading=lazy]")) image.loading = "eager";
  for (const details of document.querySelectorAll("main details:not([open], .menu, .facets *, .question)")) {
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

function prepare(root) {
  for (const button of root.querySelectorAll("button.copy")) button.hidden = !navigator.clipboard;
  root.querySelector("details.facets")?.classList.add("ready");
}

// On a phone the facets begin closed: the list comes first.
const facets = document.querySelector("details.facets");
if (facets && matchMedia("(max-width: 60rem)").matches) facets.open = false;
prepare(document);
