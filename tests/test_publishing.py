"""Start, test, publish: the commands, the lock, the workflows and the colors a keeper relies on."""

import datetime as dt
import os
import re
import subprocess
import sys
import tomllib

import outside
import pytest
import yaml
from pages import ROOT, Problem, none

README = (ROOT / "README.md").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def commands(text: str) -> list[str]:
    """The one-line commands in a README's shell blocks."""
    return [c.strip() for c in re.findall(r"```sh\n(.*?)```", text, re.S)]


def test_readme_has_two_commands_of_one_line():
    start, test = commands(README)[:2]
    assert "mkdocs serve" in start and "pytest" in test
    assert "\n" not in start + test


def test_ci_runs_the_readme_command():
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert commands(README)[1] in ci.splitlines()
    assert "export CI=true" in ci
    site = (ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")
    assert "run: bash .ci/run" in site


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_skip_in_ci_is_a_failure(tmp_path, ci, code):
    (tmp_path / "test_one.py").write_text("import pytest\n\ndef test_one():\n    pytest.skip('a missing piece')\n")
    command = [sys.executable, "-m", "pytest", "-p", "conftest", "--rootdir", str(tmp_path), str(tmp_path)]
    environment = {**os.environ, "CI": ci, "PYTHONPATH": str(ROOT / "tests")}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True)
    assert done.returncode == code, done.stdout


def check_lock(text: str):
    """Every package is pinned with hashes, and no line names a place to download from."""
    for n, line in enumerate(text.splitlines(), 1):
        if re.search(r"https?://|--(extra-)?index-url|--find-links|@ file", line):
            yield Problem("requirements.txt", n, "the lock names a download address: make it anew with the command in CONTRIBUTING.md")
    for block in re.findall(r"(?m)^[a-z0-9][^#\n]*(?:\n    .*)*", text):
        if "==" not in block or "--hash=sha256:" not in block:
            yield Problem("requirements.txt", 1, f"{block.split()[0]} is not pinned with its hashes")


def test_lock():
    none(check_lock((ROOT / "requirements.txt").read_text(encoding="utf-8")))


@pytest.mark.parametrize("bad", ["mkdocs==1.6.1\n", "mkdocs>=1 \\\n    --hash=sha256:aa\n", "--index-url https://example.org\n"])
def test_lock_faults_are_named(bad):
    none(check_lock("mkdocs==1.6.1 \\\n    --hash=sha256:aa\n"))
    assert list(check_lock(bad))


def test_lock_holds_what_pyproject_asks_for():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = project["dependencies"] + project["optional-dependencies"]["test"]
    locked = (ROOT / "requirements.txt").read_text(encoding="utf-8").lower()
    missing = [name for name in asked if f"\n{re.split('[<>=]', name)[0].strip().lower()}==" not in "\n" + locked]
    assert missing == []


def check_workflow(name: str, text: str):
    """No rights unless a job asks for them, and every action pinned to a commit."""
    data = yaml.safe_load(text)
    if data.get("permissions") != {}:
        yield Problem(name, 1, "start from 'permissions: {}' and give each job what it needs")
    for job_name, job in data["jobs"].items():
        if "permissions" not in job:
            yield Problem(name, 1, f"the job “{job_name}” does not say its rights")
    for n, line in enumerate(text.splitlines(), 1):
        if (m := re.search(r"uses: (\S+)", line)) and not re.search(r"@[0-9a-f]{40} # v\d", line):
            yield Problem(name, n, f"pin {m.group(1)} to a commit, with its version behind #")
        if re.search(r"\$\{\{ *github\.event\.", line.split("#")[0]) and "run:" in line:
            yield Problem(name, n, "text from an event must not be put into a command")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda p: p.name)
def test_workflows(path):
    none(check_workflow(f".github/workflows/{path.name}", path.read_text(encoding="utf-8")))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("permissions: {}", "permissions: write-all"),
        ("actions/deploy-pages@d6db90164ac5ed86f2b6aed7e0febac5b3c0c03e # v4", "actions/deploy-pages@v4"),
    ],
)
def test_workflow_faults_are_named(old, new):
    text = WORKFLOWS[-1].read_text(encoding="utf-8")
    assert old in text
    assert list(check_workflow("site.yml", text.replace(old, new)))


def test_no_address_of_a_fork_is_written_down():
    """A fork publishes with no edit: the addresses come from the environment."""
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    for key in ("SITE_URL", "REPO_URL", "EDIT_URI"):
        assert f"!ENV [{key}," in text
    site = (ROOT / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")
    for key in ("SITE_URL", "REPO_URL", "EDIT_URI"):
        assert f"{key}: ${{{{" in site


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
