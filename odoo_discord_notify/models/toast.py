"""What a button answers: a short message in the corner of the screen."""

# The view that has the button reads its values again, and keeps what is selected.
READ_AGAIN = {"type": "ir.actions.act_window_close"}
# For the settings, whose values are those of a new record.
START_ANEW = {"type": "ir.actions.client", "tag": "soft_reload"}


def toast(kind, message, link=None, after=READ_AGAIN):
    """Return the client action that shows `message`, and then the new values.

    :param kind: "success", "warning" or "danger"
    :param link: {label, url} of a page to open beside, after the message
    """
    params = {"type": kind, "message": message, "next": dict(after)}
    if link:
        params["message"] = message.replace("%", "%%") + " %s"
        params["links"] = [link]
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": params,
    }


def toast_of(env, outcomes, others=0, why=()):
    """Return the client action that tells how many were sent, and why not the rest.

    :param outcomes: {notification id: (state, why it is not sent)}
    :param others: how many were chosen, too, but not even tried
    :param why: texts that say why not
    """
    reasons = [reason for state, reason in outcomes.values() if state != "sent"]
    count, sent = len(outcomes) + others, len(outcomes) - len(reasons)
    if sent == count == 1:
        message = env._("Sent.")
    else:
        message = env._("%(sent)s of %(count)s sent", sent=sent, count=count)
    kind = "success" if sent == count else "warning"
    return toast(kind, joined([message, *reasons, *why]))


def joined(parts):
    """Return texts as one, none twice, nor one that another says already."""
    parts = list(dict.fromkeys(filter(None, parts)))
    return " · ".join(
        part
        for part in parts
        if not any(part in other for other in parts if other != part)
    )
