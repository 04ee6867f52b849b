"""Forms whose request failed: what was typed comes back with the reason, and is not lost.

Where the page can be shown again with it (`gives_back`), it is. Where it cannot, because the file
is gone, the session has ended or the role is too low, the answer shows the words, and they can be
sent once more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from flask import current_app, g, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from mou_builder.agreement.wording import capitalized
from mou_builder.diagnostic import Diagnostic, Refused
from mou_builder.frozen import dataclass
from mou_builder.patterns import pattern
from mou_builder.web.drafting.editing import unpacked
from mou_builder.web.folder.config_folder import UnknownName
from mou_builder.web.safety.guard import signed_in
from mou_builder.web.uploads import LARGEST_REQUEST
from mou_builder.yamltext.changes import texts_below
from mou_builder.yamltext.source import parse

_Form = Callable[..., str]
_View = TypeVar("_View", bound=Callable[..., Any])
_NEVER = {"csrf", "password"}
_CARRIED = {
    "about", "against", "all", "amendment", "code", "corrections", "do", "due", "example", "fact",
    "for", "further", "last", "made_from", "next", "of", "paper", "q", "shown", "state", "step",
    "text", "then", "to", "turn", "way",
}  # fmt: skip
"""Fields that nobody types into; every other field is shown, whatever its name."""
_CHOSEN = pattern(r"(verdict|part|change)-.+|.+:wording")
_LABELS = {
    "because": "Reason",
    "by": "By whom",
    "called": "Name of its file",
    "day": "Day",
    "file": "The file",
    "name": "Name",
    "notice": "Day on which notice was given",
    "resolution": "Resolution or motion",
    "until": "Last day of the term",
    "vote": "Vote",
    "where": "Where, or with whom",
    "words": "Our words",
}
_KEYS = pattern(r"[.:]+")
_IN_A_NAME = pattern(r"[._:-]+")
_LONG = 60
"""Characters that fit on one line of a field."""


@dataclass(frozen=True)
class TypedWords:
    """A field as it was sent, and what it is called."""

    label: str
    name: str
    value: str

    @property
    def rows(self) -> int:
        """How many lines there is room for."""
        return min(20, self.value.count("\n") + 1 + len(self.value) // _LONG)


@dataclass(frozen=True)
class TypedForm:
    """A form that was sent: words to be seen, and the fields around them.

    ``file`` is the config that it was shown for, with what was typed before; "" for none.
    ``can_be_sent`` tells whether it may be sent again as it is: not with a file, which a browser
    sends of a person's choice alone, and not where nothing tells that it came from here.
    """

    address: str
    words: tuple[TypedWords, ...]
    file: str
    carried: tuple[tuple[str, str], ...]
    can_be_sent: bool


def gives_back(form: _Form) -> Callable[[_View], _View]:
    """Declare what shows the form of a view again where its request fails.

    It is given what is to be said, in words or by diagnostics, and the arguments of the view; it
    shows all that was typed, and raises what a view raises where it cannot.
    """

    def declared(view: _View) -> _View:
        view.__dict__["form_again"] = form
        return view

    return declared


def form_again(said: str = "", refused: tuple[Diagnostic, ...] = ()) -> str:
    """Return the form that a request came from, with what was typed; "" where it has none."""
    view = current_app.view_functions.get(request.endpoint or "")
    form: _Form | None = getattr(view, "form_again", None)
    if form is None or not g.get("is_admitted") or g.get("is_given_back"):
        return ""
    g.is_given_back = True
    with suppress(HTTPException, Refused, UnknownName, ValueError):
        return form(said, refused, **(request.view_args or {}))
    return ""


def what_was_typed(taken: str = "") -> TypedForm | None:
    """Return what a failed request has sent; None where nothing was typed into it.

    What stands in ``taken``, or else in the text that the form was made from, is not lost.
    """
    if request.method != "POST" or not g.get("is_from_here"):
        return None
    sent = list(_fields_sent())
    file = next((_unpacked_or_empty(each) for name, each in sent if name == "text"), "")
    there = _Config(taken or file)
    words = tuple(
        TypedWords(_label(name), name, value)
        for name, value in sent
        if _is_typed(name, value) and not there.says(value)
    )
    if not words and (taken or not file):
        return None
    shown = {each.name for each in words}
    is_ours = "Origin" in request.headers or "Sec-Fetch-Site" in request.headers
    return TypedForm(
        request.full_path.rstrip("?"),
        words,
        "" if taken else file,
        tuple(each for each in sent if each[0] not in shown),
        is_ours and request.mimetype != "multipart/form-data",
    )


def _fields_sent() -> Iterator[tuple[str, str]]:
    """Yield the fields that came, also of a form that is too large to be taken."""
    try:
        form = request.form
    except RequestEntityTooLarge:
        if not signed_in().role:
            return
        request.max_content_length = LARGEST_REQUEST
        try:
            form = request.form
        except RequestEntityTooLarge:
            return
    yield from ((name, value) for name, value in form.items(multi=True) if name not in _NEVER)


def _is_typed(name: str, value: str) -> bool:
    return bool(value.strip()) and name not in _CARRIED and not _CHOSEN.fullmatch(name)


class _Config:
    """A config, and whether it says a value."""

    def __init__(self, text: str) -> None:
        self.text = _with_plain_line_ends(text)
        self.values: frozenset[str] = frozenset()
        if text:
            with suppress(Refused):
                texts = texts_below(parse(text.encode(), "").data, ())
                self.values = frozenset(_with_plain_line_ends(each) for each, _ in texts)

    def says(self, value: str) -> bool:
        return bool(self.text) and (
            _with_plain_line_ends(value) in self.text or _with_plain_line_ends(value) in self.values
        )


def _with_plain_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def _unpacked_or_empty(text: str) -> str:
    try:
        return unpacked(text)
    except ValueError:
        return ""


def _label(name: str) -> str:
    known: Mapping[str, str] = _LABELS
    if found := known.get(_IN_A_NAME.split(name)[0]):
        return found
    words = (each.replace("-", " ").replace("_", " ") for each in _KEYS.split(name))
    return capitalized(", ".join(words))
