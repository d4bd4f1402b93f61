"""Discord's numbers, each with its source.

Sizes are in Unicode code points, which is Python's ``len`` ("API uses Python 3 ...
number of codepoints", discord-api-docs#1315); limits are inclusive. Discord trims
white space at both ends before counting; we do not, which errs on the safe side.
"""

# developers/reference "API Versioning": unversioned addresses are routed to v6,
# whose waiting times are in milliseconds and whose errors say nothing.
API_VERSION = 10

# resources/webhook "Execute Webhook"
CONTENT_MAX = 2000
EMBEDS_MAX = 10
USERNAME_MAX = 80

# resources/message "Embed Limits"; the sum counts title, description, field names
# and values, footer and author of all embeds of a message, but not its content.
EMBED_TOTAL_MAX = 6000
EMBED_TITLE_MAX = 256
EMBED_DESCRIPTION_MAX = 4096
EMBED_FIELDS_MAX = 25
EMBED_FIELD_NAME_MAX = 256
EMBED_FIELD_VALUE_MAX = 1024
EMBED_FOOTER_MAX = 2048
EMBED_AUTHOR_MAX = 256

# Of one text (content, a description, a field's value) Discord's clients draw so many
# nodes of formatting, and nothing behind them: discord-api-docs#6932, #8501 ("cut from
# 40 on", of entries with five nodes each), discord.js#10222, discord.py#9240.
NODES_MAX = 199

# discord-api-docs#367: what the headers of one webhook announce ...
WEBHOOK_REQUESTS, WEBHOOK_SECONDS = 5, 2
# ... and the channel's own limit, which no header shows (#367, #4043).
CHANNEL_REQUESTS, CHANNEL_SECONDS = 30, 60
# Edits of older messages have a limit of their own: discord-api-docs#4381, #4413.
OLD_MESSAGE_SECONDS = 3600
# topics/rate-limits "Global Rate Limit": per address of the sender, in all.
GLOBAL_REQUESTS, GLOBAL_SECONDS = 50, 1

# topics/rate-limits "Invalid Request Limit": so many 401, 403 and 429 (not "shared")
# per address and Cloudflare bans it. Other senders may share the address: stop at 5 %.
INVALID_REQUESTS_MAX, INVALID_REQUESTS_SECONDS = 10_000, 600
INVALID_REQUESTS_STOP = 500
