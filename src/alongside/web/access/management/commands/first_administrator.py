"""`alongside manage first_administrator EMAIL NAME COUNCIL`: how a real installation begins. It prints a link, never a password."""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from alongside.web.access.actions.inviting import invite_first_administrator
from alongside.web.access.letters import invitation_link


class Command(BaseCommand):
    help = "Make the directorate and print a link that makes its first administrator. The link works once, for 14 days."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email", help="their work email address")
        parser.add_argument("name", help="their name, in quotes")
        parser.add_argument("council", help="the council's name, in quotes, such as 'Dales County Council'")

    def handle(self, *args: Any, email: str, name: str, council: str, **options: Any) -> None:
        if not settings.BASE_URL:
            raise CommandError("ALONGSIDE_URL is not set, so the link would lead nowhere. Set it to the address people will open.")
        try:
            validate_email(email)
            with transaction.atomic():
                directorate, _ = apps.get_model("organisation", "Directorate").objects.get_or_create(
                    code=slugify(council)[:40], defaults={"name": council}
                )
                invitation = invite_first_administrator(email=email, name=name, directorate=directorate)
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from refused
        self.stdout.write(f"{name} is invited as administrator of {directorate.name}. Open this link to start; it works once:\n")
        self.stdout.write(f"\n  {invitation_link(invitation)}\n\nIt stops working on {invitation.expires_at:%d/%m/%Y}.")
