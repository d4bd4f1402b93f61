"""`docker-compose.yml`, as far as it can be proven without Docker (tests/compose)."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
ODOOS = [SERVICES["odoo"], SERVICES["demo"]]


def mounts(service):
    """Where its volumes and folders are inside the container: {source: target}."""
    return dict(volume.split(":")[:2] for volume in service["volumes"])


def command(service):
    """What it runs, in one line."""
    said = service["command"]
    return said if isinstance(said, str) else " ".join(said)


def test_the_file_is_what_the_compose_specification_allows():
    schema = "--builtin-schema=vendor.compose-spec"
    file = ROOT / "docker-compose.yml"
    subprocess.run([sys.executable, "-m", "check_jsonschema", schema, file], check=True)


@pytest.mark.parametrize("name", SERVICES)
def test_whatever_a_service_mounts_exists(name):
    for source in mounts(SERVICES[name]):
        if source.startswith("."):
            assert (ROOT / source).is_dir(), source
        else:
            assert source in COMPOSE["volumes"]


def test_no_volume_is_declared_in_vain():
    mounted = {source for service in SERVICES.values() for source in mounts(service)}
    assert set(COMPOSE["volumes"]) <= mounted


def test_every_addon_to_install_is_mounted_where_odoo_looks_for_it():
    for service in ODOOS:
        sources = {target: source for source, target in mounts(service).items()}
        for addon in re.search(r"--init=(\S+)", command(service))[1].split(","):
            source = sources[f"/mnt/extra-addons/{addon}"]
            assert (ROOT / source / "__manifest__.py").is_file()


def test_every_service_that_stays_up_has_a_health_check():
    without = {name for name in SERVICES if "healthcheck" not in SERVICES[name]}
    assert without == {"zones"}


def test_nothing_starts_before_what_it_needs_works():
    for service in SERVICES.values():
        for needed, terms in service.get("depends_on", {}).items():
            stays_up = "healthcheck" in SERVICES[needed]
            works = "healthy" if stays_up else "completed_successfully"
            assert terms["condition"] == f"service_{works}"


def test_without_the_profile_there_is_only_odoo_and_what_it_needs():
    started = {name for name in SERVICES if "profiles" not in SERVICES[name]}
    assert started == {"odoo", *SERVICES["odoo"]["depends_on"]}


def test_the_images_are_the_official_ones():
    images = {service["image"] for service in SERVICES.values()}
    assert images == {"odoo:19.0", "postgres:17"}


def test_ports_are_open_to_this_machine_only():
    for service in SERVICES.values():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:")


def test_odoo_takes_its_time_zones_from_where_pip_puts_them():
    (folder,) = mounts(SERVICES["zones"]).values()
    assert f"--target {folder} " in SERVICES["zones"]["entrypoint"][-1]
    for service in ODOOS:
        assert mounts(service)["zones"] == folder
        assert service["environment"]["PYTHONPATH"] == folder


def test_a_new_version_of_the_addon_starts_odoo_anew():
    manifest = ast.literal_eval(
        (ROOT / "odoo_discord_notify/__manifest__.py").read_text()
    )
    for service in ODOOS:
        assert service["labels"]["odoo_discord_notify"] == manifest["version"]


def test_each_start_brings_the_database_up_to_the_code():
    assert "--update=odoo_discord_notify" in SERVICES["odoo"]["command"]
