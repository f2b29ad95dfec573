#!/usr/bin/env python
"""Run one of the portal's commands."""

import os
import sys


def main():
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "panelportal.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        django.setup()
    except ImproperlyConfigured as wrong:
        sys.exit(str(wrong))  # a wrong setting is a sentence, not a traceback
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
