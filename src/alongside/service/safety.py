"""Why production must not start: read from the environment alone, before anything is loaded. Each reason says what to do."""

import base64
import binascii
from collections.abc import Mapping
from urllib.parse import urlsplit

SHORTEST_KEY = 50
SEALING_KEY_BYTES = 32
MAKE_A_SEALING_KEY = "python3 -c 'import base64, secrets; print(base64.urlsafe_b64encode(secrets.token_bytes(32)).decode())'"
MAKE_A_KEY = "python3 -c 'import secrets; print(secrets.token_urlsafe(64))'"


def refusals(environment: Mapping[str, str], *, processes: int = 1) -> list[str]:
    """Every reason at once, so that they are put right in one go. Empty when it is safe to start."""
    return [
        *_mode(environment),
        *_secret_key(environment),
        *_sealing_keys(environment),
        *_addresses(environment),
        *_proxies(environment),
        *_database(environment, processes),
    ]


def _mode(environment: Mapping[str, str]) -> list[str]:
    mode = environment.get("ALONGSIDE_ENV", "production")
    reasons = []
    if mode == "demo":
        reasons.append(
            "ALONGSIDE_ENV is demo, which lets anyone sign in as anyone. Use `alongside demo` for that, or set it to production."
        )
    elif mode != "production":
        reasons.append(f"ALONGSIDE_ENV is {mode}. Remove it, or set it to production.")
    if environment.get("ALONGSIDE_DEBUG", "").lower() not in {"", "0", "false", "no", "off"}:
        reasons.append("ALONGSIDE_DEBUG is on, which shows settings to strangers when something fails. Remove it.")
    return reasons


def _secret_key(environment: Mapping[str, str]) -> list[str]:
    key = environment.get("ALONGSIDE_SECRET_KEY", "")
    if not key:
        return [f"ALONGSIDE_SECRET_KEY is not set. Make one and keep it with your other secrets: {MAKE_A_KEY}"]
    if len(key) < SHORTEST_KEY or len(set(key)) < 5 or key.startswith("django-insecure-"):
        return [f"ALONGSIDE_SECRET_KEY is too easy to guess. Use at least {SHORTEST_KEY} random characters: {MAKE_A_KEY}"]
    return []


def _sealing_keys(environment: Mapping[str, str]) -> list[str]:
    keys = [key for key in environment.get("ALONGSIDE_SEALING_KEYS", "").split(",") if key.strip()]
    if not keys:
        return [f"ALONGSIDE_SEALING_KEYS is not set, so nothing that families say could be kept. Make one: {MAKE_A_SEALING_KEY}"]
    broken = [str(number) for number, key in enumerate(keys, 1) if not _is_sealing_key(key)]
    if broken:
        return [f"ALONGSIDE_SEALING_KEYS: key {', '.join(broken)} of {len(keys)} is not a sealing key. Make one: {MAKE_A_SEALING_KEY}"]
    if len(set(keys)) < len(keys):
        return ["ALONGSIDE_SEALING_KEYS holds the same key twice. The newest comes first, each once."]
    return []


def _is_sealing_key(key: str) -> bool:
    try:
        made = base64.b64decode(key, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(made) == SEALING_KEY_BYTES and len(set(made)) > 5


def _addresses(environment: Mapping[str, str]) -> list[str]:
    hosts = [host.strip() for host in environment.get("ALONGSIDE_HOSTS", "").split(",") if host.strip()]
    reasons = []
    if not hosts:
        reasons.append("ALONGSIDE_HOSTS is not set. Give the names people use, such as alongside.yourcouncil.gov.uk.")
    if any(host == "*" or host.startswith(".") for host in hosts):
        reasons.append("ALONGSIDE_HOSTS admits any name, so a forged link could lead people elsewhere. List each name in full.")
    address = urlsplit(environment.get("ALONGSIDE_URL", ""))
    if address.scheme != "https" or not address.hostname:
        reasons.append("ALONGSIDE_URL must be the https:// address people open, such as https://alongside.yourcouncil.gov.uk.")
    elif hosts and address.hostname not in hosts and "*" not in hosts:
        reasons.append(f"ALONGSIDE_URL names {address.hostname}, which is not in ALONGSIDE_HOSTS. Links in e-mails would not open.")
    return reasons


def _proxies(environment: Mapping[str, str]) -> list[str]:
    if environment.get("ALONGSIDE_PROXIES", "0").strip() in {"", "0"}:
        return [
            "ALONGSIDE_PROXIES is not set. Passwords must travel over HTTPS: put a web server with a certificate in front,"
            " and set this to the number of proxies (usually 1)."
        ]
    return []


def _database(environment: Mapping[str, str], processes: int) -> list[str]:
    address = environment.get("DATABASE_URL", "")
    if processes > 1 and (not address or address.startswith("sqlite")):
        return [f"SQLite is for one server process, and {processes} were asked for. Use --processes 1, or set DATABASE_URL to PostgreSQL."]
    return []
