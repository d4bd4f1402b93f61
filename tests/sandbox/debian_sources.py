"""The machine's own Debian source, pointed at the releases the sandbox needs.

No mirror is named here: address, proxy settings and signing key are the machine's.
"""

import re
from pathlib import Path

APT = Path("/etc/apt")


def debian_source(apt=APT):
    """The fields of the machine's first Debian archive entry, or None.

    Returns a dict of deb822 fields (``URIs``, ``Signed-By``, ...).
    """
    for path in sorted((apt / "sources.list.d").glob("*.sources")):
        for entry in _read_deb822(path.read_text()):
            if _is_archive(entry):
                return entry
    lists = [apt / "sources.list", *sorted((apt / "sources.list.d").glob("*.list"))]
    for path in filter(Path.is_file, lists):
        for entry in _read_one_line_entries(path.read_text()):
            if _is_archive(entry):
                return entry
    return None


def for_suites(entry, suites):
    """The deb822 text of ``entry`` with other suites, binary packages of main only."""
    changes = {"Types": "deb", "Suites": " ".join(suites), "Components": "main"}
    fields = {**entry, **changes}
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def _is_archive(entry):
    addresses = entry.get("URIs", "").split()
    is_debian = bool(addresses) and addresses[0].rstrip("/").endswith("/debian")
    return is_debian and "deb" in entry.get("Types", "").split()


def _read_deb822(text):
    text = re.sub(r"^#.*\n?", "", text, flags=re.MULTILINE)
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        fields = re.findall(
            r"^([\w-]+):[ \t]*(.*(?:\n[ \t].*)*)", paragraph, re.MULTILINE
        )
        yield dict(fields)


def _read_one_line_entries(text):
    pattern = r"^deb\s+(?:\[(.*?)\]\s+)?(\S+)\s+(\S+)"
    for options, address, suite in re.findall(pattern, text, re.MULTILINE):
        entry = {"Types": "deb", "URIs": address, "Suites": suite}
        for option in options.split():
            name, _, value = option.partition("=")
            name = {"arch": "architectures"}.get(name, name)
            entry[name.title()] = value.replace(",", " ")
        yield entry
