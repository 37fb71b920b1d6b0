"""Set before Django reads its settings (pytest loads this first, with `-p`): a test never meets a developer's own data or settings."""

import atexit
import os
import shutil
import tempfile

for name in list(os.environ):
    if name.startswith("ALONGSIDE_"):
        del os.environ[name]

_folder = tempfile.mkdtemp(prefix="alongside-test-")
atexit.register(shutil.rmtree, _folder, ignore_errors=True)
os.environ["ALONGSIDE_ENV"] = "test"
os.environ["ALONGSIDE_DATA"] = _folder
os.environ["DJANGO_SETTINGS_MODULE"] = "alongside.web.settings"
# Playwright runs an event loop in the main thread, which Django otherwise takes for an asynchronous view.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
