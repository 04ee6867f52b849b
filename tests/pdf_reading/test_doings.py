"""What a PDF does beside showing its pages is told; what only leads to a place is let pass."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import pytest
from click.testing import CliRunner
from pikepdf import Array, Dictionary, Name, Object, PageCopyWarning, Pdf

from mou_builder.cli.program import program
from mou_builder.pdf_reading.carried import inspect_pdf
from tests.support.signing.changed_before_signing import CITY, changed_copy
from tests.support.signing.signed_copies import signed_pdf


def _action(**keys: object) -> Dictionary:
    return Dictionary({f"/{key}": value for key, value in keys.items()})


def _script() -> Dictionary:
    return _action(S=Name.JavaScript, JS="this.print()")


def _put(there: Object, **keys: object) -> None:
    for key, value in keys.items():
        there[f"/{key}"] = value


def _named_script(pdf: Pdf) -> None:
    pdf.Root.Names.JavaScript = Dictionary(Names=Array(["a", pdf.make_indirect(_script())]))


def _next(pdf: Pdf) -> None:
    first = _action(S=Name.GoTo, D=Array([pdf.pages[0].obj, Name.Fit]), Next=Array([_script()]))
    pdf.Root.OpenAction = pdf.make_indirect(first)


def _link(pdf: Pdf, action: Dictionary) -> None:
    _on_page(pdf, "Link", A=pdf.make_indirect(action), Border=Array([0, 0, 0]))


def _on_page(pdf: Pdf, kind: str, **keys: object) -> None:
    link = _action(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([0, 0, 9, 9]), **keys)
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])


def _note(pdf: Pdf, flags: int) -> None:
    _on_page(pdf, "FreeText", F=flags)


def _layers(pdf: Pdf, usual: Dictionary, **more: object) -> None:
    group = pdf.make_indirect(_action(Type=Name.OCG, Name="a layer", **more))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=usual)


def _layer_off(pdf: Pdf) -> None:
    _layers(pdf, Dictionary())
    pdf.Root.OCProperties.D.OFF = Array([pdf.Root.OCProperties.OCGs[0]])


def _where_off(pdf: Pdf) -> None:
    _layers(pdf, Dictionary())
    group = pdf.Root.OCProperties.OCGs[0]
    pdf.pages[0].add_resource(
        pdf.make_indirect(_action(Type=Name.OCMD, OCGs=group, P=Name.AllOff)), Name.Properties
    )


def _field_beside_the_form(pdf: Pdf) -> None:
    field = _action(Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, Rect=Array([0, 0, 9, 9]))
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(field)])


DOES: dict[str, tuple[Callable[[Pdf], object], str]] = {
    "opens a script": (lambda pdf: _put(pdf.Root, OpenAction=_script()), "JavaScript"),
    "names a script": (_named_script, "JavaScript"),
    "goes on to a script": (_next, "JavaScript"),
    "starts a program": (lambda pdf: _link(pdf, _action(S=Name.Launch, F="a.exe")), "Launch"),
    "sends": (lambda pdf: _link(pdf, _action(S=Name.SubmitForm, F="x")), "SubmitForm"),
    "hides": (lambda pdf: _link(pdf, _action(S=Name.Hide, T="x")), "of the kind Hide"),
    "switches layers": (
        lambda pdf: _link(pdf, _action(S=Name.SetOCGState, State=Array())),
        "of the kind SetOCGState",
    ),
    "does at printing": (lambda pdf: _put(pdf.Root, AA=_action(WP=_script())), "(AA)"),
    "does in a field": (
        lambda pdf: _put(pdf.Root.AcroForm.Fields[0], AA=_action(F=_script())),
        "(AA)",
    ),
    "has a form of another kind": (lambda pdf: _put(pdf.Root.AcroForm, XFA="x"), "(XFA)"),
    "is a portfolio": (lambda pdf: _put(pdf.Root, Collection=Dictionary()), "(Collection)"),
    "has a layer that is off": (_layer_off, "layers that are not shown"),
    "has all layers off": (lambda pdf: _layers(pdf, _action(BaseState=Name.OFF)), "layers"),
    "has a layer for the screen": (
        lambda pdf: _layers(pdf, _action(), Usage=_action(Print=_action(PrintState=Name.OFF))),
        "or not printed",
    ),
    "shows where a layer is off": (_where_off, "only where a layer is off"),
    "shows a field beside its form": (
        _field_beside_the_form,
        "a field that its form does not have",
    ),
    "has layers that are off in another way to see it": (
        lambda pdf: (
            _layers(pdf, Dictionary()),
            _put(pdf.Root.OCProperties, Configs=Array([_action(BaseState=Name.OFF)])),
        ),
        "layers that are not shown",
    ),
    "prints some pages": (
        lambda pdf: _put(pdf.Root, ViewerPreferences=_action(PrintPageRange=Array([1, 2]))),
        "(PrintPageRange)",
    ),
    "shows a part of each page": (
        lambda pdf: _put(pdf.Root, ViewerPreferences=_action(ViewArea=Name.ArtBox)),
        "(ViewArea)",
    ),
    "shows another file": (
        lambda pdf: _put(pdf.pages[0].Contents, Ref=_action(F="x.pdf", Page=0)),
        "in place of what it has (Ref)",
    ),
    "prints another picture": (
        lambda pdf: _put(pdf.pages[0].Contents, Alternates=Array()),
        "in place of what it has (Alternates)",
    ),
    "takes its words from another file": (
        lambda pdf: _put(pdf.pages[0].Contents, F="x"),
        "in place of what it has (F)",
    ),
    "looks otherwise below the mouse": (
        lambda pdf: _on_page(pdf, "Link", Border=Array([0, 0, 0]), AP=_action(R=_action())),
        "looks otherwise when it is pointed at",
    ),
    "opens a note of nothing": (lambda pdf: _on_page(pdf, "Popup"), "belongs to nothing"),
    "frames a link": (lambda pdf: _on_page(pdf, "Link"), "a frame around a link"),
    "frames a link in style": (
        lambda pdf: _on_page(pdf, "Link", Border=Array([0, 0, 0]), BS=_action(W=3)),
        "a frame around a link",
    ),
    "prints a note": (lambda pdf: _note(pdf, 4 | 32), "printed and not shown on the screen"),
}


@pytest.mark.parametrize(("change", "said"), DOES.values(), ids=DOES)
def test_what_a_copy_does_is_told(change: Callable[[Pdf], object], said: str) -> None:
    is_beside = change is _field_beside_the_form  # of which pikepdf warns whoever writes it
    with pytest.warns(PageCopyWarning) if is_beside else nullcontext():
        data = changed_copy(change)
    inspected = inspect_pdf(data)
    assert inspected is not None
    assert said in "; ".join(inspected.does)


def _place(pdf: Pdf) -> None:
    pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.PageMode = Name.UseOutlines
    pdf.Root.DSS = Dictionary()


HARMLESS: dict[str, Callable[[Pdf], object]] = {
    "nothing": lambda pdf: None,
    "opens at a place": _place,
    "leads to an address": lambda pdf: _link(pdf, _action(S=Name.URI, URI="https://a.org")),
    "a note": lambda pdf: _note(pdf, 4),
    "a note and its popup": lambda pdf: _on_page(pdf, "Popup", Parent=pdf.Root),
    "a link without a frame": lambda pdf: _on_page(pdf, "Link", BS=_action(W=0)),
    "a title in the window": lambda pdf: _put(
        pdf.Root, ViewerPreferences=_action(DisplayDocTitle=True, PrintScaling=Name("/None"))
    ),
    "a note that is shown nowhere": lambda pdf: _note(pdf, 2 | 32),
    "layers that are all on": lambda pdf: _layers(
        pdf, _action(BaseState=Name.ON), Usage=_action(Print=_action(PrintState=Name.ON))
    ),
}


@pytest.mark.parametrize("change", HARMLESS.values(), ids=HARMLESS)
def test_what_changes_no_page_is_let_pass(change: Callable[[Pdf], object]) -> None:
    inspected = inspect_pdf(changed_copy(change))
    assert inspected is not None
    assert inspected.does == ()


def test_a_copy_that_does_something_is_put_on_no_record(tmp_path: Path) -> None:
    config, copy = tmp_path / "c.yaml", tmp_path / "copy.pdf"
    config.write_text(CITY, "utf-8")
    data = changed_copy(lambda pdf: _put(pdf.Root, OpenAction=_script()))
    for field, name in (("district", "Dana Whitfield"), ("agency", "Luis Ortega")):
        data = signed_pdf(data, field, name)
    copy.write_bytes(data)
    for command in (("record", config, "--copy", copy), ("verify", copy, "--against", config)):
        result = CliRunner().invoke(program, list(map(str, command)))
        assert result.exit_code == 1
        assert "it runs a program in itself (JavaScript)" in " ".join(
            result.output.lower().split()
        ).replace("javascript", "JavaScript")
    assert "record:" not in config.read_text("utf-8")
