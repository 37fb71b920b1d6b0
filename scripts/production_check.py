"""Django's own checks with production settings, as a careful installation would have them."""

import base64
import os
import secrets
import subprocess
import sys
from pathlib import Path

PRODUCTION = {
    "ALONGSIDE_ENV": "production",
    "ALONGSIDE_SECRET_KEY": secrets.token_urlsafe(64),
    "ALONGSIDE_SEALING_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    "ALONGSIDE_HOSTS": "alongside.council.example",
    "ALONGSIDE_URL": "https://alongside.council.example",
    "ALONGSIDE_PROXIES": "1",
    "ALONGSIDE_DATA": os.environ.get("ALONGSIDE_DATA", ".build/deploy-check"),
}


def main() -> int:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("ALONGSIDE_") and name != "DATABASE_URL"}
    Path(PRODUCTION["ALONGSIDE_DATA"]).mkdir(parents=True, exist_ok=True)
    program = Path(sys.executable).with_name("alongside")
    command = [str(program), "manage", "check", "--deploy", "--fail-level", "WARNING"]
    return subprocess.run(command, env={**kept, **PRODUCTION}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
