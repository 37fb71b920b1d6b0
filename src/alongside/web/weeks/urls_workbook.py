"""Routes of the workbook, under the organisation's address."""

from django.urls import path

from alongside.web.weeks.views import workbook

app_name = "workbook"
urlpatterns = [
    path("", workbook.start, name="start"),
    path("template/", workbook.template, name="template"),
    path("export/", workbook.export, name="export"),
    path("<uuid:pk>/", workbook.check, name="check"),
    path("<uuid:pk>/put-in-place/", workbook.put, name="put"),
    path("<uuid:pk>/leave/", workbook.leave, name="leave"),
]
