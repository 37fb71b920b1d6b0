"""Are the compiled styles and scripts in the package? A wheel always carries them; a checkout must build them."""

from pathlib import Path

import alongside

BUILT = Path(alongside.__file__).parent / "web" / "static" / "built"
ASSETS_MISSING = "The styles and scripts are not built. In a checkout run: make assets"


def assets_are_built() -> bool:
    return all((BUILT / name).is_file() for name in ("app.css", "app.js", "vendor/govuk-frontend.min.js"))
