"""Addresses of countries: their pages show missions, so they belong to this room."""

from django.urls import path

from missions.charts.views import of_country
from missions.parties import CountryDetail
from organizations.views import CountryList

app_name = "countries"
urlpatterns = [
    path("", CountryList.as_view(), name="list"),
    path("<str:slug>/charts/contributed.<slug:kind>", of_country, name="chart"),
    path("<str:slug>/", CountryDetail.as_view(), name="detail"),
]
