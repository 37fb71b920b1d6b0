from django.urls import path

from alongside.web.access.views import account, demonstration, invitations, joining, people

app_name = "access"
urlpatterns = [
    path("account/", account.account, name="account"),
    path("people/", people.people, name="people"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/invite-visitors/", invitations.invite_visitors, name="invite_visitors"),
    path("people/<uuid:pk>/", people.person, name="person"),
    path("people/<uuid:pk>/roles/", people.give_role, name="give_role"),
    path("people/<uuid:pk>/roles/<slug:role>/end/", people.end_role, name="end_role"),
    path("people/<uuid:pk>/deactivate/", people.deactivate, name="deactivate"),
    path("people/<uuid:pk>/reactivate/", people.reactivate, name="reactivate"),
    path("people/<uuid:pk>/sign-out/", people.sign_out, name="sign_out"),
    path("invitations/<uuid:pk>/resend/", invitations.resend, name="resend"),
    path("invitations/<uuid:pk>/withdraw/", invitations.withdraw, name="withdraw"),
    path("join/", joining.join, name="join"),
    path("join/<str:token>/", joining.invitation, name="invitation"),
    path("demonstration/", demonstration.choose, name="demonstration"),
    path("demonstration/become/", demonstration.become, name="demonstration_become"),
]
