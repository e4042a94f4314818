"""How a result reaches its applicant, and who may take it."""

from hall_server.domain.cases.refusals import AddressNeeded, WayNotOffered
from hall_server.domain.plan import Item


def require_way(item: Item, way: str, address: str) -> None:
    """The catalogue offers the way, and what is mailed has an address.

    Raises WayNotOffered, AddressNeeded.
    """
    if way not in item.delivery:
        raise WayNotOffered(item=item.name.zh)
    if way == "mail" and not address:
        raise AddressNeeded()
