"""The least that Discord's limits allow for given texts, whatever sends them."""

# The sender's own numbers are not asked: this is what they are judged by.
CONTENT, EMBED_TOTAL, EMBEDS = 2000, 6000, 10  # code points, number
BETWEEN = 2  # code points of the blank line between two texts
BUCKET, BUCKET_SECONDS = 5, 2  # messages of one webhook
CHANNEL, CHANNEL_SECONDS = 30, 60  # messages of one channel


def messages(lengths):
    """The least messages that hold texts of these lengths, whole and in order.

    :param lengths: in code points
    """
    waiting, count = list(lengths), 0
    while waiting:
        in_content = max(_fitting(waiting, CONTENT), 1)
        del waiting[:in_content]
        del waiting[: _in_embeds(waiting)]
        count += 1
    return count


def seconds(count):
    """From the first of ``count`` messages to the last, within both limits.

    The channel's window begins with its first message and lasts a minute.
    """
    last = count - 1
    windows, rest = divmod(last, CHANNEL)
    return windows * CHANNEL_SECONDS + rest // BUCKET * BUCKET_SECONDS


def _fitting(lengths, room):
    """How many of the first texts fit into one block."""
    used, count = -BETWEEN, 0
    for length in lengths:
        used += BETWEEN + length
        if used > room:
            break
        count += 1
    return count


def _in_embeds(lengths):
    """How many of the first texts fit into a message's embeds.

    A new embed saves a blank line, so all of them are used.
    """
    used, count = 0, 0
    for length in lengths:
        used += length + (BETWEEN if count >= EMBEDS else 0)
        if used > EMBED_TOTAL:
            break
        count += 1
    return count
