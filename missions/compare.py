"""The page that puts missions side by side."""

import csv

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.generic import TemplateView

from api.columns import safe
from api.corrections import misnamed, refuse
from api.renderers import format_mistakes
from api.state import today
from missions import comparing, differences, figures, mandated
from missions.charts import figures as of_figures
from missions.charts.views import picture_of


class Compare(TemplateView):
    """Two to four missions side by side; as CSV with `format=csv`."""

    template_name = "missions/compare.html"

    def get(self, request, kind=""):
        params = request.GET
        ticked = params.getlist("missions")
        if len(ticked) > 1:  # boxes of a form: one address for one question
            return to_one_address(request, ",".join(ticked))
        chosen = comparing.Chosen(params.get("missions", ""))
        refuse(
            params,
            [
                *misnamed(params, ("missions", "format")),
                *chosen.mistakes(),
                *format_mistakes(params, ("csv",)),
            ],
        )
        if (named := ",".join(chosen.slugs)) != params.get("missions", ""):
            return to_one_address(request, named)
        missions = chosen.missions()
        if len(missions) < comparing.FEWEST:
            return render(
                request,
                self.template_name,
                {"missions": missions, "others": comparing.others(missions)},
            )
        strengths = figures.strength_tables(missions)
        rows = comparing.aligned(missions, strengths)
        tables = [
            ("Mandates", mandated.decisions(missions)),
            ("Tasks ever given", comparing.tasks(missions)),
            ("The three principles, by phase", comparing.phases(missions)),
        ]
        if params.get("format"):
            every = [("Facts", rows), *tables]
            return as_csv(missions, every)
        drawing = of_figures.compared(
            missions, [strengths[mission.pk] for mission in missions]
        )
        if kind:
            return picture_of(request, drawing, kind)
        return render(
            request,
            self.template_name,
            {
                "missions": missions,
                "others": comparing.others(missions),
                "fewer": comparing.fewer(missions),
                "query": ",".join(mission.pk for mission in missions),
                "words": differences.in_words(missions, strengths, today()),
                "facts": rows,
                "tables": tables,
                "drawing": drawing,
            },
        )


def to_one_address(request, named):
    """The same question by the slugs of its missions."""
    asked = request.GET.copy()
    asked["missions"] = named
    return HttpResponseRedirect(f"{request.path}?{asked.urlencode(safe=',')}")


def as_csv(missions, tables):
    """A row for each thing, a column for each mission."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    names = "-".join(mission.pk for mission in missions)
    response["Content-Disposition"] = f'attachment; filename="compare_{names}.csv"'
    writer = csv.writer(response)
    writer.writerow(["part", "what", *(m.pk for m in missions), "differs"])
    for part, rows in tables:
        for row in rows:
            cells = [safe("; ".join(cell)) for cell in row.cells]
            writer.writerow([part, safe(row.label), *cells, str(row.differs).lower()])
    return response
