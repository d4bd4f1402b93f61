"""How much of a text is kept at all: more than Discord shows of any."""

from .limits import EMBED_DESCRIPTION_MAX, EMBED_FIELD_VALUE_MAX
from .words import _lt

# Stands for what is left out. Without the spaces a URL before it would go on.
MARK = " … "
VALUE_MAX = EMBED_DESCRIPTION_MAX  # of one value: the longest block that Discord shows
REASON_MAX = EMBED_FIELD_VALUE_MAX  # of what somebody gives as a reason
SAID_BY = _lt("%(reason)s (says %(agent)s)")  # for a reason that is hearsay
# Of all that one notification says: no message shows the third part of it.
MESSAGE_MAX = 20_000


def clip(text: str, limit: int = VALUE_MAX) -> str:
    """The text, its middle left out where it is longer: not escaped, one slice.

    The ends only are looked at: values of many megabytes come from people's fields.
    Of a text in Markdown, only where :func:`shorten` is to leave out more around it.
    """
    if len(text) <= limit:
        return text
    room = limit - len(MARK)
    return f"{text[: room - room // 3]}{MARK}{text[-(room // 3) :]}"
