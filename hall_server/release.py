"""Which release of the product this program is from."""

from importlib.metadata import PackageNotFoundError, version


def _release() -> str:
    try:
        return version("hall")
    except PackageNotFoundError:  # run from its source without being installed
        return ""


RELEASE = _release()
