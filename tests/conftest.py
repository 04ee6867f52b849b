"""What holds for all tests: none is skipped, because a skipped one proves nothing."""

from __future__ import annotations

import gc
import signal
from collections.abc import Generator

import pytest
from hypothesis import HealthCheck, settings

from tests.support.example_counts import drawn

# How long an example takes says how busy the machine is; what must be fast is measured in bench/.
# The same examples in every run, so that nothing passes or fails by chance.
settings.register_profile(
    "mou", drawn(50), derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("mou")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So starts a shell what it puts in the background; the tests send Ctrl-C to what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Search for what can be freed less often, and not among the thousands of tests themselves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish() -> None:
    """Search once at the end, where pytest searches five times for what nothing refers to."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Have a test that skips itself fail: a missing engine is a fault of the environment."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid} was skipped: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """The same for a whole file."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"{collector.nodeid} was skipped: {report.longrepr}"
    return report
