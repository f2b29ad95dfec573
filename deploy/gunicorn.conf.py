"""How gunicorn serves the portal, in the demonstration and in production (deploy/README.md)."""

import os
import signal

wsgi_app = "panelportal.wsgi:application"
bind = os.environ.get("PORTAL_BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
threads = 4
preload_app = True  # imported once, then forked: half the time and memory
graceful_timeout = 10
loglevel = "warning"
accesslog = None  # who read what is in the portal's own trail
control_socket_disable = True  # else it makes a folder in the home of whoever starts it


def post_worker_init(worker):
    """Leave Ctrl-C to the master, which stops its workers: a worker that is told twice at once hangs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
