"""The words of a text as a search takes them: plain letters and figures, without accents and small words (pure)."""

import re
import unicodedata

LONGEST_WORD = 40
PLAIN = {"ŵ": "w", "ŷ": "y", "ø": "o", "š": "s", "ž": "z", "č": "c", "ł": "l"} | {
    letter: unicodedata.normalize("NFD", letter)[0] for letter in "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
}
UNSEARCHED = frozenset(
    "a about after again all also am an and any are as at be because been before being between both but by can could "
    "did do does doing down during each few for from further had has have having he her here hers him his how i if in "
    "into is it its just me more most my no nor not now of off on once only or other our ours out over own s same she "
    "should so some such t than that the their theirs them then there these they this those through to too under "
    "until up very was we were what when where which while who whom why will with would you your yours".split()
)


def words_of(typed):
    """Return the words of what somebody typed that are searched for, each once, lower case and without accents."""
    letters = unicodedata.normalize("NFD", typed.lower())
    plain = "".join(PLAIN.get(letter, letter) for letter in letters if not unicodedata.combining(letter))
    words = (word[:LONGEST_WORD] for word in re.findall(r"[^\W_]+", plain))
    return [word for word in dict.fromkeys(words) if word not in UNSEARCHED]
