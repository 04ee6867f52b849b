"""The file of ``--users``: a line for each person, their name, role and digest of a password."""

from __future__ import annotations

from collections.abc import Iterator

from mou_builder.diagnostic import Diagnostic, Place, Refused, Severity
from mou_builder.file_kinds import it_is, kind_of
from mou_builder.patterns import pattern
from mou_builder.web.safety.access import Role, User
from mou_builder.web.safety.passwords import digest_of, read_digest

LARGEST_USERS_FILE = 1_000_000
"""Bytes."""
ROLES = {"read": Role.READ, "draft": Role.DRAFT, "record": Role.RECORD}
_LONGEST_NAME = 80
_LINE = pattern(r"[^:]*:[^:]*:")


def read_users(data: bytes, file: str) -> dict[str, User]:
    """Return the people of a users file by their names.

    Raises `Refused`: MOU931 for each line that is not ``name:role:scrypt$…``, and
    once for a file of another kind.
    """
    refuse_other_files(data, file)
    users: dict[str, User] = {}
    faults: list[Diagnostic] = []
    for number, line in _lines(data):
        try:
            user = _user(line)
            if user.name in users:
                raise ValueError(f"the name “{user.name}” stands here twice")
            users[user.name] = user
        except ValueError as fault:
            faults.append(_fault(str(fault), file, number))
    if not users and not faults:
        faults.append(_fault("nobody is in this file", file, 1))
    if faults:
        raise Refused(tuple(faults))
    return users


def refuse_other_files(data: bytes, file: str) -> None:
    """Raise `Refused` (MOU931) for what is plainly no file of people; an empty one is none yet."""
    lines = list(_lines(data))
    kind = kind_of(data)
    if (kind and data) or (lines and not any(_LINE.match(line) for _, line in lines)):
        message = f"this is not a file of people, with a name:role:digest on each line{it_is(kind)}"
        raise Refused((_fault(message, file, 0),))


def with_user(data: bytes, file: str, name: str, role: str, password: str) -> bytes:
    """Return a users file with one more person in it.

    Raises ValueError for a name that no line can hold, and `Refused` as `read_users` does.
    """
    if data and not data.endswith(b"\n"):
        data += b"\n"
    data += user_line(name, role, password).encode()
    read_users(data, file)
    return data


def user_line(name: str, role: str, password: str) -> str:
    """Return the line of a person; raise ValueError for a name that no line can hold."""
    if not name or len(name) > _LONGEST_NAME or not _is_plain(name):
        raise ValueError("a name has letters, digits, spaces and . - _ @, and at most 80 of them")
    return f"{name}:{role}:{digest_of(password)}\n"


def _is_plain(name: str) -> bool:
    return name == name.strip() and all(each.isalnum() or each in " .-_@" for each in name)


def _lines(data: bytes) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _user(line: str) -> User:
    name, _, rest = line.partition(":")
    role, _, digest = rest.partition(":")
    if not _is_plain(name) or not name:
        raise ValueError("a line begins with the name of a person")
    if role not in ROLES:
        raise ValueError(f"“{role}” is not a role: read, draft or record")
    try:
        return User(name, ROLES[role], read_digest(digest))
    except ValueError:
        message = f"the password of “{name}” is not a digest made by scrypt"
        raise ValueError(message) from None


def _fault(message: str, file: str, line: int) -> Diagnostic:
    hint = "a line is made with: mou serve --users FILE --add-user NAME --role draft"
    return Diagnostic("MOU931", Severity.ERROR, message, Place(file, line), hint)
