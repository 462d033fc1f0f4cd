"""Addresses of case studies."""

from django.urls import path

from missions import views

app_name = "case-studies"
urlpatterns = [
    path("", views.CaseStudyList.as_view(), name="list"),
    path("<str:slug>/", views.CaseStudyDetail.as_view(), name="detail"),
]
