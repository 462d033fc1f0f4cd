"""The whole load: read, build, check, write, in one transaction."""

import hashlib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone
from tqdm import tqdm

from sources import search, stored
from sources.loader import files, pointers
from sources.loader.problems import Problems
from sources.loader.values import day, must_be_text
from sources.loader.writing import Rows, empty
from sources.models import Absence, Citation, DataState, Release

ONE_WRITER_AT_A_TIME = 7_061_948  # the number of an advisory lock, any will do
SYNTHETIC = (
    "the database holds figures made up by make_figures: it is for benchmarks, and takes "
    "no records; use another one"
)
NOT_RECORDS = {"README.md", "LICENSE", "release.yaml"}


class LoadError(Exception):
    """The files hold problems; `problems` is the list of lines."""

    def __init__(self, problems):
        super().__init__("\n".join(problems))
        self.problems = problems


def load(data_dir, *, check=False, show_progress=False, store_answers=True):
    """Rebuild the curated tables from `data_dir`; return the new `DataState`.

    All or nothing: on any problem, `LoadError` lists every one and nothing is written.
    With `check` the same is done and then undone. Without `store_answers` each answer
    is rendered when it is asked for.
    """
    data_dir = Path(data_dir)
    problems, rows = Problems(), Rows()
    digest = files.digest(data_dir)
    read_release(data_dir, digest, problems, rows)
    parts = all_parts()
    read_all(parts, data_dir, problems, rows, show_progress)
    rows.report_dangling(problems)
    for app in apps.get_app_configs():
        if hasattr(app, "check"):
            app.check(rows, problems)
    with transaction.atomic():
        lock_for_writing()
        former = DataState.objects.first()
        imports = former.imports if former else {}
        if former and former.is_synthetic:
            raise LoadError([SYNTHETIC])
        rows.leave_out_imported(imports)
        for app in apps.get_app_configs():
            if hasattr(app, "forget"):
                app.forget()
        for model in reversed(tables(parts)):
            empty(model, imports)
        bar = progress(
            sum(map(len, rows.of.values())), "writing", "rows", show_progress
        )
        with bar:
            rows.write(problems, bar.update)
        check_pointers(problems)
        if problems:
            raise LoadError(list(problems))
        # Before what is derived, which is planned by it; a plan for tables that seem empty
        # once took minutes.
        analyze(tables(parts))
        for app in apps.get_app_configs():
            if hasattr(app, "derive"):
                app.derive()
        search.refill()
        stored.clear()
        if store_answers and not check:
            stored.refill()
        state = remember(former, digest, imports)
        transaction.set_rollback(check)
    return state


def lock_for_writing():
    """Wait until no other load or import is running; until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ONE_WRITER_AT_A_TIME])


def all_parts():
    """What the rooms load. INSTALLED_APPS is in order of dependency."""
    return [
        part
        for app in apps.get_app_configs()
        for part in getattr(app, "data_parts", [])
    ]


def tables(parts):
    found = [model for part in parts for model in part.models]
    return list(dict.fromkeys([Release, *found, Citation, Absence]))


def read_all(parts, data_dir, problems, rows, show_progress):
    present = files.all_files(data_dir)
    work = [(part, path) for part in parts for path in part.paths(data_dir)]
    for part in parts:
        folder = getattr(part, "folder", None)
        if folder and not (data_dir / folder).is_dir():
            problems.add(f"{data_dir.name}/{folder}", "the folder is missing")
    with progress(len(work), "reading", "files", show_progress) as bar:
        for part, path in work:
            part.read(path, data_dir, problems, rows)
            bar.update(1)
    expected = {path for _, path in work}
    known = {f"{data_dir.name}/{name}" for name in NOT_RECORDS}
    for path in present:
        if path not in expected and files.relative(path, data_dir) not in known:
            problems.add(
                files.relative(path, data_dir),
                "nothing reads this file; see data/README.md for names and folders",
            )


def read_release(data_dir, digest, problems, rows):
    path = data_dir / "release.yaml"
    raw = files.read_yaml(path, files.relative(path, data_dir), problems)
    if raw is None:
        return
    release = Release(digest=digest)
    for key in raw.keys() - {"version", "date", "notes", "rows"}:
        problems.add(raw.where(key), f"{key}: unknown key")
    read_expected(raw, data_dir, problems, rows)
    for key, read in (
        ("version", must_be_text),
        ("date", day),
        ("notes", must_be_text),
    ):
        try:
            setattr(release, key, read(raw.get(key)))
        except ValueError as error:
            problems.add(raw.where(key), f"{key}: {error}")
    rows.add(release, lambda _=None: raw.where("version"))


def read_expected(raw, data_dir, problems, rows):
    """How many rows each table holds: a file that lost its end looks right otherwise."""
    expected = raw.get("rows", {})
    if not isinstance(expected, dict):
        problems.add(raw.where("rows"), "rows: expected a mapping of files to numbers")
        return
    for name, number in expected.items():
        if not isinstance(number, int) or not (data_dir / name).is_file():
            problems.add(
                expected.where(name), f"rows.{name}: expected a table and its rows"
            )
    rows.expected = expected


def check_pointers(problems):
    """An imported row may have lost its mission. Curated rows were looked up before."""
    if not problems:
        for table, message in pointers.dangling():
            problems.add(table, f"imported rows: {message}")


def remember(former, digest, imports):
    """Write the new `DataState`; its time moves only when the data did."""
    built_by = loader_digest()
    same = former and (former.digest, former.built_by) == (digest, built_by)
    DataState.objects.all().delete()
    return DataState.objects.create(
        release=Release.objects.get(),
        digest=digest,
        built_by=built_by,
        imports=imports,
        changed_at=former.changed_at if same else timezone.now(),
    )


def loader_digest():
    """SHA-256 of the code that builds the database: a change asks for a new load."""
    total = hashlib.sha256()
    for app in ("sources", "organizations", "principles", "missions"):
        for path in sorted((settings.BASE_DIR / app).rglob("*.py")):
            total.update(path.read_bytes())
    return total.hexdigest()


def is_current(data_dir):
    """Whether the database holds just these files, built by just this code."""
    state = DataState.objects.first()
    return bool(state) and (state.digest, state.built_by) == (
        files.digest(Path(data_dir)),
        loader_digest(),
    )


def analyze(models):
    """The planner's statistics: the tables were empty a moment ago."""
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")


def progress(total, label, unit, show):
    return tqdm(total=total, desc=label, unit=unit, disable=not show, leave=False)
