"""Addresses of organizations; those of countries are in `country_urls`."""

from django.urls import path

from organizations import views

app_name = "organizations"
urlpatterns = [
    path("", views.OrganizationList.as_view(), name="list"),
    path("<str:slug>/", views.OrganizationDetail.as_view(), name="detail"),
]
