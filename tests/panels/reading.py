"""Pages as their readers see them."""


def text_of(response):
    """Return the HTML of a page with each stretch of white space as one space."""
    return " ".join(response.content.decode().split())
