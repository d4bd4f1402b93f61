"""dockerd and Docker Compose, unpacked from Debian's newest packages.

They run in a system root of their own, whose C library is newer than most machines'. It
sees the cache folder under its real path, and nothing else of the machine.
"""

import os
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path

from ..commands import run
from ..progress import Failure
from .packages import make_root

PACKAGES = ("docker.io", "docker-cli", "docker-compose", "containerd", "runc")
PACKAGES += ("iptables", "tini")
PACKAGES += ("bash", "coreutils", "dash", "findutils", "mount", "tar")
PATH = "/usr/sbin:/usr/bin"
START_SECONDS = 60
# To change the root is not enough for the daemon: what `docker exec` runs would find
# itself in the machine's. Theirs has to be the root of a mount namespace.
DAEMON = """
cd "$0" && pivot_root . tmp && umount --lazy /tmp && exec /usr/sbin/dockerd "$@"
"""
REMEDY = "Its log is {}. To start afresh, remove the folder of that log."


# Network and processes are its own: no port, rule or process of the machine is met, and
# all ends with the command.
NAMESPACES = ["unshare", "--mount", "--net", "--pid", "--fork", "--kill-child"]
NAMESPACES += ["--mount-proc", "--"]


def check_machine():
    """Raise a `Failure` that says why no engine can run here, if so."""
    if reason := _why_not():
        remedy = "Run it as root on a Linux of its own: sudo tests/run compose"
        raise Failure(f"no container engine can run here: {reason}", remedy)


def _why_not():
    if os.geteuid():
        return "it needs root, for namespaces and mounts of its own"
    if "overlay" not in Path("/proc/filesystems").read_text():
        return "this kernel has no overlay file system"
    if not shutil.which("unshare"):
        return "there is no unshare"
    if subprocess.run([*NAMESPACES, "true"], check=False).returncode:
        return "this machine allows no new namespaces"
    return None


class Engine:
    """The engine in ``cache``; to be run inside of `NAMESPACES`."""

    def __init__(self, cache):
        self._cache = cache
        self._root = cache / "engine"
        self._log = cache / "dockerd.log"
        self._environ = {"PATH": PATH, "HOME": "/", "DOCKER_HOST": self._host}

    @property
    def _host(self):
        return f"unix://{self._cache}/docker.sock"

    def prepare(self):
        """Unpack it, unless it is there.

        :raise Failure: where the network, a program or disk space is missing.
        """
        if self._root.is_dir():
            return
        root = self._cache / "Docker"
        shutil.rmtree(root, ignore_errors=True)
        make_root(root, "sid", PACKAGES, self._cache)
        for name in ("iptables", "ip6tables"):
            (root / "usr/sbin" / name).symlink_to(f"{name}-legacy")
        for name in ("proc", "sys", "dev", "run", "tmp", "etc"):
            (root / name).mkdir(exist_ok=True)
        (root / "etc/resolv.conf").write_text("nameserver 127.0.0.1\n")
        root.rename(self._root)

    @contextmanager
    def running(self):
        """Run it within the block.

        :raise Failure: if it does not start.
        """
        self._mount()
        run(["ip", "link", "set", "lo", "up"], REMEDY.format(self._log))
        with open(self._log, "wb") as log:
            where = [f"--data-root={self._cache}/data", f"--host={self._host}"]
            where += ["--exec-root=/run/docker", "--pidfile=/run/docker.pid"]
            apart = ["unshare", "--mount", "sh", "-c", DAEMON, self._root, *where]
            environ = {**self._environ, "PATH": f"{PATH}:/sbin:/bin"}
            daemon = subprocess.Popen(apart, env=environ, stdout=log, stderr=log)
        try:
            self._wait(daemon)
            yield self
        finally:
            daemon.terminate()
            daemon.wait()

    def popen(self, command, cwd="/", **options):
        """Start ``command`` in the engine's root, in a folder that it sees."""
        return subprocess.Popen(
            list(map(str, command)),
            env=self._environ,
            preexec_fn=lambda: self._enter(cwd),
            **options,
        )

    def shell(self, script, cwd="/", check=True):
        """Run a line as a person types it; returns its output, errors and all.

        :raise AssertionError: with the output, if it fails.
        """
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        with self.popen(["bash", "-c", script], cwd, text=True, **pipes) as process:
            said = process.communicate()[0]
        assert not (check and process.returncode), f"{script}\n{said}"
        return said

    def _enter(self, cwd):
        os.chroot(self._root)
        os.chdir(cwd)

    def _mount(self):
        inside = self._root / str(self._cache).lstrip("/")
        inside.mkdir(parents=True, exist_ok=True)
        run(["mount", "--make-rprivate", "/"], REMEDY.format(self._log))
        self._bind(self._root, self._root)  # dockerd wants its root to be a mount
        for source in ("/proc", "/sys", "/dev"):
            self._bind(source, self._root / source[1:])
        run(["mount", "-t", "tmpfs", "run", self._root / "run"], "Is it root?")
        self._bind(self._cache, inside)

    def _bind(self, source, target):
        run(["mount", "--rbind", source, target], REMEDY.format(self._log))

    def _wait(self, daemon):
        deadline = time.monotonic() + START_SECONDS
        while self.popen(["docker", "info"], stdout=-3, stderr=-3).wait():
            if daemon.poll() is not None or time.monotonic() > deadline:
                tail = self._log.read_text(errors="replace")[-2000:]
                raise Failure(f"dockerd does not start:\n{tail}", f"See {self._log}")
            time.sleep(0.2)
