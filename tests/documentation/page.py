"""``tests/run page``: the addon's page on Odoo's Apps, from its readme/ fragments.

So is the manual that is read inside Odoo: see `manual`.

OCA's own generator is no package that can be pinned; this makes the same file from the
same fragments.
"""

import re

from documentation.fragments import ADDON, render, tokens_of
from documentation.manual import FOLDER, manual
from documentation.manual import SECTIONS as LANGUAGES

PAGE = ADDON / "static/description/index.html"
SECTIONS = {
    "DESCRIPTION": "Discord Notifications",
    "INSTALL": "Install",
    "CONFIGURE": "Configure",
    "USAGE": "Use",
    "OPERATE": "Operate",
    "DEVELOP": "Notify on your own model",
    "SCALING": "Several servers",
    "ROADMAP": "Limits",
}
PICTURES = re.compile(r'src="\.\./static/description/')


def page():
    """The page as the fragments are now."""
    sections = [
        f'<section class="oe_container" id="{name.lower()}">\n'
        f"<h2>{title}</h2>\n{render(_fragment(name))}</section>\n"
        for name, title in SECTIONS.items()
    ]
    html = PICTURES.sub('src="', "".join(sections))
    html = html.replace("<table>", '<table class="table table-sm">')
    html = html.replace("<img ", '<img class="img-fluid border my-3" ')
    return f"<!-- Made from readme/ by tests/run page: edit the fragments. -->\n{html}"


def _fragment(name):
    return tokens_of((ADDON / f"readme/{name}.md").read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    FOLDER.mkdir(exist_ok=True)
    for lang in LANGUAGES:
        (FOLDER / f"{lang}.html").write_text(manual(lang), encoding="utf-8")
