from django.urls import path

from alongside.web.audit import views

app_name = "audit"
urlpatterns = [
    path("", views.trail, name="list"),
    path("export/", views.export, name="export"),
]
