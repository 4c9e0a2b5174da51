"""In a real browser: nothing from outside, everything readable, reachable by key, and clean for axe."""

import gzip

import pytest
from axe_playwright_python.sync_playwright import Axe

KINDS = {
    "article": "",
    "faq": "faq/",
    "compare": "treatments/",
    "procedure": "treatments/tms/",
    "ongoing": "treatments/medicines/",
    "survey": "treatments/other-options/",
    "living": "living/family/",
    "help": "help-now/",
    "sources": "sources/",
    "glossary": "glossary/",
    "about": "about/",
    "not found": "no-such-page/",
}
"""One page of each kind. The tool has tests of its own."""

WITH_TOOL = {**KINDS, "tool": "next-visit/"}


def settle(page) -> None:
    """Waits until nothing moves, or a color is measured halfway to another. What never comes to rest is a fault of ours."""
    endless = page.evaluate(
        """() => document.getAnimations().filter((a) => a.effect.getComputedTiming().endTime === Infinity)
        .map((a) => `${a.animationName ?? ''} on ${a.effect.target.outerHTML.slice(0, 80)}`)"""
    )
    assert endless == [], f"docs/assets/site.css:1: this never stops moving: give it an end, or take it out: {endless[:3]}"
    page.evaluate("Promise.all(document.getAnimations().map((a) => a.finished))")


def wear(page, css: str) -> None:
    """Puts a style sheet on the page, after the page's own: a fault that a check must see."""
    page.evaluate("css => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets = [s]; }", css)


def test_what_never_stops_moving_is_named(browser, base_url):
    page = open_page(browser, base_url)
    wear(page, "@keyframes pulse { to { opacity: 0.6 } } .next { animation: pulse 2s infinite }")
    with pytest.raises(AssertionError, match="pulse on <div class"):
        settle(page)
    page.context.close()


def open_page(browser, address, width=1280, height=900, **options):
    context = browser.new_context(viewport={"width": width, "height": height}, **options)
    page = context.new_page()
    page.goto(address)
    settle(page)
    return page


KNOWN = {("region", "#__drawer"): "the menu's check box stands before the header in the theme's frame; its label stands inside"}
"""What axe may say of the theme's frame, each with its reason."""


def faults(page) -> list[str]:
    """What axe finds on the page, a line each: the rule, the place, what to do."""
    result = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]})
    return [
        f"{v['id']}: {n['target']}: {v['help']}"
        for v in result.response["violations"]
        for n in v["nodes"]
        if (v["id"], n["target"][0]) not in KNOWN
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("kind", KINDS)
def test_axe_is_clean(browser, base_url, kind, width, scheme):
    page = open_page(browser, base_url + KINDS[kind], width, color_scheme=scheme)
    assert faults(page) == [], (
        f"{kind} page, {scheme}, {width} px: mend docs/assets/site.css for a color, overrides/ for the frame, else the page"
    )
    page.context.close()


def test_axe_finds_a_fault(browser, base_url):
    page = open_page(browser, base_url)
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<input><p style=\"color:#bbb\">Pale</p>')")
    assert {line.split(":")[0] for line in faults(page)} >= {"label", "color-contrast"}
    page.context.close()


@pytest.mark.parametrize("kind", KINDS)
def test_no_sideways_scroll(browser, base_url, kind):
    page = open_page(browser, base_url + KINDS[kind], 320)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


def test_sideways_scroll_is_seen(browser, base_url):
    page = open_page(browser, base_url, 320)
    page.evaluate("document.querySelector('article').insertAdjacentHTML('beforeend', '<div style=\"width:400px\">Wide</div>')")
    assert page.evaluate("document.documentElement.scrollWidth") > 320
    page.context.close()


def requests_on(browser, address, act=lambda page: None) -> list[str]:
    context = browser.new_context()
    page = context.new_page()
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto(address)
    act(page)
    page.wait_for_load_state("networkidle")
    context.close()
    return seen


@pytest.mark.parametrize("kind", WITH_TOOL)
def test_nothing_is_asked_of_another_host(browser, base_url, kind):
    seen = requests_on(browser, base_url + WITH_TOOL[kind], lambda page: page.locator("body").press("/"))
    outside = [url for url in seen if not url.startswith((base_url, "data:", "blob:"))]
    assert outside == [], f"docs/assets or overrides: nothing may be loaded from another host: {outside}"


def test_a_request_to_another_host_is_seen(browser, base_url):
    def track(page):
        page.evaluate("new Image().src = 'https://tracker.example/x.gif'")

    assert any("tracker.example" in url for url in requests_on(browser, base_url, track))


@pytest.mark.parametrize("kind", KINDS)
def test_readable_without_javascript(browser, base_url, kind):
    page = open_page(browser, base_url + KINDS[kind], 390, java_script_enabled=False)
    assert page.locator("article h1").is_visible()
    assert page.locator(".md-banner .crisis a").first.is_visible()
    hidden = page.locator("article :is(p, li, h2, h3, td, figcaption)").evaluate_all(
        "all => all.filter((e) => !e.getClientRects().length).map((e) => e.textContent.slice(0, 60))"
    )
    assert hidden == []
    page.context.close()


def test_without_javascript_the_device_chooses_the_colors(browser, base_url):
    def paper(scheme):
        page = open_page(browser, base_url, java_script_enabled=False, color_scheme=scheme)
        color = page.locator("body").evaluate("(body) => getComputedStyle(body).backgroundColor")
        page.context.close()
        return color

    assert paper("light") != paper("dark")


def tab_stops(page, most=60) -> list[str]:
    """Names of what the Tab key reaches, in order."""
    stops = []
    for _ in range(most):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                """() => { const e = document.activeElement;
                return (e.getAttribute('aria-label') || [...(e.labels || [])].map((l) => l.textContent).join('').trim() || e.innerText || e.id || '').trim(); }"""
            )
        )
    return stops


@pytest.mark.parametrize("width", [320, 1280])
def test_keyboard_reaches_the_frame(browser, base_url, width):
    page = open_page(browser, base_url, width)
    assert page.locator(".md-banner .crisis").is_visible(), f"docs/assets/site.css:1: the crisis line is hidden at {width} px: give it back"
    stops = tab_stops(page, 25)
    wanted = ["Skip to content", "emergency number", "Search"] + (["Menu"] if width == 320 else ["Treatments"])
    for name in wanted:
        assert any(name.lower() in stop.lower() for stop in stops), f"Tab does not reach “{name}”: {stops}"
    assert any("colors" in stop for stop in stops), f"Tab does not reach the switch for light and dark: {stops}"
    page.context.close()


def unseen_stops(page, width: int, most: int) -> list[str]:
    """Of the next stops of the Tab key those that lie off the screen, or do not show that they have the focus."""
    unseen = []
    for _ in range(most):
        page.keyboard.press("Tab")
        settle(page)
        # Closing search on a narrow screen takes the theme a moment.
        page.wait_for_function(
            """() => { const r = document.activeElement.getBoundingClientRect();
            return document.activeElement.matches('#__drawer, [name=__palette]') || (r.bottom > 0 && r.top < innerHeight); }""",
            timeout=2000,
        )
        box = page.evaluate(
            """() => { const e = document.activeElement;
            const shown = e.matches('#__drawer') ? document.querySelector('.md-header [for=__drawer]')
              : e.matches('[name=__palette]') ? e.nextElementSibling : e;
            const r = shown.getBoundingClientRect(), s = getComputedStyle(shown);
            return { name: e.outerHTML.slice(0, 80), left: r.left, right: r.right, top: r.top, bottom: r.bottom,
                     ring: (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 1 && !/, 0\\)$/.test(s.outlineColor)
                       && s.outlineColor !== getComputedStyle(document.body).backgroundColor) || e.matches('[data-md-component=search-query]') || e === document.body }; }"""
        )
        if not (box["right"] > 0 and box["left"] < width and box["bottom"] > 0 and box["top"] < 900):
            unseen.append(f"off the screen: {box}")
        if not box["ring"]:
            unseen.append(f"no visible ring: {box['name']}")
    return unseen


STOPS = {"article": 25, "tool": 45, "search": 12}
"""Where, and how many stops: the first of the article, the sheet's fields, the open search panel with its results."""


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("place", STOPS)
def test_every_tab_stop_can_be_seen(browser, base_url, place, width):
    """No stop lies off the screen or hidden, and each shows that it has the focus."""
    page = open_page(browser, base_url + (WITH_TOOL["tool"] if place == "tool" else ""), width)
    if place == "search":
        page.keyboard.press("/")
        page.keyboard.type("tms")
        page.locator(".md-search-result__link").first.wait_for(timeout=10_000)
    unseen = unseen_stops(page, width, STOPS[place])
    assert not unseen, f"mend :focus-visible in docs/assets/site.css, next-visit.css or search/search.css: {unseen[:3]}"
    page.context.close()


@pytest.mark.parametrize("fault", [":focus-visible { outline: none !important }", "article a { position: absolute; left: -9999px }"])
def test_a_stop_that_cannot_be_seen_is_found(browser, base_url, fault):
    page = open_page(browser, base_url)
    wear(page, fault)
    page.locator("article a").first.focus()
    assert unseen_stops(page, 1280, 3)
    page.context.close()


def test_skip_link_moves_past_the_frame(browser, base_url):
    page = open_page(browser, base_url)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash").startswith("#")
    page.keyboard.press("Tab")
    assert page.evaluate("!!document.activeElement.closest('article')")
    page.context.close()


def test_menu_opens_by_key(browser, base_url):
    page = open_page(browser, base_url, 320)
    page.locator("#__drawer").focus()
    page.keyboard.press("Space")
    settle(page)
    page.wait_for_timeout(400)
    link = page.locator(".md-sidebar--primary").get_by_text("Questions", exact=True)
    assert link.is_visible()
    assert link.bounding_box()["x"] >= 0
    page.context.close()


@pytest.mark.parametrize("address", ["faq/#can-you-recover", "treatments/ect/#side-effects", "sources/#rush2006stard"])
def test_a_deep_link_lands_with_its_heading_in_view(browser, base_url, address):
    for width in (390, 1280):
        page = open_page(browser, base_url + address, width, 660)
        page.wait_for_timeout(200)
        box = page.locator("#" + address.split("#")[1]).bounding_box()
        header = page.locator(".md-header").bounding_box()
        assert header["y"] + header["height"] <= box["y"] + 1 <= 660, f"{address} at {width}: {box}, header {header}"
        page.context.close()


def test_first_phone_screen(browser, base_url):
    """Crisis line, title and main message stand within the first 390 by 660 px of the article."""
    page = open_page(browser, base_url, 390, 660)
    for part in (".md-banner .crisis", "article h1", ".in-short strong"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 660, f"{part}: {box}"
    page.context.close()


def test_first_view_is_light(browser, base_url, site):
    """First view of the article, compressed as GitHub Pages does: under 95 KB."""
    seen = requests_on(browser, base_url)
    total = 0
    for url in seen:
        path = url.removeprefix(base_url).split("?")[0] or "index.html"
        total += len(gzip.compress((site / path).read_bytes(), 6))
    print(f"{total / 1000:.1f} KB in {len(seen)} requests")
    assert total < 95_000, (
        f"the first view weighs {total / 1000:.1f} KB: docs/assets/start.js must fetch no theme script before first need: {seen}"
    )


PAPER = """() => {
  const shown = (e) => e.getClientRects().length > 0, all = (selector) => [...document.querySelectorAll(selector)], wrong = [];
  const must = (selector, what) => { if (!all(selector).length || !all(selector).every(shown)) wrong.push(`${what} is lost`); };
  const look = (selector, part) => getComputedStyle(document.querySelector(selector), part);
  must(".md-banner .crisis", "the crisis line");
  must(".in-short", "the In short box");
  for (const kind of ["p", "li", "h2", "td", "figcaption"])
    for (const e of all(`article ${kind}`).filter((e) => !shown(e) && !e.closest(".compare__jump"))) wrong.push(`this is lost: ${e.textContent.slice(0, 60)}`);
  for (const link of all(".footnote a[href^=https]"))
    if (!getComputedStyle(link, "::after").content.includes(link.getAttribute("href")) && !getComputedStyle(link, "::after").content.includes("attr(href)"))
      wrong.push(`a source does not show its address: ${link.href}`);
  for (const gone of [".md-header", ".md-tabs", ".md-sidebar", ".md-search"]) if (all(gone).some(shown)) wrong.push(`${gone} is printed`);
  const light = (color) => { const [r, g, b, a = 1] = color.match(/[\\d.]+/g).map(Number); return a === 0 ? 1 : (r + g + b) / 765; };
  for (const part of ["body", "article h1", ".in-short", "article a"]) {
    const style = look(part);
    if (light(style.backgroundColor) < 0.9) wrong.push(`${part} prints on dark: ${style.backgroundColor}`);
    if (light(style.color) > 0.5) wrong.push(`${part} prints pale: ${style.color}`);
  }
  for (const cell of all(".compare__table td")) {
    const box = cell.getBoundingClientRect();
    if (getComputedStyle(cell).display !== "block" || box.right > innerWidth + 1 || getComputedStyle(cell, "::before").content === "none") {
      wrong.push(`a cell of the table is cut off or has lost its name: ${cell.textContent.slice(0, 40)}`);
      break;
    }
  }
  return wrong;
}"""
"""What of a page paper would lose, or show in the colors of a dark screen."""


def on_paper(browser, address: str, css: str = "") -> list[str]:
    """What is wrong with the print of a page that a reader has set to dark, on A4 or Letter inside its margins."""
    page = open_page(browser, address, 680, color_scheme="dark")
    page.evaluate("document.documentElement.dataset.scheme = 'night'")
    page.emulate_media(media="print", color_scheme="dark")
    wear(page, css)
    settle(page)
    wrong = page.evaluate(PAPER)
    trust = page.locator(".trust")
    if not address.endswith(KINDS["not found"]) and not (trust.is_visible() and "Last checked" in trust.inner_text()):
        wrong.append("the box of trust is lost")
    page.context.close()
    return wrong


@pytest.mark.parametrize("kind", KINDS)
def test_paper_loses_nothing(browser, base_url, kind):
    """Help, the In short box, all text, sources with their addresses, the table and the review state, in light colors."""
    wrong = on_paper(browser, base_url + KINDS[kind])
    assert not wrong, f"see @media print in docs/assets/site.css and compare.css: {wrong[:5]}"


@pytest.mark.parametrize(
    ("kind", "fault", "says"),
    [
        ("article", ".md-banner { display: none }", "the crisis line is lost"),
        ("article", ".in-short { display: none }", "the In short box is lost"),
        ("article", ".footnote { display: none }", "this is lost"),
        ("article", ".footnote a::after { content: none !important }", "does not show its address"),
        ("article", ".trust { display: none }", "the box of trust is lost"),
        ("article", ".md-header { display: block !important }", ".md-header is printed"),
        (
            "article",
            ":root { --light: !important; --dark: initial !important } body { --paper: #10181a !important }",
            "body prints on dark",
        ),
        ("article", "body { --ink: #ece7dc !important }", "prints pale"),
        ("compare", ".compare__table, .compare__table :is(tbody, tr, td) { display: revert !important }", "is cut off"),
    ],
)
def test_a_loss_on_paper_is_found(browser, base_url, kind, fault, says):
    found = on_paper(browser, base_url + KINDS[kind], fault)
    assert any(says in wrong for wrong in found), found


@pytest.mark.parametrize("device", ["light", "dark"])
def test_light_and_dark_switch(browser, base_url, device):
    """Works before the theme's script is loaded, against the device's choice, is kept for the next page, and stores nothing else."""
    page = open_page(browser, base_url, color_scheme=device)
    page.keyboard.press("Tab")
    before = page.locator("body").evaluate("(b) => getComputedStyle(b).backgroundColor")
    page.locator("label[for^=__palette]:not([hidden])").click()
    after = page.locator("body").evaluate("(b) => getComputedStyle(b).backgroundColor")
    assert before != after, "docs/assets/site.css:1: the switch changes no color: see data-scheme at the top"
    page.goto(base_url + "about/")
    kept = page.locator("body").evaluate("(b) => getComputedStyle(b).backgroundColor")
    assert kept == after, "docs/assets/start.js:1: the next page has lost the choice of light or dark"
    stored = page.evaluate("Object.keys(localStorage)")
    assert len(stored) == 1 and stored[0].endswith("__palette")
    assert page.context.cookies() == []
    page.context.close()


def test_nothing_is_stored_before_a_choice(browser, base_url):
    """Reading and searching leave nothing on the device, also once the theme's script has come."""
    page = open_page(browser, base_url)
    page.keyboard.press("/")
    for typed in ("memory", "i want to die"):
        page.locator("[data-md-component=search-query]").fill(typed)
        page.locator(".md-search-result__link").first.wait_for(timeout=10_000)
    page.locator(".search-crisis--large").wait_for()
    page.goto(base_url + "about/")
    stored = page.evaluate("[...Object.keys(localStorage), ...Object.keys(sessionStorage)]")
    assert stored == [] == page.context.cookies(), "docs/assets/start.js:1: something is stored that the reader did not choose"
    page.context.close()


def test_search_opens_by_its_key_and_loses_no_letter(browser, base_url):
    page = open_page(browser, base_url)
    page.keyboard.press("/")
    page.keyboard.type("memory")
    assert page.locator("[data-md-component=search-query]").input_value() == "memory"
    page.locator(".md-search-result__link").first.wait_for(timeout=10_000)
    page.context.close()
