"""The `demo` profile: its Odoo and its stand-in for Discord belong together."""

import json
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest
import yaml

from discord.webhook_url import check_api_base, parse

ROOT = Path(__file__).parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]
DEMO, DISCORD = SERVICES["demo"], SERVICES["discord"]
WEBHOOKS = [
    value
    for name, value in DEMO["environment"].items()
    if name.startswith("DISCORD_WEBHOOK_")
]


@pytest.fixture(scope="module")
def discord():
    """The address of the stand-in, started by the service's own command."""
    command = [*DISCORD["entrypoint"].split(), *DISCORD["command"]]
    for volume in DISCORD["volumes"]:
        source, target = volume.split(":")[:2]
        command = [word.replace(target, str(ROOT / source)) for word in command]
    here = ["--host=127.0.0.1", "--port=0"]
    with subprocess.Popen(
        [sys.executable, *command[1:], *here],
        cwd=ROOT / "tests",
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        yield process.stdout.readline().split()[-1]
        process.terminate()
    assert process.returncode == 0


def test_the_service_finds_the_stand_in_where_it_is_mounted():
    mounted = {volume.split(":")[1] for volume in DISCORD["volumes"]}
    assert f"{DISCORD['working_dir']}/discord_standin" in mounted
    assert (ROOT / "tests/discord_standin/__main__.py").is_file()


def test_each_webhook_odoo_posts_to_exists_and_has_a_channel_of_its_own(discord):
    channels = set()
    for url in WEBHOOKS:
        with urlopen(parse(url).execute_url(discord)) as answer:
            channels.add(json.load(answer)["channel_id"])
    assert len(channels) == len(WEBHOOKS) == 3


def test_odoo_speaks_to_the_stand_in_and_not_to_discord():
    base = check_api_base(DEMO["environment"]["DISCORD_API_BASE"])
    assert base == f"http://discord:{DISCORD['ports'][0].rpartition(':')[2]}"


def test_the_real_webhooks_never_reach_the_demo():
    assert "env_file" not in DEMO and "env_file" not in DISCORD
