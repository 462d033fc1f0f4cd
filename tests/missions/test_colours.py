"""Colours of charts: told apart by every reader, in light and dark, and never alone in
saying what they mean."""

import datetime
import math
import re
from itertools import combinations
from pathlib import Path

import pytest

from missions.charts import drawing, figures, many, phases, timeline
from missions.charts.drawing import COLOURS, LIGHT
from missions.codes import CODES_OF

# Machado, Oliveira and Fernandes 2009: what a reader without one kind of cones sees.
SIGHTS = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
PALETTES = {
    "components": list(figures.COMPONENTS.values()),
    "causes": list(figures.CAUSES.values()),
    "lines": list(figures.LINES),
    "types": [colour for _, colour in timeline.KINDS.values()] + [timeline.OTHER[1]],
    "runners": ["blue", "orange"],
    "map": [name for name in COLOURS if LIGHT[name] in many.SHADES],
    **{name: [phases.COLOURS[c] for c in codes] for name, codes in CODES_OF.items()},
}
TOLD_APART, IN_OTHER_ROWS = 15, 12  # distances in CIELAB (1976)


def linear(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]


def seen(colour, sight):
    """What a colour is in CIELAB for a reader of this sight."""
    light = linear(colour)
    red, green, blue = (
        min(1, max(0, sum(part * c for part, c in zip(row, light, strict=True))))
        for row in SIGHTS[sight]
    )
    x, y, z = (
        t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116
        for t in (
            (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
            0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
            (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def contrast(one, other):
    dark, light = sorted(
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
        for red, green, blue in (linear(one), linear(other))
    )
    return (light + 0.05) / (dark + 0.05)


def alike(names, theme, least):
    """The colours among `names` that some reader cannot tell apart."""
    return [
        (one, other, sight, round(distance, 1))
        for one, other in combinations(sorted(set(names)), 2)
        for sight in SIGHTS
        if (
            distance := math.dist(
                seen(COLOURS[one][theme], sight), seen(COLOURS[other][theme], sight)
            )
        )
        < least
    ]


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("name", PALETTES)
def test_colours_of_one_chart_are_told_apart_by_every_reader(name, theme):
    assert alike(PALETTES[name], theme, TOLD_APART) == []


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_so_are_those_of_the_rows_of_the_principles(theme):
    assert alike(phases.COLOURS.values(), theme, IN_OTHER_ROWS) == []


def test_the_sheet_and_the_pictures_have_the_same_colours():
    light, dark = Path("static/site.css").read_text().split("prefers-color-scheme", 1)
    for theme, sheet in enumerate((light, dark.split("* {", 1)[0])):
        said = dict(re.findall(r"--([\w-]+): (#\w{6});", sheet))
        for name, values in COLOURS.items():
            assert said[name] == values[theme], name


def test_every_colour_stands_out_from_the_ground():
    """In the dark by itself; in the light the pale ones by their edge."""
    paper, night = COLOURS["paper"]
    used = {name for names in PALETTES.values() for name in names}

    assert contrast(drawing.EDGE["stroke"], paper) > 4.5
    assert {n for n in used if contrast(COLOURS[n][1], night) < 3} == set()


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    "name",
    sorted({*phases.COLOURS.values(), *PALETTES["components"], *PALETTES["types"]}),
)
def test_letters_can_be_read_on_a_colour(name, theme):
    letters = drawing.ON.get(name, drawing.ON_PALE)
    shown = {values[0]: values[theme] for values in COLOURS.values()}

    assert contrast(COLOURS[name][theme], shown.get(letters, letters)) >= 4.5


def test_one_colour_of_the_principles_has_one_meaning():
    class Coded:
        def __init__(self, code):
            self.code = code

    meanings = phases.meanings_of(
        [Coded(code) for code in ("challenged", "contested", "withdrawn", "unarmed")]
    )

    assert meanings == {
        "orange": "Contested, challenged",
        "red": "Withdrawn",
        "shade-1": "Unarmed",
    }


@pytest.mark.parametrize(
    ("room", "said"), [(100, "Contested"), (50, "Cont…"), (20, "")]
)
def test_a_bar_says_its_code_as_far_as_it_has_room(room, said):
    assert phases.fitting("Contested", room) == said


def test_a_band_of_strength_is_named_where_it_is_high():
    months = [datetime.date(2000 + n, 1, 1) for n in range(9)]
    table = {
        "components": ["Troops", "Police"],
        "rows": [
            (month, [1000, 200 if month.year > 2004 else None], 1200)
            for month in months
        ],
    }
    troops, police = figures.named(table)

    assert (troops["component"], troops["middle"]) == ("Troops", 500)
    assert police["month"] > "2004"
    assert police["middle"] == 1100
    table["rows"] = [(month, [1000, 10], 1010) for month in months]
    assert [name["component"] for name in figures.named(table)] == ["Troops"]
