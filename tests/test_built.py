"""The built site: heads, headings, links and addresses, and the pieces that stand on every page."""

import re

import built as checks
import contract
import pytest
from addresses import check_addresses_answer, read_addresses
from built import BuiltPage, built_pages
from conftest import REPO_URL, SITE_URL, copy_project, run_build
from pages import DOCS, ROOT, Problem, none

PAGE_CHECKS = [
    checks.check_headings,
    checks.check_every_page_pieces,
    checks.check_link_text,
    checks.check_no_comment,
    checks.check_no_outside_request,
    checks.check_policy,
    checks.check_phone_numbers,
    checks.check_compare_cells,
    checks.check_no_raw_markdown,
]


@pytest.mark.parametrize("check", PAGE_CHECKS)
def test_every_page(built, check):
    none(checks.once(p for page in built.values() for p in check(page)))


def test_heads(built):
    none(p for page in built.values() for p in checks.check_head(page, SITE_URL))


def test_links_lead_somewhere(built):
    none(p for page in built.values() for p in checks.check_links(page, built))


def test_no_page_or_asset_is_left_alone(built, site):
    none(checks.check_no_orphans(built.values(), site))


def test_sitemap(built, site):
    none(checks.check_sitemap(built.values(), site))


def test_only_pages_and_assets_are_published():
    none(checks.check_no_stray_files(DOCS))


def test_published_addresses_answer(built):
    none(check_addresses_answer(read_addresses(), built))


def test_crisis_numbers_are_written_once():
    """The numbers of the crisis line stand in one file; every other place pulls them in."""
    found = []
    for path in [*(ROOT / "docs").rglob("*"), *(ROOT / "overrides").rglob("*")]:
        if path.suffix in (".md", ".html", ".js", ".css", ".json", ".tsv") and path.name != "crisis-line.html":
            for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if "--8<--" not in line and re.search(r"(tel|sms):(988|116123)\b|\b116 ?123\b", line):
                    found.append(Problem(str(path.relative_to(ROOT)), n, "pull the number in from overrides/partials/crisis-line.html"))
    none(found)


def test_frames(built):
    none(checks.once(p for page in built.values() for p in checks.check_frame(page, SITE_URL, REPO_URL)))


def test_a_review_is_told(tmp_path):
    """No page has been reviewed yet; the first review must show."""
    root = copy_project(tmp_path / "copy")
    path = root / "docs" / "treatments" / "ect.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("\n---\n", '\nreviewed_by: "A. O\'Person, psychiatrist"\nreviewed_on: 2026-11-03\n---\n', 1), encoding="utf-8"
    )
    done = run_build("mkdocs", root, tmp_path / "site", REPO_URL="")
    assert done.returncode == 0, done.stderr
    pages = {page.path: page for page in built_pages(tmp_path / "site")}
    review = ("A. O'Person, psychiatrist", "2026-11-03", "November 3, 2026")
    none(checks.check_review_told(pages["treatments/ect/index.html"], *review))
    none(checks.check_structured_data(pages["treatments/ect/index.html"]))
    assert list(checks.check_review_told(pages["treatments/tms/index.html"], *review))
    none(checks.check_frame(pages["treatments/tms/index.html"], SITE_URL, ""))


def test_help_numbers(built):
    none(checks.check_help_numbers(built["help-now/index.html"]))


# Each check on a good and on a bad sample: small sites of one page.

CRISIS = (
    '<a href="tel:988" aria-label="Call 988">Call</a> <a href="sms:988">text 988</a> <a href="tel:116123">116 123</a> '
    '<a href="../help-now/#emergency">emergency number</a> <a href="../help-now/">other countries</a>'
)
DESCRIPTION = "A description that is long enough to tell a reader what the page holds."
POLICY = "; ".join(f"{name} {value}" for name, value in checks.POLICY.items())
PAGE = f"""<!doctype html><html lang="en"><head><title>T</title>
<meta http-equiv="Content-Security-Policy" content="{POLICY}"><meta name="referrer" content="no-referrer">
<meta name="description" content="{DESCRIPTION}">
<link rel="canonical" href="{SITE_URL}a/"><meta property="og:title" content="T"><meta property="og:description" content="{DESCRIPTION}">
<meta property="og:url" content="{SITE_URL}a/"><meta property="og:image" content="I">
<script type="application/ld+json">{{"@type": "MedicalWebPage", "name": "T", "description": "{DESCRIPTION}", "url": "{SITE_URL}a/",
"publisher": {{"name": "P"}}}}</script></head><body>
<div class="md-banner"><p class="crisis">{contract.CRISIS_ASKS} {CRISIS}</p></div>
<article><h1 id="t">T</h1><div class="in-short"><p>In short</p><p><strong>Message.</strong></p><ul><li>One</li></ul></div>
<h2 id="x">X</h2><h3 id="y">Y</h3><p><a href="#x">The part called X</a> <a href="https://example.org/page">A site</a></p>
<div class="next"><a href="../a/">One thing</a></div><aside class="trust">Last checked. Not yet reviewed by a clinician.</aside></article>
</body></html>"""


def small_site(folder, **pages) -> dict[str, BuiltPage]:
    (folder / "assets").mkdir(parents=True)
    for name, html in pages.items():
        (folder / name).mkdir()
        (folder / name / "index.html").write_text(html)
    return {p.path: p for p in built_pages(folder)}


def everything(pages):
    """What all checks of one page say of the page a."""
    page = pages["a/index.html"]
    for check in PAGE_CHECKS:
        yield from check(page)
    yield from checks.check_head(page, SITE_URL)
    yield from checks.check_links(page, pages)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("</article>", f'</article><div class="md-banner"><p class="crisis">{CRISIS}</p></div>', "before the page's own text"),
        ("<h3", "<h4", "skips a level"),
        ('<h3 id="y"', "<h3", "has no id"),
        ('<h3 id="y"', '<h3 id="x"', "stands 2 times"),
        ("<h1", "<h2", "one heading of level 1"),
        ('lang="en"', "", "does not say its language"),
        ("<title>T</title>", "", "has no title"),
        (DESCRIPTION, "Short.", "50 to 170"),
        (f"{SITE_URL}a/", f"{SITE_URL}b/", "canonical"),
        ('<meta property="og:image" content="I">', "", "og:image is missing"),
        (f'og:url" content="{SITE_URL}a/', f'og:url" content="{SITE_URL}', "og:url is"),
        ('og:title" content="T"', 'og:title" content="The site"', "og:title is"),
        (f'og:description" content="{DESCRIPTION}"', 'og:description" content="D"', "og:description is"),
        (f'"url": "{SITE_URL}a/"', f'"url": "{SITE_URL}"', "the url is"),
        ('"name": "P"', "", "name no publisher"),
        (f"{contract.CRISIS_ASKS} ", "Need support? ", "no longer opens with"),
        (' aria-label="Call 988"', "", "holds no number"),
        (' <a href="../help-now/">other countries</a>', "", "lost its link help-now/"),
        ('"../help-now/">other', '"../a/">other', "lost its link help-now/"),
        ("other countries</a>", 'other countries</a> <a href="../a/">More</a>', "has 6 links"),
        ("MedicalWebPage", "WebPage", "of the type MedicalWebPage"),
        ('"MedicalWebPage"', '"MedicalWebPage", "lastReviewed": "2026-01-01"', "disagree on a review"),
        ("Not yet reviewed by a clinician", "Reviewed by A", "disagree on a review"),
        ('<p class="crisis">', "<p>", "the crisis line is missing"),
        ("sms:988", "sms:989", "has lost its link sms:988"),
        ('class="in-short"', "", "add the In short box"),
        ("<strong>Message.</strong>", "Message.", "main message in bold"),
        ("<li>One</li>", "<li>One</li>" * 5, "five points"),
        ('class="next"', "", "box of class next"),
        ("Last checked", "Checked", "last-checked date"),
        ('"#x"', '"#z"', "leads to no heading"),
        ('"../a/"', '"../b/"', "leads nowhere"),
        ('"../a/"', '"/a/"', "leads nowhere"),
        ('"https://example.org/page"', '"http://example.org/page"', "links to outside are https"),
        ('"https://example.org/page"', '"https://exa mple"', "no well-formed address"),
        ("tel:988", "tel:98 8", "no phone link"),
        ("The part called X", "here", "does not say where it goes"),
        ("The part called X", "Find out more", "does not say where it goes"),
        ("<h2", "<!-- note --><h2", "a comment reaches the reader"),
        ("</head>", '<script src="https://tracker.example/t.js"></script></head>', "from elsewhere"),
        ("script-src 'self'", "script-src *", "another security policy"),
        ("no-referrer", "origin", "where a reader came from"),
        ("</body>", "<script>alert(1)</script></body>", "inline script"),
        ("<h2 ", '<h2 onclick="x()" ', "inline handler"),
        ("<h2 ", '<form action="https://forms.example/"></form><h2 ', "has an action"),
        ("</head>", "<style>p{}</style></head>", "a style element"),
        ("</head>", '<link rel="preconnect" href="https://fonts.example"></head>', "from elsewhere"),
    ],
)
def test_faults_of_a_built_page_are_named(tmp_path, old, new, says):
    help_page = PAGE.replace('id="x"', 'id="emergency"')
    none(everything(small_site(tmp_path / "good", a=PAGE, **{"help-now": help_page})))
    assert old in PAGE
    page = PAGE.replace(old, new)
    if says.startswith("before"):
        page = page.replace("md-banner", "moved", 1)
    found = list(everything(small_site(tmp_path / "bad", a=page, **{"help-now": help_page})))
    assert any(says in p.message for p in found), found


def test_orphans_are_found(tmp_path):
    pages = small_site(tmp_path, a=PAGE, b=PAGE.replace("../a/", "../b/"))
    (tmp_path / "assets" / "left.svg").write_text("<svg/>")
    found = [p.message for p in checks.check_no_orphans(pages.values(), tmp_path, "a/index.html")]
    assert any("no page leads here" in m for m in found) and any("no page or asset uses" in m for m in found)


@pytest.mark.parametrize("listed", [[], ["a/", "b/"]])
def test_a_sitemap_that_leaves_the_pages_is_found(tmp_path, listed):
    def check(listed):
        (tmp_path / "sitemap.xml").write_text("".join(f"<url><loc>{SITE_URL}{address}</loc></url>" for address in listed))
        return checks.check_sitemap(pages.values(), tmp_path)

    pages = small_site(tmp_path, a=PAGE)
    none(check(["a/"]))
    assert len(list(check(listed))) == 1


def test_stray_files_are_found(tmp_path):
    (tmp_path / "assets").mkdir()
    for name in ("a.md", "assets/a.css"):
        (tmp_path / name).touch()
    none(checks.check_no_stray_files(tmp_path))
    (tmp_path / "CNAME").touch()
    assert [p.file for p in checks.check_no_stray_files(tmp_path)] == ["docs/CNAME"]


def test_a_fault_of_a_template_is_told_once_with_its_line(tmp_path):
    bad = PAGE.replace("no-referrer", "origin").replace('"#x"', '"../about/#reviews"').replace('"../a/"', '"../no-such-page/"')
    pages = small_site(tmp_path, a=bad, b=bad, about=bad)
    (found,) = [p for p in checks.once(p for page in pages.values() for p in checks.check_policy(page)) if "told where" in p.message]
    template = (checks.ROOT / found.file).read_text(encoding="utf-8").splitlines()
    assert found.file == "overrides/main.html" and 'name="referrer"' in template[found.line - 1]
    assert found.message.endswith("[a/index.html] and on 2 more pages")
    moved = BuiltPage(tmp_path, "a/index.html").problem("a link", "'about/#review'")
    assert moved.file == "overrides/partials/trust.html" and moved.line > 1


def test_lost_addresses_are_named(tmp_path):
    pages = small_site(tmp_path, a=PAGE)
    none(check_addresses_answer(["a/", "a/#x"], pages))
    assert len(list(check_addresses_answer(["a/#gone", "gone/"], pages))) == 2


TABLE = """<table class="compare__table">
<thead><tr><th scope="col">Question</th><th scope="col">TMS</th><th scope="col">ECT</th></tr></thead>
<tbody><tr id="row-a"><th scope="row">A</th><td data-label="TMS">1</td><td data-label="ECT">2</td></tr>
<tr id="row-b"><th scope="row">B</th><td data-label="TMS">1</td><td class="none" data-label="ECT">Not counted in the studies we read.</td></tr>
</tbody></table>"""
HELP = """<h3 id="a">A</h3><p><a href="tel:123">Call 1 23</a></p><a href="https://help.example">Chat</a><h3 id="b">B</h3>
<table><tr><td>Land<sup>1</sup></td><td><a href="tel:45">45</a></td></tr></table>"""
NUMBERS = {"a": (("", "tel:123"), ("", "https://help.example")), "b": (("Land", "tel:45"),)}


def check_sample_numbers(page):
    return checks.check_help_numbers(page, NUMBERS)


@pytest.mark.parametrize(
    ("check", "good", "old", "new"),
    [
        (checks.check_phone_numbers, HELP, "Call 1 23", "Call 1 32"),
        (check_sample_numbers, HELP, "tel:45", "tel:54"),
        (check_sample_numbers, HELP, "Land", "Island"),
        (check_sample_numbers, HELP, "help.example", "helps.example"),
        (check_sample_numbers, HELP, '<a href="tel:123">Call 1 23</a>', "Call."),
        (checks.check_compare_cells, TABLE, 'data-label="ECT"', 'data-label="TMS"'),
        (checks.check_compare_cells, TABLE, '<td data-label="ECT">2</td>', ""),
        (checks.check_compare_cells, TABLE, '<th scope="row">B', "<th>B"),
        (checks.check_compare_cells, TABLE, '<th scope="col">ECT', '<th scope="row">ECT'),
        (checks.check_compare_cells, TABLE, "Not counted in the studies we read.", "Rarely."),
        (checks.check_no_raw_markdown, "<p>Tell:</p><code>**a**</code>", "Tell:", "Tell:\n- a heart device"),
        (checks.check_no_raw_markdown, "<p>STAR*D, 2 to 3</p>", "STAR*D", "**STAR*D**"),
        (checks.check_no_raw_markdown, "<p>A note.</p>", "note.", "note.[^a2020]"),
        (checks.check_no_raw_markdown, "<p>A note.</p>", "A note.", "///Footnotes Gone///"),
    ],
)
def test_faults_of_a_part_are_named(check, good, old, new):
    from figures import as_built

    assert old in good
    none(check(as_built(f"<article>{good}</article>")))
    assert list(check(as_built(f"<article>{good.replace(old, new)}</article>")))


FRAME = f"""<html><head><meta property="og:image" content="{SITE_URL}assets/social.png"></head><body>
<div class="md-banner"><p class="crisis">Call</p></div>
<article><aside class="trust" aria-label="About this page">Last checked. First written in November 2026; next check within 6 months.
The guide supports, and does not replace, your own doctor.</aside></article>
<div class="site-footer"><nav aria-label="About">{" ".join(f'<a href="../{address}">A link</a>' for address in contract.FOOTER_LINKS)}
<a href="{REPO_URL}/issues">Open an issue</a></nav></div></body></html>"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Call</p>", "Call</p><button>Close</button>", "can be closed"),
        ('<a href="../about/#privacy">A link</a>', "", "lost its link to about/#privacy"),
        (' aria-label="About"', "", "the foot has lost its name"),
        (f'<a href="{REPO_URL}/issues">Open an issue</a>', "", "the foot links to []"),
        ("<head>", '<head><meta name="robots" content="noindex">', "leave the page out"),
        ("November 2026", "October 2025", "is no longer said"),
        ('class="trust"', "", "lost its box of trust"),
        (' aria-label="About this page"', "", "or the box its name"),
        ("does not replace", "adds to", "is no longer said"),
        ("November 2026", "October 2025", "is no longer said"),
        ("assets/social.png", "/assets/social.png", "no file of the site"),
        ("assets/social.png", "assets/card.png", "no file of the site"),
    ],
)
def test_faults_of_the_frame_are_named(tmp_path, old, new, says):
    (page,) = small_site(tmp_path / "good", a=FRAME).values()
    (tmp_path / "good" / "assets" / "social.png").touch()
    none(checks.check_frame(page, SITE_URL, REPO_URL))
    assert old in FRAME
    (page,) = small_site(tmp_path / "bad", a=FRAME.replace(old, new)).values()
    (tmp_path / "bad" / "assets" / "social.png").touch()
    assert any(says in p.message for p in checks.check_frame(page, SITE_URL, REPO_URL))
