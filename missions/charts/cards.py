"""The picture that stands for a page where it is shared: its title, its answer in one
sentence, and the chart of the page where it has one. 1200 by 630 pixels, as readers of
`og:image` want it."""

import dataclasses
import hashlib
import re
import textwrap
from html import escape

import orjson
from django.core.cache import caches

from missions.charts.drawing import LIGHT, Drawing

WIDE, HIGH, EDGE = 1200, 630, 64  # pixels
SITE = "Peacekeeping knowledge base"
# Sizes in pixels, letters of a line at that size, and lines at most.
TITLE = 58, 34, 3
SENTENCE = 31, 66, 4
FACE = "Segoe UI, Helvetica Neue, Arial, sans-serif"
LEAST = 120  # pixels of a chart that can still be seen
ZOOM = 1.4  # of the letters of a chart
LOOK = [TITLE, SENTENCE, EDGE, ZOOM, LEAST, *LIGHT.values()]  # another, another picture
HEAD = re.compile(r"<svg [^>]*>")


@dataclasses.dataclass(frozen=True)
class Card:
    """What the picture says."""

    kind: str
    title: str
    sentence: str
    drawing: Drawing | None = None


def as_png(card):
    """Drawn once: what was drawn is kept by its content."""
    spec = orjson.dumps(card.drawing.spec) if card.drawing else b""
    words = orjson.dumps([card.kind, card.title, card.sentence, LOOK])
    key = f"card-{hashlib.sha256(words + spec).hexdigest()}"
    found = caches["charts"].get(key)
    if found is None:
        import vl_convert  # loads an engine of some 80 MB: only where something is drawn

        found = vl_convert.svg_to_png(as_svg(card), scale=1)
        caches["charts"].set(key, found, None)
    return found


def as_svg(card):
    title, below = lines(card.title, *TITLE, 150, LIGHT["ink"], "bold")
    sentence, below = lines(card.sentence, *SENTENCE, below + 20, LIGHT["quiet"])
    foot = f"{card.kind} · {SITE}" if card.kind else SITE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" '
        f'xmlns:xlink="http://www.w3.org/1999/xlink" width="{WIDE}" height="{HIGH}" '
        f'font-family="{FACE}"><rect width="100%" height="100%" '
        f'fill="{LIGHT["paper"]}"/><rect width="100%" height="14" '
        f'fill="{LIGHT["blue"]}"/>'
        f'<text x="{EDGE}" y="76" font-size="26" fill="{LIGHT["blue"]}">'
        f"{escape(foot)}</text>{title}{sentence}{figure(card, below)}</svg>"
    )


def lines(words, size, letters, most, top, colour, weight="normal"):
    """Text over as many lines as it may have, and where it ends."""
    wrapped = textwrap.wrap(
        " ".join(words.split()), letters, max_lines=most, placeholder=" …"
    )
    spans = "".join(
        f'<text x="{EDGE}" y="{top + round(size * 1.2) * n}" font-size="{size}" '
        f'font-weight="{weight}" fill="{colour}">{escape(line)}</text>'
        for n, line in enumerate(wrapped)
    )
    return spans, top + round(size * 1.2) * len(wrapped)


def figure(card, top):
    """The chart in what room is left, where it can still be seen."""
    room = HIGH - 24 - top
    if not card.drawing or room < LEAST:
        return ""
    import vl_convert

    wide, high = round((WIDE - 2 * EDGE) / ZOOM), round(room / ZOOM)
    spec = {**card.drawing.spec, "width": wide, "height": high}
    svg = vl_convert.vegalite_to_svg(orjson.dumps(spec).decode())
    place = (
        f'<svg x="{EDGE}" y="{top}" width="{WIDE - 2 * EDGE}" height="{room}" '
        f'viewBox="0 0 {wide} {high}">'
    )
    return HEAD.sub(place, svg, count=1)
