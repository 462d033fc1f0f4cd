"""Addresses of principles."""

from django.urls import path

from principles import views

app_name = "principles"
urlpatterns = [
    path("", views.PrincipleList.as_view(), name="list"),
    path("<str:slug>/", views.PrincipleDetail.as_view(), name="detail"),
]
