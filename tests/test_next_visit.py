"""The sheet for a visit keeps nothing, loses nothing, never judges, and prints as promised.

A check opens the page and asserts. Each runs on the page as it is, and once more on a page with a fault in it
(FAULTS), where it must fail.
"""

from __future__ import annotations

import gzip
import json
import re
from functools import partial
from io import BytesIO

import pytest
from axe_playwright_python.sync_playwright import Axe
from pages import ROOT
from playwright.sync_api import expect
from pypdf import PdfReader

ASSETS = ROOT / "docs" / "assets"
OWN = ("next-visit.js", "next-visit.css")
BYTES_MOST = 7_000
CRISIS_BYTES_MOST = 8_000
SHOWN = ".visit-row:not([hidden])"
SECRET = "QuietSecret"
LAYOUTS = [(width, scheme) for width in (320, 1280) for scheme in ("light", "dark")]

FULL = {
    "what": f"sertraline {SECRET}",
    "when": "spring 2023",
    "dose": "as on the box",
    "weeks": "10",
    "days": "yes",
    "helped": "little",
    "effects": "Sleepy in the day, some weight gain",
    "stopped": "It did not help enough",
}


@pytest.fixture
def open_visit(browser, base_url):
    """Opens the page, by choice with a fault: (file, old, new), where 'page' as file is the page itself."""
    opened = []

    def open_page(fault=None, csp=None, **options):
        context = browser.new_context(**{"viewport": {"width": 390, "height": 800}, **options})
        opened.append(context)
        context.set_default_timeout(4000)

        def answer(route):
            response = route.fetch()
            body = response.text()
            name = route.request.url.rpartition("/")[2] or "page"
            if fault and name == fault[0]:
                assert fault[1] in body, f"{name} no longer holds “{fault[1]}”: mend FAULTS"
                body = body.replace(fault[1], fault[2], 1)
            headers = response.headers | ({"content-security-policy": csp} if csp and name == "page" else {})
            route.fulfill(response=response, body=body, headers=headers)

        changed = {fault[0]} if fault else set()
        changed |= {"page"} if csp else set()
        if changed:
            context.route(lambda url: (url.rpartition("/")[2] or "page") in changed, answer)
        page = context.new_page()
        page.add_init_script("window.printed = 0; window.print = () => { window.printed += 1 }")
        page.goto(f"{base_url}next-visit/")
        return page

    yield open_page
    for context in opened:
        context.close()


def enter(row, **entries):
    for field, value in entries.items():
        box = row.locator(f"[data-field={field}]")
        if box.count() > 1:
            row.locator(f"[data-field={field}][value={value}]").check()
        else:
            box.fill(value)


def enter_rows(page, *rows):
    for n, entries in enumerate(rows):
        if n:
            page.get_by_role("button", name="Add a treatment").click()
        enter(page.locator(SHOWN).nth(n), **entries)
    page.locator("h1").click()


def enter_all(page):
    enter_rows(page, FULL, FULL | {"what": "CBT", "kind": "therapy", "weeks": ""})
    for box in page.locator(".visit-ticks [type=checkbox]").all():
        box.check()
    for box in page.locator("[data-words]").all():
        box.fill(f"{SECRET} in my own words")
    page.locator("h1").click()


def entries(page):
    """Everything that the form shows, as one value to compare."""
    return page.evaluate(
        """() => [...document.querySelectorAll(".visit-row:not([hidden]), [data-words], .visit-ticks, .visit-print")].map((part) =>
            [part, ...part.querySelectorAll("input, textarea")].map((box) => /radio|checkbox/.test(box.type) ? box.checked : box.value))"""
    )


def answer_dialogs(page, accept=True):
    """Answers each question, and returns the growing list of what was asked."""
    asked = []

    def answer(dialog):
        asked.append((dialog.type, dialog.message))
        dialog.accept() if accept else dialog.dismiss()

    page.on("dialog", answer)
    return asked


def pdf(page, size="A4"):
    return [part.extract_text() for part in PdfReader(BytesIO(page.pdf(format=size))).pages]


def flat(texts):
    return re.sub(r"\s+", " ", " ".join(texts))


def keep(page):
    with page.expect_download() as download:
        page.get_by_role("button", name="Keep a copy").click()
    return download.value.path().read_bytes()


def a_copy(rows, words=("", "")):
    return json.dumps({"mark": "trd-guide: notes for my visit", "rows": rows, "ticked": [], "words": list(words)}).encode()


def open_copy(page, content, name="copy.txt"):
    page.get_by_label("Open my copy").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    expect(page.locator("[data-visit=error]:not(:empty), [data-visit=said]:text('Your copy is open')")).to_have_count(1, timeout=2000)


# It keeps nothing ---------------------------------------------------------------------------


def check_nothing_is_kept(open_page):
    page = open_page()
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    address = page.url
    answer_dialogs(page)
    enter_all(page)
    keep(page)
    for name in ("Print a blank sheet", "Print my sheet"):
        page.get_by_role("button", name=name).click()
    assert page.evaluate("printed") == 2
    stores = page.evaluate(
        """async () => JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), await indexedDB.databases(),
            await caches.keys(), history.state, window.name, document.cookie])"""
    )
    assert json.loads(stores) == [[], [], [], [], None, "", ""], f"docs/assets/next-visit.js:1: something stays on the device: {stores}"
    assert page.context.cookies() == []
    assert page.url == address
    crisis = [f"{page.evaluate('document.baseURI').partition('next-visit/')[0]}assets/crisis-{name}.js" for name in ("words", "points")]
    assert [url for url in requests if not url.startswith("blob:") and url not in crisis] == []


def check_gone_on_reload(open_page):
    page = open_page()
    blank = entries(page)
    answer_dialogs(page)
    enter_all(page)
    assert entries(page) != blank
    page.reload()
    assert entries(page) == blank
    form = page.locator("form.visit")
    assert form.get_attribute("autocomplete") == "off" and form.get_attribute("spellcheck") == "false"


def check_leaving_asks_first(open_page):
    page = open_page()
    asked = answer_dialogs(page)
    page.goto(page.url + "?untouched")
    assert asked == []
    enter_rows(page, FULL)
    page.goto(page.url + "?again")
    assert [kind for kind, _ in asked] == ["beforeunload"]
    enter_rows(page, FULL)
    keep(page)
    asked.clear()
    page.goto(page.url + "?kept")
    assert asked == []


def check_it_says_so(open_page):
    text = flat(open_page().locator("form.visit").all_inner_texts())
    for promise in ("This page keeps nothing", "close the tab", "puts it to sleep", "Anyone who can use the device can read it"):
        assert promise in text


# Nothing is lost ----------------------------------------------------------------------------


def check_add_remove_undo_by_keyboard(open_page):
    page = open_page()

    def press(name):
        page.get_by_role("button", name=name).focus()
        page.keyboard.press("Enter")

    page.get_by_label("What it was").focus()
    page.keyboard.type("first")
    press("Add a treatment")
    page.keyboard.type("second")
    press("Add a treatment")
    page.keyboard.type("third")
    before = entries(page)
    press("Remove treatment 1")
    press("Remove treatment 1")
    assert page.locator(f"{SHOWN} legend").first.inner_text() == "Treatment 1"
    assert [row[1] for row in entries(page) if len(row) > 9] == ["third"]
    assert page.locator("[data-do=undo]").evaluate("button => button === document.activeElement")
    page.keyboard.press("Enter")
    press("Undo")
    assert entries(page) == before
    assert page.locator(f"{SHOWN} [data-field=what]").first.evaluate("box => box === document.activeElement")
    assert page.locator("[data-do=undo]").is_hidden()


def check_add_remove_undo_by_touch(open_page):
    page = open_page(has_touch=True, is_mobile=True)
    enter_rows(page, FULL)
    before = entries(page)
    page.get_by_role("button", name="Remove treatment 1").tap()
    assert page.locator(SHOWN).count() == 1, "a form without a row has nowhere to type"
    page.get_by_role("button", name="Undo").tap()
    assert entries(page)[0] == before[0]
    page.get_by_role("button", name="Add a treatment").tap()
    assert entries(page)[0] == before[0]


def check_turning_the_phone_keeps_entries(open_page):
    page = open_page(has_touch=True, is_mobile=True)
    enter_all(page)
    before = entries(page)
    page.set_viewport_size({"width": 844, "height": 390})
    page.set_viewport_size({"width": 390, "height": 844})
    assert entries(page) == before


def check_copy_comes_back_whole(open_page):
    page = open_page()
    asked = answer_dialogs(page)
    enter_all(page)
    page.locator("#way-print").check()
    before = entries(page)
    copy = keep(page)
    assert "Anyone who can use this device can read the copy" in asked[0][1]
    page.get_by_role("button", name="Clear everything").click()
    assert len(asked) == 2, "clearing asks once"
    assert entries(page) != before
    open_copy(page, copy)
    assert entries(page) == before
    assert len(asked) == 2, "opening a copy on an empty form has nothing to ask"


def check_declined_questions_change_nothing(open_page):
    page = open_page()
    answer_dialogs(page)
    enter_rows(page, FULL)
    copy = keep(page)
    page = open_page()
    asked = answer_dialogs(page, accept=False)
    enter_rows(page, FULL | {"what": "another"})
    before = entries(page)
    page.get_by_role("button", name="Clear everything").click()
    page.get_by_label("Open my copy").set_input_files({"name": "copy.txt", "mimeType": "text/plain", "buffer": copy})
    page.wait_for_function("document.querySelector('[type=file]').value === ''")
    assert len(asked) == 2 and entries(page) == before


BAD_COPIES = {
    "empty": b"",
    "foreign": b"Dear diary",
    "other JSON": b'{"rows": [], "ticked": [], "words": ["", ""]}',
    "cut off": b'{"mark": "trd-guide: notes for my visit", "rows": [{"wh',
    "null": b"null",
    "a picture": bytes(range(256)),
    "wrong kinds": b'{"mark": "trd-guide: notes for my visit", "rows": [{"what": {"toString": 1}}], "ticked": [], "words": ["", ""]}',
    "no rows": b'{"mark": "trd-guide: notes for my visit", "rows": "abc", "ticked": [], "words": ["", ""]}',
    "endless": a_copy([FULL | {"kind": ""}] * 100),
    "huge": b" " * 5_000_000,
}


def check_bad_copy_changes_nothing(open_page):
    page = open_page()
    answer_dialogs(page)
    errors = []
    page.on("pageerror", lambda error: errors.append(error))
    enter_all(page)
    before = entries(page)
    for name, content in BAD_COPIES.items():
        page.evaluate("document.querySelector('[data-visit=error]').textContent = ''")
        open_copy(page, content)
        assert "is not a copy from this page" in page.locator("[data-visit=error]").inner_text(), name
        assert entries(page) == before, name
    assert errors == []


HOSTILE = '<img src=x onerror="hacked=1"><script>hacked=1</script>{{7*7}} مرحبا שלום 🤷🏽‍♀️ \u202e' + "y" * 10_000


def check_hostile_text_stays_text(open_page):
    page = open_page()
    answer_dialogs(page)
    hostile = {field: HOSTILE for field in ("what", "when", "dose", "weeks", "effects", "stopped")}
    enter_rows(page, FULL | hostile, FULL)
    for box in page.locator("[data-words]").all():
        box.fill(HOSTILE)
    before = entries(page)
    copy = json.loads(keep(page))
    copy["rows"][0] |= {"kind": HOSTILE, "days": HOSTILE, "helped": "constructor", "__proto__": {"x": 1}}
    copy["ticked"] += [HOSTILE, "__proto__"]
    for _ in range(2):
        page.get_by_role("button", name="Print my sheet").click()
        assert page.locator("[data-visit=table] td").first.text_content() == HOSTILE
        assert page.locator("[data-visit=questions]").text_content() == HOSTILE
        assert page.locator(".visit :is(img, script, iframe)").count() == 0
        assert not page.evaluate("'hacked' in window")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert len(pdf(page)) >= 1
        open_copy(page, json.dumps(copy).encode())
    assert entries(page)[0][1:2] == before[0][1:2]


# It never judges ----------------------------------------------------------------------------


def check_summary_counts_and_never_judges(open_page):
    page = open_page()
    said = page.locator("[data-visit=sum]")
    enter_rows(page, {"what": "a", "weeks": "3"}, {"what": "b", "weeks": "6"}, {"what": "c", "weeks": "10"})
    assert said.inner_text() == "Three medicines; taken for 3, 6 and 10 weeks. Your doctor will judge the doses and times."
    heard = set()
    for weeks in ("", "0", "1", "8 or so", "52", "1000", "99999", "<b>6</b>"):
        for helped in ("not", "lot"):
            for kind in ("medicine", "therapy"):
                enter(page.locator(SHOWN).first, weeks=weeks, helped=helped, kind=kind)
                page.locator("h1").click()
                heard.add(said.inner_text())
    assert len(heard) >= 6
    words = {word for text in heard for word in re.findall(r"[a-z]+", text.lower())}
    allowed = "one two three medicine medicines talking therapy taken for and week weeks not clear your doctor will judge the doses times"
    assert words <= set(allowed.split())
    for text in heard:
        assert text.endswith("Your doctor will judge the doses and times.")
    assert "Do not stop or change a medicine before you ask." in page.locator(".visit-part:has(#history)").inner_text()


# Care ---------------------------------------------------------------------------------------


def check_crisis_help_stands_beside(open_page):
    page = open_page()
    line = page.locator(".md-banner .crisis").inner_text()
    top = page.locator("[data-visit=crisis]")
    assert top.inner_text() == line
    assert top.bounding_box()["y"] < page.locator("#history").bounding_box()["y"]
    for box in page.locator(".visit-row :is(input[type=text], textarea), [data-words]").all():
        near = box.locator("xpath=ancestor::label/following-sibling::*[1]")
        box.fill("I want to die")
        expect(near).to_have_text(line, use_inner_text=True)
        assert near.get_attribute("role") == "status"
        assert box.input_value() == "I want to die"
        box.fill("I felt sleepy")
        expect(near).to_have_text("", use_inner_text=True)
        box.fill("I want to die")
        expect(near).to_have_text(line, use_inner_text=True)
        box.fill("")
        expect(near).to_have_text("", use_inner_text=True)


def check_crisis_help_without_its_words(open_page):
    """When the list of crisis words cannot be fetched, help stands beside every box that holds words."""
    page = open_page()
    page.route("**/crisis-words.js", lambda route: route.abort())
    box = page.locator("[data-words]").first
    near = box.locator("xpath=ancestor::label/following-sibling::*[1]")
    box.fill("I felt sleepy")
    expect(near).to_contain_text("988")
    box.fill("")
    expect(near).to_have_text("")


def check_nothing_stands_before_help(open_page):
    page = open_page()
    asked = answer_dialogs(page, accept=False)
    enter_all(page)
    before = entries(page)
    for link in page.locator(":is(.md-banner, .visit) :is(a[href^='tel:'], a[href^='sms:'])").all():
        link.click(no_wait_after=True)
        page.wait_for_timeout(300)
    page.locator(".visit .crisis-copy").first.get_by_role("link", name="other countries").click(no_wait_after=True)
    page.wait_for_timeout(1000)
    assert asked == [] and entries(page) == before and len(page.context.pages) == 2
    page.evaluate("location.href = '../'")
    page.wait_for_timeout(300)
    assert [kind for kind, _ in asked] == ["beforeunload"]


# The sheet ----------------------------------------------------------------------------------


def check_page_counts(open_page):
    short = dict.fromkeys(FULL, "") | {"kind": "medicine", "what": "sertraline", "weeks": "8"}
    full = FULL | {"kind": "medicine"}
    own = "One or two lines of my own that I want the doctor to read before the end of the visit."
    for size in ("A4", "Letter"):
        for rows, expected in ([], 1), ([full] * 3, 1), ([short] * 12, 2), ([full] * 12, 2):
            page = open_page()
            if rows:
                open_copy(page, a_copy(rows, words=[own, own] if rows[0] is full else ["", ""]))
            if rows and rows[0] is full:
                for box in page.locator("[id^=matters-], [id^=ask-]").all():
                    box.check()
            texts = pdf(page, size)
            assert len(texts) == expected, f"{len(rows)} rows on {size}: {len(texts)} pages"
            assert "988" in texts[0] and "Notes for my visit" in texts[0]
            assert "Do not stop or change a medicine before you ask" in flat(texts)
            assert not re.search("In short|Add a treatment|One thing to do next|Sources", flat(texts))


def check_no_row_is_cut(open_page):
    page = open_page()
    long = " ".join(["a long note about what it did"] * 6)
    enter_rows(page, *({"what": f"from{n}.", "effects": f"{long} until{n}."} for n in range(9)))
    for size in ("A4", "Letter"):
        texts = [re.sub(r"\s", "", text) for text in pdf(page, size)]
        assert len(texts) > 1
        for n in range(9):
            assert [f"from{n}." in text for text in texts] == [f"until{n}." in text for text in texts], f"row {n} on {size}"


def check_filled_sheet_holds_the_entries(open_page):
    page = open_page()
    enter_rows(page, FULL | {"what": "Spravato", "kind": "other"})
    page.locator("#matters-cost").check()
    page.locator("[data-words=questions]").fill("Can my sister come?")
    text = flat(pdf(page))
    for wanted in (
        "Spravato (other)", "spring 2023", "as on the box", "10", "Yes", "A little", "Sleepy in the day",
        "It did not help", "Cost", "Can my sister come?", str(page.evaluate("new Date().getFullYear()")),
    ):  # fmt: skip
        assert wanted in text, wanted
    assert "My memory" not in text and "How soon might" not in text


def check_in_the_way_prints_only_when_asked(open_page):
    page = open_page()
    enter_rows(page, FULL)
    for box in page.locator("[id^=way-]:not(#way-print)").all():
        box.check()
    private = re.compile("What else may be|bipolar|Thyroid|snoring|Alcohol|Missed doses|Other medicines|Pain|trauma")
    assert not private.search(flat(pdf(page)))
    page.locator("#way-print").check()
    page.locator("#way-substances").uncheck()
    text = flat(pdf(page))
    assert "Thyroid" in text and "Alcohol" not in text
    page.get_by_role("button", name="Print a blank sheet").click()
    assert not private.search(flat(pdf(page)))

    page = open_page(java_script_enabled=False)
    page.locator("#way-pain").check()
    assert not private.search(flat(pdf(page)))
    page.locator("#way-print").check()
    assert private.findall(flat(pdf(page))) == ["What else may be", "Pain"]


def check_blank_sheet_shows_no_entry(open_page):
    page = open_page()
    blank = pdf(page)
    enter_all(page)
    page.get_by_role("button", name="Print a blank sheet").click()
    page.evaluate("document.activeElement.blur()")
    assert pdf(page) == blank
    page.locator("h1").click()
    assert SECRET in flat(pdf(page))


def check_without_script_it_is_the_blank_sheet(open_page):
    page = open_page(java_script_enabled=False)
    assert page.locator(".visit :is(input[type=text], textarea, button, [type=file], [type=radio])").locator("visible=true").count() == 0
    assert page.locator(".visit-table").is_visible()
    assert page.locator(".visit-table td").count() == 5 * 8
    assert page.locator(".visit-ticks [type=checkbox]").locator("visible=true").count() == 24
    without = pdf(page)
    assert len(without) == 1
    assert without == pdf(open_page())


# Everyone can use it ------------------------------------------------------------------------


def states(page):
    yield "empty"
    enter_all(page)
    page.locator("[data-words=matters]").fill("I want to die")
    page.get_by_role("button", name="Remove treatment 2").click()
    yield "filled"
    open_copy(page, b"foreign")
    yield "error"


def check_axe(open_page):
    for width, scheme in LAYOUTS:
        page = open_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
        for state in states(page):
            page.evaluate("Promise.all(document.getAnimations().map((animation) => animation.finished))")
            found = Axe().run(page, context=".visit", options={"rules": {"color-contrast-enhanced": {"enabled": True}}})
            assert found.violations_count == 0, f"{width} {scheme} {state}: {found.generate_report()}"


def check_names_and_groups(open_page):
    page = open_page()
    group = page.get_by_role("group", name="Treatment 1")
    for name in ("What it was", "About when", "Highest dose", "Weeks at that dose", "What it did to you", "Why it stopped"):
        assert group.get_by_label(name).count() == 1, name
    for name, choices in {"What kind": 3, "Taken most days?": 2, "How much it helped": 3}.items():
        assert group.get_by_role("group", name=name).get_by_role("radio").count() == choices
    for name in ("To raise at the visit", "These count most for me", "I would like to ask"):
        assert page.get_by_role("group", name=name).get_by_role("checkbox").count() == 8


def check_it_fits_and_can_be_hit(open_page):
    page = open_page(viewport={"width": 320, "height": 256})
    enter_all(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    small = page.locator(".visit").evaluate(
        """form => [...form.querySelectorAll("input, textarea, button")]
            .map((box) => (/radio|checkbox/.test(box.type) ? box.parentElement : box))
            .filter((box) => box.offsetWidth && Math.min(box.offsetWidth, box.offsetHeight) < 44)
            .map((box) => box.textContent || box.outerHTML)"""
    )
    assert small == []
    assert page.locator(".visit label").first.evaluate("label => parseFloat(getComputedStyle(label).fontSize)") >= 17


def check_strict_policy_breaks_nothing(open_page):
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; form-action 'none'; base-uri 'none'"
    page = open_page(csp=policy)
    blocked = []
    page.on("console", lambda message: blocked.append(message.text) if "Content Security Policy" in message.text else None)
    answer_dialogs(page)
    enter_all(page)
    copy = keep(page)
    page.get_by_role("button", name="Clear everything").click()
    open_copy(page, copy)
    page.keyboard.press("Enter")
    page.get_by_label("About when").first.press("Enter")
    assert blocked == []


JS, CSS, PAGE = "next-visit.js", "next-visit.css", "page"
FAULTS = {
    check_nothing_is_kept: [
        (JS, "const filled =", "localStorage.last = JSON.stringify(sheet); const filled ="),
        (JS, "const filled =", "localStorage.seen = 1; const filled ="),
        (JS, "const filled =", "document.cookie = 'last=' + sheet.rows.length; const filled ="),
        (JS, "const filled =", "history.replaceState(null, '', '#' + sheet.rows.length); const filled ="),
        (JS, "const filled =", "fetch('?' + sheet.rows.length); const filled ="),
    ],
    check_gone_on_reload: [
        (JS, 'form.classList.add("visit-live")', "wordBoxes[0].value = name; form.oninput = () => (name = wordBoxes[0].value)"),
        (PAGE, 'autocomplete="off" class="visit"', 'class="visit"'),
    ],
    check_leaving_asks_first: [(JS, "calling || entries() === kept ||", "true ||"), (JS, "kept = entries();", "")],
    check_it_says_so: [(PAGE, "puts it to sleep", "is off")],
    check_add_remove_undo_by_keyboard: [(JS, "row.hidden = true", "row.replaceWith(newRow())"), (JS, "undo.focus()", "")],
    check_add_remove_undo_by_touch: [
        (JS, "row.hidden = false", "row.hidden = false; row.querySelector('input').value = ''"),
        (JS, "if (!shownRows().length)", "if (false)"),
    ],
    check_turning_the_phone_keeps_entries: [
        (JS, 'addEventListener("beforeprint", render)', 'addEventListener("resize", () => form.reset())')
    ],
    check_copy_comes_back_whole: [
        (JS, "box.value = words[n]", 'box.value = ""'),
        (JS, 'if (!confirm("Clear', 'if (!confirm("Sure?") || !confirm("Clear'),
        (JS, "entries() !== EMPTY && !confirm", "!confirm"),
    ],
    check_declined_questions_change_nothing: [(JS, 'if (!confirm("Clear', 'if (confirm("Clear')],
    check_bad_copy_changes_nothing: [(JS, "copy.mark === MARK", "true"), (JS, "copy.rows.length <= ROWS_MOST", "true")],
    check_hostile_text_stays_text: [
        (JS, "cell.textContent = text", "cell.innerHTML = text"),
        (JS, "part(box.dataset.words).textContent", "part(box.dataset.words).innerHTML"),
    ],
    check_summary_counts_and_never_judges: [
        (JS, "return [`${start}.`]", "return [`${start}, long enough.`]"),
        (JS, "list(weeks)", "list(weeks.filter((text) => text > 4))"),
    ],
    check_crisis_help_stands_beside: [(JS, "soundsLikeCrisis(box.value)", "false"), (JS, 'part("crisis").append', "void")],
    check_crisis_help_without_its_words: [(JS, "soundsLikeCrisis: () => true", "soundsLikeCrisis: () => false")],
    check_nothing_stands_before_help: [
        (JS, "calling = true", ""),
        (JS, "calling = false), 1000", "calling = true), 1000"),
        (JS, 'link.target = "_blank"', 'link.target = "_top"'),
    ],
    check_page_counts: [(CSS, "height: 15mm", "height: 40mm"), (CSS, "height: 15mm", "height: 5mm"), (CSS, ".visit-fill,", "")],
    check_no_row_is_cut: [(CSS, "table-layout: fixed;", "table-layout: fixed; } .md-typeset .visit tr { break-inside: auto;")],
    check_filled_sheet_holds_the_entries: [
        (JS, "row.effects, row.stopped", "row.effects"),
        (JS, '"visit-filled", filled', '"visit-filled", false'),
    ],
    check_in_the_way_prints_only_when_asked: [
        (CSS, ":has(#way-print:checked)", ""),
        (CSS, ".visit-way label:not(:has(:checked))", ".none"),
    ],
    check_blank_sheet_shows_no_entry: [
        (JS, "blankWanted ?", "false ?"),
        (JS, "blankWanted = false;\n      render", "blankWanted = true;\n      render"),
    ],
    check_without_script_it_is_the_blank_sheet: [(PAGE, 'class="visit-fill" hidden', 'class="visit-fill"')],
    check_axe: [
        (PAGE, "<label>Open my copy", "Open my copy"),
        (CSS, "color: var(--ink);", "color: var(--line);"),
        (CSS, ".visit-error:not(:empty) {", ".visit-error:not(:empty) { color: #c77;"),
    ],
    check_names_and_groups: [
        (PAGE, "<legend>What kind</legend>", ""),
        (PAGE, ">What it was <", "><"),
        (PAGE, "<legend>To raise at the visit</legend>", ""),
    ],
    check_it_fits_and_can_be_hit: [
        (CSS, "min-height: 2.4rem", "height: 1rem"),
        (CSS, "font: inherit;", "font: inherit; white-space: nowrap;"),
    ],
    check_strict_policy_breaks_nothing: [
        (JS, 'say("Everything is cleared.")', 'form.insertAdjacentHTML("beforeend", "<p style=\'top:0\'>")')
    ],
}


@pytest.mark.parametrize("check", FAULTS, ids=lambda check: check.__name__)
def test_the_sheet(check, open_visit):
    check(open_visit)


@pytest.mark.parametrize(
    ("check", "fault"),
    [pytest.param(check, fault, id=f"{check.__name__}-{n}") for check, faults in FAULTS.items() for n, fault in enumerate(faults)],
)
def test_a_fault_is_found(check, fault, open_visit):
    with pytest.raises(AssertionError) as found:
        check(partial(open_visit, fault))
    assert "mend FAULTS" not in str(found.value)


def mixed_rules(css):
    """Selector lists that a browser without :has() would drop whole, though a part of them needs no :has()."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    for selectors in re.findall(r"([^{};]+)\{", css):
        parts = re.split(r",(?![^()]*\))", selectors)
        if 0 < sum(":has(" in part for part in parts) < len(parts):
            yield selectors.strip()


def test_an_older_browser_keeps_the_rules_it_knows():
    assert list(mixed_rules((ASSETS / "next-visit.css").read_text())) == []
    assert list(mixed_rules(".way, .way:has(a) { display: none }")) == [".way, .way:has(a)"]


def compressed(names):
    return sum(len(gzip.compress((ASSETS / name).read_bytes(), mtime=0)) for name in names)


def test_the_page_is_light_and_pays_alone(built):
    assert compressed(OWN) <= BYTES_MOST, f"{compressed(OWN)} bytes, compressed"
    assert compressed([*OWN, "site.css"]) > compressed(OWN)
    # These come when somebody begins to write. Search uses them too.
    crisis = compressed(["crisis-words.js", "crisis-points.js"])
    assert crisis <= CRISIS_BYTES_MOST, f"{crisis} bytes, compressed"
    users = [path for path, page in built.items() if "next-visit.js" in page.html or "next-visit.css" in page.html]
    assert users == ["next-visit/index.html"]
