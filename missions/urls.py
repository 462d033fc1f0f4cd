"""Addresses of missions; those of types are in `type_urls`."""

from django.urls import path

from missions import views
from missions.charts import views as charts
from missions.compare import Compare

app_name = "missions"
urlpatterns = [
    path("", views.MissionList.as_view(), name="list"),
    path("charts/at-once.<slug:kind>", charts.of_all, name="chart-of-all"),
    path("charts/<slug:name>.<slug:kind>", charts.of_list, name="chart-of-list"),
    path("compare/", Compare.as_view(), name="compare"),
    path("compare/strength.<slug:kind>", Compare.as_view(), name="compare-chart"),
    path(
        "<str:slug>/charts/<slug:name>.<slug:kind>",
        charts.of_mission,
        name="chart",
    ),
    path("<str:slug>/", views.MissionDetail.as_view(), name="detail"),
]
