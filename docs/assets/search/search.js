// The page's side of search: crisis help in the panel, what to do when nothing is found, announcements, one link
// for each result, and the words that matched marked on the page. It works before the theme's script and after it.
// The head's script imports it when search is first used. Nothing typed leaves the device.
import { soundsLikeCrisis } from "../crisis-words.js";

const FOUND = "trd-guide found words";
const home = new URL("../../", import.meta.url);

const make = (name, attributes = {}, ...children) => {
  const element = Object.assign(document.createElement(name), attributes);
  element.append(...children);
  return element;
};

// Marks these words in a part of the page: whole words only, so that "ECT" is not lit inside "effect".
const markWords = (root, words) => {
  const any = words.map((word) => word.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&").replace(/\s+/g, "\\s+")).join("|");
  const match = new RegExp(`(^|[^\\p{L}\\p{N}])(${any})(?![\\p{L}\\p{N}])`, "giu");
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    const parts = [];
    let from = 0;
    for (const found of text.data.matchAll(match)) {
      const at = found.index + found[1].length;
      parts.push(text.data.slice(from, at), make("mark", { textContent: found[2] }));
      from = at + found[2].length;
    }
    if (parts.length) text.replaceWith(...parts, text.data.slice(from));
  }
};

// The part of the page that the address names: its heading and what follows, up to the next heading of its rank.
const markSection = (words) => {
  document.querySelectorAll("article mark").forEach((old) => old.replaceWith(...old.childNodes));
  const article = document.querySelector("article");
  const heading = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!/^H[2-6]$/.test(heading?.tagName)) return markWords(article, words);
  const ends = (part) => /^H[1-6]$/.test(part.tagName) && part.tagName <= heading.tagName;
  let part = heading;
  do {
    markWords(part, words);
    part = part.nextElementSibling;
  } while (part && !ends(part));
};

// The words come from the result that was followed: kept until the next page has read them, and no longer.
const takeWords = () => {
  try {
    const words = JSON.parse(sessionStorage.getItem(FOUND));
    sessionStorage.removeItem(FOUND);
    if (words?.length) markSection(words);
  } catch {
    // Without storage the page is shown unmarked.
  }
};
takeWords();

const search = document.querySelector(".md-search");
const input = search?.querySelector("[data-md-component=search-query]");
const result = search?.querySelector("[data-md-component=search-result]");

const setUpPanel = () => {
  document.head.append(make("link", { rel: "stylesheet", href: new URL("search.css", import.meta.url).href }));

  // The numbers are written once, in the line at the top of every page. This is that line again.
  const crisisLine = document.querySelector(".md-banner .crisis");
  const crisis = make("div", { className: "search-crisis" }, ...(crisisLine ? [crisisLine.cloneNode(true)] : []));

  const tried = make("strong");
  const link = (path, text) => make("li", {}, make("a", { href: new URL(path, home).href, textContent: text }));
  const nothing = make(
    "div",
    { className: "search-nothing", hidden: true },
    make("p", {}, "Nothing here matches ", tried, "."),
    make("p", {}, "We looked for these words, for other words that mean the same, and for close spellings. ", "Fewer words may find more. Or go to:"),
    make(
      "ul",
      {},
      link("faq/", "Questions people ask"),
      link("treatments/", "Compare the options"),
      link("help-now/", "Help now, by country"),
    ),
  );

  // Announced to screen readers only: the panel shows the same.
  const status = make("p", { className: "search-status" });
  status.setAttribute("role", "status");

  result.before(crisis, nothing);
  result.after(status);

  let saying;
  const say = (text) => {
    clearTimeout(saying);
    // A reader who is still typing is not interrupted at each key.
    saying = setTimeout(() => (status.textContent = text), 700);
  };

  let inCrisis = false;
  const readTyped = (typed = input.value) => {
    inCrisis = soundsLikeCrisis(typed);
    crisis.classList.toggle("search-crisis--large", inCrisis);
    if (inCrisis) {
      result.parentElement.scrollTop = 0;
      say(crisis.textContent);
    }
    if (!typed.trim()) nothing.hidden = true;
  };

  // The theme shows each section below a link to its page. One link is enough: the page's name becomes text.
  const tidy = (entry) => {
    // The theme's results answer to arrow keys only. Tab reaches them too.
    entry.querySelectorAll("a").forEach((link) => link.removeAttribute("tabindex"));
    const [page, section] = entry.querySelectorAll("a");
    if (!section) return;
    section.firstElementChild.prepend(make("p", { className: "search-page", textContent: page.textContent }));
    page.remove();
  };

  const list = result.querySelector("ol");
  new MutationObserver(() => {
    list.querySelectorAll("li").forEach(tidy);
    const count = list.childElementCount;
    const typed = input.value.trim();
    nothing.hidden = !typed || count > 0;
    tried.textContent = typed.length > 80 ? `${typed.slice(0, 80)}…` : typed;
    const found = count ? result.firstElementChild.textContent : nothing.firstElementChild.textContent;
    if (typed) say(inCrisis ? `${crisis.textContent} ${found}` : found);
  }).observe(result, { childList: true, subtree: true });
  // The theme's script may have been first.
  list.querySelectorAll("li").forEach(tidy);

  // On a page with a part in its address the theme closes search as soon as its script has loaded. That is undone.
  const toggle = document.getElementById("__search");
  const keepOpen = () => {
    if (!toggle.checked && document.activeElement === input) toggle.click();
  };
  if (location.hash) toggle.addEventListener("change", () => setTimeout(keepOpen), { once: true });

  input.addEventListener("input", () => {
    keepOpen();
    readTyped();
    // The theme waits for a key to be let go, and so would miss dictation and pasting by mouse.
    input.dispatchEvent(new KeyboardEvent("keyup"));
  });
  input.addEventListener("focus", () => readTyped());
  input.form.addEventListener("reset", () => readTyped(""));
  input.form.addEventListener("submit", (event) => event.preventDefault());
  // A search may stand in the address or may have been typed already.
  readTyped(input.value || (new URLSearchParams(location.search).get("q") ?? ""));

  // The theme closes search on Tab, so that no key would reach the crisis links. Tab stays in the panel's order here,
  // and search closes when it leaves the panel.
  search.addEventListener("keydown", (event) => {
    if (event.key === "Tab" || event.key === "Shift") event.stopPropagation();
  });
  search.addEventListener("focusout", ({ relatedTarget }) => {
    if (!relatedTarget || search.contains(relatedTarget) || !toggle.checked) return;
    toggle.click();
    // On a narrow screen the theme puts the page back where it was, away from what has the focus now.
    setTimeout(() => relatedTarget.scrollIntoView({ block: "nearest" }), 300);
  });

  list.addEventListener("click", ({ target }) => {
    const followed = target.closest("a");
    if (!followed) return;
    const words = [...new Set([...followed.querySelectorAll("mark")].map((mark) => mark.textContent.toLowerCase()))];
    try {
      sessionStorage.setItem(FOUND, JSON.stringify(words));
    } catch {
      return;
    }
    if (followed.pathname === location.pathname) setTimeout(takeWords);
  });
};

// Another theme may draw its own search box; then there is no panel to fill.
if (input && result) setUpPanel();
