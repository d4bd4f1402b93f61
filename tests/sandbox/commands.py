"""Run a command quietly, and show the end of what it printed if it fails."""

import subprocess

from .progress import Failure

SHOWN_LINES = 15


def run(command, remedy, on_line=None, **options):
    """Run ``command`` and return its output (stdout and stderr together).

    ``on_line`` is called with every line as it comes; what it returns true for is
    progress, and no part of the output.
    :raise Failure: with the last lines of the output and ``remedy``, if it fails.
    """
    command = [str(part) for part in command]
    lines = []
    with _started(command, remedy, options) as process:
        try:
            for line in map(str.rstrip, process.stdout):
                if not (on_line and on_line(line)):
                    lines.append(line)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        tail = "\n    ".join(lines[-SHOWN_LINES:])
        raise Failure(f"{command[0]} failed:\n    {tail}", remedy)
    return "\n".join(lines)


def _started(command, remedy, options):
    try:
        return subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            **{"stdin": subprocess.DEVNULL, **options},
        )
    except OSError as error:
        raise Failure(f"{command[0]} cannot be started: {error}", remedy) from error
