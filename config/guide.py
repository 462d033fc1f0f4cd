"""The guide to the API for people: ten questions, each answered by one address."""

import dataclasses

from django.shortcuts import render
from django.views.decorators.http import require_safe

from api.corrections import refuse_misnamed


@dataclasses.dataclass(frozen=True)
class Question:
    """A question that somebody has, and the address that answers it. `dates` are columns
    that hold dates; `shown` is what pandas and R print in the end."""

    asked: str
    path: str
    learnt: str
    dates: tuple = ()
    format: str = "csv"
    # pandas takes `NA` for nothing and `004` for a number, unless it is told.
    codes: tuple = ()

    def url(self, site, format=None):
        """The address on a site; without a format it is JSON."""
        if not format:
            return f"{site}{self.path}"
        mark = "&" if "?" in self.path else "?"
        return f"{site}{self.path}{mark}format={format}"

    def curl(self, site):
        return f"curl -sS '{self.url(site, self.format)}'"

    def pandas(self, site):
        url = self.url(site, self.format)
        if self.format == "geojson":
            return (
                "import json, urllib.request\n"
                "import pandas as pd\n"
                f'with urllib.request.urlopen("{url}") as answer:\n'
                '    features = json.load(answer)["features"]\n'
                "df = pd.json_normalize(features)\n"
                "print(df.head())"
            )
        dates = f", parse_dates={list(self.dates)!r}" if self.dates else ""
        return (
            "import pandas as pd\n"
            f'df = pd.read_csv("{url}"{dates}{self.options})\n'
            "print(df.head())"
        )

    @property
    def options(self):
        if not self.codes:
            return ""
        kinds = ", ".join(f'"{name}": str' for name in self.codes)
        return f', dtype={{{kinds}}}, keep_default_na=False, na_values=[""]'

    def r(self, site):
        url = self.url(site, "csv")
        lines = [f'df <- read.csv("{url}")']
        lines += [f"df${name} <- as.Date(df${name})" for name in self.dates]
        return "\n".join([*lines, "print(head(df))"])


QUESTIONS = [
    Question(
        "Which missions had consent withdrawn?",
        "/api/v1/missions/?consent=withdrawn&fields=slug,name,start_date,end_date",
        "A mission is found if one of its phases is coded so; the page of each gives the "
        "evidence. Not all are coded yet: `/data/coverage/` counts them.",
        ("start_date", "end_date"),
    ),
    Question(
        "How many died in UN operations each year, and of what?",
        "/api/v1/fatalities/?organization=un&group_by=year,cause&measure=sum",
        "`group_by` takes one or two things; `measure` sums the number of the resource.",
    ),
    Question(
        "Where were missions in Africa in 1994?",
        "/api/v1/missions/?region=africa&active_on=1994",
        "A date may be a day, a month or a year. As GeoJSON it opens on a map.",
        format="geojson",
    ),
    Question(
        "How many missions does each organization run, and how many go on?",
        "/api/v1/missions/?group_by=organization,status",
        "A mission of two organizations counts for both.",
    ),
    Question(
        "What did each decision change in the mandate of MINUSMA?",
        "/api/v1/mandates/?mission=minusma&include=tasks_added,ceilings"
        "&fields=symbol,adopted_on,action,changes",
        "`fields` chooses columns and `include` adds what a list leaves out; nested values "
        "become columns such as `ceilings.military`.",
        ("adopted_on",),
    ),
    Question(
        "Which missions were told to protect civilians?",
        "/api/v1/missions/?task=protection-of-civilians&fields=slug,start_date,chapter",
        "Tasks have one code list with its names in three datasets: `/api/v1/mandate-tasks/`.",
        ("start_date",),
    ),
    Question(
        "On what grounds is the use of force coded as more than self-defence?",
        "/api/v1/assessments/?principle=non-use-of-force"
        "&code=all-necessary-means,offensive&fields=mission,phase,code,rationale",
        "A comma is OR. Every judgement carries its rationale, and `include=sources` its "
        "sources.",
    ),
    Question(
        "When was consent strained, withdrawn or restored?",
        "/api/v1/principle-events/?principle=consent&effect=strained,withdrawn,restored"
        "&fields=date,mission,effect,what&ordering=date",
        "Dated events, in order. `-date` turns the order round.",
        ("date",),
    ),
    Question(
        "How many people served in each UN mission at the end of 2013?",
        "/api/v1/strengths/?organization=un&month=2013-12&group_by=mission&measure=sum",
        "Choose one month before you sum: over several months a sum would count the same "
        "person again and again, and is refused with the reason.",
    ),
    Question(
        "How do I join these countries with Gleditsch and Ward or COW?",
        "/api/v1/country-codes/?scheme=gw,cow"
        "&fields=country,scheme,code,valid_from,valid_to",
        "The crosswalk is dated: a state that changed its code has a row for each.",
        ("valid_from", "valid_to"),
        codes=("country", "code"),
    ),
]


@require_safe
def guide(request):
    """The page."""
    refuse_misnamed(request.GET, ())
    site = request.build_absolute_uri("/").rstrip("/")
    questions = [
        {
            "question": question,
            "url": question.url(site),
            "formats": [(f, question.url(site, f)) for f in ("csv", "xlsx", "parquet")],
            "curl": question.curl(site),
            "pandas": question.pandas(site),
            "r": question.r(site),
        }
        for question in QUESTIONS
    ]
    return render(request, "api/guide.html", {"questions": questions, "site": site})
