"""How a collection is evaluated: as it says itself, else as is known of it, else as its data suggest."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import Any, Optional

from collection import Profile, Query, Unusable
from measures import Measure

# What collections do not say that are in use without a `collection.json`.
_KNOWN: dict[str, dict[str, Any]] = {
    "fnc1": {"judgedOnly": True},
}
_SUFFIX = re.compile(r"-(ar|bn|da|de|el|en|es|fa|fi|fr|he|hi|hu|id|it|ja|ko|nl|no|pt|ro|ru|sv|sw|te|th|tr|vi|zh)$")
# In this order: Japanese has Han characters, too.
_SCRIPTS = (
    ("HIRAGANA", "ja"), ("KATAKANA", "ja"), ("HANGUL", "ko"), ("CJK", "zh"), ("THAI", "th"), ("ARABIC", "ar"),
    ("CYRILLIC", "ru"),
)


def profile(name: str, said: dict[str, Any], sample: str, queries: Sequence[Query]) -> Profile:
    """The profile of the collection `name` that says `said` of itself (`language`, `measure`, `judgedOnly`).

    The language is else that of a name such as `xquad-de`, else guessed from the script of `sample`, its first
    text. Where every query has one relevant document only, the measure is MRR@10, else nDCG@10. Raises `Unusable`
    for a setting that there is not.
    """
    settings = {**_KNOWN.get(name, {}), **said}
    unknown = settings.keys() - {"language", "measure", "judgedOnly"}
    if unknown:
        raise Unusable(f"collection.json: there is no setting {min(unknown)}")
    return Profile(
        language=str(settings.get("language") or _language(name, sample)),
        measure=_measure(settings.get("measure"), queries),
        judged_only=bool(settings.get("judgedOnly")))


def _language(name: str, sample: str) -> str:
    suffix = _SUFFIX.search(name)
    if suffix:
        return suffix.group(1)
    scripts = Counter(unicodedata.name(character, "").split(" ")[0] for character in sample if character.isalpha())
    letters = sum(scripts.values())
    return next((language for script, language in _SCRIPTS if scripts[script] > 0.15 * letters), "en")


def _measure(said: Optional[str], queries: Sequence[Query]) -> Measure:
    if said is None:
        one_each = all(sum(1 for value in query.judgements.values() if value > 0) == 1 for query in queries)
        return Measure.RECIPROCAL_RANK if one_each else Measure.NDCG
    try:
        return Measure(said)
    except ValueError:
        raise Unusable(f"collection.json: there is no measure {said}; there are "
                       + ", ".join(measure.value for measure in Measure)) from None
