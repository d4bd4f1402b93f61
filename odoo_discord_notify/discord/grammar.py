"""The patterns of Discord's Markdown, one for each rule of :mod:`.reader`.

Clients are written in JavaScript, where a word is of ASCII letters.
"""

import re

from .emoji import EMOJI, FLAGS, LETTERS, NAMED_EMOJI, SKINS

# Where none of the rules can begin.
PLAIN = re.compile(
    rf"""(?:
          [^\\`*_~|<\[@h\n:0-9\#{LETTERS}{FLAGS}{SKINS}]+
        | ~(?!~) | \|(?!\|) | h(?!ttps?://) | @(?!everyone|here)
        | \n(?!\ *[-\#>*0-9]) | :(?!{NAMED_EMOJI[1:]}) | [0-9\#](?!\ufe0f?\u20e3)
    )+""",
    re.VERBOSE,
)
PICTURE = re.compile(EMOJI, re.VERBOSE)

ITEM_MARK = r"\ *(?:[-*]|\d+\.)\ +"
LIST_ITEM = re.compile(rf"({ITEM_MARK})(.*)", re.VERBOSE)
BLOCK = re.compile(
    rf"""^(?:
          (?P<heading> (?P<marks>\#{{1,3}})\ + )(?P<title>\S.*)\n?
        | (?P<subtext> -\#\ + )(?P<print>\S.*)\n?
        | \ *>>>\ (?P<rest>[\s\S]*)
        | (?P<quote> \ *>\ .*(?:\n\ *>\ .*)* )\n?
        | (?P<list> {ITEM_MARK}\S.*(?:\n{ITEM_MARK}\S.*)* )\n?
    )""",
    re.VERBOSE | re.MULTILINE,
)
QUOTE_MARK = re.compile(r"^ *> ", re.MULTILINE)

ESCAPE = re.compile(r"\\([^0-9A-Za-z\s])")
FENCE = re.compile(r"```(?:([\w+.#-]+)\n)?\n*([^\n][\s\S]*?)\n*```\n?")
# As many backticks end it as began it; one space beside a backtick is padding.
CODE = re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")
PADDING = re.compile(r"^ (?= *`)|(?<=`) $|(?<=` ) $")
# [text](<address> "tooltip"), with brackets in pairs, or escaped.
LINK = re.compile(
    r"""
    \[( (?: \\. | [^\[\]\\] | \[[^\[\]]*\] )+ )\]
    \( <?( https?:// (?: \\. | [^\s<>()\\] | \([^\s<>()]*\) )+ )>? (?:\ +"[^"]*")? \)
    """,
    re.VERBOSE,
)
AUTOLINK = re.compile(r"(<)(https?://[^\s<>]+)(>)")
URL = re.compile(r"""https?://[^\s<]*[^\s<.,:;"'\]]""")
TIMESTAMP = re.compile(r"<t:(-?\d{1,13})(?::([tTdDfFsSR]))?>")
MENTION = re.compile(r"<(?:@!?|(@&|#))(\d+)>")
EVERYBODY = re.compile(r"@(?:everyone|here)(?![0-9A-Za-z_])")
CUSTOM_EMOJI = re.compile(r"<a?(:[0-9A-Za-z_]+:)\d+>")
NAME = re.compile(NAMED_EMOJI)
# A backslash does not keep these two from ending.
STRIKE = re.compile(r"~~([\s\S]+?)~~(?!_)")
SPOILER = re.compile(r"\|\|([\s\S]+?)\|\|")
# Of these the longest match is taken, so that ***a*** is italic around bold.
EM = re.compile(
    r"\*(?=\S)((?:\\[\s\S]|\*\*|\s+(?:\\[\s\S]|\*\*|[^\s*\\])|[^\s*\\])+?)\*(?!\*)"
)
EM_WORD = re.compile(r"_((?:\\[\s\S]|__|[^\\_])+?)_(?![0-9A-Za-z_])")
STRONG = re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")
UNDERLINE = re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")
