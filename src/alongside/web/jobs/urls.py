from django.urls import path

from alongside.web.jobs import views

app_name = "jobs"
urlpatterns = [
    path("<uuid:pk>/", views.job, name="job"),
    path("<uuid:pk>/stop/", views.stop, name="stop"),
]
