"""The config that a PDF was made from, as it carries it among other files."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import AttachedFileSpec, Name

from mou_builder.pdf_reading.carried import inspect_pdf
from mou_builder.portfolio.carried_config import carried_config
from tests.support.agreement.small_agreement import small_agreement
from tests.support.pdf.samples import CONFIG, written


def carrying(*others: tuple[str, Name]) -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(written(small_agreement(), CONFIG).pdf)) as pdf:
        for name, relationship in others:
            file = AttachedFileSpec(pdf, b"model: x\n", filename=name, relationship=relationship)
            pdf.attachments[name] = file
        pdf.save(target)
    return target.getvalue()


@pytest.mark.parametrize("other", [("before.yaml", Name.Supplement), ("plan.txt", Name.Source)])
def test_files_of_another_kind_are_not_taken_for_the_config(other: tuple[str, Name]) -> None:
    found = carried_config(carrying(other), "a.pdf")
    assert found is not None
    assert (found.config_name, found.config) == (CONFIG.name, CONFIG.data)


def test_a_pdf_that_carries_two_configs_is_known_by_neither() -> None:
    data = carrying(("another.yaml", Name.Source))
    inspected = inspect_pdf(data)
    assert inspected is not None
    assert len(inspected.attachments) == 2
    assert (inspected.config, carried_config(data, "a.pdf")) == (None, None)
