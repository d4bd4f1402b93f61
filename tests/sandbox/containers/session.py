"""``tests/run compose``: build what is missing, and start docker-compose.yml."""

import shutil

from ..commands import run
from ..lock import alone
from ..paths import TESTS, cache
from ..progress import step
from ..session import run_pytest, selection
from .engine import NAMESPACES, Engine
from .images import IMAGES, prepare

COMPOSE = TESTS / "compose"
ZONES = "pytz>=2026.6"  # as docker-compose.yml asks for it


def run_compose(sandbox, options):
    """Run the proofs that start containers; returns pytest's exit status.

    :raise Failure: where something cannot be built.
    """
    folder = containers_folder()
    with alone(folder / "lock", "Waiting: another command has the engine …"):
        _build(sandbox, folder)
        chosen = selection([COMPOSE], None, options)
        return run_pytest(sandbox, chosen, within=NAMESPACES)


def containers_folder():
    """The folder of the engine, its images and what it runs, in the cache."""
    folder = cache() / "containers"
    folder.mkdir(exist_ok=True)
    return folder


def _build(sandbox, folder):
    Engine(folder).prepare()
    for image in IMAGES:
        prepare(image, folder)
    wheels = folder / "wheels"
    if not any(wheels.glob("pytz-*.whl")):
        pip = [sandbox.python_env.python, "-m", "pip", "download", "--no-deps"]
        with step("Fetching pytz for the containers"):
            run([*pip, "--dest", wheels, ZONES], "Is the network up?")
    shutil.rmtree(folder / "apt", ignore_errors=True)
