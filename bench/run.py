"""`make bench`: builds the data, drives both sites in alternating rounds, prints a table of
medians and ratios and writes `docs/benchmarks.md`."""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

import psycopg

from bench import questions, sites
from bench.drive import drive, whole
from bench.processes import free_port
from bench.report import Line, write
from config.embedded import EmbeddedDatabase

ROOT = Path(__file__).parent.parent
RECORD = "/api/v1/missions/minusma/"
CSV = "/api/v1/contributions/?format=csv"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_300_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4)
    asked = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="bench-") as folder,
        EmbeddedDatabase(ROOT / "var" / "postgres").joined() as server,
    ):
        folder = Path(folder)
        with sites.database(server, "bench_small") as small:
            lines = [*of_few_rows(small, folder, asked)]
        with sites.database(server, "bench") as url:
            lines += of_all_rows(url, folder, asked, lines)
    write(lines, asked)


def build(url, folder, rows):
    sites.manage(url, "migrate", "-v0")
    sites.manage(url, "load")
    file = str(folder / f"{rows}.csv")
    sites.manage(url, "make_figures", "--rows", str(rows), "--file", file)
    return file


def of_few_rows(url, folder, asked):
    """What a tenth of the rows gives, to be compared with all of them."""
    build(url, folder, asked.rows // 10)
    port = free_port()
    with sites.ours(url, port, folder):
        yield from first_times(port, "with a tenth of the rows")


def first_times(port, label):
    """Milliseconds of lists and records that were never asked for: one client."""
    missions, _ = questions.lists(7)
    for name, paths in (("list", missions), ("record", iter(records()))):
        times = []
        for path in (next(paths) for _ in range(300)):
            taken, _ = whole(port, path)
            times.append(taken * 1000)
        yield Line(f"{name}, first time, p50 {label}", statistics.median(times), "ms")


def records():
    missions = ROOT / "data" / "missions"
    return [
        f"/api/v1/missions/{path.stem}/" for path in sorted(missions.glob("*.yaml"))
    ]


def of_all_rows(url, folder, asked, before):
    file = build(url, folder, asked.rows)
    lines = [*imports(url, file)]
    sites.manage(url, "export", str(folder / "export"))
    base = folder / "export" / "peacekeeping.sqlite"
    port, peer = free_port(), free_port()
    with (
        sites.ours(url, port, folder) as process,
        sites.datasette(base, peer, folder),
    ):
        lines += first_times(port, "with all rows")
        for name in ("list", "record"):
            few, many = (
                next(
                    one.value for one in found if one.name.startswith(f"{name}, first")
                )
                for found in (before, lines)
            )
            lines.append(Line(f"{name}: ten times the rows", many / few, "times", 1.2))
        lines += cached(port, peer, asked)
        lines += never_asked(port, peer, asked)
        lines += grouped(url, port, peer)
        lines += streamed(url, port, peer, process)
    return lines


def alternating(port, peer, asked, questions_of):
    """Median requests a second of both, in rounds that take turns."""
    mine, theirs = [], []
    for seed in range(asked.rounds):
        ours, other = questions_of(seed)
        for rates, at, paths in ((mine, port, ours), (theirs, peer, other)):
            rate = drive(at, paths, seconds=asked.seconds)
            if rate.wrong:
                raise SystemExit(f"{rate.wrong} answers were not 200 at port {at}")
            rates.append(rate.per_second)
    return statistics.median(mine), statistics.median(theirs)


def cached(port, peer, asked):
    for name, path, other, floor in (
        ("record again", RECORD, "/peacekeeping/mission/minusma.json", 20),
        ("list again", "/api/v1/missions/?page_size=20", None, None),
        ("page again", "/missions/minusma/", "/peacekeeping/mission/minusma", 20),
    ):

        def asked_again(seed, path=path):
            return questions.again(path), questions.again("/healthz")

        empty = []
        rates = []
        for seed in range(asked.rounds):
            paths, nothing = asked_again(seed)
            rates.append(drive(port, paths, seconds=asked.seconds).per_second)
            empty.append(drive(port, nothing, seconds=asked.seconds).per_second)
        mine, nothing = statistics.median(rates), statistics.median(empty)
        yield Line(name, mine, "requests/s")
        yield Line(
            f"{name}, beside an empty view ({nothing:,.0f}/s)",
            mine / nothing,
            "times",
            0.8,
        )
        if other:
            rate = drive(peer, questions.again(other), seconds=asked.seconds).per_second
            yield Line(
                f"{name}, beside Datasette's row ({rate:,.0f}/s)",
                mine / rate,
                "times",
                floor,
            )
    tag = tag_of(port, RECORD)
    held = drive(
        port,
        questions.again(RECORD),
        seconds=asked.seconds,
        connections=1,
        headers=f"If-None-Match: {tag}\r\n",
    )
    yield Line("304, p50, one client", held.p50, "ms", 2, at_most=True)


def tag_of(port, path):
    import urllib.request

    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}") as response:
        return response.headers["ETag"]


def never_asked(port, peer, asked):
    for name, questions_of, floor in (
        ("filtered list, never asked before", questions.lists, 8),
        ("facets page, never asked before", questions.facets, 5),
    ):
        mine, theirs = alternating(port, peer, asked, questions_of)
        yield Line(name, mine, "requests/s")
        yield Line(
            f"{name}, beside Datasette ({theirs:,.0f}/s)", mine / theirs, "times", floor
        )


def grouped(url, port, peer):
    mine, theirs, bare = [], [], []
    for ours, other in questions.groups():
        mine.append(whole(port, ours)[0])
        theirs.append(whole(peer, other)[0])
    with psycopg.connect(url) as connection:
        for _ in range(3):
            began = time.perf_counter()
            connection.execute(
                "SELECT extract(year FROM month), avg(personnel) "
                "FROM missions_contribution GROUP BY 1"
            ).fetchall()
            bare.append(time.perf_counter() - began)
    median = statistics.median
    yield Line("group_by over all rows, first time", median(mine) * 1000, "ms")
    yield Line("bare SQL over all rows in PostgreSQL", median(bare) * 1000, "ms")
    yield Line(
        f"group_by, beside Datasette's SQL ({median(theirs) * 1000:,.0f} ms)",
        median(theirs) / median(mine),
        "times",
        20,
    )


def streamed(url, port, peer, process):
    before = sites.memory(process)
    mine, size = min(whole(port, CSV) for _ in range(2))
    grown = max(
        after - former
        for former, after in zip(before, sites.memory(process), strict=True)
    )
    theirs, _ = whole(peer, "/peacekeeping/contribution.csv?_stream=on&_size=max")
    with psycopg.connect(url) as connection:
        began = time.perf_counter()
        with connection.cursor().copy(
            "COPY (SELECT mission_id, country_id, to_char(month, 'YYYY-MM'), component, "
            "gender, personnel, source_id FROM missions_contribution "
            "ORDER BY mission_id, country_id, month, component, gender, source_id) "
            "TO STDOUT (FORMAT csv)"
        ) as copy:
            for _ in copy:
                pass
        bare = time.perf_counter() - began
    yield Line(f"CSV of all rows, {size / 1e6:,.0f} MB", mine, "s")
    yield Line(
        f"CSV, beside Datasette's stream ({theirs:.1f} s)", theirs / mine, "times", 10
    )
    yield Line(
        f"CSV, beside a bare COPY ({bare:.1f} s)",
        mine / bare,
        "times",
        2.5,
        at_most=True,
    )
    yield Line("CSV: growth of a process", grown / 1e6, "MB", 64, at_most=True)


def imports(url, file):
    """An import of the file again, beside a bare COPY of the same rows into a table with
    the same indexes and checks."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("UPDATE sources_datastate SET imports = '{}'")
        connection.execute(
            "DELETE FROM missions_contribution WHERE source_id = 'synthetic'"
        )
        connection.execute("VACUUM missions_contribution")
    began = time.perf_counter()
    sites.manage(url, "make_figures", "--file", file, "--only-import")
    taken = time.perf_counter() - began
    with psycopg.connect(url) as connection:
        columns = (
            "mission_id, country_id, month, component, gender, personnel, source_id"
        )
        connection.execute(
            "CREATE TABLE bare (LIKE missions_contribution INCLUDING ALL)"
        )
        with connection.cursor().copy(
            f"COPY (SELECT {columns} FROM missions_contribution) TO STDOUT"
        ) as copy:
            rows = b"".join(copy)
        began = time.perf_counter()
        with connection.cursor().copy(f"COPY bare ({columns}) FROM STDIN") as copy:
            for start in range(0, len(rows), 1 << 18):
                copy.write(rows[start : start + (1 << 18)])
        bare = time.perf_counter() - began
        connection.rollback()
    yield Line("import of all rows, checked", taken, "s")
    yield Line(
        f"import, beside a bare COPY with the same indexes ({bare:.1f} s)",
        taken / bare,
        "times",
        3,
        at_most=True,
    )


if __name__ == "__main__":
    main()
