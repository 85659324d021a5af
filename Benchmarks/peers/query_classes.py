"""What is asked: classes of queries, each with several of the kind that searchers of US political news ask."""

from __future__ import annotations

import dataclasses
import enum
from dataclasses import dataclass


class Form(enum.Enum):
    """How a query's words belong together."""

    ANY = "any"
    ALL = "all"
    PHRASE = "phrase"
    PREFIX = "prefix"


@dataclass(frozen=True)
class Query:
    """Words, small and without signs, so that no contestant reads an operator into them."""

    text: str
    form: Form = Form.ANY
    month: str = ""
    """Such as 2023-09: only articles of this month are wanted."""

    @property
    def words(self) -> list[str]:
        return self.text.split()

    @property
    def spelled(self) -> str:
        """In the signs that most contestants share."""
        if self.form is Form.PHRASE:
            return f'"{self.text}"'
        return self.text + ("*" if self.form is Form.PREFIX else "")

    def raw(self) -> dict[str, str]:
        """For another process, which makes it a query again by `Query.of`."""
        return {"text": self.text, "form": self.form.value, "month": self.month}

    @staticmethod
    def of(raw: dict[str, str]) -> Query:
        return Query(raw["text"], Form(raw["form"]), raw["month"])


@dataclass(frozen=True)
class QueryClass:
    key: str
    """Its name for `--classes`."""
    title: str
    queries: tuple[Query, ...]
    of_a_month: bool = False

    def asked(self, month: str) -> list[Query]:
        """The queries, those that filter with the corpus' own `month`."""
        return [dataclasses.replace(query, month=month) if self.of_a_month else query for query in self.queries]


def _queries(form: Form, *texts: str) -> tuple[Query, ...]:
    return tuple(Query(text, form) for text in texts)


# Prefixes are no longer than the stems of the words they mean, so that those who index stems find them, too.
CLASSES: tuple[QueryClass, ...] = (
    QueryClass("rare", "rare word", _queries(
        Form.ANY, "kingmaker", "comptroller", "turncoat", "carpetbagger", "impoundment", "bellwether")),
    QueryClass("any", "two words, any", _queries(
        Form.ANY, "armored train", "steel tariffs", "farm subsidies", "budget deficit", "school lunches",
        "voter fraud")),
    QueryClass("all", "two words, all", _queries(
        Form.ALL, "armored train", "steel tariffs", "farm subsidies", "budget deficit", "school lunches",
        "voter fraud")),
    QueryClass("phrase", "phrase", _queries(
        Form.PHRASE, "attorney general", "climate change", "minimum wage", "prime minister", "trade deficit",
        "supreme court justice")),
    QueryClass("prefix", "prefix", _queries(
        Form.PREFIX, "immig", "filib", "unconst", "bipart", "deleg", "econom")),
    QueryClass("frequent", "frequent word", _queries(
        Form.ANY, "president", "people", "government", "state", "country", "law")),
    QueryClass("frequent-any", "two frequent words", _queries(
        Form.ANY, "president government", "house vote", "people country", "state law", "news year", "time house")),
    QueryClass("stop", "stop words only", _queries(
        Form.ANY, "of the", "the of and", "to be or not to be", "it is what it is", "who is that", "in and out")),
    QueryClass("question", "ten-word question", _queries(
        Form.ANY,
        "how many jobs did the steel tariffs bring back home",
        "why did the senate vote against the new immigration bill",
        "who will pay for the wall on the southern border",
        "what does the supreme court say about gun rights today",
        "when will the federal reserve raise its interest rates again",
        "where do most voters stand on taxes and health care")),
    QueryClass("month", "of one month", _queries(
        Form.ANY, "election", "police protest", "economy jobs", "court ruling", "health", "school budget"),
        of_a_month=True),
)
