"""Refreshes what can be derived: python tests/tables.py

- the order of each page's sources (first citation first);
- the "Used on:" lines of docs/sources.md;
- new lines of tests/addresses.tsv (a published address is never taken out by this command).
"""

from __future__ import annotations

import structure
from addresses import ADDRESSES, current_addresses, read_addresses
from pages import Page, all_pages


def order_sources(page: Page) -> str:
    """The page's text with its pulled-in sources in the order of first citation."""
    pulled = {m.group(1): m.group(0) for m in structure.PULLED.finditer(page.text)}
    cited = list(dict.fromkeys(key for unit in page.units for key in unit.cites))
    if not pulled or set(cited) != set(pulled):
        return page.text
    first = structure.PULLED.search(page.text).start()
    return page.text[:first] + "\n".join(pulled[key] for key in cited) + "\n"


def fill_used_on(pages: list[Page]) -> str:
    """docs/sources.md with its 'Used on:' lines as the citations have it."""
    home = next(p for p in pages if p.name == "sources.md")
    out, key = [], None
    for line in home.lines:
        if m := structure.RECORD.search(line):
            key = m.group(2)
        out.append(structure.used_on_line(pages, key) if key and line.startswith("Used on: ") else line)
    return "\n".join(out)


def main() -> None:
    for page in all_pages():
        page.path.write_text(order_sources(page), encoding="utf-8")
    pages = all_pages()
    (home,) = (p for p in pages if p.name == "sources.md")
    home.path.write_text(fill_used_on(pages), encoding="utf-8")
    known = set(read_addresses())
    new = [a for a in current_addresses(pages) if a not in known]
    with ADDRESSES.open("a", encoding="utf-8") as file:
        file.writelines(f"{address}\n" for address in new)
    print(f"{len(new)} new addresses")


if __name__ == "__main__":
    main()
