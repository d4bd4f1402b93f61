"""The manual that is read inside Odoo: one page for each language, from its fragments.

Whoever uses and operates the addon reads it: developers have the fragments themselves.
"""

import re

from documentation.fragments import ADDON, render, tokens_of
from markdown_it.token import Token

FOLDER = ADDON / "static/manual"
# In the order in which people need them; their titles, and that of the contents.
SECTIONS = {
    "en": {"USAGE": "Use", "OPERATE": "Operate", "CONFIGURE": "Configure"},
    "fr": {"USAGE": "Utiliser", "OPERATE": "Exploiter", "CONFIGURE": "Configurer"},
}
CONTENTS = {"en": "Contents", "fr": "Sommaire"}
FRAGMENTS = {"en": ADDON / "readme", "fr": ADDON / "readme/fr"}
PICTURE = re.compile(r'<img src="(?:\.\./)+static/([^"]+)" alt="([^"]*)" />')
# A telephone shows a picture small: one touch opens it whole.
SHOWN = (
    rf'<a href="/{ADDON.name}/static/\1" target="_blank"><img '
    rf'class="img-fluid border my-3" src="/{ADDON.name}/static/\1" alt="\2" /></a>'
)
HEADING = '<{0} id="{1}" tabindex="-1">{2}</{0}>\n'
ENTRY = '<li><a href="#{0}">{1}</a>{2}</li>\n'


def manual(lang):
    """The page in this language, as its fragments are now."""
    sections, entries = [], []
    for name, title in SECTIONS[lang].items():
        tokens = tokens_of((FRAGMENTS[lang] / f"{name}.md").read_text(encoding="utf-8"))
        anchor = name.lower()
        below = list(_name_headings(tokens, anchor))
        _label_cells(tokens)
        heading = HEADING.format("h2", anchor, title)
        sections.append(f"<section>\n{heading}{render(tokens)}</section>\n")
        inner = "".join(ENTRY.format(*one, "") for one in below)
        entries.append(ENTRY.format(anchor, title, f"<ul>\n{inner}</ul>" * bool(inner)))
    contents = f"<h2>{CONTENTS[lang]}</h2>\n<ul>\n{''.join(entries)}</ul>\n"
    html = PICTURE.sub(SHOWN, "".join(sections))
    html = html.replace("<table>", '<table class="table table-sm">')
    return (
        "<!-- Made from readme/ by tests/run page: edit the fragments. -->\n"
        f"<nav>\n{contents}</nav>\n<article>\n{html}</article>\n"
    )


def _name_headings(tokens, anchor):
    """Give each heading an id, the same in every language; yield (id, title)."""
    headings = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    for number, at in enumerate(headings, 1):
        name = f"{anchor}-{number}"
        tokens[at].attrs |= {"id": name, "tabindex": "-1"}
        yield name, render([tokens[at + 1]])


def _label_cells(tokens: list[Token]):
    """Name each cell's column: a small screen shows a row as lines."""
    titles, column = [], 0
    for at, token in enumerate(tokens):
        if token.type == "tr_open":
            column = 0
        elif token.type == "thead_open":
            titles = []
        elif token.type == "th_open":
            titles.append(tokens[at + 1].content)
        elif token.type == "td_open":
            token.attrs["data-label"] = titles[column]
            column += 1
