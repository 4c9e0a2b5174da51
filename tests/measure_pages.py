"""Prints how heavy and how fast one page of each kind is, beside stock Material: python tests/measure_pages.py

Bytes are those of a first view, compressed, by sort. With Lighthouse (npm; `npx lighthouse`) it also prints the
four scores and the paint times on a simulated slow phone, median of three. Stock is the same docs/ under the
theme's defaults, without its outside fonts, which would add requests to another host.

    --bytes              leaves Lighthouse out
    --only article,help  these kinds alone
    --beside name=folder measures another built site too, served from its root, where it has the page; may be repeated

Not part of the tests: timings are printed, never asserted.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from conftest import copy_project, run_build
from playwright.sync_api import sync_playwright
from provide import find_browser

PAGES = {
    "article": "",
    "questions": "faq/",
    "compare": "treatments/",
    "procedure": "treatments/tms/",
    "ongoing": "treatments/medicines/",
    "survey": "treatments/other-options/",
    "living": "living/family/",
    "tool": "next-visit/",
    "help": "help-now/",
    "sources": "sources/",
    "glossary": "glossary/",
    "about": "about/",
}
RUNS = 3


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves files gzip-compressed, as GitHub Pages does."""

    def log_message(self, *args) -> None:
        """Keeps the output to the figures."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)


def serve(folder: Path) -> str:
    """Serves a folder and gives its address."""
    server = http.server.ThreadingHTTPServer(("localhost", 0), functools.partial(Compressing, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return f"http://localhost:{server.server_port}/"


def stock_config(text: str) -> str:
    """mkdocs.yml with the theme as it comes: no templates, styles or switches of ours."""
    drop = ("custom_dir:", "favicon:", "logo:")
    lines = [line for line in text.splitlines() if not line.strip().startswith(drop)]
    text = "\n".join(lines).replace("  icon:\n", "")
    head, _, rest = text.partition("  palette:\n")
    return head + "  features:" + rest.partition("  features:")[2].replace("extra_css:\n  - assets/site.css\n", "")


def build_both(folder: Path) -> dict[str, str]:
    """Builds ours and stock, and gives the address of each."""
    found = {}
    for name in ("ours", "stock"):
        root = copy_project(folder / name)
        if name == "stock":
            config = root / "mkdocs.yml"
            config.write_text(stock_config(config.read_text(encoding="utf-8")), encoding="utf-8")
        done = run_build("mkdocs", root, folder / "sites" / name)
        if done.returncode:
            sys.exit(done.stderr)
        found[name] = serve(folder / "sites" / name)
    return found


def first_view(browser, address: str) -> dict[str, int]:
    """Compressed bytes of a first view by sort (document, stylesheet, script, other), and the number of requests."""
    context = browser.new_context(viewport={"width": 390, "height": 660})
    page = context.new_page()
    bytes_by_sort: dict[str, int] = {"document": 0, "stylesheet": 0, "script": 0, "other": 0, "requests": 0}

    def count(response) -> None:
        sort = response.request.resource_type
        length = int(response.headers.get("content-length", 0))
        bytes_by_sort[sort if sort in bytes_by_sort else "other"] += length
        bytes_by_sort["requests"] += 1

    page.on("response", count)
    page.goto(address, wait_until="networkidle")
    context.close()
    return bytes_by_sort


def lighthouse(address: str) -> dict[str, float] | None:
    """Median scores (0 to 100) and times (ms) of three runs on a simulated slow phone, or None without Lighthouse."""
    runs = []
    for _ in range(RUNS):
        command = ["npx", "--yes", "lighthouse@12.8.2", address, "--quiet", "--output=json", "--chrome-flags=--headless --no-sandbox"]
        environment = {"CHROME_PATH": find_browser() or "", **os.environ}
        done = subprocess.run(command, capture_output=True, text=True, env=environment)
        if done.returncode:
            return None
        runs.append(json.loads(done.stdout))
    audits = {
        "fcp": "first-contentful-paint",
        "lcp": "largest-contentful-paint",
        "tbt": "total-blocking-time",
        "cls": "cumulative-layout-shift",
    }
    out = {
        k: statistics.median(100 * r["categories"][k]["score"] for r in runs)
        for k in ("performance", "accessibility", "best-practices", "seo")
    }
    return out | {k: statistics.median(r["audits"][a]["numericValue"] for r in runs) for k, a in audits.items()}


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bytes", action="store_true")
    parser.add_argument("--only", type=lambda text: text.split(","), default=list(PAGES))
    parser.add_argument("--beside", action="append", type=lambda text: text.split("=", 1), default=[])
    options = parser.parse_args()
    if unknown := set(options.only) - set(PAGES):
        parser.error(f"no such kind: {', '.join(sorted(unknown))}; there are {', '.join(PAGES)}")
    for name, folder in options.beside:
        if not (Path(folder) / "index.html").is_file():
            parser.error(f"{name}: {folder} holds no index.html")
    return options


def main() -> None:
    options = read_options()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        addresses = build_both(Path(folder))
        others = {name: Path(place) for name, place in options.beside}
        addresses |= {name: serve(place) for name, place in others.items()}
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        print(
            f"{'page':10} {'site':12} {'KB':>6} {'html':>6} {'css':>6} {'js':>6} {'asked':>5}   perf a11y best seo   FCP   LCP  TBT   CLS"
        )
        for kind in options.only:
            path = PAGES[kind]
            for name, base in addresses.items():
                if name in others and not (others[name] / path / "index.html").is_file():
                    continue
                size = first_view(browser, base + path)
                kb = {k: v / 1000 for k, v in size.items()}
                total = sum(v for k, v in kb.items() if k != "requests")
                line = f"{kind:10} {name:12} {total:6.1f} {kb['document']:6.1f} {kb['stylesheet']:6.1f} {kb['script']:6.1f} {size['requests']:5}"
                if not options.bytes and (seen := lighthouse(base + path)):
                    line += (
                        f"   {seen['performance']:4.0f} {seen['accessibility']:4.0f} {seen['best-practices']:4.0f} {seen['seo']:3.0f}"
                        f" {seen['fcp'] / 1000:5.2f} {seen['lcp'] / 1000:5.2f} {seen['tbt']:4.0f} {seen['cls']:5.3f}"
                    )
                print(line, flush=True)
        browser.close()


if __name__ == "__main__":
    main()
