"""What we build on is the version we tried: an upgrade has to be looked at first."""

from __future__ import annotations

from importlib.metadata import version


def test_fava_is_of_the_minor_version_we_tried():
    """Fava calls its extension system unstable; guard, templates and pages lean on it.

    After an upgrade look at every page, the probes and the list of routes, then
    change this number.
    """
    assert version("fava").split(".")[:2] == ["1", "30"]


def test_queries_run_on_the_beanquery_that_writes_no_files():
    assert version("beanquery") == "0.1.0"
