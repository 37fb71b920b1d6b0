from django.urls import URLPattern

app_name = "say"
urlpatterns: list[URLPattern] = []
