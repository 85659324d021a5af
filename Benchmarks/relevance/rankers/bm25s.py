"""bm25s, the library on NumPy: as it comes, and with the parameters of the reference."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Optional

import terms
from articles import Article
from rankers.library_ranker import LibraryRanker

_STEMMERS = {
    "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "eu": "basque", "fi": "finnish", "fr": "french", "ga": "irish", "hi": "hindi", "hu": "hungarian",
    "hy": "armenian", "id": "indonesian", "it": "italian", "lt": "lithuanian", "ne": "nepali", "nl": "dutch",
    "no": "norwegian", "pt": "portuguese", "ro": "romanian", "ru": "russian", "sr": "serbian", "sv": "swedish",
    "ta": "tamil", "tr": "turkish", "yi": "yiddish",
}
# Those of Lucene's `EnglishAnalyzer`.
STOP_WORDS = frozenset(
    "a an and are as at be but by for if in into is it no not of on or such that the their then there these they this "
    "to was will with".split())

# A possessive goes with its s, a contraction becomes one word.
_APOSTROPHE = re.compile("['’](?:[sS]\\b)?")


class _BM25S(LibraryRanker):
    packages = {"bm25s": "bm25s", "Stemmer": "PyStemmer"}
    how_to_get = "install it with: pip install bm25s PyStemmer"

    def library_version(self) -> str:
        import bm25s
        import Stemmer

        return f"bm25s {bm25s.__version__} + PyStemmer {Stemmer.version()}"

    @abstractmethod
    def index_of(self) -> Any:
        """An empty index with its parameters."""

    @abstractmethod
    def tokens(self, texts: Sequence[str], language: str) -> list[list[str]]:
        """The terms of each text."""

    def rankings(
        self, documents: Sequence[Article], queries: Sequence[str], language: str, depth: int, folder: Path
    ) -> Iterator[Sequence[int]]:
        import numpy

        index = self.index_of()
        index.index(self.tokens([f"{one.title} {one.body}" for one in documents], language), show_progress=False)
        for query in self.tokens(queries, language):
            known = [term for term in query if term in index.vocab_dict]
            if not known:
                yield []
                continue
            scores = index.get_scores(known)
            # Its own top k has those of equal scores in any order; here the first one comes first.
            best = numpy.argsort(-scores, kind="stable")[:depth]
            yield [int(number) for number in best if scores[number] > 0]


class BM25S(_BM25S):
    """Its own tokenizer, stop words and parameters, with the stemmer that its manual adds."""

    key = "bm25s"
    title = "bm25s"

    def index_of(self) -> Any:
        import bm25s

        return bm25s.BM25()

    def tokens(self, texts: Sequence[str], language: str) -> list[list[str]]:
        import bm25s

        if language in terms.UNSPACED:
            return [terms.bigrams(text) for text in texts]
        found: list[list[str]] = bm25s.tokenize(
            texts, stopwords=_stop_words_of(language), stemmer=_stemmer(language), return_ids=False,
            show_progress=False)
        return found


class Reference(_BM25S):
    """BM25 with k1 1.2, b 0.75 and Lucene's idf (Robertson and Zaragoza 2009), over title and body as one text:
    Porter2, Lucene's 33 stop words and no possessives for English, the language's Snowball stemmer alone for others,
    bigrams where there are no spaces."""

    key = "reference"
    title = "reference"

    def index_of(self) -> Any:
        import bm25s

        return bm25s.BM25(k1=1.2, b=0.75, method="lucene")

    def tokens(self, texts: Sequence[str], language: str) -> list[list[str]]:
        if language in terms.UNSPACED:
            return [terms.bigrams(text) for text in texts]
        stemmer = _stemmer(language)
        stems: dict[str, str] = {}
        if language == "en":
            stems = {word: "" for word in STOP_WORDS}
            texts = [_APOSTROPHE.sub("", text) for text in texts]

        def stem(word: str) -> str:
            found = stems.get(word)
            if found is None:
                found = stems[word] = stemmer.stemWord(word) if stemmer else word
            return found

        return [[term for term in map(stem, terms.words(text)) if term] for text in texts]


def _stemmer(language: str) -> Optional[Any]:
    import Stemmer

    return Stemmer.Stemmer(_STEMMERS[language]) if language in _STEMMERS else None


def _stop_words_of(language: str) -> Any:
    """Its list for the language, where it has one."""
    import bm25s.stopwords

    return list(getattr(bm25s.stopwords, f"STOPWORDS_{language.upper()}", ()))
