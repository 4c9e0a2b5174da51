"""Measures search in a real browser: `python tests/measure_search.py` builds the site, asks every query of
search_queries.tsv of our search and of the theme's own, and prints what was found, how fast, and for how many bytes."""

from __future__ import annotations

import csv
import functools
import gzip
import http.server
import json
import re
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from built import SUB_PATH
from conftest import Handler, run_build
from pages import ROOT
from playwright.sync_api import Page, sync_playwright
from provide import find_browser

HERE = Path(__file__).parent
OUR_WORKER = "assets/search/worker.js"


@dataclass
class Query:
    kind: str
    set: str
    """'tuned on', or 'held out': chosen by hash before any tuning, so that the figure for it is an honest one."""
    text: str
    sections: list[str]
    """Addresses below the site's own that answer it, '/' for the first page; none when nothing may be found."""


@dataclass
class Answer:
    query: Query
    found: list[str]
    ms: float

    @property
    def rank(self) -> int | None:
        return next((n for n, address in enumerate(self.found, 1) if address in self.query.sections), None)


def read_queries() -> list[Query]:
    with (HERE / "search_queries.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Query(r["kind"], r["set"], r["query"], r["sections"].split()) for r in rows]


def theme_worker(site: Path) -> str:
    """Address of the theme's own worker, below the site."""
    return next((site / "assets/javascripts/workers").glob("search.*.min.js")).relative_to(site).as_posix()


def stock_copy(site: Path, target: Path) -> Path:
    """The same site with the theme's own search."""
    shutil.copytree(site, target)
    for path in target.rglob("*.html"):
        path.write_text(path.read_text(encoding="utf-8").replace(OUR_WORKER, theme_worker(site)), encoding="utf-8")
    (target / "assets/search/search.js").write_text("")
    return target


@contextmanager
def served(folder: Path) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("localhost", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}{SUB_PATH}"
        server.shutdown()


# Types one text and waits for its results. A link counts where a reader sees it: not in a closed fold, and not
# the page's name above its sections, which the theme gives a score of nought.
ASK = """(text) => new Promise((done) => {
  const input = document.querySelector("[data-md-component=search-query]");
  const result = document.querySelector(".md-search-result");
  const seen = new MutationObserver(() => {
    seen.disconnect();
    const ms = performance.now() - start;
    const links = [...result.querySelectorAll("ol a")].filter(
      (a) => !a.closest("details:not([open])") && Number(a.querySelector("article").dataset.mdScore) > 0);
    done({ ms, links: links.map((a) => a.href) });
  });
  seen.observe(result, { childList: true, subtree: true });
  input.value = text;
  const start = performance.now();
  input.dispatchEvent(new InputEvent("input", { bubbles: true }));
  input.dispatchEvent(new KeyboardEvent("keyup"));
})"""


def open_search(page: Page) -> None:
    """Opens the search box and waits until its index is ready."""
    page.locator("[data-md-component=search-query]").focus()
    page.locator(".md-search-result__meta", has_text="Type to start searching").wait_for(timeout=180_000)


class Panel:
    """The search box of one page, open and ready."""

    def __init__(self, page: Page, base_url: str, path: str = "") -> None:
        self.page = page
        self.base_url = base_url
        page.goto(base_url + path)
        before = page.evaluate("performance.now()")
        open_search(page)
        self.ready_ms = page.evaluate("performance.now()") - before
        self.last = ""

    def ask(self, query: Query | str) -> Answer:
        query = query if isinstance(query, Query) else Query("", "", query, [])
        if query.text == self.last:
            # The theme asks the engine only when the text has changed.
            self.page.evaluate(ASK, "")
        self.last = query.text
        got = self.page.evaluate(ASK, query.text)
        # The theme's own search writes the words into the address: they are left out here.
        found = [re.sub(r"\?[^#]*", "", link).removeprefix(self.base_url) or "/" for link in got["links"]]
        return Answer(query, found, got["ms"])


def success(answers: Iterable[Answer]) -> dict[str, float]:
    """Of 100 queries that have an answer: right section first, in the first three, mean reciprocal rank, nothing found."""
    ranked = [a for a in answers if a.query.sections]
    share = lambda hits: 100 * sum(hits) / len(ranked) if ranked else 0.0  # noqa: E731
    return {
        "n": len(ranked),
        "first": share(a.rank == 1 for a in ranked),
        "top3": share(a.rank is not None and a.rank <= 3 for a in ranked),
        "mrr": sum(1 / a.rank for a in ranked if a.rank) / len(ranked) if ranked else 0.0,
        "none": share(not a.found for a in ranked),
    }


def table(answers: list[Answer]) -> Iterator[str]:
    yield f"{'kind':<24}{'n':>4}{'first':>8}{'top 3':>8}{'MRR':>7}{'nothing':>9}"
    names = dict.fromkeys((a.query.kind, a.query.set) for a in answers)
    groups = {f"{kind}, {which}": [a for a in answers if (a.query.kind, a.query.set) == (kind, which)] for kind, which in names}
    groups["all, held out"] = [a for a in answers if a.query.set == "held out"]
    groups["all"] = answers
    for name, group in groups.items():
        s = success(group)
        if s["n"]:
            yield f"{name:<24}{s['n']:>4}{s['first']:>8.0f}{s['top3']:>8.0f}{s['mrr']:>7.2f}{s['none']:>9.0f}"
        else:
            yield f"{name:<24}{len(group):>4}   found something for {sum(bool(a.found) for a in group)}"


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def first_use(page: Page, base_url: str) -> dict[str, int]:
    """Compressed bytes of each file fetched when search is first used, which a page view alone does not fetch."""
    fetched: dict[str, int] = {}
    page.goto(base_url)
    page.wait_for_load_state("networkidle")
    page.on("response", lambda response: fetched.setdefault(response.url.removeprefix(base_url), packed(response.body())))
    open_search(page)
    page.wait_for_load_state("networkidle")
    return fetched


def many_times(index: dict, times: int) -> str:
    """The index with its sections repeated under other addresses."""
    docs = [{**doc, "location": (f"copy-{n}/" if n else "") + doc["location"]} for n in range(times) for doc in index["docs"]]
    return json.dumps({**index, "docs": docs})


def speed(answers: list[Answer]) -> str:
    times = sorted(a.ms for a in answers)
    return f"median {statistics.median(times):.1f} ms, 95th {times[int(len(times) * 0.95)]:.1f} ms"


def main() -> int:
    queries = read_queries()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        site = Path(folder) / "ours" / SUB_PATH.strip("/")
        done = run_build("mkdocs", ROOT, site)
        if done.returncode:
            print(done.stdout, done.stderr)
            return 1
        stock = stock_copy(site, Path(folder) / "stock" / SUB_PATH.strip("/"))
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for name, where in (("Our search", site), ("The theme's own search", stock)):
            with served(where.parent) as base_url:
                page = browser.new_page()
                print(f"\n{name}, first use:")
                sizes = first_use(page, base_url)
                for path, size in sizes.items():
                    print(f"  {size / 1024:6.1f} KB  {path}")
                print(f"  {sum(sizes.values()) / 1024:6.1f} KB  in all, compressed\n")
                panel = Panel(browser.new_page(), base_url)
                answers = [panel.ask(query) for query in queries]
                print(*table(answers), f"key to results: {speed(answers)}", sep="\n")
                for answer in answers:
                    if name == "Our search" and answer.query.sections and (answer.rank or 99) > 3:
                        print(f"  not in the first three: {answer.query.text!r}: {answer.found[:3]}")
                index_file = where / "search/search_index.json"
                index = json.loads(index_file.read_text(encoding="utf-8"))
                for times in (1, 10, 100):
                    index_file.write_text(many_times(index, times), encoding="utf-8")
                    grown = Panel(browser.new_page(), base_url)
                    some = [grown.ask(query) for query in queries[:: 20 if times == 100 else 3]]
                    size = packed(index_file.read_bytes()) / 1024
                    count = len(index["docs"]) * times
                    print(f"{count:>6} sections: index {size:.0f} KB, ready in {grown.ready_ms:.0f} ms, key to results {speed(some)}")
                    grown.page.close()
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
