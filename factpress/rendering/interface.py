"""Interface words, dates and plurals in the site's language: the one door to Babel.

English stands in the templates. `templates/strings/<lang>.yaml` gives other languages: the English words, then theirs;
for a plural, the English singular with a mapping of the language's own plural forms.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from babel import Locale


class Interface(Struct, frozen=True):
    """The words of one language."""

    lang: str
    words: Mapping[str, Any]

    def say(self, english: str) -> str:
        """Return interface words in this language; English where nobody has translated them."""
        return str(self.words.get(english) or english)

    def count(self, number: int, one: str, many: str) -> str:
        """Return a number with the right form of its noun."""
        form = _form(self.lang, number)
        forms = self.words.get(one)
        word = (
            (forms.get(form) or forms.get("other")) if isinstance(forms, Mapping) else (one if form == "one" else many)
        )
        return f"{number}\u00a0{word}"

    def date(self, value: date | str) -> str:
        """Write a date, or the year or month that is known of it."""
        return _date(self.lang, value.isoformat() if isinstance(value, date) else value)

    def autonym(self, lang: str) -> str:
        """Return what a language calls itself."""
        name = _locale(lang).get_display_name(lang)
        return str(name or lang)


# Babel takes longer to import than a small site to make, so it is imported when something is asked of it.


@cache
def _locale(lang: str) -> Locale:
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(lang, sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def called(lang: str) -> tuple[str, str]:
    """Return what a language is called in English and by itself."""
    locale = _locale(lang)
    return str(locale.english_name), str(locale.display_name)


@cache
def _form(lang: str, number: int) -> str:
    return str(_locale(lang).plural_form(number))


@cache
def _date(lang: str, value: str) -> str:
    from babel.dates import format_date, format_skeleton

    locale = _locale(lang)
    parts = [int(part) for part in value.split("-") if part.isdigit()]
    if len(parts) < 2:
        return value
    if len(parts) == 2:
        return str(format_skeleton("yMMM", date(parts[0], parts[1], 1), locale=locale)).replace(" ", "\u00a0")
    return str(
        format_date(date(parts[0], parts[1], parts[2]), "medium" if lang != "en" else "d MMM y", locale=locale)
    ).replace(" ", "\u00a0")
