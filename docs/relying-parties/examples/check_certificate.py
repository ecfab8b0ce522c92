"""Checks the certificate of a card: path, policy, validity, and status by OCSP, for every certificate of the path.

python3 check_certificate.py certificate.pem all.pem 1.3.6.1.4.1.32473.1.351.5 \\
  1.3.6.1.4.1.32473.1.355.6 1.3.6.1.4.1.32473.1.355.8

Needs Debian's python3-cryptography.
"""

import sys
import urllib.request
from datetime import datetime, timedelta, timezone

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

NOW = datetime.now(timezone.utc)


class Refused(Exception):
    pass


def path_of(certificate, cas):
    """From the certificate to a root CA of the file, by names and signatures."""
    path = [certificate]
    # At least once: a certificate that somebody issued to themselves is no root CA of the file.
    while len(path) == 1 or path[-1].subject != path[-1].issuer:
        issuer = next((ca for ca in cas if has_issued(ca, path[-1])), None)
        if issuer is None or len(path) > 3:
            raise Refused("no path to a trusted root CA")
        path.append(issuer)
    return path


def has_issued(ca, certificate):
    if ca.subject != certificate.issuer:
        return False
    try:
        certificate.verify_directly_issued_by(ca)
        return ca.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return False


def check_policy(certificate, wanted):
    """Other CAs under the same root CAs certify servers, and may certify test cards."""
    policies = certificate.extensions.get_extension_for_class(x509.CertificatePolicies).value
    if not {policy.policy_identifier.dotted_string for policy in policies} & wanted:
        raise Refused("not a policy of people")


def check_status(certificate, issuer):
    access = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess).value
    url = next(
        each.access_location.value
        for each in access
        if each.access_method == AuthorityInformationAccessOID.OCSP
    )
    request = ocsp.OCSPRequestBuilder().add_certificate(certificate, issuer, SHA256()).build()
    response = ocsp.load_der_ocsp_response(
        urllib.request.urlopen(
            urllib.request.Request(
                url,
                request.public_bytes(Encoding.DER),
                {"Content-Type": "application/ocsp-request"},
            ),
            timeout=10,
        ).read()
    )
    if response.response_status != ocsp.OCSPResponseStatus.SUCCESSFUL:
        raise Refused(f"no status: {response.response_status.name}")
    check_signature(response, issuer)
    # A response may name the certificate by several hash algorithms, and others beside it.
    ours = [each for each in response.responses if identity_of(each) == identity_of(request)]
    if not ours:
        raise Refused("the response is about another certificate")
    drift = timedelta(minutes=5)
    for each in ours:
        end = each.next_update_utc
        if each.this_update_utc > NOW + drift or end is None or end < NOW - drift:
            raise Refused("the response is out of date")
        if each.certificate_status != ocsp.OCSPCertStatus.GOOD:
            raise Refused(each.certificate_status.name.lower())


def identity_of(about):
    return (
        about.hash_algorithm.name,
        about.issuer_name_hash,
        about.issuer_key_hash,
        about.serial_number,
    )


def check_signature(response, issuer):
    """By the CA itself, or by a responder that it certified for this."""
    responder = next((each for each in response.certificates), issuer)
    if responder != issuer:
        try:
            responder.verify_directly_issued_by(issuer)
        except InvalidSignature as fault:
            raise Refused("the responder is not of the CA") from fault
        usages = responder.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        if ExtendedKeyUsageOID.OCSP_SIGNING not in usages:
            raise Refused("the responder may not sign")
    key, algorithm = responder.public_key(), response.signature_hash_algorithm
    how = [ec.ECDSA(algorithm)] if isinstance(key, ec.EllipticCurvePublicKey) else [padding.PKCS1v15(), algorithm]
    try:
        key.verify(response.signature, response.tbs_response_bytes, *how)
    except InvalidSignature as fault:
        raise Refused("the response has a wrong signature") from fault


def main(certificate_file, ca_file, *policies):
    if not policies:
        raise SystemExit("Which policies?")
    with open(certificate_file, "rb") as file:
        certificate = x509.load_pem_x509_certificates(file.read())[0]
    with open(ca_file, "rb") as file:
        cas = x509.load_pem_x509_certificates(file.read())
    try:
        path = path_of(certificate, cas)
        for each in path:
            if not each.not_valid_before_utc <= NOW <= each.not_valid_after_utc:
                raise Refused("not valid now")
        check_policy(certificate, set(policies))
        for each, issuer in zip(path, path[1:]):
            check_status(each, issuer)
    except Refused as refusal:
        print(f"refused: {refusal}")
        sys.exit(1)
    print(f"good, by a chain of {len(path) - 1}")


if __name__ == "__main__":
    main(*sys.argv[1:])
