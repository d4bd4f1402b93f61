"""Fetch Debian packages without root: apt with lists and archives of its own."""

import re

from .commands import run
from .debian_sources import debian_source, for_suites
from .progress import Failure


class Apt:
    """apt over ``folder``, looking at ``suites`` of the machine's own mirror."""

    def __init__(self, folder, suites, remedy):
        self._folder = folder
        self._remedy = remedy
        source = debian_source()
        if source is None:
            raise Failure("this machine's apt knows no Debian archive", remedy)
        for name in ("lists/partial", "archives/partial", "sources", "packages"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        text = for_suites(source, suites)
        (folder / "sources" / "sandbox.sources").write_text(text)

    def update(self, step):
        """Fetch the package lists."""
        self._apt_get(step, "update")

    def download(self, step, packages):
        """Fetch ``packages`` (``name`` or ``name/suite``); yields the files' paths."""
        self._apt_get(step, "download", *packages)
        return sorted((self._folder / "packages").glob("*.deb"))

    def download_all(self, step, release, packages):
        """Fetch ``packages`` and all they depend on, as for an empty system.

        Returns the files' paths. What is not said to be of a suite is of ``release``.
        """
        archives = self._folder / "archives"
        for former in archives.glob("*.deb"):
            former.unlink()
        (self._folder / "nothing").touch()
        options = ["-o", f"Dir::State::status={self._folder / 'nothing'}"]
        options += ["--yes", "--download-only", "--no-install-recommends"]
        self._apt_get(step, "install", *options, "-t", release, *packages)
        return sorted(archives.glob("*.deb"))

    def _apt_get(self, step, *arguments):
        def show(line):
            match = re.match(r"dlstatus:\d+:([\d.]+):", line)
            if match:
                step.reach(int(float(match[1])), 100)
            return match

        run(
            ["apt-get", *self._options(), *arguments],
            self._remedy,
            on_line=show,
            cwd=self._folder / "packages",
        )

    def _options(self):
        settings = {
            "Dir::State": self._folder,
            "Dir::State::status": "/var/lib/dpkg/status",
            "Dir::Cache": self._folder,
            "Dir::Etc::SourceList": "/dev/null",
            "Dir::Etc::SourceParts": self._folder / "sources",
            "Acquire::Languages": "none",
            "APT::Sandbox::User": "",
            "APT::Status-Fd": "1",
            # Without it a failed update is only a warning.
            "APT::Update::Error-Mode": "any",
        }
        return [
            part
            for name, value in settings.items()
            for part in ("-o", f"{name}={value}")
        ]
