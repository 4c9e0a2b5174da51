"""Finds, or where the machine allows it fetches, what the tests need beside Python: browsers and the HTML checker.

Run it before pytest: `python tests/provide.py`. It says plainly what is missing, and never fails:
without CI=true the tests that need a missing piece are skipped and say so.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parent.parent / ".cache" / "tools"

BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

VNU_VERSION = "26.9.27"
VNU_SHA256 = "22f15dd39a33bed929d2a5c0cddf5946849a647eca9272bf4d5d00bc7e7a4d47"
"""Of the package's file vnu.jar, so that a changed download is noticed."""


def find_browser() -> str | None:
    """Path of a Chrome or Chromium: $CHROME_PATH, one on the PATH, or the one that Playwright fetched."""
    named = os.environ.get("CHROME_PATH")
    if named and Path(named).is_file():
        return named
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    cache = Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", Path.home() / ".cache" / "ms-playwright"))
    for pattern in (
        "chromium_headless_shell-*/*/*headless*shell*",
        "chromium-*/*/chrome",
        "chromium-*/*/Chromium.app/Contents/MacOS/Chromium",
    ):
        for path in sorted(cache.glob(pattern)):
            if path.is_file() and os.access(path, os.X_OK):
                return str(path)
    return None


def find_firefox() -> str | None:
    """Path of a Firefox: $FIREFOX_PATH, or one on the PATH."""
    named = os.environ.get("FIREFOX_PATH")
    return named if named and Path(named).is_file() else shutil.which("firefox-esr") or shutil.which("firefox")


def find_text_browser() -> str | None:
    """Path of w3m."""
    return shutil.which("w3m")


def find_vnu() -> Path | None:
    """Path of the Nu HTML checker's jar, where Java can run it."""
    jar = TOOLS / "vnu.jar"
    return jar if jar.is_file() and shutil.which("java") else None


def _run(*command: str) -> bool:
    print("   ", *command, flush=True)
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, timeout=600).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _apt(*packages: str) -> bool:
    if not shutil.which("apt-get"):
        return False
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if sudo and not shutil.which("sudo"):
        return False
    install = ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-qq", "-y", *packages]
    return _run(*sudo, *install) or (_run(*sudo, "apt-get", "update", "-qq") and _run(*sudo, *install))


def provide_browser() -> str | None:
    """The browser's path, fetched if need be: Debian's package first, then Playwright's own download."""
    if path := find_browser():
        return path
    print("No Chrome or Chromium found. Trying Debian's package, then Playwright's download.")
    _apt("chromium-headless-shell") or _run(sys.executable, "-m", "playwright", "install", "chromium-headless-shell")
    return find_browser()


def provide_firefox() -> str | None:
    """Firefox's path, from Debian's package if need be."""
    if not find_firefox():
        print("No Firefox found. Trying Debian's package.")
        _apt("firefox-esr")
    return find_firefox()


def provide_text_browser() -> str | None:
    """The path of w3m, from Debian's package if need be."""
    if not find_text_browser():
        print("No w3m found. Trying Debian's package.")
        _apt("w3m")
    return find_text_browser()


def provide_vnu() -> Path | None:
    """The jar's path, fetched with npm if need be."""
    if path := find_vnu():
        return path
    if not shutil.which("java"):
        print("No Java found. Trying Debian's package.")
        _apt("default-jre-headless")
    if not shutil.which("npm"):
        print("No npm found. Trying Debian's package.")
        _apt("npm")
    if not (shutil.which("java") and shutil.which("npm")):
        return None
    with tempfile.TemporaryDirectory() as folder:
        if not _run("npm", "pack", "--silent", f"vnu-jar@{VNU_VERSION}", "--pack-destination", folder):
            return None
        archive = next(Path(folder).glob("*.tgz"))
        with tarfile.open(archive) as tar:
            data = tar.extractfile("package/build/dist/vnu.jar").read()
    digest = hashlib.sha256(data).hexdigest()
    if digest != VNU_SHA256:
        print(f"vnu.jar has the hash {digest}, not {VNU_SHA256}: left out")
        return None
    TOOLS.mkdir(parents=True, exist_ok=True)
    (TOOLS / "vnu.jar").write_bytes(data)
    return find_vnu()


if __name__ == "__main__":
    print("Browser:", provide_browser() or "none: install Chrome or Chromium, or set CHROME_PATH")
    print("Firefox:", provide_firefox() or "none: install Firefox, or set FIREFOX_PATH")
    print("Text browser:", provide_text_browser() or "none: install w3m")
    print("HTML checker:", provide_vnu() or "none: install Java and npm")
