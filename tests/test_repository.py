"""What may be committed: nothing that names a machine or a registry, nothing unpinned, no file that has grown too long."""

import json
import re
import subprocess
import tomllib
from importlib.metadata import metadata
from pathlib import Path
from urllib.parse import urlsplit

import pytest

ROOT = Path(__file__).resolve().parents[1]
LONGEST = 300
LONGER_FOR_A_REASON = {
    "src/alongside/web/settings.py": "one settings module, read from top to bottom by whoever runs the service",
    "tests/system/test_offline.py": "one phone in a browser, from the office to the answer, on shared fixtures",
    "tests/system/test_say.py": "one walk, by each kind of person who takes it",
    "tests/web/records/test_device.py": "one protocol, in the order its reference page has it",
    "tests/web/records/test_pages.py": "one record, followed from page to page",
    "tests/web/voices/public/test_walk.py": "one walk, step by step",
    "src/alongside/engines/timetable/model.py": "one programme: its columns and rows are read together, against one reference page",
    "tests/web/access/test_signing_in.py": "one test a requirement of ASVS chapters 6 and 7, in their order",
    "tests/web/weeks/test_cancellation.py": "one scene, told from many sides",
    "tests/web/weeks/test_workbook_import.py": "one test a kind of mistake in a workbook",
}
NOT_TEXT = {".png", ".jpg", ".ico", ".xlsx", ".woff2", ".gz", ".pdf"}
# A setting that sends pip, uv or npm somewhere, or a lock entry that says where something came from.
REGISTRY = re.compile(r"""(index[-_]url|find[-_]links|registry|"resolved")["']?\s*[=:\s]\s*["']?(https?|file):""")
SOMEBODYS_FOLDER = re.compile(r"(?<![\w.])/(home|Users|root)/[a-z.][\w-]*/")


def tracked() -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("this is not a git checkout, so nothing here can be committed")
    return [path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def text_files() -> list[tuple[str, str]]:
    files = [path for path in tracked() if path.suffix not in NOT_TEXT]
    return [(str(path.relative_to(ROOT)), path.read_text(encoding="utf-8", errors="replace")) for path in files]


def pinned(name: str) -> str:
    return (ROOT / "requirements" / name).read_text()


def this_machines_registries() -> set[str]:
    """The hosts that pip and npm use here, which may be a council's private mirror."""
    found = set()
    for command in (["npm", "config", "get", "registry"], ["python3", "-m", "pip", "config", "list"]):
        try:
            said = subprocess.run(command, cwd="/", capture_output=True, text=True, check=False, timeout=60).stdout
        except FileNotFoundError:
            continue
        found |= {urlsplit(address).hostname or "" for address in re.findall(r"https?://[^\s'\"]+", said)}
    return found - {""}


def test_no_file_says_where_packages_come_from() -> None:
    hosts = this_machines_registries()

    guilty = [name for name, text in text_files() if REGISTRY.search(text) or any(host in text for host in hosts)]

    assert guilty == []


def test_no_file_names_a_folder_of_this_machine() -> None:
    here = f"{ROOT}/"

    guilty = [name for name, text in text_files() if here in text or SOMEBODYS_FOLDER.search(text)]

    assert guilty == []


def test_the_npm_lock_file_has_a_hash_and_no_address_for_every_package() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    installed = {name: package for name, package in packages.items() if name}

    assert [name for name, package in installed.items() if "resolved" in package] == []
    assert [name for name, package in installed.items() if not package.get("integrity", "").startswith("sha512-")] == []


def test_the_wheel_asks_for_what_is_pinned_for_it() -> None:
    """A package that is only pinned here is missing where the wheel is installed."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    named = {re.split(r"[\[<>=]", line)[0] for line in asked}

    assert named == {re.split(r"[\[<>=]", line)[0] for line in pinned("base.in").split()}


@pytest.mark.parametrize("name", ["base.txt", "dev.txt", "node.txt"])
def test_every_python_requirement_is_pinned_with_a_hash(name: str) -> None:
    text = pinned(name)

    entries = re.split(r"\n(?=[A-Za-z0-9])", "\n" + text)[1:]

    assert "://" not in text
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []


def test_what_is_asked_of_npm_is_exact() -> None:
    package = json.loads((ROOT / "package.json").read_text())

    versions = {**package["dependencies"], **package["devDependencies"]}

    assert {name: version for name, version in versions.items() if not re.fullmatch(r"\d+\.\d+\.\d+", version)} == {}


def test_the_components_and_their_templates_are_of_one_release() -> None:
    """`govuk-frontend` draws what `govuk-frontend-jinja` writes; the latter's own table says which release it follows."""
    from_npm = json.loads((ROOT / "package.json").read_text())["dependencies"]["govuk-frontend"]
    templates = metadata("govuk-frontend-jinja")

    row = re.search(rf"\[{re.escape(templates['Version'])}\]\([^)]*\)\s*\|\s*\[([\d.]+)\]", str(templates.get_payload()))

    assert row is not None
    assert row[1] == from_npm
    assert f"govuk-frontend-jinja=={templates['Version']}" in pinned("base.txt")


def test_what_is_built_is_not_committed() -> None:
    built = [str(path.relative_to(ROOT)) for path in tracked() if "static/built" in str(path) or "node_modules" in path.parts]

    assert built == []


def test_no_python_file_has_grown_too_long() -> None:
    lengths = {name: text.count("\n") for name, text in text_files() if name.endswith(".py") and "/migrations/" not in name}

    assert {name: length for name, length in lengths.items() if length > LONGEST and name not in LONGER_FOR_A_REASON} == {}
