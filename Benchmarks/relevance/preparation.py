"""Makes a source ready to be asked: all that evaluates and ranks later reads what is written here."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import keeping
import profiles
from collection import Collection, Profile, Query, Source, Unusable
from measures import Measure

_NAME = "collection.json"
# Enough to tell a script by.
_SAMPLE_CHARACTERS = 2_000


def prepare(source: Source, folder: Path) -> Collection:
    """The collection in `folder`, as it was left there if its files are still the same. Raises `Unusable`."""
    stamp = keeping.stamp_of_files(source.files)
    if not keeping.is_kept(folder, stamp):
        keeping.clear(folder)
        _write(source, folder)
        keeping.keep(folder, stamp)
    return _read(source.name, folder)


def _write(source: Source, folder: Path) -> None:
    remarks: list[str] = []
    numbers: dict[str, int] = {}
    repeated = textless = 0
    sample = ""
    with (folder / "documents.jsonl").open("w", encoding="utf-8") as file:
        for document in source.documents():
            if document.id in numbers:
                repeated += 1
                continue
            number = numbers[document.id] = len(numbers)
            if not document.title and not document.body:
                # Judged or not, it has its number, but is given to nobody: to some it would be an error.
                textless += 1
                continue
            if len(sample) < _SAMPLE_CHARACTERS:
                sample += document.title + document.body[:_SAMPLE_CHARACTERS]
            record = {"id": str(number), "title": document.title, "text": document.body}
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    if len(numbers) == textless:
        raise Unusable("there is no document with text in it")
    if textless:
        remarks.append(f"{_counted(textless, 'document has', 'documents have')} no text, and nobody can find "
                       f"{'it' if textless == 1 else 'them'}")
    if repeated:
        remarks.append(f"{_counted(repeated, 'document has an id', 'documents have ids')} of one before, and "
                       f"{'is' if repeated == 1 else 'are'} left out")
    queries = _queries(source, numbers, remarks)
    settings = source.settings()
    profile = profiles.profile(source.name, settings, sample, queries)
    (folder / "queries.tsv").write_text(
        "".join(f"{number}\t{query.text}\n" for number, query in enumerate(queries)), encoding="utf-8")
    (folder / _NAME).write_text(json.dumps({
        "documentIds": list(numbers),
        "queries": [[query.id, query.text, list(query.judgements.items())] for query in queries],
        "language": profile.language, "measure": profile.measure.value, "judgedOnly": profile.judged_only,
        "remarks": remarks, "fingerprint": _fingerprint(queries, list(numbers)),
    }, ensure_ascii=False), encoding="utf-8")


def _queries(source: Source, numbers: dict[str, int], remarks: list[str]) -> list[Query]:
    """All that can be evaluated; of the others the remarks tell."""
    texts: dict[str, str] = {}
    for query_id, text in source.queries():
        texts.setdefault(query_id, " ".join(text.split()))
    wordless = [query_id for query_id, text in texts.items() if not any(map(str.isalnum, text))]
    judgements: dict[str, dict[int, int]] = {}
    unknown: list[str] = []
    for judgement in source.judgements():
        if judgement.query not in texts:
            continue
        if judgement.document in numbers:
            judgements.setdefault(judgement.query, {})[numbers[judgement.document]] = judgement.relevance
        else:
            unknown.append(judgement.document)
    if wordless:
        remarks.append(f"{_counted(len(wordless), 'query has', 'queries have')} no words, such as {wordless[0]}, and "
                       f"{'is' if len(wordless) == 1 else 'are'} left out")
    if unknown:
        remarks.append(f"{_counted(len(unknown), 'judgement is', 'judgements are')} of documents that are not in the "
                       f"corpus, such as {unknown[0]}, and {'is' if len(unknown) == 1 else 'are'} left out")
    asked = [query_id for query_id in texts if query_id in judgements and query_id not in set(wordless)]
    queries = [Query(query_id, texts[query_id], judgements[query_id]) for query_id in asked
               if any(relevance > 0 for relevance in judgements[query_id].values())]
    without = len(texts) - len(wordless) - len(queries)
    if without:
        remarks.append(f"{_counted(without, 'query has', 'queries have')} no document judged relevant, and "
                       f"{'is' if without == 1 else 'are'} left out")
    if not queries:
        raise Unusable("none of its queries has a relevant document")
    return queries


def _read(name: str, folder: Path) -> Collection:
    kept: dict[str, Any] = json.loads((folder / _NAME).read_text(encoding="utf-8"))
    return Collection(
        name, folder, kept["documentIds"],
        [Query(query_id, text, dict(map(tuple, judged))) for query_id, text, judged in kept["queries"]],
        Profile(kept["language"], Measure(kept["measure"]), kept["judgedOnly"]), kept["remarks"], kept["fingerprint"])


def _fingerprint(queries: list[Query], ids: list[str]) -> str:
    asked = [[query.id, query.text, sorted((ids[number], value) for number, value in query.judgements.items())]
             for query in queries]
    return hashlib.blake2b(json.dumps(asked).encode(), digest_size=8).hexdigest()


def _counted(count: int, one: str, many: str) -> str:
    return f"{count:,} {one if count == 1 else many}"
