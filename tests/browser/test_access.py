"""Nobody is shut out: every kind of page, in light and dark, on a phone and a wide
screen, is looked over by axe; and no page is heavy."""

import gzip
import json

import pytest
from axe_playwright_python.sync_playwright import Axe

KINDS = [
    *("/", "/missions/", "/missions/?view=map&active_on=1994"),
    *("/missions/?view=timeline&organization=au", "/missions/minusma/"),
    *("/missions/compare/?missions=untag,onumoz", "/missions/compare/"),
    *("/mission-types/", "/mission-types/traditional/", "/organizations/"),
    *("/organizations/un/", "/countries/", "/countries/MLI/", "/principles/"),
    *("/principles/consent/", "/explainers/", "/explainers/consent/", "/glossary/"),
    *(
        "/glossary/host-state/",
        "/case-studies/",
        "/case-studies/untag/",
        "/sources/",
        "/sources/unpmm-v2/",
    ),
    *("/search/?q=minusta", "/data/", "/data/method/", "/data/codebook/"),
    *("/data/coverage/", "/about/", "/about/design/", "/api/", "/cite/"),
    *("/cite/?url=/missions/minusma/",),
]
HEAVIEST = 100_000  # bytes of a page, compressed
# What a theme changes, and what the width does; all else is the same in the document.
IN_THE_DARK = {"runOnly": ["color-contrast", "link-in-text-block"]}
ON_A_PHONE = {"runOnly": ["color-contrast", "scrollable-region-focusable"]}


@pytest.mark.parametrize("path", KINDS)
def test_a_page_shuts_nobody_out_is_light_and_stays_still(page, path):
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver(list => { for (const entry of "
        "list.getEntries()) window.moved += entry.value; })"
        ".observe({type: 'layout-shift', buffered: true})"
    )
    answer = page.goto(path)

    assert len(gzip.compress(answer.body())) < HEAVIEST
    narrow = page.viewport_size["width"] < 1000
    for theme, options in (
        ("light", ON_A_PHONE if narrow else {}),
        ("dark", IN_THE_DARK),
    ):
        page.emulate_media(color_scheme=theme)
        found = Axe().run(page, options=options).response["violations"]
        assert [
            (v["id"], theme, [node["html"][:200] for node in v["nodes"][:3]])
            for v in found
        ] == []
    assert page.evaluate("window.moved") == 0


@pytest.mark.parametrize("path", ["/missions/minusma/", "/missions/unifil/"])
def test_the_first_view_of_a_record_is_light(page, path):
    page.goto(path, wait_until="networkidle")
    sizes = page.evaluate(
        "JSON.stringify([...performance.getEntriesByType('navigation'), "
        "...performance.getEntriesByType('resource')].map(e => e.transferSize))"
    )

    assert sum(json.loads(sizes)) < 250_000


def test_nothing_is_blocked_by_the_policy(page):
    blocked = []
    page.on(
        "console", lambda m: "Content Security" in m.text and blocked.append(m.text)
    )
    for path in KINDS:
        page.goto(path)
    page.goto("/missions/minusma/charts/strength.svg")

    assert blocked == []
