"""What the tests share: the built sites, a server that answers as GitHub Pages does, and a real browser."""

from __future__ import annotations

import functools
import http.server
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from built import SUB_PATH, BuiltPage, built_pages
from pages import ROOT, Page, all_pages
from provide import find_browser, find_firefox, find_text_browser, find_vnu

SITE_URL = "https://example.org/trd-guide/"
REPO_URL = "https://example.org/owner/trd-guide"
NEEDS_BROWSER = {"page", "browser", "context", "browser_type_launch_args"}


def run_build(builder: str, root: Path, out: Path, strict: bool = True, **env: str) -> subprocess.CompletedProcess:
    """Builds the project in `root` with 'mkdocs' or 'zensical', strictly unless told otherwise; the site ends in `out`."""
    ours = {"SITE_URL": SITE_URL, "REPO_URL": REPO_URL, "NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "1795000000"}
    environment = {**os.environ, **ours, **env}
    if builder == "mkdocs":
        command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(out)]
    else:
        # Zensical takes its output folder from the configuration alone.
        command = [sys.executable, "-m", "zensical", "build", "--clean"]
    command += ["--strict"] if strict else []
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    if builder == "zensical" and done.returncode == 0:
        shutil.copytree(root / "site", out, dirs_exist_ok=True)
    return done


def copy_project(target: Path) -> Path:
    """Copies what a build reads, so that a test may change it."""
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, target / name)
    shutil.copy(ROOT / "mkdocs.yml", target)
    return target


@pytest.fixture(scope="session")
def www(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("www")


@pytest.fixture(scope="session")
def site(www) -> Path:
    """The site as MkDocs builds it, strictly."""
    out = www / SUB_PATH.strip("/")
    done = run_build("mkdocs", ROOT, out)
    assert done.returncode == 0, f"mkdocs build --strict:\n{done.stdout}{done.stderr}"
    return out


@pytest.fixture(scope="session")
def zensical_site(tmp_path_factory) -> Path:
    """The site as Zensical builds it, strictly, from a copy of the same files."""
    root = copy_project(tmp_path_factory.mktemp("zensical"))
    out = tmp_path_factory.mktemp("zensical-site")
    done = run_build("zensical", root, out)
    assert done.returncode == 0, f"zensical build --strict:\n{done.stdout}{done.stderr}"
    return out


@pytest.fixture(scope="session")
def sources() -> list[Page]:
    return all_pages()


@pytest.fixture(scope="session")
def built(site) -> dict[str, BuiltPage]:
    return {page.path: page for page in built_pages(site)}


@pytest.fixture
def sample(tmp_path) -> Callable[[str], Page]:
    """Makes a page from text, for trying a check on a good and on a bad sample."""

    def make(text: str, name: str = "sample.md", kind: str = "living") -> Page:
        head = f"---\ntitle: Sample\ndescription: A page that a test makes, to see a check pass and fail on it.\nkind: {kind}\nchecked: 2026-11-01\n---\n"
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return Page(path, tmp_path, text if text.startswith("---") else head + text)

    return make


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves the built site below its sub-path and answers a missing page with 404.html."""

    def log_message(self, *args) -> None:
        """Keeps the test output to the tests."""

    def send_error(self, code, message=None, explain=None):
        page = Path(self.directory) / SUB_PATH.strip("/") / "404.html"
        if code != 404 or not page.exists():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def base_url(site, www) -> Iterator[str]:
    handler = functools.partial(Handler, directory=str(www))
    with http.server.ThreadingHTTPServer(("localhost", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}{SUB_PATH}"
        server.shutdown()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """The machine's own browser, to which every host but this one is nowhere: an outside request fails loudly."""
    return {
        **browser_type_launch_args,
        "executable_path": find_browser(),
        "args": [
            "--no-sandbox",
            "--disable-background-networking",
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
        ],
    }


@pytest.fixture(scope="session")
def vnu() -> Path:
    return find_vnu()


@pytest.fixture(scope="session")
def text_browser() -> str:
    return find_text_browser()


PIECES = (
    (NEEDS_BROWSER, find_browser, "no Chrome or Chromium"),
    ({"firefox"}, find_firefox, "no Firefox"),
    ({"text_browser"}, find_text_browser, "no w3m"),
    ({"vnu"}, find_vnu, "no Nu HTML checker or no Java"),
)


def pytest_collection_modifyitems(items) -> None:
    """Skips what the machine cannot run, and says so. With CI=true the skip counts as a failure, in the same words."""
    for fixtures, find, missing in PIECES:
        if find():
            continue
        for item in items:
            if fixtures & set(item.fixturenames):
                item.add_marker(pytest.mark.skip(reason=f"{missing}: run python tests/provide.py"))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """With CI=true a skipped test counts as failed: a promise that was not tried is not kept."""
    report = yield
    if os.environ.get("CI") == "true" and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped, and CI=true allows no skip: {report.longrepr}"
    return report


def pytest_report_header() -> list[str]:
    found = {"browser": find_browser(), "Firefox": find_firefox(), "text browser": find_text_browser(), "HTML checker": find_vnu()}
    return [f"{name}: {path or 'none'}" for name, path in found.items()]
