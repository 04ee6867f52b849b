"""What holds for all tests: none is skipped, because a skipped one proves nothing."""

from __future__ import annotations

import gc
import signal
from collections.abc import Generator
from subprocess import CalledProcessError, TimeoutExpired

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture import providers

from tests.support.example_counts import drawn

# How long an example takes says how busy the machine is; what must be fast is measured in bench/.
# The same examples in every run, so that nothing passes or fails by chance.
settings.register_profile(
    "mou", drawn(50), derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("mou")
# Nor what it finds in the modules that are loaded so far: in another order of tests, that is more.
providers._get_local_constants = lambda: providers._local_constants


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # So starts a shell what it puts in the background; the tests send Ctrl-C to what they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish() -> None:
    """Search for what can be freed less often, and not among the thousands of tests themselves."""
    import tests.support.cli.patience  # noqa: F401

    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def pytest_sessionfinish() -> None:
    """Search once at the end, where pytest searches five times for what nothing refers to."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Have a test that skips itself fail: a missing engine is a fault of the environment.

    Of a process that failed, tell what it said.
    """
    report = yield
    if call.excinfo and isinstance(
        fault := call.excinfo.value, CalledProcessError | TimeoutExpired
    ):
        for name, said in (("stdout", fault.stdout), ("stderr", fault.stderr)):
            words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
            report.sections.append((f"{name} of the process", words or ""))
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
