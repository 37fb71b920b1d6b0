"""Static files in production: hashed names, so that browsers keep them for a year and a release is seen at once."""

from django.contrib.staticfiles.storage import HashedFilesMixin
from whitenoise.storage import CompressedManifestStaticFilesStorage

_, IMPORTS = HashedFilesMixin._js_module_import_aggregation_patterns  # type: ignore[attr-defined]


class HashedStaticFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Also rewrites `import` between our scripts; without it a browser could mix two releases."""

    support_js_module_import_aggregation = True
    _js_module_import_aggregation_patterns = ("built/*.js", IMPORTS)  # ours alone: other packages' scripts are not all modules

    def stored_name(self, name: str) -> str:
        """Before the files have been collected there is no manifest, and names stay plain (`manage` commands, checks)."""
        return super().stored_name(name) if self.hashed_files else name
