"""The config that a PDF was made from, as it carries it among other files."""

from __future__ import annotations

import io

import pikepdf
import pytest
from pikepdf import Array, AttachedFileSpec, Dictionary, Name

from mou_builder.actions.verify import verify
from mou_builder.diagnostic import Refused
from mou_builder.pdf_reading.carried import inspect_pdf
from mou_builder.pdf_reading.evidence import read_evidence
from mou_builder.portfolio.carried_config import carried_config
from tests.support.agreement.assembling import library
from tests.support.agreement.small_agreement import small_agreement
from tests.support.pdf.samples import CONFIG, written
from tests.support.signing.changed_before_signing import changed_copy, evidence_of


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


def test_a_file_that_is_no_config_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    data = carrying(("terms.txt", Name.Supplement), ("before.yaml", Name.Supplement))
    inspected = inspect_pdf(data)
    assert inspected is not None
    assert inspected.others == ("terms.txt",)
    monkeypatch.setattr("mou_builder.pdf_reading.carried.MOST_ATTACHED", 3)
    inspected = inspect_pdf(data)
    assert inspected is not None
    assert inspected.config is None
    assert sorted(inspected.attachments) == list(inspected.others)


def test_mou_verify_names_the_files_that_nobody_read() -> None:
    data = changed_copy(lambda pdf: pdf.attachments.__setitem__("terms.txt", b"The district pays."))
    notes = verify(evidence_of(data, "x.pdf"), "x.pdf", library()).notes
    assert notes == ("it also carries “terms.txt”, which was not read",)


def test_a_copy_of_which_nobody_can_tell_what_it_does_is_refused() -> None:
    """A script passed where one more object, made for that, kept the program from looking."""

    def change(pdf: pikepdf.Pdf) -> None:
        pdf.Root.AA = Dictionary(WP=Dictionary(S=Name.JavaScript, JS="x"))
        pdf.Root.OCProperties = Dictionary(D=Dictionary(), OCGs=Array([1]))

    with pytest.raises(Refused) as refused:
        read_evidence(changed_copy(change), "x.pdf")
    assert [each.code for each in refused.value.diagnostics] == ["MOU911"]
