"""The kinds of value a JSON body may hold, each judging one value as Discord does.

``errors(value)`` returns None for a good value, else Discord's errors tree: nested
keys of the body, ending in ``{"_errors": [{"code": ..., "message": ...}]}``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

Tree = dict[str, Any]


def problem(code: str, message: str) -> Tree:
    """A leaf of the errors tree with one error."""
    return {"_errors": [{"code": code, "message": message}]}


def trimmed(value: Any) -> str:
    """Text as Discord keeps it: without outer white space and broken Unicode."""
    return str(value).encode("utf-8", "ignore").decode().strip()


def too_long(most: int) -> Tree:
    return problem("BASE_TYPE_MAX_LENGTH", f"Must be {most} or fewer in length.")


REQUIRED = problem("BASE_TYPE_REQUIRED", "This field is required")


@dataclass(frozen=True)
class Text:
    """Text of at most ``most`` code points, counted after trimming.

    ``least`` > 0 makes Discord name both ends in its message. ``forbidden`` maps a
    word that may not occur, in any case, to the error's code and message; ``reserved``
    one that may not be the whole text.
    """

    most: int
    least: int = 0
    forbidden: Mapping[str, tuple[str, str]] | None = None
    reserved: Mapping[str, tuple[str, str]] | None = None

    def errors(self, value: Any) -> Tree | None:
        if isinstance(value, (bool, list, dict)):
            shown = f'Could not interpret "{value}" as string.'
            return problem("STRING_TYPE_CONVERT", shown)
        text = trimmed(value)
        if not self.least <= len(text) <= self.most:
            return self._bad_length()
        for word, (code, message) in (self.forbidden or {}).items():
            if word in text.lower():
                return problem(code, message)
        wrong = (self.reserved or {}).get(text.lower())
        return problem(*wrong) if wrong else None

    def _bad_length(self) -> Tree:
        if self.least:
            ends = f"Must be between {self.least} and {self.most} in length."
            return problem("BASE_TYPE_BAD_LENGTH", ends)
        return too_long(self.most)


@dataclass(frozen=True)
class Url:
    """A web address. The empty string is refused, as Discord does since 2023.

    So is a host without a dot, such as ``localhost``.
    """

    schemes: tuple[str, ...] = ("http", "https")
    most: int = 2048

    def errors(self, value: Any) -> Tree | None:
        if wrong := Text(self.most).errors(value):
            return wrong
        try:
            parts = urlsplit(trimmed(value))
        except ValueError:
            return problem("URL_TYPE_INVALID_URL", "Not a well formed URL.")
        if parts.scheme not in self.schemes:
            return problem(
                "URL_TYPE_INVALID_SCHEME",
                f'Scheme "{parts.scheme}" is not supported. '
                f"Scheme must be one of {self.schemes}.",
            )
        if not self._is_host(parts) or re.search(r"\s", trimmed(value)):
            return problem("URL_TYPE_INVALID_URL", "Not a well formed URL.")
        return None

    def _is_host(self, parts) -> bool:
        if parts.scheme == "attachment":
            return bool(parts.netloc)
        return "." in (parts.hostname or "").strip(".")


@dataclass(frozen=True)
class Number:
    """A whole number; digits in a string are read as one, as Discord does."""

    least: int
    most: int
    name: str = "int"

    def errors(self, value: Any) -> Tree | None:
        if isinstance(value, bool) or not re.fullmatch(r"-?\d{1,25}", str(value)):
            shown = f'Value "{value}" is not {self.name}.'
            return problem("NUMBER_TYPE_COERCE", shown)
        if int(value) > self.most:
            shown = f"{self.name} value should be less than or equal to {self.most}."
            return problem("NUMBER_TYPE_MAX", shown)
        if int(value) < self.least:
            shown = (
                f"{self.name} value should be greater than or equal to {self.least}."
            )
            return problem("NUMBER_TYPE_MIN", shown)
        return None


@dataclass(frozen=True)
class Boolean:
    def errors(self, value: Any) -> Tree | None:
        if isinstance(value, bool):
            return None
        return problem("BOOLEAN_TYPE_CONVERT", "Must be either true or false.")


@dataclass(frozen=True)
class Timestamp:
    def errors(self, value: Any) -> Tree | None:
        try:
            datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", str(value)))
        except ValueError:
            shown = f"Could not parse {value}. Should be ISO8601."
            return problem("DATE_TIME_TYPE_PARSE", shown)
        return None


@dataclass(frozen=True)
class Choice:
    choices: tuple[Any, ...]

    def errors(self, value: Any) -> Tree | None:
        if value in self.choices:
            return None
        return problem("BASE_TYPE_CHOICES", f"Value must be one of {self.choices}.")


@dataclass(frozen=True)
class ListOf:
    """At most ``most`` values of one kind; errors are keyed by position, as text."""

    kind: Any
    most: int

    def errors(self, value: Any) -> Tree | None:
        if not isinstance(value, list):
            shown = "Only iterables may be used in a ListType"
            return problem("LIST_TYPE_CONVERT", shown)
        if len(value) > self.most:
            return too_long(self.most)
        found = {str(at): self.kind.errors(item) for at, item in enumerate(value)}
        return {at: wrong for at, wrong in found.items() if wrong} or None


@dataclass(frozen=True)
class Model:
    """An object; unknown keys are ignored and null means absent, as at Discord.

    ``needs`` are the keys that must hold something. An object with nothing in any
    key of ``one_of`` is an error of the first of them.
    """

    kinds: Mapping[str, Any]
    needs: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()

    def errors(self, value: Any) -> Tree | None:
        if not isinstance(value, dict):
            return problem("MODEL_TYPE_CONVERT", "Expected an object/dictionary.")
        missing = {key: REQUIRED for key in self.needs if is_blank(value.get(key))}
        if self.one_of and all(is_blank(value.get(key)) for key in self.one_of):
            missing[self.one_of[0]] = REQUIRED
        found = {
            key: kind.errors(value[key])
            for key, kind in self.kinds.items()
            if value.get(key) is not None and key not in missing
        }
        return {**missing, **{key: bad for key, bad in found.items() if bad}} or None


def is_blank(value: Any) -> bool:
    """Whether nothing would be shown: null, white space, an empty list or object."""
    return value is None or value in ([], {}) or not trimmed(value)
