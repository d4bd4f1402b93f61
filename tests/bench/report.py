"""What a reader needs to judge a figure: tables with units, and the conditions."""

import os
import platform

SETTINGS = ("server_version_num", "fsync", "synchronous_commit", "shared_buffers")


def print_table(title, columns, rows):
    """Print a Markdown table; ``rows`` are tuples of strings, one per column."""
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=False)]
    print(f"\n{title}\n")
    for cells in [columns, ["-" * width for width in widths], *rows]:
        first, *others = zip(cells, widths, strict=False)
        aligned = [first[0].ljust(first[1]), *(c.rjust(w) for c, w in others)]
        print(f"| {' | '.join(aligned)} |")


def print_conditions(odoo_version, sql):
    """Print where and how the figures that follow are measured.

    :param sql: runs one statement in the cluster; returns its rows as lines of text
    """
    shown = "string_agg(name || ' ' || current_setting(name), ', ' ORDER BY name)"
    names = ", ".join(f"'{name}'" for name in SETTINGS)
    settings = sql(f"SELECT {shown} FROM pg_settings WHERE name IN ({names})").strip()
    print(f"Odoo {odoo_version}, Python {platform.python_version()}")
    print(f"PostgreSQL: {settings}")
    print("CPU: processor time of Odoo's thread and its PostgreSQL backend together")
    print_load()


def print_load():
    """Print how busy the machine is."""
    load = " ".join(f"{average:.1f}" for average in os.getloadavg())
    print(f"{os.cpu_count()} processors, load {load} (1, 5, 15 min)", flush=True)


def ms(seconds):
    """Milliseconds, with one digit more where it matters."""
    value = seconds * 1000
    return f"{value:.0f} ms" if value >= 100 else f"{value:.2f} ms"


def times(ratio):
    """A ratio."""
    return f"{ratio:.2f} x"


def s(seconds):
    """Seconds."""
    return f"{seconds:.2f} s"
