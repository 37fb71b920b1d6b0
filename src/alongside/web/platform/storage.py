"""Static files in production: hashed names, so that browsers keep them for a year and a release is seen at once."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Also rewrites `import` between our scripts; without it a browser could mix two releases."""

    support_js_module_import_aggregation = True
