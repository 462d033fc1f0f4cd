// What a page can do besides, where there is script. Nothing depends on it.

// Buttons that copy an address.
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

function prepare(root) {
  for (const button of root.querySelectorAll("button.copy")) button.hidden = false;
  // On a phone the facets begin closed: the list comes first.
  const facets = root.querySelector("details.facets");
  if (facets) {
    if (matchMedia("(max-width: 60rem)").matches) facets.open = false;
    facets.classList.add("ready");
  }
}
prepare(document);
document.addEventListener("htmx:afterSwap", () => prepare(document));
