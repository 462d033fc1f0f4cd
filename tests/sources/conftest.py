"""What tests of the loader share."""

import pytest

from tests.sources.small import FILES


@pytest.fixture
def records(tmp_path):
    for name, text in FILES.items():
        path = tmp_path / "data" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "data"
