"""The linters of .pre-commit-config.yaml, over every file that can be committed."""

import os
import subprocess
from pathlib import Path

import pytest
import yaml

CHECKOUT = Path(__file__).parents[2]
CONFIG = yaml.safe_load((CHECKOUT / ".pre-commit-config.yaml").read_text())
# What pylint finds in the tests, their run mostly finds too; it takes half a minute.
SLOW = {"pylint-odoo-tests": pytest.mark.long}
HOOKS = [
    pytest.param(hook["id"], marks=SLOW.get(hook["id"], ()))
    for repository in CONFIG["repos"]
    for hook in repository["hooks"]
]

# In CI the checkout may belong to another user than the one who runs the tests.
ENVIRON = {
    **os.environ,
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "safe.directory",
    "GIT_CONFIG_VALUE_0": str(CHECKOUT),
    "PRE_COMMIT_COLOR": "never",
}


@pytest.mark.parametrize("hook", HOOKS)
def test_linter_has_nothing_to_say(hook):
    files = _run("git", "ls-files", "--cached", "--others", "--exclude-standard")
    present = [name for name in files.stdout.splitlines() if (CHECKOUT / name).exists()]
    found = _run("pre-commit", "run", hook, "--files", *present)
    print(found.stdout, found.stderr)
    assert found.returncode == 0, f"{hook} complains, see above"


def _run(*command):
    return subprocess.run(
        command, cwd=CHECKOUT, env=ENVIRON, capture_output=True, text=True, check=False
    )
