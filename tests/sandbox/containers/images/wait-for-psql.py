#!/usr/bin/env python3
"""Wait until PostgreSQL lets us in: by odoo.conf, the options, or libpq's way."""

import argparse
import configparser
import os
import sys
import time

import psycopg2

NAMES = {"db_host": "host", "db_port": "port", "db_user": "user"}
NAMES["db_password"] = "password"

parser = argparse.ArgumentParser()
for name in NAMES:
    parser.add_argument(f"--{name}")
parser.add_argument("--timeout", type=int, default=5)
asked = vars(parser.parse_args())
conf = configparser.RawConfigParser()
conf.read(os.environ["ODOO_RC"])
said = dict(conf.items("options"))
how = {ours: said.get(name) or asked[name] for name, ours in NAMES.items()}
end = time.time() + asked["timeout"]
while True:
    try:
        psycopg2.connect(dbname="postgres", **{k: v for k, v in how.items() if v})
        break
    except psycopg2.OperationalError as error:
        if time.time() > end:
            sys.exit(f"Database connection failure: {error}")
        time.sleep(1)
