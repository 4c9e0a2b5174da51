"""Prints how the build grows: this site, and 10 and 100 times its pages: python tests/measure_growth.py [10 100]

For each: build time with MkDocs and with Zensical, size of the site, size of the search index, and the time to
load the index and answer a query in a browser. A keeper reads from it when to move. Not part of the tests.
"""

from __future__ import annotations

import gzip
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

from conftest import copy_project, run_build


def multiply(root: Path, times: int) -> None:
    """Adds copies of every page but the first, each in a folder of its own, until there are `times` as many."""
    docs = root / "docs"
    pages = [p for p in docs.rglob("*.md") if p.name != "sources.md"]
    for n in range(1, times):
        for page in pages:
            target = docs / f"copy{n}" / page.relative_to(docs)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = re.sub(r"\]\((?!https?:|#)([^)]*sources\.md)", "](/sources.md", page.read_text(encoding="utf-8"))
            target.write_text(text, encoding="utf-8")
    config = root / "mkdocs.yml"
    # Links between the copies are not this measure's business.
    text = config.read_text(encoding="utf-8").replace("strict: true\n", "")
    config.write_text(re.sub(r"validation:\n(?:  .*\n)+", "", text), encoding="utf-8")


def folder_size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def build_seconds(builder: str, root: Path, out: Path) -> float | None:
    """Seconds that a build took, or None when it failed."""
    start = time.perf_counter()
    done = run_build(builder, root, out, strict=False)
    return time.perf_counter() - start if done.returncode == 0 else None


def main() -> None:
    print(f"{'pages':>6} {'MkDocs':>8} {'Zensical':>9} {'site':>9} {'index':>9} {'compressed':>11}")
    for times in [1, *(int(a) for a in sys.argv[1:] or ("10", "100"))]:
        with tempfile.TemporaryDirectory() as folder:
            root = copy_project(Path(folder) / "project")
            multiply(root, times)
            out = Path(folder) / "mkdocs"
            first = build_seconds("mkdocs", root, out)
            second = build_seconds("zensical", root, Path(folder) / "zensical")
            index = out / "search" / "search_index.json"
            data = index.read_bytes()
            pages = len(list(out.rglob("index.html")))
            seconds = [f"{s:.1f} s" if s else "failed" for s in (first, second)]
            print(
                f"{pages:6} {seconds[0]:>8} {seconds[1]:>9} {folder_size(out) / 1e6:6.1f} MB {len(data) / 1e6:6.2f} MB"
                f" {len(gzip.compress(data)) / 1e6:8.2f} MB",
                flush=True,
            )
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
