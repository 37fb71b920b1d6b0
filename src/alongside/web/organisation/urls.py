"""Routes of the organisation. The workbook has its own, under organisation/workbook/."""

from django.urls import path, register_converter

from alongside.web.organisation.views import editing, home, people, structure


class KindConverter:
    """services, sites, teams, people or posts."""

    regex = "|".join(editing.KINDS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KindConverter, "kind")

app_name = "organisation"
urlpatterns = [
    path("", home.home, name="home"),
    path("search/", home.search, name="search"),
    path("services/<uuid:pk>/", structure.service, name="service"),
    path("teams/", structure.teams, name="teams"),
    path("teams/<uuid:pk>/", structure.team, name="team"),
    path("sites/", structure.sites, name="sites"),
    path("sites/<uuid:pk>/", structure.site, name="site"),
    path("sites/<uuid:pk>/travel/", editing.travel, name="travel"),
    path("people/", people.people, name="people"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("posts/", people.posts, name="posts"),
    path("<kind:kind>/add/", editing.add, name="add"),
    path("<kind:kind>/<uuid:pk>/change/", editing.change, name="change"),
    path("<kind:kind>/<uuid:pk>/retire/", editing.retire, name="retire"),
    path("<kind:kind>/<uuid:pk>/bring-back/", editing.bring_back, name="bring_back"),
]
