"""`odoo.conf.example`: a configuration that works and that names every option."""

import re
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ADDON = ROOT / "odoo_discord_notify"
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
# In ASCII: Odoo reads the file in whatever encoding the server's locale has.
EXAMPLE = (ROOT / "odoo.conf.example").read_text(encoding="ascii")
QUOTED_KEY = re.compile(r"""["'>](DISCORD_[A-Z_]*[A-Z])["'<]""")


def parsed(text):
    parser = ConfigParser(interpolation=None)
    parser.read_string(text)
    return parser


def with_all_options_set(text):
    return re.sub(r"(?m)^;(?=\w+ =)", "", text)


def keys_the_addon_reads():
    files = [*ADDON.rglob("*.py"), *ADDON.glob("data/*.xml")]
    shipped = [file for file in files if ADDON / "tests" not in file.parents]
    return {key for file in shipped for key in QUOTED_KEY.findall(file.read_text())}


def test_as_it_stands_it_sets_none_of_our_options():
    assert not parsed(EXAMPLE).items("odoo_discord_notify")


def test_every_key_the_addon_reads_is_explained_and_no_other():
    explained = parsed(with_all_options_set(EXAMPLE)).options("odoo_discord_notify")
    assert {key.upper() for key in explained} == keys_the_addon_reads()


def test_the_same_keys_can_be_set_in_the_env_file():
    offered = re.findall(r"(?m)^(\w+)=", (ROOT / ".env.example").read_text())
    assert keys_the_addon_reads() <= set(offered)


def test_it_lets_the_sender_run():
    assert parsed(EXAMPLE).getint("options", "max_cron_threads") >= 1


@pytest.mark.parametrize("name", ["odoo", "demo"])
def test_it_fits_the_containers(name):
    service = COMPOSE["services"][name]
    memory = service["tmpfs"] if isinstance(service["tmpfs"], list) else []
    targets = [volume.split(":")[1] for volume in service["volumes"]]
    targets += [folder.partition(":")[0] for folder in memory]
    options = parsed(EXAMPLE)["options"]
    assert options["data_dir"] in targets
    assert f"{options['addons_path']}/odoo_discord_notify" in targets


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("odoo", "${ODOO_CONF:-./odoo.conf.example}"),
        ("demo", "./odoo.conf.example"),
    ],
)
def test_the_containers_use_it_unless_told_otherwise_and_the_demo_always(name, file):
    (used,) = COMPOSE["services"][name]["configs"]
    assert used["target"] == "/etc/odoo/odoo.conf"
    assert COMPOSE["configs"][used["source"]]["file"] == file
