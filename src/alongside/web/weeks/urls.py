from django.urls import path

from alongside.web.weeks import urls_board, urls_planning, urls_publication, urls_setup
from alongside.web.weeks.views import weeks

app_name = "weeks"
urlpatterns = [
    path("", weeks.week_list, name="list"),
    *urls_setup.urlpatterns,
    *urls_planning.urlpatterns,
    *urls_board.urlpatterns,
    *urls_publication.urlpatterns,
]
