"""Run by the Python that comes with LibreOffice: drives it, and writes down what it sees.

    python3 driver.py FOLDER PIPE

``FOLDER/jobs.json`` lists for each file its stem, what to do with its tracked changes (one word for
all, or a list with a word for each), and the steps in which it is edited then. When all
is written there is a file “done”; what becomes of it while LibreOffice ends does not matter.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException
from editing import edit

COMMANDS = {
    "accept": ".uno:AcceptAllTrackedChanges",
    "reject": ".uno:RejectAllTrackedChanges",
}
ONE = {"accept": ".uno:AcceptTrackedChange", "reject": ".uno:RejectTrackedChange"}


def main(folder: Path, pipe: str) -> None:
    context = connected(pipe)
    manager = context.ServiceManager
    desktop = manager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    helper = manager.createInstanceWithContext("com.sun.star.frame.DispatchHelper", context)
    for stem, decision, steps in json.loads((folder / "jobs.json").read_text("utf-8")):
        source = (folder / f"{stem}.docx").as_uri()
        document = desktop.loadComponentFromURL(source, "_blank", 0, (option("Hidden", True),))
        dispatch = partial(dispatched, helper, document.CurrentController.Frame)
        if isinstance(decision, list):
            for at, each in reversed(list(enumerate(decision))):
                decide(document, at, each, dispatch)
        elif decision in COMMANDS:
            dispatch(COMMANDS[decision])
        for step in steps:
            edit(document, step, context)
        (folder / f"{stem}.json").write_text(json.dumps(seen(document)), "utf-8")
        target = (folder / f"{stem}.saved.docx").as_uri()
        document.storeToURL(target, (option("FilterName", "MS Word 2007 XML"),))
        document.close(True)
    (folder / "done").touch()
    desktop.terminate()


def dispatched(helper, frame, command: str) -> None:
    helper.executeDispatch(frame, command, "", 0, ())


def decide(document, at: int, decision: str, dispatch) -> None:
    """Accept or reject one tracked change as a person does: it is selected, and decided on."""
    if decision in ONE:
        document.CurrentController.select(words(list(listed(document.Redlines))[at]))
        dispatch(ONE[decision])


def words(change):
    """The place of a tracked change, from its first letter to its last."""
    place = change.RedlineStart.Text.createTextCursorByRange(change.RedlineStart)
    place.gotoRange(change.RedlineEnd, True)
    return place


def connected(pipe: str):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    for _ in range(3000):  # whoever started this ends it where LibreOffice does not start
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            time.sleep(0.1)
    raise SystemExit("LibreOffice did not start")


def option(name: str, value: object) -> PropertyValue:
    return PropertyValue(Name=name, Value=value)


def seen(document) -> dict[str, list[list[str]]]:
    name = document.CurrentController.ViewCursor.PageStyleName
    page = document.StyleFamilies.getByName("PageStyles").getByName(name)
    return {
        "body": list(paragraphs(document.Text)),
        "header": list(paragraphs(page.HeaderText)) if page.HeaderIsOn else [],
        "changes": [
            [each.RedlineType, each.RedlineAuthor, words(each).String]
            for each in listed(document.Redlines)
        ],
        "bookmarks": [
            [name, document.Bookmarks.getByName(name).Anchor.String]
            for name in document.Bookmarks.ElementNames
        ],
        "comments": [
            [each.Author, each.Content]
            for each in listed(document.TextFields)
            if each.supportsService("com.sun.star.text.textfield.Annotation")
        ],
    }


def listed(access):
    each = access.createEnumeration()
    while each.hasMoreElements():
        yield each.nextElement()


def paragraphs(story):
    for each in listed(story):
        if each.supportsService("com.sun.star.text.TextTable"):
            for name in each.CellNames:
                yield from paragraphs(each.getCellByName(name))
        else:
            yield [each.ParaStyleName, each.ListLabelString, each.String]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
