"""Static files in production: hashed names, so that browsers keep them for a year and a release is seen at once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites `import` between our scripts; without it a browser could mix two releases."""

    support_js_module_import_aggregation = True

    def stored_name(self, name: str) -> str:
        """Before the files have been collected there is no manifest, and names stay plain (`manage` commands, checks)."""
        return super().stored_name(name) if self.hashed_files else name
