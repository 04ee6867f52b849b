"""Work on a file that a stranger sent, in a process of its own with limits of time and memory."""

from __future__ import annotations

import gc
import multiprocessing
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, TypeVar

from asn1crypto import x509

from mou_builder.diagnostic import Refused, refusal
from mou_builder.disk.jobs.broken import REPORT_IT, is_shown_whole
from mou_builder.pdf.setting.fonts import FontPlace
from mou_builder.pdf.unreadable import too_large_pdf
from mou_builder.pdf_reading.evidence import PdfEvidence, read_evidence
from mou_builder.pdf_reading.letters.shapes import draw_known_letters

_Result = TypeVar("_Result")

MOST_SECONDS = 3
"""Seconds of a processor."""
MOST_MEMORY = 200_000_000
"""Bytes beside what the program itself has."""
_PATIENCE = 30
"""Seconds of the clock after which a process is ended that gets no processor, or sleeps."""


def read_safely(
    data: bytes,
    file: str,
    trusted: Sequence[x509.Certificate] = (),
    fonts: Sequence[FontPlace] = (),
) -> PdfEvidence:
    """Do what `read_evidence` does, where a hostile file costs three seconds at most."""
    draw_known_letters()
    certificates = tuple(each.dump() for each in trusted)
    return bounded(_evidence_of, data, file, certificates, tuple(fonts), file=file)


def _evidence_of(
    data: bytes, file: str, certificates: tuple[bytes, ...], fonts: tuple[FontPlace, ...]
) -> PdfEvidence:
    """Read a PDF; a certificate that was sent to a process as it was read is not found there."""
    return read_evidence(data, file, tuple(map(x509.Certificate.load, certificates)), fonts)


def bounded(work: Callable[..., _Result], *args: Any, file: str) -> _Result:
    """Return ``work(*args)``, done in another process.

    Raises `Refused`: what the work raises, or MOU912 where it takes more time or memory than any
    agreement does, or MOU911 where the program has a fault.
    """
    context = _way_to_begin()
    receiving, sending = context.Pipe(duplex=False)
    process = context.Process(
        target=_work_and_send, args=(sending, MOST_SECONDS, work, args), daemon=True
    )
    process.start()
    sending.close()
    try:
        answer = receiving.recv() if receiving.poll(_PATIENCE) else None
    except (EOFError, OSError):
        answer = None
    finally:
        if process.is_alive() and not receiving.closed:
            process.join(0.5)
        if process.is_alive():
            process.kill()
        process.join()
        receiving.close()
    match answer:
        case ("done", result):
            found: _Result = result
            return found
        case ("refused", diagnostics):
            raise Refused(diagnostics)
        case ("fault", _):
            message = "this file cannot be read, by a fault of the program itself"
            raise refusal("MOU911", file, message, REPORT_IT)
        case _:
            message = "this file takes more time or memory to read than any agreement does"
            raise too_large_pdf(file, message)


def _way_to_begin() -> Any:
    """Return the fastest safe way to begin a process; a process with threads is not forked."""
    ways = multiprocessing.get_all_start_methods()
    if "fork" in ways and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    return multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")


if "forkserver" in multiprocessing.get_all_start_methods():
    # Once it is started, the process that others are copied from has read this module.
    multiprocessing.set_forkserver_preload(["__main__", __name__])


def _work_and_send(
    sending: Connection, most_seconds: int, work: Callable[..., Any], args: tuple[Any, ...]
) -> None:
    _limit_this_process(most_seconds)
    gc.disable()  # which takes a third of the time, for what ends with this process
    try:
        answer: tuple[str, Any] = ("done", work(*args))
    except Refused as refused:
        answer = ("refused", refused.diagnostics)
    except (MemoryError, RecursionError):
        answer = ("too much", None)
    except Exception:  # a fault of the program, which a stranger's file may bring about
        if is_shown_whole():
            raise
        answer = ("fault", None)
    sending.send(answer)


def _limit_this_process(most_seconds: int) -> None:
    if sys.platform == "win32":  # which has no such limits: there, patience alone ends the work
        return
    import resource

    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, most_seconds)  # which ends it, to the hundredth
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    status = Path("/proc/self/statm")
    if status.is_file():
        size = int(status.read_text(encoding="ascii").split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (size + MOST_MEMORY, size + MOST_MEMORY))
