"""Addresses of organizations: their pages show missions, so they belong to this room."""

from django.urls import path

from missions.charts.views import of_organization
from missions.parties import OrganizationDetail
from organizations.views import OrganizationList

app_name = "organizations"
urlpatterns = [
    path("", OrganizationList.as_view(), name="list"),
    path("<str:slug>/charts/at-once.<slug:kind>", of_organization, name="chart"),
    path("<str:slug>/", OrganizationDetail.as_view(), name="detail"),
]
