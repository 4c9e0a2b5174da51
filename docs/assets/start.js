// Runs in the head, before the page shows. The theme's script (35 KB compressed) is fetched on first need
// only; until then this keeps the reader's light or dark choice and loses no first tap or key.
(() => {
  const root = document.documentElement;
  const scope = new URL("..", document.currentScript.src).pathname;
  const searchScript = new URL("search/search.js", document.currentScript.src).href;
  root.classList.replace("no-js", "js");

  // The three helpers that the theme's script expects, in its own form. One entry is ever stored, and only
  // after the reader has chosen; the theme's script alone would store it unasked.
  let chose = false;
  window.__md_scope = new URL(scope, location);
  window.__md_get = (key, storage = localStorage, at = window.__md_scope) => {
    try {
      return JSON.parse(storage.getItem(`${at.pathname}.${key}`));
    } catch {
      return null;
    }
  };
  window.__md_set = (key, value, storage = localStorage, at = window.__md_scope) => {
    if (key !== "__palette" || !chose) return;
    try {
      storage.setItem(`${at.pathname}.${key}`, JSON.stringify(value));
    } catch {
      // A full or forbidden storage costs the reader the memory of the choice, not the choice.
    }
  };

  // site.css follows the device unless the root carries the reader's own choice.
  const kept = window.__md_get("__palette")?.color?.scheme;
  if (kept) root.dataset.scheme = kept;

  const waiting = () => [...document.querySelectorAll("script[data-theme-script]")];
  const openSearch = () => {
    const input = document.querySelector("[data-md-component=search-query]");
    if (!input) return; // another theme's search box, which brings its own script
    import(searchScript);
    for (const place of waiting()) {
      const script = document.createElement("script");
      script.src = place.dataset.src;
      script.async = false;
      place.replaceWith(script);
    }
    document.getElementById("__search").checked = true;
    input.focus();
  };

  const switches = () => [...document.querySelectorAll("input[name=__palette]")];
  const showSwitch = (scheme) => {
    for (const input of switches()) {
      input.checked = input.dataset.mdColorScheme === scheme;
      if (input.nextElementSibling) input.nextElementSibling.hidden = !input.checked;
    }
  };

  addEventListener("change", ({ target }) => {
    if (target.id === "__search" && target.checked) openSearch();
    // The menu opened from the keyboard takes the focus with it; its links stand after the header in the page.
    if (target.id === "__drawer" && target.checked && target.matches(":focus-visible"))
      [...document.querySelectorAll(".md-nav--primary > .md-nav__list > li > :is(a, label[tabindex])")].find((link) => link.offsetParent)?.focus();
    if (target.name !== "__palette") return;
    const { mdColorMedia: media, mdColorScheme: scheme, mdColorPrimary: primary, mdColorAccent: accent } = target.dataset;
    chose = true;
    root.dataset.scheme = scheme;
    window.__md_set("__palette", { index: switches().indexOf(target), color: { media, scheme, primary, accent } });
    showSwitch(scheme);
  });
  addEventListener("focusin", ({ target }) => {
    if (target.matches("[data-md-component=search-query]")) openSearch();
  });
  addEventListener("keydown", (event) => {
    const drawer = document.getElementById("__drawer");
    if (event.key === "Escape" && drawer?.checked) {
      drawer.checked = false;
      drawer.focus();
    }
    // The theme's script, once here, does this for its labels with Enter.
    if (event.key === " " || (event.key === "Enter" && waiting().length)) {
      if (event.target.matches("label.md-nav__link, label.md-nav__title")) {
        event.preventDefault();
        event.target.click();
      }
    }
    const typing = event.target.closest("input:not([type=radio], [type=checkbox]), textarea, select");
    if (!waiting().length || typing || event.metaKey || event.ctrlKey || event.altKey) return;
    if (["/", "f", "s"].includes(event.key)) {
      event.preventDefault();
      openSearch();
    }
  });
  addEventListener("DOMContentLoaded", () => {
    // A search result was followed: its words are marked on this page.
    try {
      if (sessionStorage.getItem("trd-guide found words")) import(searchScript);
    } catch {
      // Without storage the page is shown unmarked.
    }
    showSwitch(kept ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "day"));
    if (new URLSearchParams(location.search).has("q") || location.hash === "#__search") openSearch();
  });
})();
