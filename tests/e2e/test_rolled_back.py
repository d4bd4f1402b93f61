"""What is not committed is not told."""

import xmlrpc.client

import pytest
from json2 import run_code
from waiting import PATIENCE

# Far enough to have written the notification and armed the sender's wake-up.
SAVE_AND_FAIL = """
env["bldimagaz.linbc"].create({values})
env.cr.flush()
raise UserError("Not today")
"""


def test_a_transaction_that_is_rolled_back_tells_nothing(admin, add_channel):
    channel = add_channel("rolled back")
    code = SAVE_AND_FAIL.format(values=channel.line("n001"))
    with pytest.raises(xmlrpc.client.Fault, match="Not today"):
        run_code(admin, code)
    assert channel.rows() == []
    channel.tell("n002")
    channel.hears(["n002"])


def test_an_order_whose_line_is_refused_tells_nothing(rpc, admin, standin):
    numbers = ("name", "=", "BC without product")
    with pytest.raises(xmlrpc.client.Fault, match="(?i)product|produit"):
        rpc.create("bldimagaz.bc", name=numbers[2], line_ids=[(0, 0, {"quantity": 1})])
    assert not admin.find("bldimagaz.bc", numbers)
    order_id = rpc.create("bldimagaz.bc", name=numbers[2])
    [message] = standin.wait_for(1, timeout=PATIENCE)
    assert f"res_id={order_id})" in message["content"]
