"""What a PDF does beside showing its pages: programs, actions, and what is not always shown.

What a signed agreement may have is listed; whatever else stands in its catalog, and whichever
action is none of those that only lead to a place, is said by name (ISO 32000-2, 7.7.2 and 12.6).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

_CATALOG = frozenset(
    {"/AF", "/AcroForm", "/DSS", "/Dests", "/Extensions", "/Lang", "/MarkInfo", "/Metadata"}
    | {"/Names", "/OCProperties", "/OpenAction", "/Outlines", "/OutputIntents", "/PageLabels"}
    | {"/PageLayout", "/PageMode", "/Pages", "/Perms", "/PieceInfo", "/StructTreeRoot"}
    | {"/Threads", "/Type", "/URI", "/Version", "/ViewerPreferences"}
)
"""What programs that make, sign and print documents put into a catalog, and changes no page."""
_NAMES = frozenset({"/Dests", "/EmbeddedFiles"})
_FORM = frozenset({"/DA", "/DR", "/Fields", "/NeedAppearances", "/Q", "/SigFlags"})
_VIEWER = frozenset(
    {"/CenterWindow", "/Direction", "/DisplayDocTitle", "/Duplex", "/FitWindow", "/HideMenubar"}
    | {"/HideToolbar", "/HideWindowUI", "/NonFullScreenPageMode", "/NumCopies"}
    | {"/PickTrayByPDFSize", "/PrintScaling", "/Type"}
)
"""What a viewer is asked for that leaves every page whole, and prints them all."""
_OF_OTHER_FILES = ("/Alternates", "/F", "/OPI", "/Ref")
"""What makes some programs show, or print, another thing than the stream that has it."""
_LEADS = frozenset({"/GoTo", "/URI"})
"""Actions that lead a reader to a place, and do nothing with the document."""
_ACTIONS = {
    "/JavaScript": "it runs a program in itself (JavaScript)",
    "/Launch": "it starts another program, or opens another file (Launch)",
    "/SubmitForm": "it sends what is filled in to somebody (SubmitForm)",
}
_OF_ACTIONS = ("/A", "/Next", "/OpenAction", "/PA")
_HIDDEN, _NOT_ON_SCREEN = 2, 32 | 256
"""Flags of an annotation (ISO 32000-2, 12.5.3): shown nowhere; not on the screen, or by turns."""
_MOST_NESTED = 12


def doings(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """Return what a PDF does, or has, that a signed agreement does not; each said once."""
    said = [*_of_catalog(pdf.Root), *_of_strange_fields(pdf)]
    for each in pdf.objects:
        said += _of_object(each, _MOST_NESTED)
    return tuple(dict.fromkeys(said))


def _of_catalog(root: Any) -> Iterator[str]:
    for allowed, there in (
        (_CATALOG, root),
        (_NAMES, root.get("/Names", {})),
        (_FORM, root.get("/AcroForm", {})),
        (_VIEWER, root.get("/ViewerPreferences", {})),
    ):
        for key in sorted(set(there.keys()) - allowed):
            name = key.removeprefix("/")
            yield _ACTIONS.get(key) or f"it has what no agreement needs, and nobody reads ({name})"
    if "/OCProperties" in root and not _are_always_shown(root["/OCProperties"]):
        yield "it has layers that are not shown, or not printed, or not always"


def _of_strange_fields(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Yield that a page shows a field that its form does not have: not every program shows it."""
    form: Any = pdf.Root.get("/AcroForm", {})
    known = {each.objgen for each in _fields(form.get("/Fields", []), _MOST_NESTED)}
    for page in pdf.pages:
        for each in page.obj.get("/Annots", []):
            if each.get("/Subtype") == "/Widget" and each.objgen not in known:
                yield "it shows a field that its form does not have"


def _fields(fields: Any, depth: int) -> Iterator[Any]:
    for each in fields if depth else ():
        yield each
        yield from _fields(each.get("/Kids", []), depth - 1)


def _are_always_shown(layers: Any) -> bool:
    """Tell whether all layers of a PDF are on, on the screen and on paper, whatever is chosen."""
    is_on = all(
        each.get("/BaseState", "/ON") == "/ON" and not each.get("/OFF") and "/AS" not in each
        for each in (layers.get("/D", {}), *layers.get("/Configs", []))
    )
    uses = (use for each in layers.get("/OCGs", []) for use in each.get("/Usage", {}).values())
    return is_on and not any(
        value == "/OFF"
        for use in uses
        if isinstance(use, pikepdf.Dictionary)
        for value in use.values()
    )


def _of_object(thing: Any, depth: int) -> Iterator[str]:
    """Yield what one object does, and what stands directly in it; others come by themselves."""
    if isinstance(thing, pikepdf.Array):
        values = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        values = list(thing.values())
        yield from _of_dictionary(thing)
    else:
        return
    for each in values if depth else ():
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            yield from _of_object(each, depth - 1)


def _of_dictionary(thing: Any) -> Iterator[str]:
    for key in _OF_ACTIONS:
        found = thing.get(key)
        for each in found if isinstance(found, pikepdf.Array) else (found,):
            if isinstance(each, pikepdf.Dictionary) and "/S" in each:
                kind = str(each["/S"])
                name = kind.removeprefix("/")
                if kind not in _LEADS:
                    yield _ACTIONS.get(kind, f"it has an action of the kind {name}")
    if thing.get("/AA"):
        yield "it does something by itself when it is opened, printed or clicked (AA)"
    if thing.get("/Type") == "/OCMD" and ("/VE" in thing or "Off" in str(thing.get("/P", ""))):
        yield "it has words or drawings that are shown only where a layer is off"
    if isinstance(thing, pikepdf.Stream):
        yield from _of_stream(thing)
    elif "/Rect" in thing and "/Subtype" in thing:
        yield from _of_annotation(thing)


def _of_stream(stream: pikepdf.Stream) -> Iterator[str]:
    for key in _OF_OTHER_FILES:
        if key in stream:
            name = key.removeprefix("/")
            yield f"some programs show something else in place of what it has ({name})"


def _of_annotation(thing: Any) -> Iterator[str]:
    flags = thing.get("/F")
    if isinstance(flags, int) and flags & _NOT_ON_SCREEN and not flags & _HIDDEN:
        yield "it has a note or field that is printed and not shown on the screen"
    if {"/D", "/R"} & set(thing.get("/AP", {}).keys()):
        yield "it has a note or field that looks otherwise when it is pointed at, or clicked"
    if thing["/Subtype"] == "/Popup" and "/Parent" not in thing:
        yield "it has a note that opens over the page and belongs to nothing"
    if thing["/Subtype"] == "/Link" and _has_frame(thing):
        yield "some programs draw a frame around a link"


def _has_frame(link: Any) -> bool:
    """Tell whether a link has a border (12.5.4): it has one, unless it says that it has none."""
    if "/BS" in link:
        return bool(link["/BS"].get("/W", 1) != 0)
    border = link.get("/Border", [0, 0, 1])
    return bool(border[2] != 0)
