"""The weekly look outside: python tests/outside.py prints a report in Markdown, or nothing.

It asks each outside link of docs/ whether it still answers, and lists pages whose "last checked" day is
more than six months old. Only the weekly workflow runs it: no other check ever asks another host.
"""

from __future__ import annotations

import datetime as dt
import re
import time
from collections import defaultdict

import requests
from pages import Page, all_pages

STALE = dt.timedelta(days=183)

REFUSES_ROBOTS = {
    # host: reason. These answer people and refuse scripts, so a refusal says nothing.
    "doi.org": "leads to publishers that refuse scripts",
    "www.psychiatrist.com": "refuses scripts",
    "dailymed.nlm.nih.gov": "refuses scripts at times",
}


def outside_links(pages: list[Page]) -> dict[str, list[str]]:
    """Each outside address with the places (file:line) that link to it."""
    found = defaultdict(list)
    for page in pages:
        for n, line in enumerate(page.lines, 1):
            for address in re.findall(r"\]\((https://[^)\s]+)\)", line):
                found[address].append(f"{page.file}:{n}")
    return found


def answer(address: str) -> str | None:
    """What is wrong with an address, or None. One try more after a pause, since the network is not the page."""
    for pause in (0, 10):
        time.sleep(pause)
        try:
            status = requests.get(address, timeout=20, headers={"User-Agent": "trd-guide link check"}, stream=True).status_code
        except requests.RequestException as error:
            problem = type(error).__name__
            continue
        if status < 400:
            return None
        problem = str(status)
    return problem


def stale_pages(pages: list[Page], today: dt.date) -> list[str]:
    """Lines of the report for pages that were last checked more than six months ago."""
    return [f"- {p.file}: last checked {p.meta['checked']}" for p in pages if today - p.meta["checked"] > STALE]


def report(dead: dict[str, str], links: dict[str, list[str]], stale: list[str]) -> str:
    """The issue's text, or nothing when all is well."""
    parts = []
    if dead:
        lines = [f"- {address} ({why}): {', '.join(links[address])}" for address, why in sorted(dead.items())]
        parts.append("## Links that did not answer\n\n" + "\n".join(lines))
    if stale:
        parts.append("## Pages to check against their sources again\n\n" + "\n".join(stale))
    return "\n\n".join(parts)


def main() -> None:
    pages = all_pages()
    links = outside_links(pages)
    asked = {a: answer(a) for a in links if re.match(r"https://([^/]+)", a).group(1) not in REFUSES_ROBOTS}
    print(report({a: why for a, why in asked.items() if why}, links, stale_pages(pages, dt.date.today())), end="")


if __name__ == "__main__":
    main()
