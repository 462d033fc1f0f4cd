"""Addresses of missions; those of types are in `type_urls`."""

from django.urls import path

from missions import views

app_name = "missions"
urlpatterns = [
    path("", views.MissionList.as_view(), name="list"),
    path("<str:slug>/", views.MissionDetail.as_view(), name="detail"),
]
