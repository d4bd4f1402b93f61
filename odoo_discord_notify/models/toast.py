"""What a button answers: a short message in the corner of the screen."""


def toast(kind, message, link=None):
    """Return the client action that shows `message`, and then the new values.

    :param kind: "success", "warning" or "danger"
    :param link: {label, url} of a page to open beside, after the message
    """
    params = {
        "type": kind,
        "message": message,
        "next": {"type": "ir.actions.client", "tag": "soft_reload"},
    }
    if link:
        params["message"] = message.replace("%", "%%") + " %s"
        params["links"] = [link]
    return {
        "type": "ir.actions.client",
        "tag": "display_notification",
        "params": params,
    }


def toast_of(env, outcomes):
    """Return the client action that tells how many were sent, and why not the rest.

    :param outcomes: {notification id: (state, why it is not sent)}
    """
    reasons = [reason for state, reason in outcomes.values() if state != "sent"]
    count, sent = len(outcomes), len(outcomes) - len(reasons)
    if sent == count == 1:
        message = env._("Sent.")
    else:
        message = env._("%(sent)s of %(count)s sent", sent=sent, count=count)
    message = joined([message, *reasons])
    return toast("warning" if reasons else "success", message)


def joined(parts):
    """Return texts as one, none twice, nor one that another says already."""
    parts = list(dict.fromkeys(filter(None, parts)))
    return " · ".join(
        part
        for part in parts
        if not any(part in other for other in parts if other != part)
    )
