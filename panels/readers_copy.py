"""What of a joint panel's papers each reader gets: the cases of their seat, and what is general (pure).

In frozen content every part that is about one case has `case`, its
reference or nothing, and every part about several has `cases`.
"""


def copy_for(content, cases):
    """Return the content less every part of cases that are not among `cases`, however deep it lies."""
    if isinstance(content, dict):
        return {name: _kept(name, value, cases) for name, value in content.items()}
    if isinstance(content, list):
        return [copy_for(part, cases) for part in content if _is_for(part, cases)]
    return content


def covers(content, cases):
    """Tell whether a reader of these cases gets the whole, so that they may have the document itself."""
    return set(content["cases"]) <= set(cases)


def _kept(name, value, cases):
    if name == "cases":
        return [reference for reference in value if reference in cases]
    return copy_for(value, cases)


def _is_for(part, cases):
    if not isinstance(part, dict):
        return True
    if part.get("case"):
        return part["case"] in cases
    return "cases" not in part or any(reference in cases for reference in part["cases"])
