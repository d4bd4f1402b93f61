"""Every JSON error code of Discord's documentation, for an hour in which it is ill.

topics/opcodes-and-status-codes names them without the HTTP status they come with: here
"unknown" (10xxx) is 404, what is forbidden 403, an overload 503 and the rest 400.
"""

from ..exchange import Answer
from .answers import error

_RANGES = (
    *(0, range(10001, 10017), 10020, 10021, range(10026, 10034), 10036, 10038),
    *(10049, 10050, 10057, range(10059, 10064), range(10065, 10072), 10087, 10097),
    *(10124, 10129, 20001, 20002, 20009, 20012, 20015, 20016, 20018, 20022, 20024),
    *(20028, 20029, 20031, 20035, range(30001, 30006), 30007, 30008, 30010, 30011),
    *(30013, 30015, 30016, 30018, 30019, range(30030, 30036), range(30037, 30041)),
    *(30042, range(30045, 30049), 30052, 30056, 30058, 30060, 30061),
    *(range(40001, 40008), 40009, 40012, 40018, 40019, 40032, 40033, 40041, 40043),
    *(40058, 40060, 40061, 40062, 40066, 40067, 40074, 40094, 40333),
    *(range(50001, 50018), range(50019, 50022), range(50024, 50029)),
    *(range(50033, 50037), 50039, 50041, 50045, 50046, 50054, 50055, 50057, 50067),
    *(50068, 50070, 50073, 50074, 50080, 50081, range(50083, 50087), 50091, 50095),
    *(50097, 50101, 50109, 50110, 50123, 50124, 50131, 50132, 50138, 50144, 50145),
    *(50146, 50151, range(50159, 50164), 50167, 50173, 50178, 50192, 50278, 50600),
    *(60003, 80004, 90001, 90002, 110000, 110001, 130000, 150006, 160002),
    *(range(160004, 160008), 160014, range(170001, 170008), 180000, 180002),
    *(200000, 200001, range(220001, 220005), 240000, 340015, 350000, 350001, 400001),
    *(500000, range(520000, 520004), 520004, 520006, range(530000, 530005), 530006),
    530007,
)
CODES = tuple(
    code for one in _RANGES for code in (one if isinstance(one, range) else (one,))
)
_UNAUTHORIZED = {40001, 50014, 50025, 50027}
_FORBIDDEN = {20012, 40004, 40007, 40333, 50001, 50007, 50009, 50013, 60003, 160002}
_OVERLOADED = {110000, 110001, 130000, 530006}


def status_of(code: int) -> int:
    """The HTTP status that a code comes with."""
    for status, codes in (
        (401, _UNAUTHORIZED),
        (403, _FORBIDDEN),
        (413, {40005}),
        (503, _OVERLOADED),
    ):
        if code in codes:
            return status
    return 404 if 10000 < code < 20000 else 400


def coded(code: int) -> Answer:
    """Discord's refusal with a code, in no words that anybody should read."""
    return error(status_of(code), code, f"Refused: {code}")
