from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from alongside.web.platform import heartbeat, readiness


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    readiness._current.clear()


def test_healthz_needs_neither_sign_in_nor_database(client: Client) -> None:
    response = client.get("/healthz")

    assert (response.status_code, response.content) == (200, b"ok")


@pytest.mark.django_db
def test_readyz_is_ready_when_database_migrations_and_worker_are(client: Client) -> None:
    heartbeat.beat()

    response = client.get("/readyz")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": True, "migrations": True, "worker": True}
    assert "no-store" in response["Cache-Control"]


@pytest.mark.django_db
def test_readyz_says_when_no_worker_was_seen(client: Client) -> None:
    cache.delete(heartbeat.KEY)

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "migrations": True, "worker": False}


@pytest.mark.django_db
def test_readyz_says_when_a_migration_is_missing(client: Client) -> None:
    heartbeat.beat()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'jobs'")

    response = client.get("/readyz")

    assert response.status_code == 503
    assert response.json() == {"ready": False, "database": True, "migrations": False, "worker": False}


@pytest.mark.django_db
def test_health_pages_refuse_to_change_anything(client: Client) -> None:
    assert client.post("/healthz").status_code == 405
    assert client.post("/readyz").status_code == 405
