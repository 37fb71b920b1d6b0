from django.urls import path

from alongside.web.voices.views import asks, pulse, said, typing, weeks
from alongside.web.voices.views import ways as links

app_name = "voices"
urlpatterns = [
    path("", weeks.home, name="home"),
    path("<uuid:pk>/", weeks.week, name="week"),
    path("<uuid:pk>/links/", links.ways, name="ways"),
    path("<uuid:pk>/links/new/", links.make, name="way_make"),
    path("<uuid:pk>/links/every-team/", links.make_for_every_team, name="ways_for_every_team"),
    path("<uuid:pk>/links/posters/", links.posters, name="posters"),
    path("links/<uuid:pk>/", links.way, name="way"),
    path("links/<uuid:pk>/poster/", links.poster, name="poster"),
    path("links/<uuid:pk>/letter/", links.letter, name="letter"),
    path("links/<uuid:pk>/close/", links.close, name="way_close"),
    path("links/<uuid:pk>/replace/", links.replace, name="way_replace"),
    path("<uuid:pk>/asked/", asks.asks, name="asks"),
    path("<uuid:pk>/asked/<uuid:team>/", asks.of_team, name="asks_of_team"),
    path("<uuid:pk>/asked/<uuid:team>/note/", asks.note, name="ask_note"),
    path("<uuid:pk>/not-heard/", asks.who_was_not_heard, name="unheard"),
    path("<uuid:pk>/type-in/", typing.choose, name="typing"),
    path("<uuid:pk>/type-in/<uuid:form>/", typing.type_in, name="type_in"),
    path("<uuid:pk>/pulse/", pulse.pulse, name="pulse"),
    path("<uuid:pk>/pulse/results/", pulse.results, name="pulse_results"),
    path("<uuid:pk>/said/", said.said, name="said"),
    path("<uuid:pk>/said/<slug:kind>/", said.download, name="download"),
    path("asked/<uuid:pk>/change/", asks.change, name="ask_change"),
    path("asked/<uuid:pk>/take-off/", asks.take_off, name="ask_take_off"),
]
