"""The interface in the language of the site."""

from __future__ import annotations

from factpress.rendering.interface import Interface


def test_the_interface_speaks_the_language_of_the_site() -> None:
    """Words, plurals and dates follow the language; what is not translated stays English."""
    polish = Interface(
        "pl", {"Claims": "Twierdzenia", "claim": {"one": "twierdzenie", "few": "twierdzenia", "many": "twierdzeń"}}
    )
    assert polish.say("Claims") == "Twierdzenia"
    assert polish.say("Sources") == "Sources"
    assert [polish.count(n, "claim", "claims") for n in (1, 3, 5)] == [
        "1\u00a0twierdzenie",
        "3\u00a0twierdzenia",
        "5\u00a0twierdzeń",
    ]
    assert Interface("ja", {}).date("2026-11-24") == "2026/11/24"
    english = Interface("en", {})
    assert [english.date(d) for d in ("2026", "2026-11", "2026-11-24")] == [
        "2026",
        "Nov\u00a02026",
        "24\u00a0Nov\u00a02026",
    ]
    assert english.autonym("ja") == "日本語"
