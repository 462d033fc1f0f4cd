"""Addresses of countries."""

from django.urls import path

from organizations import views

app_name = "countries"
urlpatterns = [
    path("", views.CountryList.as_view(), name="list"),
    path("<str:slug>/", views.CountryDetail.as_view(), name="detail"),
]
