"""What a browser sends for a form, made from the form itself: every field as it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from mou_builder.config.extending import extended
from mou_builder.drafting.form.clauses import ClauseSection
from mou_builder.drafting.form.config_form import ConfigForm, config_form, offered_by
from mou_builder.drafting.form.fields import Entries, FieldGroup, FormPart, InFile, Rows, ValueField
from mou_builder.drafting.form.posted import FormChanges, form_changes
from mou_builder.yamltext.editing import edit
from mou_builder.yamltext.source import Plain, parse
from tests.support.agreement.assembling import library

Sent = dict[str, list[str]]


def form_of(text: str, folder: Path | None = None) -> ConfigForm:
    """The form of a config; what it extends stands in ``folder``."""
    source = parse(text.encode(), "config.yaml")
    if folder:
        source = extended(source, lambda name: parse((folder / name).read_bytes(), name))
    data = source.data
    assert isinstance(data, dict)
    model = library().model(str(data["model"]))
    return config_form(data, model, offered_by(library(), model, str(data.get("state") or "")))


def sent(form: ConfigForm) -> Sent:
    """Every field of a form as it came, line ends as browsers send them."""
    values: Sent = {}
    for section in form.sections:
        for part in section.parts:
            _send(part, values)
        for clause in section.clauses:
            _send_clause(clause, values)
    return values


def _send_clause(clause: ClauseSection, values: Sent) -> None:
    if clause.cards and clause.wording:
        values[clause.wording_name] = [clause.wording]
    for part in clause.parts:
        _send(part, values)


def _send(part: FormPart, values: Sent) -> None:
    match part:
        case ValueField():
            values[part.name] = [part.value.replace("\n", "\r\n")]
        case Entries():
            if part.choices:
                values[part.name] = ["", *(each for each in part.choices if each in part.entries)]
            _send_all(part.in_own_words, values)
        case Rows():
            _send_all([cell for row in part.with_empty for cell in row], values)
        case FieldGroup():
            _send_all(part.parts, values)
        case InFile():
            pass


def _send_all(parts: Iterable[FormPart], values: Sent) -> None:
    for part in parts:
        _send(part, values)


def changes(
    text: str, values: Sent, words: dict[str, str] | None = None, folder: Path | None = None
) -> FormChanges:
    own: Plain = parse(text.encode(), "config.yaml").data
    return form_changes(form_of(text, folder), values, own, (words or {}).get)


def after(
    text: str, values: Sent, words: dict[str, str] | None = None, folder: Path | None = None
) -> str:
    """The config's text once the form has come back."""
    return edit(text, changes(text, values, words, folder).changes)
