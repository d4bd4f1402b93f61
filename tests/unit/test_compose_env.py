"""`.env.example`: what can be set is explained, and no secret is written."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "docker-compose.yml").read_text()
SERVICES = yaml.safe_load(COMPOSE)["services"]
OFFERED = re.findall(r"(?m)^(\w+)=(.*)$", (ROOT / ".env.example").read_text())
VARIABLES = re.findall(r"\$\{(\w+)(.*?)\}", COMPOSE)
FILES = ["docker-compose.yml", ".env.example", "odoo.conf.example"]


def test_every_variable_of_the_compose_file_is_offered():
    assert {name for name, _default in VARIABLES} <= dict(OFFERED).keys()


def test_a_variable_that_is_set_empty_counts_as_not_set():
    for name, default in VARIABLES:
        assert re.match(r":-.", default), name


def test_the_example_sets_nothing():
    assert not any(value for _name, value in OFFERED)


def test_it_says_the_same_to_compose_and_to_systemd():
    """`EnvironmentFile=` knows neither `export` nor spaces nor variables in values."""
    for line in (ROOT / ".env.example").read_text().splitlines():
        assert re.fullmatch(r"#.*|[A-Z][A-Z_]*=|", line), line


def test_the_instructions_name_both():
    fragment = (ROOT / "odoo_discord_notify/readme/CONFIGURE.md").read_text()
    readme = (ROOT / "README.md").read_text()
    assert "EnvironmentFile=" in fragment and ".env.example" in fragment
    assert "Compose" in readme and "EnvironmentFile" in readme


def test_odoo_starts_without_an_env_file():
    (file,) = SERVICES["odoo"]["env_file"]
    assert file == {"path": ".env", "required": False}


def test_what_compose_sets_for_odoo_is_not_offered_in_vain():
    assert not SERVICES["odoo"]["environment"].keys() & dict(OFFERED).keys()


@pytest.mark.parametrize("name", FILES)
def test_nothing_looks_like_a_real_token(name):
    # Discord's tokens have 68 such characters; scanners of secrets look for them.
    assert not re.search(r"[\w-]{40,}", (ROOT / name).read_text())
