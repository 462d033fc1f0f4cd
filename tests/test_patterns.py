"""No text that somebody sends keeps a regular expression busy: the time that each of the
program takes grows with the length of a text, and not with its square.

For each pattern, texts are made of its own parts, said again and again, with an end that
does not fit: what makes a search try again from every place.
"""

import ast
import re
import time
from itertools import pairwise
from re import _constants as constants
from re import _parser as parser

import pytest
from django.conf import settings

from api.parameters import PERIODS, WORDS
from sources.text import words_of

ROOMS = ("api", "config", "sources", "organizations", "principles", "missions")
SEARCHES = (
    "search",
    "sub",
    "split",
    "findall",
    "finditer",
)  # from every place of a text
CALLS = {"compile", "match", "fullmatch", *SEARCHES}
USES = {f"re.{name}" for name in CALLS}
LENGTHS = (500, 4000)  # characters
TIMES = LENGTHS[1] / LENGTHS[0]
QUICK = 0.001  # seconds below which a clock says little
INNER = {constants.SUBPATTERN: 3, constants.ASSERT: 1, constants.ASSERT_NOT: 1}
STRANGE = "\0\n!é"


def files():
    for room in ROOMS:
        for path in sorted((settings.BASE_DIR / room).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path, path.read_text(encoding="utf-8")


def written():
    """Every pattern that stands in the code: where, what, and whether it is sought or has
    to fit a text from its beginning."""
    texts = dict(files())
    code = "".join(texts.values())
    for path, text in texts.items():
        where = str(path.relative_to(settings.BASE_DIR))
        tree = ast.parse(text)
        names = {
            id(node.value): target.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in USES:
                use, name = node.func.attr, names.get(id(node), "")
                sought = use in SEARCHES or any(
                    name and f"{name}.{s}(" in code for s in SEARCHES
                )
                yield f"{where}:{node.lineno}", node.args[0], sought


def patterns():
    """All that are constants; the one that is made of terms, and those of the API's
    description, which clients may use to check what they send."""
    found, made = {}, []
    for where, argument, sought in written():
        if isinstance(argument, ast.Constant):
            found[where] = argument.value, sought
        else:
            made.append(where)
    assert [where.partition(":")[0] for where in made] == ["sources/text.py"], made
    terms = [("a", "a" * 20), ("b", "a a"), ("c", "host state"), ("d", "host")]
    found["sources/text.py, of terms"] = words_of(terms)[0].pattern, True
    for name, pattern in PERIODS.items():
        found[f"period of a {name}"] = pattern, True
    return {**found, "words": (WORDS["pattern"], True)}


def parts(parsed):
    """Texts that parts of a parsed pattern match: one for each literal, class and repeat."""
    for operator, argument in parsed:
        if operator is constants.LITERAL:
            yield chr(argument)
        elif operator is constants.NOT_LITERAL:
            yield "x" if argument != ord("x") else "y"
        elif operator is constants.ANY:
            yield "x"
        elif operator is constants.IN:
            yield one_of(argument)
        elif operator in (constants.MAX_REPEAT, constants.MIN_REPEAT):
            inner = list(parts(argument[2]))
            yield "".join(inner) * max(argument[0], 1)
            yield from inner
        elif operator in INNER:
            inner = list(parts(argument[INNER[operator]]))
            yield "".join(inner)
            yield from inner
        elif operator is constants.BRANCH:
            for branch in argument[1]:
                inner = list(parts(branch))
                yield "".join(inner)
                yield from inner


def one_of(members):
    """A character that a class takes."""
    source = "".join(chr(c) for c in range(32, 127)) + "\t\n\0\u200b"
    for character in source:
        if any(takes(member, character) for member in members):
            return character
    return "x"


def takes(member, character):
    kind, argument = member
    if kind is constants.LITERAL:
        return ord(character) == argument
    if kind is constants.RANGE:
        return argument[0] <= ord(character) <= argument[1]
    if kind is constants.CATEGORY:
        classes = {
            constants.CATEGORY_DIGIT: str.isdigit,
            constants.CATEGORY_SPACE: str.isspace,
            constants.CATEGORY_WORD: str.isalnum,
        }
        return argument in classes and classes[argument](character)
    return False


def pumps(pattern):
    found = [part for part in parts(parser.parse(pattern)) if part]
    whole = "".join(found)
    pairs = [a + b for a, b in pairwise(found)]
    return list(filter(None, dict.fromkeys([*found, *pairs, whole])))


def seconds(compiled, text, sought):
    """The best of three."""
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        if sought:
            compiled.sub("", text)
        compiled.fullmatch(text)
        best = min(best, time.perf_counter() - began)
    return best


def is_slow(compiled, pump, end, sought):
    short, long = (pump * (n // len(pump) + 1) + end for n in LENGTHS)
    few = max(seconds(compiled, short, sought), QUICK / TIMES)
    return seconds(compiled, long, sought) > few * TIMES * 2.5


def slow(pattern, sought):
    """The parts of a pattern that, repeated, take more than their share of time; whatever
    else the machine does, not three times by chance."""
    compiled = re.compile(pattern)
    for pump in pumps(pattern):
        for end in ("", STRANGE):
            if all(is_slow(compiled, pump, end, sought) for _ in range(3)):
                yield pump


FOUND = patterns()


@pytest.mark.parametrize("where", FOUND)
def test_time_grows_with_the_length(where):
    assert not list(slow(*FOUND[where]))


@pytest.mark.parametrize("pattern", [r"a+b", r"-?\d+\.\d{2,}", r"\s+$"])
def test_a_slow_pattern_would_be_found(pattern):
    assert next(slow(pattern, True))
