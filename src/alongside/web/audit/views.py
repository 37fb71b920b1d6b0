from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alongside.web.audit.models import AuditEvent


@require_safe
def trail(request: HttpRequest) -> HttpResponse:
    if not request.user.may("audit.view"):
        raise Http404
    page = Paginator(AuditEvent.objects.visible_to(request.user), 50).get_page(request.GET.get("page"))
    return render(request, "audit/trail.html", {"page": page})
