"""The glossary of a case: the names in its texts, and what stands for each. Kept by casework, read by casework."""

from cases.models import Case
from findings import ciphers
from findings.keeping import keep
from findings.models import Cipher
from panelportal.kit.trail import record, verb

ROLES = {  # what a person is in the case: how the cipher begins
    "General practitioner": "GP",
    "Other doctor": "DR",
    "Nurse or midwife": "N",
    "Police officer": "PC",
    "Probation practitioner": "PP",
    "Prison officer": "PR",
    "Social worker": "SW",
    "Housing officer": "HO",
    "Other member of staff": "ST",
    "Person on probation": "P",
    "Victim": "V",
    "Family member": "F",
    "Other person": "O",
}


class CannotStand(Exception):
    """A name or cipher that the glossary does not take. `field` is which; the text says why."""

    def __init__(self, field, text):
        super().__init__(text)
        self.field = field


@verb
def add_name(case, *, name, role, by, said=(), cipher=""):
    """Add a name to the glossary of a case, with the next cipher of its role unless one is given.

    `said` are the other ways in which it is written. Raises CannotStand and
    cases.refusals.CaseOver.
    """
    case = Case.objects.lock_open(case)
    others = list(case.ciphers.all())
    cipher = cipher or ciphers.next_cipher(ROLES[role], {one.cipher for one in others})
    entry = Cipher(case=case)
    keep(entry, seen=0, stem="put", values=_values(name, said, cipher, role, others), by=by)
    record("name added to glossary", about=case.reference, by=by, cipher=entry.cipher)
    return entry


@verb
def change_name(entry, *, name, role, by, seen, said=(), cipher=""):
    """Change a name or what stands for it. Raises CannotStand, ChangedMeanwhile and cases.refusals.CaseOver."""
    case = Case.objects.lock_open(entry.case)
    entry = case.ciphers.select_for_update().get(pk=entry.pk)
    others = list(case.ciphers.exclude(pk=entry.pk))
    before = entry.cipher
    cipher = cipher or ciphers.next_cipher(ROLES[role], {one.cipher for one in others})
    keep(entry, seen=seen, stem="put", values=_values(name, said, cipher, role, others), by=by)
    record("name changed in glossary", about=case.reference, by=by, cipher=entry.cipher, was=before)
    return entry


@verb
def remove_name(entry, *, by):
    """Take a name off the glossary, so that texts show it as it was written. Raises cases.refusals.CaseOver."""
    case = Case.objects.lock_open(entry.case)
    case.ciphers.filter(pk=entry.pk).delete()
    record("name removed from glossary", about=case.reference, by=by, cipher=entry.cipher)


def not_in_glossary(texts, entries):
    """Return what looks like names in some texts once those of the glossary are replaced, in order, each once."""
    hide = ciphers.replacer(entries)
    stand = {ciphers.key_of(entry.cipher) for entry in entries}
    found = dict.fromkeys(name for text in texts for name in ciphers.looks_like_names(hide(text)))
    return [name for name in found if not any(ciphers.key_of(word) in stand for word in name.split())]


def _values(name, said, cipher, role, others):
    spellings = {ciphers.key_of(one): one for one in (*reversed(said), name)}
    said = [one for one in said if spellings[ciphers.key_of(one)] is one]
    for field, written in [("name", name), *(("said", one) for one in said)]:
        _refuse_name(field, written, cipher, others)
    _refuse_cipher(cipher, others)
    return {"name": name, "said": "\n".join(said), "cipher": cipher, "role": role}


def _refuse_name(field, written, cipher, others):
    """Raise CannotStand for a name that means nobody or two; one that is a part of a longer name may stand."""
    if not any(map(str.isalpha, written)):
        raise CannotStand(field, f"‘{written}’ has no letter in it")
    if ciphers.is_ordinary_word(written):
        raise CannotStand(field, f"‘{written}’ is an ordinary word, too. Write it with a title or another name")
    for other in others:
        if ciphers.key_of(written) in map(ciphers.key_of, other.names):
            raise CannotStand(field, f"{other.cipher} stands for ‘{written}’ already. Write more of the name")
    alone = [Cipher(name=written, cipher=cipher)]
    if any(ciphers.names_in(one, alone) for one in [cipher, *(other.cipher for other in others)]):
        raise CannotStand(field, f"A cipher contains ‘{written}’. Write more of the name, or change the cipher")


def _refuse_cipher(cipher, others):
    if any(cipher.casefold() == other.cipher.casefold() for other in others):
        raise CannotStand("cipher", f"{cipher} stands for another name already")
    if ciphers.names_in(cipher, others):
        raise CannotStand("cipher", "The cipher must not contain a name")
