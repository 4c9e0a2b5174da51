// Runs in the head, before the page shows. The theme's script (35 KB) is fetched on first need only;
// until then this keeps the reader's light or dark choice and loses no first tap or key.
(() => {
  const root = document.documentElement;
  root.classList.replace("no-js", "js");

  // Without a stored choice the style sheet follows the device.
  const stored = () => typeof __md_get === "function" && __md_get("__palette");
  if (stored()) root.classList.add("chosen");

  let loading;
  const loadTheme = () => {
    loading ??= Promise.all(
      [...document.querySelectorAll("script[data-theme-script]")].map(
        (place) =>
          new Promise((done) => {
            const script = document.createElement("script");
            script.src = place.dataset.src;
            script.onload = done;
            place.replaceWith(script);
          }),
      ),
    );
    return loading;
  };

  const openSearch = () => {
    const toggle = document.getElementById("__search");
    const input = document.querySelector("[data-md-component=search-query]");
    loadTheme();
    toggle.checked = true;
    input.focus();
  };

  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");

  addEventListener("keydown", (event) => {
    if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
    if (["/", "s", "f"].includes(event.key) && !loading) {
      event.preventDefault();
      openSearch();
    }
  });
  addEventListener("focusin", (event) => {
    if (event.target.matches("[data-md-component=search-query]")) loadTheme();
  });
  addEventListener("change", (event) => {
    if (event.target.id === "__search" && event.target.checked) openSearch();
    if (event.target.name === "__palette") choosePalette(event.target);
  });

  // The same entry, in the same form, as the theme's own script keeps.
  const palettes = () => [...document.querySelectorAll("input[name=__palette]")];
  const showToggle = (index) =>
    palettes().forEach((input, n) => {
      input.checked = n === index;
      const label = input.nextElementSibling;
      if (label) label.hidden = n !== index;
    });
  const choosePalette = (input) => {
    const color = {};
    for (const key of ["media", "scheme", "primary", "accent"]) {
      color[key] = input.getAttribute(`data-md-color-${key}`);
      document.body.setAttribute(`data-md-color-${key}`, color[key]);
    }
    const index = palettes().indexOf(input);
    root.classList.add("chosen");
    __md_set("__palette", { index, color });
    showToggle(index);
  };

  addEventListener("DOMContentLoaded", () => {
    const choice = stored();
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    showToggle(choice ? choice.index : dark ? 1 : 0);
    if (new URLSearchParams(location.search).has("q") || location.hash === "#__search") openSearch();
  });
})();
