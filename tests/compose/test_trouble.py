"""What .env.example says of trouble: the words that appear, and what to do then."""

import pytest
from e2e.waiting import PATIENCE, eventually
from project import said

LATER = said("docker compose up --detach")
OLD_IMAGE = """
docker run --name old --user root --entrypoint sed odoo:19.0 \\
    --in-place s/PGHOST/DBHOST/ /entrypoint.sh &&
docker tag odoo:19.0 odoo:new &&
docker commit --change 'ENTRYPOINT ["/entrypoint.sh"]' --change 'CMD ["odoo"]' \\
    --change 'USER odoo' old odoo:19.0 &&
docker rm old"""


@pytest.fixture
def fresh(project):
    """The project without containers, data and settings."""
    project.set()
    project.type("docker compose --profile demo down --volumes")
    return project


def appears(project, words):
    """Wait until these words, which people are told of, are in Odoo's log."""
    eventually(lambda: said(words) in project.logs("odoo"), 2 * PATIENCE)


def wait_for_odoo(project):
    """Wait until it works at its database: the rest is not about trouble."""
    eventually(lambda: "odoo.modules.loading" in project.logs("odoo"), 3 * PATIENCE)


def test_a_password_changed_afterwards(fresh):
    fresh.type("docker compose up --detach --wait db")
    fresh.set(POSTGRES_PASSWORD="another")
    fresh.type(LATER)
    appears(fresh, 'password authentication failed for user "odoo"')
    remedy = said("docker compose exec db psql --username=odoo --dbname=postgres")
    remedy = remedy.replace("exec", "exec --no-TTY")  # asks us as it asks a person
    change = said(r"\password odoo")
    fresh.type(f"printf 'another\\nanother\\n' | {remedy} --command='{change}'")
    wait_for_odoo(fresh)


def test_a_password_with_a_dollar(fresh):
    fresh.set(POSTGRES_PASSWORD="pa$word")
    words = said("variable is not set. Defaulting to a blank string.")
    assert words in fresh.type("docker compose config --quiet")
    fresh.set(POSTGRES_PASSWORD="'pa$word'")
    assert words not in fresh.type("docker compose config --quiet")
    fresh.type(LATER)
    wait_for_odoo(fresh)


def test_an_odoo_conf_that_it_may_not_read(fresh):
    conf = fresh.folder / "own.conf"
    conf.write_text((fresh.folder / "odoo.conf.example").read_text())
    conf.chmod(0o600)
    fresh.set(ODOO_CONF="./own.conf")
    fresh.type(LATER)
    appears(fresh, "/etc/odoo/odoo.conf: Permission denied")
    fresh.type(said("chmod a+r") + " own.conf")
    wait_for_odoo(fresh)


def test_an_image_older_than_may_2026(fresh):
    fresh.type(OLD_IMAGE)
    try:
        said_by_compose = fresh.type(LATER, check=False)
        assert said('service "zones"') in said_by_compose
        assert said("older than May 2026: docker compose pull") in fresh.logs("zones")
        assert "odoo" not in fresh.running()
    finally:
        fresh.type("docker tag odoo:new odoo:19.0 && docker rmi odoo:new")
