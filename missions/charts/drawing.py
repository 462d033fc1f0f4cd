"""How charts are drawn: one look, from Vega-Lite to SVG and PNG, without a browser.

An SVG names its colours as CSS variables, so that one file serves light and dark, on a
page and on its own. The colours that meet in one chart were sought by computer: they stay
apart for readers without one of the three kinds of cones, in light and in dark (a test
keeps it), and a chart says what they mean in other ways too: by a label, an order, a shape.
"""

import dataclasses
import hashlib
import re
from collections.abc import Callable

import orjson
from django.core.cache import caches

# Light value and dark value of each colour of the charts.
COLOURS = {
    "paper": ("#fcfcfa", "#14191b"),
    "ink": ("#1c2327", "#e4e9eb"),
    "quiet": ("#566067", "#9fabb1"),
    "line": ("#d6dbdd", "#344046"),
    "land": ("#e3e7e4", "#2a3337"),
    "blue": ("#134d90", "#50a4d9"),
    "orange": ("#d99955", "#e6a32e"),
    "green": ("#409263", "#49d794"),
    "red": ("#d25d00", "#e17b46"),
    "sky": ("#4db4ef", "#9bd6fe"),
    "purple": ("#a369a7", "#e2a6be"),
    "yellow": ("#ccb901", "#f2e642"),
    "grey": ("#85888d", "#838083"),
    "shade-1": ("#b0c5de", "#056aa2"),
    "shade-2": ("#52afe2", "#7685a6"),
    "shade-3": ("#1a509d", "#4baae2"),
    "shade-4": ("#0c2851", "#a2d4fa"),
}
LIGHT = {name: light for name, (light, _) in COLOURS.items()}
STYLE = (
    f":root{{{';'.join(f'--{n}:{v[0]}' for n, v in COLOURS.items())}}}"
    "@media (prefers-color-scheme:dark){"
    f":root{{{';'.join(f'--{n}:{v[1]}' for n, v in COLOURS.items())}}}}}"
)
# Text on a colour: what is read in light and in dark. Most colours are pale in both.
ON = {
    "blue": LIGHT["paper"],
    "shade-1": LIGHT["ink"],
    "shade-3": LIGHT["paper"],
    "shade-4": LIGHT["paper"],
}
ON_PALE = "#111111"
EDGE = {"stroke": LIGHT["quiet"], "strokeWidth": 0.5}  # pale colours have an edge too
FONT = "system-ui, Segoe UI, Roboto, Helvetica Neue, Arial, sans-serif"
AXIS = {
    "labelColor": LIGHT["quiet"],
    "titleColor": LIGHT["quiet"],
    "domainColor": LIGHT["line"],
    "tickColor": LIGHT["line"],
    "gridColor": LIGHT["line"],
    "labelFontSize": 12,
    "titleFontSize": 12,
    "titleFontWeight": "normal",
}
CONFIG = {
    "font": FONT,
    "background": None,
    "view": {"stroke": None},
    "axis": AXIS,
    "legend": {
        "labelColor": LIGHT["ink"],
        "titleColor": LIGHT["quiet"],
        "labelFontSize": 12,
        "titleFontSize": 12,
        "orient": "top",
        "title": None,
        "symbolType": "square",
        "columnPadding": 20,
    },
    "text": {"color": LIGHT["ink"]},
}
FIT = {"type": "fit", "contains": "padding"}  # legend and axes are within the size
MEDIA_TYPES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "json": "application/vnd.vegalite+json",
}
NAMED_LINK = re.compile(r'<a xlink:href="([^"]*)"><path aria-label="([^"]*)"')
LABEL_LINK = re.compile(r'<a xlink:href="([^"]*)"><text aria-label="[^"]*"')
ROLES = re.compile(r' (?:role="graphics-[a-z]*"|aria-roledescription="[^"]*")')
LONG_NUMBER = re.compile(r"(?<!\d)\d+\.\d{2,}")  # finer than a picture shows
FOREIGN = "https://vega.github.io/vega-datasets/"  # put before our own addresses
WIDTH = 760  # pixels of a picture: a little more than a column of text


@dataclasses.dataclass(frozen=True)
class Drawing:
    """What a chart shows: in words, as a table, and as a picture. `draw` makes the Altair
    chart and the data that it names, only where a picture is asked for."""

    name: str
    title: str
    finding: str
    columns: list
    rows: list
    height: int  # of the picture, in pixels; all are `WIDTH` wide
    draw: Callable
    address: str = ""  # of its pictures, without their extension

    @property
    def width(self):
        return WIDTH

    @property
    def spec(self):
        """Vega-Lite, with the look of this site."""
        chart, data = self.draw()
        # Altair would look at every value of the data again and again.
        spec = chart.to_dict(validate=False)
        size = {"width": WIDTH, "height": self.height}
        return {**spec, **size, "autosize": FIT, "datasets": data, "config": CONFIG}


def picture(drawing, kind):
    """The chart as bytes: `svg`, `png` (white ground, two pixels for one) or `json`."""
    return drawn(orjson.dumps(drawing.spec), kind)


def drawn(spec, kind):
    """The same spec is drawn once: what was drawn is kept by its content."""
    if kind == "json":
        return spec
    key = f"{kind}-{hashlib.sha256(STYLE.encode() + spec).hexdigest()}"
    found = caches["charts"].get(key)
    if found is None:
        found = DRAWERS[kind](spec.decode())
        caches["charts"].set(key, found, None)
    return found


def as_svg(spec):
    import vl_convert  # loads an engine of some 80 MB: only where something is drawn

    svg = vl_convert.vegalite_to_svg(spec).replace(f'href="{FOREIGN}/', 'href="/')
    for name, value in LIGHT.items():
        svg = svg.replace(f'"{value}"', f'"var(--{name})"')
    svg = LONG_NUMBER.sub(lambda number: f"{float(number[0]):.1f}", svg)
    head, _, rest = svg.partition(">")
    return f"{head}><style>{STYLE}</style>{rest}".encode()


def as_png(spec):
    import vl_convert

    whole = orjson.loads(spec)
    whole["config"] = {**whole["config"], "background": "white"}
    return vl_convert.vegalite_to_png(orjson.dumps(whole).decode(), scale=2)


DRAWERS = {"svg": as_svg, "png": as_png}


def inline(drawing):
    """The SVG for a page, whose own style sheet sets the colours."""
    svg = picture(drawing, "svg").decode()
    svg = svg.replace(f"<style>{STYLE}</style>", "", 1)
    # Links are named; the marks within them are only their looks. A label beside a mark
    # leads to the same place: it can be clicked, and is no second stop of the keyboard.
    svg = NAMED_LINK.sub(r'<a href="\1" aria-label="\2"><path', svg)
    svg = LABEL_LINK.sub(r'<a href="\1" tabindex="-1" aria-hidden="true"><text', svg)
    return ROLES.sub("", svg)
