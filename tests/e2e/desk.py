"""What tests of the desk share: the languages of its people, a sender that is off."""

import pytest
from people import LANGS, Words, speak, switch_sender


# The other browser tests speak English.
@pytest.fixture(params=LANGS)
def words(request, office, manager):
    """The language of the administrator and of the manager."""
    speak(office.rpc("admin"), request.param, "admin", manager)
    yield Words(request.param)
    speak(office.rpc("admin"), "en_US", "admin", manager)


@pytest.fixture
def sender_off(office):
    """The scheduled action that sends is deactivated: notifications wait."""
    admin = office.rpc("admin")
    switch_sender(admin, False)
    yield
    switch_sender(admin, True)
