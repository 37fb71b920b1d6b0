"""A new sealing key: everything that lies under an older one is put under it, while people work. Nothing is opened or shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import models

from alongside.web.audit.actions import record
from alongside.web.organisation.models import Directorate
from alongside.web.platform.sealing import Unopenable, is_newest, reseal


@dataclass(frozen=True)
class Resealed:
    """How much lay under an older key and was put under the newest, and how much no key opens."""

    done: int
    unopenable: int


def sealed_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every column, of whatever room, whose name ends in `sealed`."""
    for model in apps.get_models():
        yield from ((model, column.name) for column in model._meta.concrete_fields if column.name.endswith("sealed"))


def reseal_everything() -> Resealed:
    """Row by row, each by itself: stopped half way, it goes on where it was. What somebody changes meanwhile is left as they left it."""
    done = unopenable = 0
    for model, column in sealed_columns():
        for pk, sealed in model._base_manager.values_list("pk", column).iterator(chunk_size=500):
            if not sealed or is_newest(sealed):
                continue
            try:
                done += model._base_manager.filter(pk=pk, **{column: sealed}).update(**{column: reseal(sealed)})
            except Unopenable:
                unopenable += 1
    for directorate in Directorate.objects.all():
        record("sealing_key.changed", by=None, on=directorate, resealed=done, unopenable=unopenable)
    return Resealed(done, unopenable)
