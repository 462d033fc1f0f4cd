from django.urls import path

from sources import views

app_name = "sources"
urlpatterns = [
    path("", views.SourceList.as_view(), name="list"),
    path("<str:slug>/", views.SourceDetail.as_view(), name="detail"),
]
