"""Write the parts of docs/reference that are made from code: roles and permissions, settings, and what a form is.

write_reference.py            writes them
write_reference.py --check    says which are out of date, and exits 1
"""

import ast
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts import form_reference  # noqa: E402 - the line above lets it be found
from scripts.settings_in_words import WORDS  # noqa: E402

REFERENCE = ROOT / "docs" / "reference"
MADE = "<!-- Made by scripts/write_reference.py; change the code and run `make reference`. -->\n\n"
SETTINGS = ROOT / "src" / "alongside" / "web" / "settings.py"


def roles_page() -> str:
    """Who may do what: a line a role, then a table of permissions by role."""
    from alongside.web.access.permissions import Permission  # noqa: PLC0415 - needs Django set up
    from alongside.web.access.roles import ROLES  # noqa: PLC0415

    lines = [
        "# Roles and permissions",
        "",
        "A person may hold several roles. What a person may not open is a page not found.",
        "",
    ]
    lines += ["| Role | For |", "| --- | --- |"]
    lines += [f"| **{role.name}** | {role.description} |" for role in ROLES]
    lines += ["", "| Permission | " + " | ".join(role.name for role in ROLES) + " |", "| --- " * (len(ROLES) + 1) + "|"]
    for permission in Permission:
        marks = ["yes" if permission in role.permissions else "" for role in ROLES]
        lines.append(f"| `{permission.value}` | " + " | ".join(marks) + " |")
    return "\n".join(lines) + "\n"


def settings_page() -> str:
    """Every environment variable that the settings module reads, what it is for and what it is when absent."""
    lines = ["# Settings", "", "All settings come from the environment. `alongside doctor` says what is missing or unsafe.", ""]
    lines += ["| Variable | For | When absent |", "| --- | --- | --- |"]
    lines += [f"| `{name}` | {WORDS[name]} | {default} |" for name, default in sorted(dict(settings_read()).items())]
    return "\n".join(lines) + "\n"


def settings_read() -> Iterator[tuple[str, str]]:
    for node in ast.walk(ast.parse(SETTINGS.read_text())):
        reads = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name)
        if reads and node.func.value.id == "env" and node.args and isinstance(node.args[0], ast.Constant):
            default = f"`{ast.unparse(node.args[1])}`".replace("|", "\\|") if len(node.args) > 1 else "must be set"
            yield str(node.args[0].value), default


PAGES = {"roles.md": roles_page, "settings.md": settings_page, "form-definition.md": form_reference.page}


def main(arguments: list[str]) -> int:
    os.environ.update(ALONGSIDE_ENV="test", ALONGSIDE_DATA=tempfile.mkdtemp(), DJANGO_SETTINGS_MODULE="alongside.web.settings")
    import django  # noqa: PLC0415 - after the environment is set

    django.setup()
    stale = []
    for name, page in PAGES.items():
        file, text = REFERENCE / name, MADE + page()
        if not file.exists() or file.read_text() != text:
            stale.append(name)
            if "--check" not in arguments:
                file.write_text(text)
    if stale:
        print(("Out of date, run `make reference`: " if "--check" in arguments else "Written: ") + ", ".join(stale))
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
