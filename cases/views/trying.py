"""What a page does with a form: have its verb do it, or say why not."""

from cases.refusals import Refusal
from panelportal.kit.versions import ChangedMeanwhile


def done(form, act, *args, **kwargs):
    """Tell whether a form was valid and its verb did it; a refusal, or a newer version, becomes its error."""
    if not form.is_valid():
        return False
    try:
        act(*args, **kwargs)
    except Refusal as refusal:
        form.add_error(None, str(refusal))
    except ChangedMeanwhile as meanwhile:
        form.compare(meanwhile.current)
    return not form.errors
