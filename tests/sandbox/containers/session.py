"""``tests/run compose``: build what is missing, and start docker-compose.yml."""

from ..commands import run
from ..lock import alone
from ..paths import TESTS, cache
from ..progress import Failure, step
from ..session import run_pytest, selection
from .engine import NAMESPACES, Engine, why_not
from .images import IMAGES, prepare

COMPOSE = TESTS / "compose"
REMEDY = "Run it as root on a Linux with its own kernel: sudo tests/run compose"
ZONES = "pytz>=2026.6"  # as docker-compose.yml asks for it


def run_compose(sandbox, options):
    """Run the proofs that start containers; returns pytest's exit status.

    :raise Failure: where no engine can run, or something cannot be built.
    """
    if reason := why_not():
        raise Failure(f"no container engine can run here: {reason}", REMEDY)
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
