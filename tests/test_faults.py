"""The promises that the tests hold, each with one fault that breaks it, put into a copy of the project.

Each fault must be caught, with the file it stands in (and its line, where the fault stands on one).
Faults that a check's own bad sample shows (in the other test files) are not repeated here.
"""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import addresses
import built
import figures
import pytest
import structure
import test_publishing
import words
from conftest import SITE_URL, copy_project, run_build
from contract import SOURCES_PAGE
from pages import Page, Problem, all_pages

TODAY = dt.date.today()


class Fault(NamedTuple):
    """One promise, and the change that breaks it. `to` is None when the file is taken away."""

    promise: str
    file: str
    old: str
    to: str | None
    check: Callable[[Path], Iterator[Problem]]
    caught_in: str = ""
    """The file that the message names, when it is not the changed one."""


def of_pages(check: Callable) -> Callable[[Path], Iterator[Problem]]:
    """A check of one page, for the whole copy."""
    return lambda root: (p for page in all_pages(root / "docs") for p in check(page))


def of_all(check: Callable) -> Callable[[Path], Iterator[Problem]]:
    """A check of all pages together, for the copy."""
    return lambda root: check(all_pages(root / "docs"))


def ledger(root: Path) -> Iterator[Problem]:
    def clinical(page: Page) -> bool:
        return page.meta["kind"] in words.contract.CLINICAL_KINDS and page.name != SOURCES_PAGE

    return words.check_ledger([p for p in all_pages(root / "docs") if clinical(p)], words.read_claims(root / "tests" / "claims.tsv"))


def colors(root: Path) -> Iterator[Problem]:
    return test_publishing.check_contrast((root / "docs/assets/site.css").read_text(encoding="utf-8"))


def front_matter(page: Page) -> Iterator[Problem]:
    return structure.check_front_matter(page, TODAY)


# Faults seen in the files themselves.
IN_FILES = [
    Fault("the article has its eight parts", "docs/index.md", "{ #hope }", "{ #hopes }", of_pages(structure.check_required_sections)),
    Fault("a procedure page has its parts", "docs/treatments/tms.md", "{ #what-we-dont-know }", "{ #unknown }", of_pages(structure.check_required_sections)),
    Fault("the FAQ opens with the three questions", "docs/faq.md", "{ #can-you-recover }", "{ #recovery }", of_pages(structure.check_required_sections)),
    Fault("parts stand in one order", "docs/treatments/ect.md", "{ #how-soon }", "{ #out-of-100 }", of_pages(structure.check_heading_ids)),
    Fault("front-matter keys are known", "docs/about.md", "checked:", "cheked:", of_pages(front_matter)),
    Fault("dates are real", "docs/living/family.md", "checked: 2026-11-23", "checked: 2026-11-31", of_pages(front_matter)),
    Fault("dates are not in the future", "docs/faq.md", "checked: 2026-11-23", "checked: 2036-11-23", of_pages(front_matter)),
    Fault("the heading is the title", "docs/help-now.md", "# Help now", "# Get help", of_pages(structure.check_title)),
    Fault("a link to a part finds it", "docs/index.md", "(faq.md#can-you-recover)", "(faq.md#can-one-recover)", of_all(structure.check_inside_links)),
    Fault("a link to a page finds it", "docs/treatments/tms.md", "(../living/staying-well.md)", "(../living/stay-well.md)", of_all(structure.check_inside_links)),
    Fault("a cited source is pulled in", "docs/index.md", '[^berlim2014]:\n    --8<-- "docs/sources.md:berlim2014"\n', "", of_pages(structure.check_citations)),
    Fault("a pulled-in source is cited", "docs/help-now.md", "[^dazzi2014]\n", "\n", of_pages(structure.check_citations)),
    Fault("a cited source is recorded", "docs/sources.md", "[start:rose2003ect]", "[start:rose2003]", of_all(structure.check_sources), "docs/index.md"),
    Fault("each record says where it is used", "docs/sources.md", "Used on: [Help now](help-now.md).", "Used on: nowhere.", of_all(structure.check_used_on)),
    Fault("a glossary link finds its term", "docs/glossary.md", "{ #remission }", "{ #remissions }", of_all(structure.check_glossary), "docs/index.md"),
    Fault("a figure has its line in the ledger", "docs/treatments/tms.md", "29 of 100", "39 of 100", ledger),
    Fault("a line in the ledger has its figure", "tests/claims.tsv", "29 of 100\tberlim2014", "28 of 100\tberlim2014", ledger),
    Fault("a figure keeps its source", "docs/help-now.md", "[^ncja988rescue]", "[^samhsa988faq]", ledger),
    Fault("a figure has a source in its sentence", "docs/help-now.md", "[^ncja988rescue]", "", of_pages(words.check_figures_cited)),
    Fault("no word that blames", "docs/living/family.md", "# For family", "The treatment failed.\n\n# For family", of_pages(words.check_house_words)),
    Fault("no long sentence", "docs/about.md", "Nobody paid for this guide.", "Nobody paid " + "for this guide and " * 8 + "that is all.", of_pages(words.check_sentence_length)),
    Fault("no hidden comment", "docs/glossary.md", "# Glossary", "<!-- check this later -->\n# Glossary", of_pages(structure.check_markup)),
    Fault("an address once published stays", "tests/addresses.tsv", "faq/\n", "", lambda root: addresses.check_addresses_listed(addresses.read_addresses(root / "tests/addresses.tsv"), all_pages(root / "docs"))),
    Fault("text has contrast", "docs/assets/site.css", "--ink-soft: var(--light, #4", "--ink-soft: var(--light, #9", colors),
]  # fmt: skip


def apply(root: Path, fault: Fault) -> int:
    """Puts the fault into the copy and gives the line it stands on."""
    path = root / fault.file
    text = path.read_text(encoding="utf-8")
    assert fault.old in text, f"{fault.file} no longer holds “{fault.old}”: choose another fault for “{fault.promise}”"
    if fault.to is None:
        path.unlink()
        return 1
    path.write_text(text.replace(fault.old, fault.to, 1), encoding="utf-8")
    return text[: text.index(fault.old)].count("\n") + 1


def caught(found: list[Problem], fault: Fault) -> bool:
    return any(p.file == (fault.caught_in or fault.file) and p.line > 0 and p.message for p in found)


@pytest.fixture(scope="module")
def pristine(tmp_path_factory) -> Path:
    root = copy_project(tmp_path_factory.mktemp("pristine"))
    shutil.copytree(Path(__file__).parent, root / "tests", ignore=shutil.ignore_patterns("__pycache__"))
    return root


@pytest.mark.parametrize("fault", IN_FILES, ids=lambda f: f.promise)
def test_fault_in_a_file_is_caught(pristine, fault):
    path = pristine / fault.file
    before = path.read_text(encoding="utf-8")
    assert not caught(list(fault.check(pristine)), fault), f"“{fault.promise}” does not hold before the fault"
    try:
        apply(pristine, fault)
        found = list(fault.check(pristine))
        assert caught(found, fault), f"“{fault.promise}” was broken and nothing said so: {found[:3]}"
    finally:
        path.write_text(before, encoding="utf-8")


# Faults that show only in the built site.


def in_built(check: Callable) -> Callable[[Path], Iterator[Problem]]:
    return lambda site: (p for page in built.built_pages(site) for p in check(page))


def links(site: Path) -> Iterator[Problem]:
    pages = {p.path: p for p in built.built_pages(site)}
    return (p for page in pages.values() for p in built.check_links(page, pages))


IN_SITE = [
    Fault("the crisis line is on every page", "overrides/main.html", '{% block announce %}{% include "partials/crisis-line.html" %}{% endblock %}', "{% block announce %}{% endblock %}", in_built(built.check_every_page_pieces)),
    Fault("the crisis line's links dial", "overrides/partials/crisis-line.html", 'href="tel:988"', 'href="#988"', in_built(built.check_every_page_pieces)),
    Fault("the review state is told", "overrides/main.html", '{% include "partials/trust.html" %}', "", in_built(built.check_every_page_pieces), "docs/index.md"),
    Fault("no tracker", "overrides/partials/site-footer.html", "<div", '<script src="https://tracker.example/t.js"></script><div', in_built(built.check_no_outside_request), "docs/index.md"),
    Fault("nothing may be loaded from elsewhere", "overrides/main.html", "default-src 'none'; ", "", in_built(built.check_policy)),
    Fault("no inline script", "overrides/partials/site-footer.html", "<div", "<script>track()</script><div", in_built(built.check_policy), "docs/index.md"),
    Fault("a figure draws what it says", "docs/treatments/tms.md", "--n: 29", "--n: 92", in_built(figures.check_of100)),
    Fault("the structured data claims no review", "overrides/partials/structured-data.html", '"isAccessibleForFree": true', '"lastReviewed": "2026-01-01"', in_built(built.check_structured_data), "docs/index.md"),
    Fault("the 404 page leads on", "overrides/404.html", "'treatments/' | url", "'treatment/' | url", links),
    Fault("each page tells its address", "overrides/main.html", "if page and page.next_page else super() }}", "if false else '' }}", in_built(lambda page: built.check_head(page, SITE_URL)), "docs/index.md"),
    Fault("no asset is left alone", "overrides/main.html", "assets/social.png", "assets/picture.png", lambda site: built.check_no_orphans(built.built_pages(site), site)),
]  # fmt: skip


@pytest.mark.parametrize("fault", IN_SITE, ids=lambda f: f.promise)
def test_fault_in_the_site_is_caught(site, tmp_path, fault):
    assert not caught(list(fault.check(site)), fault), f"“{fault.promise}” does not hold before the fault"
    root = copy_project(tmp_path / "copy")
    apply(root, fault)
    done = run_build("mkdocs", root, tmp_path / "site")
    assert done.returncode == 0, done.stderr
    found = list(fault.check(tmp_path / "site"))
    assert caught(found, fault), f"“{fault.promise}” was broken and nothing said so: {found[:3]}"
