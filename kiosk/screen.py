"""Whether the page of this machine's screen is alive, as the program that serves it knows."""

import requests

from hall_server.browser import PATIENCE_S


def page_silence(address: str) -> float | None:
    """Ask the kiosk program how long its page has been silent; None when it does not answer."""
    try:
        with requests.Session() as session:
            # A proxy in the environment is for the way out, not for this machine itself.
            session.trust_env = False
            answer = session.get(f"{address}/api/page", timeout=PATIENCE_S)
        return float(answer.json()["silent_s"])
    except (requests.RequestException, ValueError, KeyError, TypeError):
        return None
