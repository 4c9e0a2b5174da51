"""Firefox and a text browser: the same pages, help first, everything readable, nothing broken."""

import base64
import re
import subprocess
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from marionette_driver import By, Keys, Wait
from marionette_driver.marionette import Marionette
from provide import find_firefox
from pypdf import PdfReader
from test_browser import KINDS

PHONE = 320

PREFS = {
    # Every host but this one is nowhere: an outside request fails loudly.
    "network.proxy.type": 1,
    "network.proxy.http": "localhost",
    "network.proxy.http_port": 9,
    "network.proxy.ssl": "localhost",
    "network.proxy.ssl_port": 9,
    "network.proxy.no_proxies_on": "localhost",
    "network.proxy.allow_hijacking_localhost": False,
}

ERRORS = """return Services.console.getMessageArray().filter((m) => m instanceof Ci.nsIScriptError && !(m.flags & m.warningFlag)
  && m.sourceName.startsWith(arguments[0])).map((m) => `${m.sourceName}:${m.lineNumber}: ${m.errorMessage}`)"""
"""What went wrong on our pages, refused loads included: the browser's own console."""


@pytest.fixture(scope="session")
def firefox(tmp_path_factory):
    driver = Marionette(bin=find_firefox(), headless=True, prefs=PREFS, gecko_log=str(tmp_path_factory.mktemp("firefox") / "log"))
    driver.start_session()
    # A desktop window cannot be as narrow as a phone, so each page is zoomed to 200%.
    driver.set_window_rect(width=2 * PHONE, height=1600)
    yield driver
    driver.delete_session()
    driver.cleanup()


@pytest.fixture
def visit(firefox, base_url):
    """Opens a page of the site with a clean console."""

    def go(path: str) -> Marionette:
        with firefox.using_context("chrome"):
            firefox.execute_script("Services.console.reset()")
        firefox.navigate(base_url + path)
        with firefox.using_context("chrome"):
            firefox.execute_script("gBrowser.selectedBrowser.fullZoom = 2")
        return firefox

    yield go
    firefox.set_pref("javascript.enabled", True)
    firefox.navigate(base_url)
    firefox.execute_script("localStorage.clear()")


def errors(firefox: Marionette, base_url: str) -> list[str]:
    with firefox.using_context("chrome"):
        return firefox.execute_script(ERRORS, script_args=[base_url])


def wide(firefox: Marionette) -> int:
    """By how many px the page is wider than the window."""
    return firefox.execute_script("return document.documentElement.scrollWidth - document.documentElement.clientWidth")


def wait_for(firefox: Marionette, selector: str):
    Wait(firefox, timeout=10).until(lambda m: m.find_elements(By.CSS_SELECTOR, selector), message=f"Firefox shows no {selector}")
    return firefox.find_element(By.CSS_SELECTOR, selector)


@pytest.mark.parametrize("kind", [*KINDS, "tool"])
def test_firefox_shows_the_page_whole(visit, base_url, kind):
    firefox = visit(KINDS.get(kind, "next-visit/"))
    assert firefox.execute_script("return innerWidth") == PHONE
    assert firefox.find_element(By.CSS_SELECTOR, "article h1").is_displayed()
    assert firefox.find_element(By.CSS_SELECTOR, ".md-banner .crisis a").rect["y"] < 200
    assert wide(firefox) <= 0, f"{kind}: Firefox scrolls sideways: mend docs/assets/site.css"
    assert errors(firefox, base_url) == []


def test_firefox_tells_what_is_wrong(visit, base_url):
    firefox = visit("")
    firefox.execute_script(
        """document.querySelector('article').insertAdjacentHTML('beforeend', '<div style="width: 500px">Wide</div>');
        const script = document.createElement('script'); script.src = '404.html?bad.js'; document.head.append(script);""",
        sandbox=None,
    )
    assert wide(firefox) > 0
    Wait(firefox, timeout=5).until(lambda m: errors(m, base_url), message="a script that cannot be read is not seen")


def test_firefox_searches(visit, base_url):
    firefox = visit("")
    body = firefox.find_element(By.TAG_NAME, "body")
    body.send_keys("/")
    box = firefox.find_element(By.CSS_SELECTOR, "[data-md-component=search-query]")
    box.send_keys("ect memry")
    assert "memory" in wait_for(firefox, ".md-search-result__link h2").text.lower()
    box.clear()
    box.send_keys("i want to die")
    assert "988" in wait_for(firefox, ".search-crisis--large").text
    box.send_keys(Keys.ESCAPE)
    assert errors(firefox, base_url) == []


def test_firefox_keeps_the_choice_of_colors(visit):
    paper = "return getComputedStyle(document.body).backgroundColor"
    firefox = visit("")
    before = firefox.execute_script(paper)
    firefox.find_element(By.CSS_SELECTOR, "label[for^=__palette]:not([hidden])").click()
    after = firefox.execute_script(paper)
    assert before != after == visit("about/").execute_script(paper)


def printed(firefox: Marionette) -> str:
    # The driver has no method of its own yet for this standard command.
    pdf = firefox._send_message("WebDriver:Print", {}, key="value")
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(base64.b64decode(pdf))).pages)


@pytest.mark.parametrize("kind", ["article", "compare", "procedure"])
def test_firefox_prints_help_and_review_state(visit, kind):
    text = printed(visit(KINDS[kind]))
    assert "988" in text and "Last checked" in text and "Skip to content" not in text


def test_firefox_prints_what_was_typed_on_the_sheet(visit):
    firefox = visit("next-visit/")
    firefox.find_element(By.CSS_SELECTOR, "[data-field=what]").send_keys("sertraline")
    firefox.find_element(By.CSS_SELECTOR, "[data-do=add]").click()
    firefox.find_elements(By.CSS_SELECTOR, "[data-field=what]")[1].send_keys("talking with Ana")
    text = printed(firefox)
    assert "sertraline" in text and "talking with Ana" in text


@pytest.mark.parametrize("kind", ["article", "compare", "help"])
def test_firefox_reads_without_javascript(firefox, visit, kind):
    firefox.set_pref("javascript.enabled", False)
    visit(KINDS[kind])
    for part in ("article h1", ".md-banner .crisis a", "article h2", "article p"):
        assert firefox.find_element(By.CSS_SELECTOR, part).is_displayed(), part


def as_text(text_browser: str, html: str) -> str:
    """The page as a text browser shows it, on one line."""
    command = [text_browser, "-dump", "-cols", "80", "-T", "text/html", "-I", "utf-8", "-O", "utf-8"]
    return " ".join(subprocess.run(command, input=html, capture_output=True, text=True, check=True).stdout.split())


def missing_from_text(text: str, html: str) -> list[str]:
    """What of a page this text of it lacks, or has out of order: help before the title, each heading, the box of trust."""
    article = BeautifulSoup(html, "html.parser").article
    title, *parts = [" ".join(h.get_text().split()) for h in article.find_all(["h1", "h2"])]
    before, _, after = text.partition(f" {title} In short ") if f" {title} In short " in text else text.partition(f" {title} ")
    missing = [part for part, place in (("988", before), (title, text)) if part not in place]
    for part in (*parts, "Last checked"):
        if part in after:
            after = after.partition(part)[2]
        else:
            missing.append(part)
    return missing


def test_text_browser_reads_every_page(text_browser, built):
    for path, page in built.items():
        if path != "404.html":
            assert missing_from_text(as_text(text_browser, page.html), page.html) == [], f"{path}: a text browser misses this"


def test_a_part_that_a_text_browser_cannot_show_is_seen(text_browser, built):
    html = built["index.html"].html
    for pattern, name in (
        (r'<p class="crisis".*?</p>', "988"),
        (r"Is there hope\?(?=</h2>)", "Is there hope?"),
        (r"Last checked", "Last checked"),
    ):
        assert missing_from_text(as_text(text_browser, re.sub(pattern, "", html, flags=re.S)), html) == [name]
