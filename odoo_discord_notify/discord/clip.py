"""How much of a text is kept at all: more than Discord shows of any."""

from .limits import EMBED_DESCRIPTION_MAX, EMBED_FIELD_VALUE_MAX, EMBED_TOTAL_MAX
from .markdown import MARK
from .words import _lt

VALUE_MAX = EMBED_DESCRIPTION_MAX  # of one value: the longest block that Discord shows
REASON_MAX = EMBED_FIELD_VALUE_MAX  # of what somebody gives as a reason
SAID_BY = _lt("%(reason)s (says %(agent)s)")  # for a reason that is hearsay
MESSAGE_MAX = EMBED_TOTAL_MAX  # of all that one notification says


def clip(text: str, limit: int = VALUE_MAX) -> str:
    """The text, its middle left out where it is longer: not escaped, one slice.

    The ends only are looked at: values of many megabytes come from people's fields.
    """
    if len(text) <= limit:
        return text
    room = limit - len(MARK)
    return f"{text[: room - room // 3]}{MARK}{text[-(room // 3) :]}"
