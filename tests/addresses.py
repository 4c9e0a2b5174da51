"""Addresses that were published: a page or heading id that readers may have kept still answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from built import BuiltPage
from pages import ROOT, Page, Problem

ADDRESSES = ROOT / "tests" / "addresses.tsv"


def read_addresses(path: Path = ADDRESSES) -> list[str]:
    """Published addresses below the site's own, such as 'faq/#is-ect-safe'; lines with # in front are notes."""
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("# ")] if path.exists() else []


def current_addresses(pages: Iterable[Page]) -> list[str]:
    """The addresses that the pages of docs/ have now: each page, and each heading with an id."""
    found = []
    for page in pages:
        base = page.name.removesuffix("index.md") if page.name.endswith("index.md") else page.name.removesuffix(".md") + "/"
        found.append(base or "./")
        found += [f"{base}#{h.id}" for h in page.headings if h.id]
    return found


def check_addresses_answer(published: Iterable[str], built: dict[str, BuiltPage], file: str = "tests/addresses.tsv") -> Iterator[Problem]:
    """Each published address still finds its page and its heading."""
    for n, address in enumerate(published, 1):
        base, _, ident = address.partition("#")
        page = built.get(base.removeprefix("./") + "index.html")
        if not page:
            yield Problem(file, n, f"“{address}” was published and no longer answers: keep the page, or leave one there that leads on")
        elif ident and ident not in page.ids:
            yield Problem(
                file, n, f"“{address}” was published and no longer answers: give the heading in {page.source} its id “{ident}” back"
            )


def check_addresses_listed(published: Iterable[str], pages: Iterable[Page], file: str = "tests/addresses.tsv") -> Iterator[Problem]:
    """Each address that the pages have now is on the list."""
    known = set(published)
    for address in current_addresses(pages):
        if address not in known:
            yield Problem(file, 1, f"“{address}” is new: run python tests/tables.py, which adds it")
