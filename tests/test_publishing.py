"""Start, test, publish: the commands, the lock, the workflows and the colors a keeper relies on."""

import datetime as dt
import os
import re
import shutil
import struct
import subprocess
import sys
import tomllib

import outside
import pytest
from built import line_with
from packaging.requirements import Requirement
from pages import ROOT, Problem, none
from values import KEPT, check_values

README = (ROOT / "README.md").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))

SITE, LINKS = ".github/workflows/site.yml", ".github/workflows/links.yml"


def commands(text: str) -> list[str]:
    """The one-line commands in a README's shell blocks."""
    return [c.strip() for c in re.findall(r"```sh\n(.*?)```", text, re.S)]


def test_readme_has_two_commands_of_one_line():
    start, test = commands(README)[:2]
    assert "mkdocs serve" in start and "pytest" in test
    for command in (start, test):
        assert " -q --require-hashes -r requirements.txt && " in command, "README.md:1: install what the lock names, by its hashes"
    assert "\n" not in start + test


def test_ci_runs_the_readme_command():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert commands(README)[1] in ci.splitlines()
    for line in ("set -euo pipefail", "export CI=true"):
        assert line in ci.splitlines(), f".ci/run:1: write “{line}” again, on a line of its own: without it a check could be left out"


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
@pytest.mark.parametrize("test", ["def test_one():\n    pytest.skip('a missing piece')\n", "def test_one(vnu):\n    raise ValueError\n"])
def test_a_skip_in_ci_is_a_failure(tmp_path, test, ci, code):
    """Also where a piece such as the HTML checker is missing: then the words of the skip say what to run."""
    (tmp_path / "test_one.py").write_text("import pytest\n\n" + test)
    (tmp_path / "no_vnu.py").write_text("import provide\nprovide.find_vnu = lambda: None\n")
    command = [sys.executable, "-m", "pytest", "-p", "no_vnu", "-p", "conftest", "-rs", "--rootdir", str(tmp_path), str(tmp_path)]
    environment = {**os.environ, "CI": ci, "PYTHONPATH": os.pathsep.join((str(ROOT / "tests"), str(tmp_path)))}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == code, done.stdout
    assert "a missing piece" in done.stdout or "run python tests/provide.py" in done.stdout, done.stdout


def check_paper(name: str, text: str):
    """Nothing unfinished; the files that are named, in commands too, and the parts that are linked to, are there."""
    for n, line in enumerate(text.splitlines(), 1):
        if m := re.search(r"\b(TODO|FIXME|XXX|FIGURES)\b|lorem ipsum|^(<{7}|>{7}) ", line):
            yield Problem(name, n, f"“{m.group().strip()}”: finish it or leave it out")
        named = re.findall(r"(?<![\w/.])((?:docs|overrides|tests|\.github)/[\w./-]*\w|[\w-]+\.(?:yml|toml|txt))(?=[`'\":),;\s]|$)", line)
        for path, part in [(path, "") for path in named] + re.findall(r"\]\(([\w./-]*)(?:#([\w-]+))?\)", line):
            there = ROOT / (path or name)
            if not there.exists():
                yield Problem(name, n, f"there is no {path}: mend the name")
            elif part and part not in {
                re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in re.findall(r"(?m)^#+ (.*)", there.read_text(encoding="utf-8"))
            }:
                yield Problem(name, n, f"{path or name} has no part #{part}: mend the link")
        if (m := re.search(r"Questions \((\d+)\)", line)) and int(m[1]) != (
            count := (ROOT / "docs/faq.md").read_text(encoding="utf-8").count("\n### ")
        ):
            yield Problem(name, n, f"there are {count} questions, not {m[1]}: run tests/measure_pages.py again, or mend the number")


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "SECURITY.md", ".ci/run", *(f for f in KEPT if f.startswith(".github/workflows"))]
)
def test_papers_name_what_is_there(name):
    none(check_paper(name, (ROOT / name).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    "bad",
    [
        "TODO: say more",
        "Styles: `docs/assets/style.css`",
        "[how](CONTRIBUTE.md)",
        "<<<<<<< HEAD",
        ".venv/bin/pytest tests/test_structures.py tests/test_words.py",
        "`python tests/measure_page.py` prints them",
        "[how](CONTRIBUTING.md#begin)",
        "| Questions (1) | 54 KB |",
    ],
)
def test_paper_faults_are_named(bad):
    none(
        check_paper("a.md", "Styles: `docs/assets/site.css`, `mkdocs.yml` and [how](CONTRIBUTING.md#the-lock). Run: python tests/tables.py")
    )
    assert list(check_paper("a.md", bad))


def check_lock(text: str):
    """Every package is pinned with hashes, and no line names a place to download from."""
    for n, line in enumerate(text.splitlines(), 1):
        if re.search(r"https?://|--(extra-)?index-url|--find-links|@ file", line):
            yield Problem("requirements.txt", n, "the lock names a download address: make it anew with the command in CONTRIBUTING.md")
    for block in re.finditer(r"(?m)^[a-z0-9][^#\n]*(?:\n    .*)*", text):
        if "==" not in block.group() or "--hash=sha256:" not in block.group():
            line = text[: block.start()].count("\n") + 1
            yield Problem("requirements.txt", line, f"{block.group().split()[0]} is not pinned with its hashes: make the lock anew")


def test_lock():
    none(check_lock((ROOT / "requirements.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize("bad", ["mkdocs==1.6.1\n", "mkdocs>=1 \\\n    --hash=sha256:aa\n", "--index-url https://example.org\n"])
def test_lock_faults_are_named(bad):
    none(check_lock("mkdocs==1.6.1 \\\n    --hash=sha256:aa\n"))
    assert list(check_lock(bad))


NOT_BEYOND = {"mkdocs": "2.0", "mkdocs-material": "10.0", "setuptools": "81"}
"""The first versions that must not come in. pyproject.toml says why."""


def check_lock_fits(asked: list[str], locked: str):
    """Every package that pyproject.toml asks for is locked, in a version within its bounds, and nothing else in its name."""
    wishes = {wish.name: wish for wish in map(Requirement, asked)}
    for name, wish in wishes.items():
        pinned = re.search(rf"(?m)^{re.escape(name.lower())}==([\w.]+)", locked)
        if not pinned:
            yield Problem("requirements.txt", 1, f"{name} is not locked: make the lock anew with the command in CONTRIBUTING.md")
        elif not wish.specifier.contains(pinned.group(1), prereleases=True):
            line = locked[: pinned.start()].count("\n") + 1
            yield Problem("requirements.txt", line, f"{pinned.group()} does not fit “{wish}” in pyproject.toml: make the lock anew")
        if name in NOT_BEYOND and wish.specifier.contains(NOT_BEYOND[name]):
            yield Problem(
                "pyproject.toml",
                line_with("pyproject.toml", f'"{name}') or 1,
                f"“{wish}” lets {name} {NOT_BEYOND[name]} in: give it its upper bound back",
            )
    for block in re.finditer(r"(?m)^([a-z0-9][\w.-]*)==[^\n]*(?:\n    .*)*", locked):
        if "trd-guide (pyproject.toml)" in block.group() and block.group(1) not in {name.lower() for name in wishes}:
            line = locked[: block.start()].count("\n") + 1
            yield Problem("requirements.txt", line, f"pyproject.toml does not ask for {block.group(1)}: make the lock anew")


def test_lock_holds_what_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["test"]
    none(check_lock_fits(asked, (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()))


LOCKED = "mkdocs==1.6.1 \\\n    --hash=sha256:aa\n    # via\n    #   trd-guide (pyproject.toml)\n"


@pytest.mark.parametrize(
    ("wish", "locked"),
    [
        ("mkdocs>=1.6.2,<2", LOCKED),
        ("mkdocs-material>=9,<10", LOCKED.replace("mkdocs=", "mkdocs-material=")),
        ("mkdocs>=1.6.1", LOCKED),
        ("mkdocs>=1.6.1,<2", LOCKED + LOCKED.replace("mkdocs=", "mkdocs-macros-plugin=")),
        ("mkdocs>=1.6.1,<2", ""),
    ],
)
def test_a_lock_left_behind_is_named(wish, locked):
    none(check_lock_fits(["mkdocs>=1.6.1,<2"], LOCKED))
    assert list(check_lock_fits([wish], locked))


PYTHON = r"Python (3\.\d+) or later|python-version[:= ]*\"?(3\.\d+)|target-version = \"py(3\d+)"


def check_python(least: str, name: str, text: str):
    """What a file says of the Python version is what pyproject.toml asks for."""
    for n, line in enumerate(text.splitlines(), 1):
        for found in re.findall(PYTHON, line):
            if least not in found and least.replace(".", "") not in found:
                yield Problem(name, n, f"“{line.strip()}”: pyproject.toml asks for Python {least}: make them one")


def test_one_python_everywhere():
    least = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["requires-python"].removeprefix(">=")
    for name in ("README.md", "CONTRIBUTING.md", "pyproject.toml", "requirements.txt", SITE, LINKS):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert re.search(PYTHON, text), f"{name}:1: say which Python this needs, {least}, as tests/test_publishing.py looks for it"
        none(check_python(least, name, text))
        assert list(check_python("3.99", name, text))


def check_workflow(name: str, text: str):
    """Every action is pinned to a commit, and no step goes on after a fault. Rights: tests/values.py."""
    for n, line in enumerate(text.splitlines(), 1):
        if (m := re.search(r"uses: (\S+)", line)) and not re.search(r"@[0-9a-f]{40} # v\d", line):
            yield Problem(name, n, f"pin {m.group(1)} to a commit, with its version behind #")
        if "uses: actions/checkout@" in line and "persist-credentials: false" not in "".join(text.splitlines()[n : n + 2]):
            yield Problem(name, n, "write below it 'with:' and 'persist-credentials: false': no later step needs the key")
        if "pull_request_target" in line:
            yield Problem(name, n, "a stranger's change would run with our rights: use pull_request")
        if "continue-on-error" in line or "|| true" in line:
            yield Problem(name, n, "a step that fails must stop the job: take this out")
        if re.search(r"pip install(?!.*--require-hashes)", line):
            yield Problem(name, n, "install with --require-hashes -r requirements.txt")
        if re.search(r"mkdocs build(?!.*--strict)", line):
            yield Problem(name, n, "build with --strict, so that a warning stops the publishing")
        if re.search(r"\$\{\{ *github\.event\.", line.split("#")[0]) and "run:" in line:
            yield Problem(name, n, "text from an event must not be put into a command")


@pytest.mark.parametrize("file", [file for file in KEPT if file != "mkdocs.yml"])
def test_values_that_a_promise_rests_on(file):
    none(check_values(file, (ROOT / file).read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (SITE, "    needs: check\n", ""),
        (SITE, "    needs: build\n", ""),
        (SITE, " && github.ref == 'refs/heads/main'", ""),
        (SITE, "if: github", "if: always() && github"),
        (SITE, "  pull_request:\n", ""),
        (SITE, "permissions:\n      contents: read\n    steps", "permissions:\n      contents: write\n    steps"),
        (SITE, "      id-token: write\n", ""),
        (SITE, "bash .ci/run", "bash .ci/run || true"),
        (SITE, "bash .ci/run", "bash .ci/run\n        continue-on-error: true"),
        (SITE, "path: site", "path: public"),
        (SITE, "base_url }}/", "base_url }}"),
        (SITE, "export SOURCE_DATE_EPOCH", "export DATE"),
        (LINKS, "      issues: write\n", ""),
        (LINKS, '  schedule:\n    - cron: "17 5 * * 1"\n', ""),
        (".github/dependabot.yml", "version: 2", "version 2"),
        (".github/dependabot.yml", "interval: monthly\n    groups", "interval: never\n    groups"),
        ("pyproject.toml", "strict-markers", "strict-markers --ignore=tests/test_access.py"),
        ("pyproject.toml", '["tests"]', '["tests/test_words.py"]'),
    ],
)
def test_changed_values_are_named(file, old, new):
    text = (ROOT / file).read_text(encoding="utf-8")
    assert old in text
    found = list(check_values(file, text.replace(old, new, 1)))
    assert found and all(p.file == file for p in found)


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_workflows(path):
    assert f".github/workflows/{path.name}" in KEPT, f".github/workflows/{path.name}:1: say in tests/values.py what rights its jobs have"
    none(check_workflow(f".github/workflows/{path.name}", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  pull_request:", "  pull_request_target:"),
        ("        with:\n          persist-credentials: false\n", ""),
        ("mkdocs build --strict", "mkdocs build"),
        ("mkdocs build --strict", "mkdocs build --strict || true"),
        ("pip install -q --require-hashes", "pip install -q"),
        ("actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4", "actions/deploy-pages@v4"),
    ],
)
def test_workflow_faults_are_named(old, new):
    text = (ROOT / SITE).read_text(encoding="utf-8")
    assert old in text
    assert len(list(check_workflow("site.yml", text.replace(old, new)))) > len(list(check_workflow("site.yml", text)))


def test_no_address_of_a_fork_is_written_down():
    """A fork publishes with no edit: the addresses come from the environment."""
    lines = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").splitlines()
    for key, line in (
        ("SITE_URL", 'site_url: !ENV [SITE_URL, "http://localhost:8000/trd-guide/"]'),
        ("REPO_URL", '  repository: !ENV [REPO_URL, ""]'),
    ):
        assert line in lines, f"mkdocs.yml:1: write “{line.strip()}” again: a fork gives its own {key}"


def test_weekly_report(sample):
    """Dead links are told with their places, old pages with their day; with nothing to say it says nothing."""
    page = sample("See [a paper](https://example.org/a).")
    links = outside.outside_links([page])
    assert links == {"https://example.org/a": ["docs/sample.md:8"]} or list(links.values())[0][0].startswith("docs/sample.md:")
    fresh = outside.stale_pages([page], page.meta["checked"] + dt.timedelta(days=10))
    stale = outside.stale_pages([page], page.meta["checked"] + dt.timedelta(days=200))
    assert fresh == [] and "docs/sample.md" in stale[0]
    assert outside.report({}, links, fresh) == ""
    assert "404" in outside.report({"https://example.org/a": "404"}, links, stale)


# What the guide says of itself.

KEEPS = {
    # what a script may use to leave something on the device: which scripts, and what the privacy part of docs/about.md says of it
    "localStorage": ({"docs/assets/start.js"}, "The entry is named `__palette`"),
    "sessionStorage": ({"docs/assets/start.js", "docs/assets/search/search.js"}, "the tab holds the matched words"),
    **{
        name: (set(), "")
        for name in (
            "indexedDB",
            r"document\W+cookie",
            "cookieStore",
            r"caches\W+open",
            "sendBeacon",
            "serviceWorker",
            "XMLHttpRequest",
            "WebSocket",
        )
    },
}


def check_privacy_told(about: str, scripts: dict[str, str]):
    """Only the scripts of KEEPS leave anything on the reader's device, and the privacy part names it."""
    part = about.partition("{ #privacy }")[2].partition("\n## ")[0]
    line = about.partition("{ #privacy }")[0].count("\n") + 1
    for file, script in scripts.items():
        for store, (users, words) in KEEPS.items():
            for found in re.finditer(store, script):
                if file not in users:
                    n = script[: found.start()].count("\n") + 1
                    yield Problem(file, n, f"{found.group()}: the guide promises to keep and send nothing that docs/about.md does not name")
                elif words not in part:
                    yield Problem("docs/about.md", line, f"{file} uses {store}, and the privacy part no longer says “{words}”")


def assets(*kinds: str) -> dict[str, str]:
    return {
        p.relative_to(ROOT).as_posix(): p.read_text(encoding="utf-8")
        for kind in kinds
        for p in sorted((ROOT / "docs/assets").rglob(f"*.{kind}"))
    }


def test_privacy_tells_what_is_kept():
    about = (ROOT / "docs" / "about.md").read_text(encoding="utf-8")
    none(check_privacy_told(about, assets("js")))
    assert list(check_privacy_told(about.replace("`__palette`", "kept"), assets("js")))
    for bad in ("navigator.sendBeacon('/')", "localStorage.seen = 1", "cookieStore.set('seen', '1')", "document['cookie'] = 'seen=1'"):
        assert list(check_privacy_told(about, {"docs/assets/next-visit.js": bad})), bad
    assert list(check_privacy_told(about, {"docs/assets/search/search.js": "localStorage.setItem('crisis', '1')"}))


def check_asks_nobody(files: dict[str, str]):
    """No style sheet or script names a file of another host, by any rule or quoted address. SVG's own name looks like one."""
    for file, text in files.items():
        for found in re.finditer(
            r"""(?:url\(|@import|["'`])\s*["'(]*\s*(?!http://www\.w3\.org/2000/svg)((?:[a-z]+:)?//\w[^"'`)\s]*)""", text, re.I
        ):
            n = text[: found.start()].count("\n") + 1
            yield Problem(file, n, f"{found.group(1)}: nothing is loaded from another host: take it out")


def test_styles_and_scripts_ask_nobody():
    none(check_asks_nobody(assets("css", "js")))
    for good in ('a { background: url("data:image/svg+xml;x") }', "// see https://example.org/", "import x from './x.js'"):
        none(check_asks_nobody({"a": good}))
    for bad in (
        "@import url(https://a.example/x.css);",
        '@import "//a.example/x.css";',
        "p { src: url( 'http://a.example/x') }",
        "fetch(`https://a.example`)",
    ):
        assert list(check_asks_nobody({"a": bad})), bad


# Pictures and derived lists.

SHARED_PICTURE = (1200, 630)
"""Width and height of the picture that other sites show beside a link."""


def check_picture(file: str, data: bytes):
    """A PNG is one, and the shared picture has its size."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n"):
        yield Problem(file, 1, "this is no PNG: put the picture back")
    elif file.endswith("social.png") and (size := struct.unpack(">II", data[16:24])) != SHARED_PICTURE:
        yield Problem(file, 1, f"the shared picture has {size[0]} by {size[1]} px: make it {SHARED_PICTURE[0]} by {SHARED_PICTURE[1]}")


def test_pictures_are_pictures():
    for path in (ROOT / "docs/assets/social.png", ROOT / ".github/site.png"):
        data = path.read_bytes()
        none(check_picture(path.relative_to(ROOT).as_posix(), data))
        assert list(check_picture("docs/assets/social.png", b"<html>not found</html>"))
        assert list(check_picture("docs/assets/social.png", data[:16] + struct.pack(">II", 600, 315) + data[24:]))


@pytest.mark.parametrize(("mode", "kept"), [("a", True), ("w", False)])
def test_tables_change_nothing_and_lose_no_address(tmp_path, mode, kept):
    """On a fresh clone tests/tables.py has nothing to do, and an address that no page has any more stays on the list."""
    for name in ("docs", "tests"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    script, listed = tmp_path / "tests/tables.py", tmp_path / "tests/addresses.tsv"
    script.write_text(script.read_text(encoding="utf-8").replace('ADDRESSES.open("a"', f'ADDRESSES.open("{mode}"'), encoding="utf-8")
    listed.write_text(listed.read_text(encoding="utf-8") + "faq/#an-old-question\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in [*(tmp_path / "docs").rglob("*.md"), listed]}
    done = subprocess.run([sys.executable, str(script)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    changed = [path.relative_to(tmp_path).as_posix() for path, text in before.items() if path.read_bytes() != text]
    assert changed == ([] if kept else ["tests/addresses.tsv"]), (
        f"{changed}: run python tests/tables.py, or mend it if it takes an address out"
    )


# Colors, from the style sheet itself.

PAIRS = [
    # (text, behind it, least contrast): 7:1 for text, 4.5:1 for what else carries meaning
    ("ink", "paper", 7), ("ink", "card", 7), ("ink", "teal-wash", 7), ("ink", "orange-wash", 7),
    ("ink-soft", "paper", 7), ("ink-soft", "card", 7), ("teal", "paper", 7), ("teal", "card", 7), ("teal", "teal-wash", 4.5),
    ("orange", "orange-wash", 4.5), ("orange", "paper", 4.5), ("paper", "teal", 4.5), ("teal", "dot", 3),
]  # fmt: skip


def colors(css: str) -> dict[str, tuple[str, str]]:
    """Each color of the style sheet with its light and its dark value."""
    found = re.findall(r"--([\w-]+): var\(--light, (#[0-9a-f]{6})\) var\(--dark, (#[0-9a-f]{6})\);", css)
    return {name: (light, dark) for name, light, dark in found}


def contrast(one: str, two: str) -> float:
    """Contrast of two colors from 1 to 21, by the formula of WCAG 2.2 (relative luminance)."""

    def luminance(color: str) -> float:
        parts = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * r + 0.7152 * g + 0.0722 * b

    dark, light = sorted((luminance(one), luminance(two)))
    return (light + 0.05) / (dark + 0.05)


def check_contrast(css: str):
    found = colors(css)
    for text, behind, least in PAIRS:
        for scheme in (0, 1):
            got = contrast(found[text][scheme], found[behind][scheme])
            if got < least:
                line = next(n for n, row in enumerate(css.splitlines(), 1) if f"--{text}:" in row)
                yield Problem(
                    "docs/assets/site.css", line, f"--{text} on --{behind} ({'dark' if scheme else 'light'}) has {got:.1f}:1, not {least}:1"
                )


def test_colors_have_contrast():
    none(check_contrast((ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8")))


def test_pale_color_is_found():
    css = (ROOT / "docs" / "assets" / "site.css").read_text(encoding="utf-8")
    light = colors(css)["ink-soft"][0]
    assert contrast("#ffffff", "#000000") == 21
    assert list(check_contrast(css.replace(light, "#999999")))


def test_code_is_tidy():
    """One linter, settings in pyproject.toml."""
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run([sys.executable, "-m", "ruff", *command, "tests"], cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr


def test_the_project_speaks_of_itself_alone():
    """No registry's host, no path of a machine, in any file that is kept."""
    files = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True).stdout.split()
    found = []
    for name in files:
        path = ROOT / name
        if path.suffix in (".png", ".ico") or not path.is_file() or name == "tests/test_publishing.py":
            continue
        for n, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if re.search(r"pypi\.org|pythonhosted|registry\.npmjs|deb\.debian|(?<![\w.])/(?:root|home|tmp|work)/", line):
                found.append(Problem(name, n, "this names a registry's host or a path of one machine"))
    none(found)
