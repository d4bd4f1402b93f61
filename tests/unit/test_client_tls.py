"""The way that messages really take: TLS, and TLS through a proxy."""

import datetime
import ipaddress
import socket
import ssl
import threading

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from discord.policy import Outcome

STORED = b'{"id": "111", "channel_id": "222"}'


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """The path of a key and a certificate for 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")])
    host = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    now, day = datetime.datetime.now(datetime.timezone.utc), datetime.timedelta(1)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), 1, now - day, now + day)
        .add_extension(x509.SubjectAlternativeName([host]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path_factory.mktemp("tls") / "certificate.pem"
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + signed.public_bytes(serialization.Encoding.PEM)
    )
    return path


@pytest.fixture
def secure_server(serve, reply, certificate):
    server = serve(reply(200, STORED))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.wrap = lambda connection: context.wrap_socket(connection, server_side=True)
    return server


@pytest.fixture
def trusted(certificate, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))


def test_a_message_goes_through_tls_and_the_connection_is_kept(
    secure_server, client_of, address, trusted
):
    client = client_of(secure_server, "https")
    assert {client.execute(address, {}).outcome for _ in range(3)} == {"delivered"}
    assert secure_server.connections == 1
    assert address.token.encode() in secure_server.requests[0]


def test_a_server_whose_certificate_nobody_vouches_for_gets_nothing(
    secure_server, client_of, address
):
    verdict = client_of(secure_server, "https").execute(address, {})
    assert (verdict.case, verdict.outcome) == ("untrusted", Outcome.UNAVAILABLE)
    assert secure_server.requests == []


def test_a_proxy_sees_the_host_and_nothing_more(
    serve, secure_server, client_of, address, trusted, monkeypatch
):
    proxy = serve(tunnel)
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}")
    client = client_of(secure_server, "https")
    assert {client.execute(address, {}).outcome for _ in range(2)} == {"delivered"}
    [request] = proxy.requests
    assert request.startswith(f"CONNECT 127.0.0.1:{secure_server.port} ".encode())
    assert address.token.encode() not in request


def tunnel(connection, request):
    host, port = request.split()[1].decode().split(":")
    with socket.create_connection((host, int(port))) as target:
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        back = threading.Thread(target=pour, args=(target, connection), daemon=True)
        back.start()
        pour(connection, target)
        back.join(1)


def pour(source, target):
    try:
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)
    except OSError:
        return
