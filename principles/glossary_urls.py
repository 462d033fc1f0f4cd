"""Addresses of terms."""

from django.urls import path

from principles import views

app_name = "glossary"
urlpatterns = [
    path("", views.GlossaryList.as_view(), name="list"),
    path("<str:slug>/", views.GlossaryDetail.as_view(), name="detail"),
]
