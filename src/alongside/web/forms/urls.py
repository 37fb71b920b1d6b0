from django.urls import path

from alongside.web.forms.views import drafting, making, seeing, trying, weeks, wording

app_name = "forms"
urlpatterns = [
    path("", seeing.form_list, name="list"),
    path("new/", making.new, name="new"),
    path("load/", making.load, name="load"),
    path("load/agree/", making.agree, name="agree"),
    path("shipped/", making.install, name="install"),
    path("<uuid:pk>/", seeing.form_page, name="form"),
    path("<uuid:pk>/copy/", making.copy, name="copy"),
    path("<uuid:pk>/draft/", making.begin, name="begin"),
    path("<uuid:pk>/retire/", making.retire, name="retire"),
    path("<uuid:pk>/bring-back/", making.bring_back, name="bring_back"),
    path("<uuid:pk>/week/", weeks.choose, name="week"),
    path("versions/<uuid:pk>/", seeing.version_page, name="version"),
    path("versions/<uuid:pk>/try/", trying.try_it, name="try"),
    path("versions/<uuid:pk>/<slug:kind>/download/", seeing.export, name="export"),
    path("drafts/<uuid:pk>/", drafting.draft, name="draft"),
    path("drafts/<uuid:pk>/about/", drafting.about, name="about"),
    path("drafts/<uuid:pk>/add/", drafting.add, name="add"),
    path("drafts/<uuid:pk>/questions/<slug:key>/", drafting.question, name="question"),
    path("drafts/<uuid:pk>/questions/<slug:key>/asked/", drafting.asked, name="asked"),
    path("drafts/<uuid:pk>/questions/<slug:key>/move/", drafting.move, name="move"),
    path("drafts/<uuid:pk>/questions/<slug:key>/remove/", drafting.remove, name="remove"),
    path("drafts/<uuid:pk>/words/<slug:tab>/", wording.words, name="words"),
    path("drafts/<uuid:pk>/publish/", drafting.publish, name="publish"),
    path("drafts/<uuid:pk>/discard/", drafting.discard, name="discard"),
]
