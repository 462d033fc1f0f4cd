"""Addresses of mission types."""

from django.urls import path

from missions import views

app_name = "mission-types"
urlpatterns = [
    path("", views.MissionTypeList.as_view(), name="list"),
    path("<str:slug>/", views.MissionTypeDetail.as_view(), name="detail"),
]
