"""How a result reaches its applicant, and who may take it."""

from hall_server.domain.cases.identity import KeptIdentity
from hall_server.domain.cases.refusals import AddressNeeded, IdentityDiffers, WayNotOffered
from hall_server.domain.plan import Item


def require_way(item: Item, way: str, address: str) -> None:
    """The catalogue offers the way, and what is mailed has an address.

    Raises WayNotOffered, AddressNeeded.
    """
    if way not in item.delivery:
        raise WayNotOffered(item=item.name.zh)
    if way == "mail" and not address:
        raise AddressNeeded()


def require_collector(mark: str | None, shown: KeptIdentity, agent: str) -> None:
    """The applicant shows the document of the application; an agent is named and shows an own one.

    Raises IdentityDiffers.

    `mark` is that of the applicant's document; a case without one can be collected by anybody who
    is let, since there is nothing to compare with.
    """
    if mark is None:
        return
    if shown.mark is None or (not agent and shown.mark != mark):
        raise IdentityDiffers()
