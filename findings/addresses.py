"""Which email addresses are likely to be somebody's own rather than their organisation's."""

PERSONAL_DOMAINS = frozenset(
    "aol.com aol.co.uk btinternet.com fastmail.com gmail.com gmx.com googlemail.com hotmail.co.uk hotmail.com "
    "icloud.com live.co.uk live.com mac.com mail.com me.com msn.com ntlworld.com outlook.com proton.me protonmail.com "
    "sky.com talktalk.net virginmedia.com yahoo.co.uk yahoo.com ymail.com zoho.com".split()
)


def is_personal(email):
    """Tell whether an address is at a provider of personal mailboxes."""
    return email.strip().rpartition("@")[2].lower() in PERSONAL_DOMAINS
