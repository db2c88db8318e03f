"""Certificates made for one test run, for the name localhost and the address 127.0.0.1."""

import datetime as dt
import ipaddress
import ssl
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID


@cache
def pair(first: int = 2000, last: int = 2099, host: str = "localhost") -> tuple[bytes, bytes]:
    """A self-signed certificate and its key, in PEM; valid for so long that no clock matters."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    here = [x509.IPAddress(ipaddress.ip_address("127.0.0.1"))] if host == "localhost" else []
    alternatives = [x509.DNSName(host), *here]
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(dt.datetime(first, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(last, 1, 1, tzinfo=dt.UTC))
        .add_extension(x509.SubjectAlternativeName(alternatives), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem_key = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return certificate.public_bytes(serialization.Encoding.PEM), pem_key


def server_tls(
    folder: Path, first: int = 2000, last: int = 2099, host: str = "localhost"
) -> tuple[ssl.SSLContext, Path]:
    """What a server needs, and the file with the authority that a client must trust to speak to it.

    `first`, `last`: the years within which the certificate holds; `host`: for whom.
    """
    certificate, key = pair(first, last, host)
    authority = folder / "authority.pem"
    authority.write_bytes(certificate)
    chain = folder / "server.pem"
    chain.write_bytes(certificate + key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(chain)
    return context, authority
