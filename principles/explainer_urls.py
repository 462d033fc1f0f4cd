"""Addresses of explainers."""

from django.urls import path

from principles import views

app_name = "explainers"
urlpatterns = [
    path("", views.ExplainerList.as_view(), name="list"),
    path("<str:slug>/", views.ExplainerDetail.as_view(), name="detail"),
]
