import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { day, hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { signatureAlgorithmOf, signData } from './algorithms.ts'
import { decodeCertificate, formatSerial, type Certificate } from './certificate.ts'
import { encodeCertificateBundle, encodePem } from './bundle.ts'
import { assembleCertificateList, decodeCertificateList, encodeTbsCertificateList } from './crl.ts'
import {
  authorityInfoAccess,
  basicConstraints,
  certificatePolicies,
  crlDistributionPoints,
  extKeyUsage,
  keyUsage,
  ocspNoCheck,
  qcStatements,
} from './extensions.ts'
import { encodeName, formatName } from './names.ts'
import {
  assembleOcspResponse,
  decodeOcspRequest,
  decodeOcspResponse,
  encodeOcspRequest,
  encodeResponseData,
} from './ocsp.ts'
import { certIdFor, checkOcspResponse } from './ocsp-check.ts'
import { attributeTypes, keyPurposes, qcTypes } from './oids.ts'
import { verifyChain } from './path.ts'
import { aHolder, aCa, identifierOf, valueOf, type Party } from './testing.ts'

// The openssl commands use the machine's clock, so these parties are valid today.
const now = instant(Math.floor(Date.now() / 1000) * 1000)
const validToday = { notBefore: plus(now, -day), notAfter: plus(now, day) }

const folder = mkdtempSync(join(tmpdir(), 'x509-openssl-'))
after(() => {
  rmSync(folder, { recursive: true })
})

const put = (name: string, bytes: Uint8Array | string): string => {
  writeFileSync(join(folder, name), bytes)
  return name
}
const putCertificate = (name: string, { certificate }: Party): string => {
  const base64 = Buffer.from(certificate.der).toString('base64')
  return put(
    name,
    `-----BEGIN CERTIFICATE-----\n${base64.replace(/.{64}/g, '$&\n')}\n-----END CERTIFICATE-----\n`,
  )
}
/** Runs an openssl command that must succeed; returns its output. */
function openssl(command: string): string {
  const { status, printed } = tryOpenssl(command)
  assert.equal(status, 0, `openssl ${command}\n${printed}`)
  return printed
}

function tryOpenssl(command: string): { status: number | null; printed: string } {
  const options = { cwd: folder, encoding: 'utf8' } as const
  const { status, stdout, stderr, error } = spawnSync('openssl', command.split(' '), options)
  assert.equal(error, undefined, 'openssl is installed')
  return { status, printed: stdout + stderr }
}

for (const keys of ['P-384', 'RSA-2048'] as const)
  describe(`openssl, with our ${keys} CA,`, () => {
    const root = aCa({ commonName: 'TEST Root', keys, ...validToday })
    const issuing = aCa({
      commonName: 'TEST Issuing',
      issuer: root,
      pathLength: 0,
      keys,
      ...validToday,
    })
    const holder = aHolder(issuing, {
      ...validToday,
      commonName: 'NÄKKÄLÄJÄRVI ÁILU 00098705718',
      extensions: [
        basicConstraints({ cA: false }),
        keyUsage(['nonRepudiation']),
        certificatePolicies([
          {
            policy: '2.25.329800735698586629295641978511506172918',
            cps: 'http://a.fi/cps',
            notices: ['Testivarmenne – provcertifikat'],
          },
        ]),
        crlDistributionPoints(['http://localhost:8081/crl/a.crl']),
        authorityInfoAccess({
          ocsp: ['http://localhost:8081/ocsp/a'],
          caIssuers: ['http://localhost:8081/ca/a.crt'],
        }),
        qcStatements([{ kind: 'qcType', types: [qcTypes.esign] }]),
      ],
    })
    const other = aHolder(issuing, { ...validToday, commonName: 'ENTINEN ERKKI' })
    const responder = aHolder(issuing, {
      ...validToday,
      commonName: 'TEST Responder',
      extensions: [
        basicConstraints({ cA: false }),
        keyUsage(['digitalSignature']),
        extKeyUsage([keyPurposes.ocspSigning]),
        ocspNoCheck(),
      ],
    })
    const signatureAlgorithm = signatureAlgorithmOf(issuing.privateKey) ?? 'rsa-sha256'
    before(() => {
      const parties = { root, issuing, holder, other, responder }
      for (const [name, party] of Object.entries(parties)) putCertificate(`${name}.pem`, party)
    })

    it('parses the contents of our certificate', () => {
      put('holder.der', holder.certificate.der)
      const shown = openssl(
        'x509 -inform der -in holder.der -noout -text -serial -nameopt RFC2253,-esc_msb,utf8',
      )
      for (const expected of [
        'Version: 3 (0x2)',
        `serial=${formatSerial(holder.certificate.serial).toUpperCase()}`,
        'Subject: CN=NÄKKÄLÄJÄRVI ÁILU 00098705718,C=FI',
        'X509v3 Key Usage: critical\n                Non Repudiation',
        'CA:FALSE',
        'Policy: 2.25.329800735698586629295641978511506172918',
        'CPS: http://a.fi/cps',
        'Explicit Text: Testivarmenne',
        'URI:http://localhost:8081/crl/a.crl',
        'OCSP - URI:http://localhost:8081/ocsp/a',
        'CA Issuers - URI:http://localhost:8081/ca/a.crt',
      ])
        assert.ok(shown.includes(expected), `${expected}\nin\n${shown}`)
    })

    it('parses certificates in one file, as p7c and as PEM', () => {
      const ders = [issuing.certificate.der, root.certificate.der]
      put('chain.p7c', encodeCertificateBundle(ders))
      const bundled = openssl('pkcs7 -inform der -in chain.p7c -print_certs -noout')
      put('chain.pem', encodePem('CERTIFICATE', ders))
      const framed = openssl('storeutl -noout -text -certs chain.pem')
      for (const commonName of ['TEST Root', 'TEST Issuing'])
        for (const printed of [bundled, framed])
          assert.match(printed, new RegExp(`subject.*CN ?= ?${commonName}`, 'i'))
    })

    it('verifies our chain in its strictest mode', () => {
      const input = openssl(
        'verify -x509_strict -check_ss_sig -CAfile root.pem -untrusted issuing.pem holder.pem',
      )
      assert.equal(input, 'holder.pem: OK\n')
    })

    it('verifies our CRL and finds the revoked certificate in it', () => {
      const tbs = encodeTbsCertificateList({
        signatureAlgorithm,
        issuer: encodeName(issuing.name),
        thisUpdate: now,
        nextUpdate: plus(now, day),
        number: 1_000_000n,
        authorityKeyIdentifier: identifierOf(issuing.spki),
        entries: [{ serial: other.certificate.serial, revokedAt: now, reason: 'keyCompromise' }],
      })
      const list = assembleCertificateList({
        tbs,
        signatureAlgorithm,
        signature: signData(signatureAlgorithm, issuing.privateKey, tbs),
      })
      put('list.der', list)
      const input = openssl(
        'crl -inform der -in list.der -noout -text -CAfile issuing.pem -out list.txt',
      )
      assert.match(input, /verify OK/)
      openssl('crl -inform der -in list.der -out list.pem')
      const chain = '-CAfile root.pem -untrusted issuing.pem -CRLfile list.pem -crl_check'
      assert.match(openssl(`verify ${chain} holder.pem`), /OK/)
      assert.match(tryOpenssl(`verify ${chain} other.pem`).printed, /certificate revoked/)
    })

    it('parses our OCSP request, and its own is parsed by us', () => {
      const nonce = new Uint8Array(randomBytes(32))
      const certId = certIdFor({
        hashAlgorithm: 'sha256',
        issuer: issuing.certificate,
        serial: holder.certificate.serial,
      })
      put('ours.req', encodeOcspRequest([certId], nonce))
      const shown = openssl('ocsp -reqin ours.req -req_text -noverify')
      assert.ok(shown.includes(formatSerial(holder.certificate.serial).toUpperCase()))
      assert.ok(shown.includes(Buffer.from(certId.issuerKeyHash).toString('hex').toUpperCase()))

      openssl(
        'ocsp -issuer issuing.pem -cert holder.pem -sha256 -cert other.pem -reqout theirs.req',
      )
      const theirs = valueOf(decodeOcspRequest(readFileSync(join(folder, 'theirs.req'))))
      assert.deepEqual(
        theirs.requests.map(({ certId }) => certId),
        [
          certIdFor({
            hashAlgorithm: 'sha1',
            issuer: issuing.certificate,
            serial: holder.certificate.serial,
          }),
          certIdFor({
            hashAlgorithm: 'sha256',
            issuer: issuing.certificate,
            serial: other.certificate.serial,
          }),
        ],
      )
      assert.notEqual(theirs.nonce, undefined)
    })

    it('accepts our OCSP response', () => {
      openssl('ocsp -issuer issuing.pem -cert holder.pem -cert other.pem -reqout requested.req')
      const { requests, nonce } = valueOf(
        decodeOcspRequest(readFileSync(join(folder, 'requested.req'))),
      )
      const algorithm = signatureAlgorithmOf(responder.privateKey) ?? 'rsa-sha256'
      const tbs = encodeResponseData({
        responderKeyHash: identifierOf(responder.spki),
        producedAt: now,
        nonce,
        responses: requests.map(({ certIdDer }, index) => ({
          certIdDer,
          status:
            index === 0
              ? { kind: 'good' }
              : { kind: 'revoked', revokedAt: now, reason: 'superseded' },
          thisUpdate: now,
          nextUpdate: plus(now, hour),
        })),
      })
      put(
        'ours.resp',
        assembleOcspResponse({
          tbs,
          signatureAlgorithm: algorithm,
          signature: signData(algorithm, responder.privateKey, tbs),
          certificates: [responder.certificate.der],
        }),
      )
      const trust = '-CAfile root.pem -verify_other issuing.pem'
      assert.match(
        openssl(`ocsp -respin ours.resp -reqin requested.req ${trust}`),
        /Response verify OK/,
      )
      const input = openssl(
        `ocsp -respin ours.resp -no_nonce -issuer issuing.pem -cert holder.pem -cert other.pem ${trust}`,
      )
      assert.match(input, /holder\.pem: good/)
      assert.match(input, /other\.pem: revoked[^]*superseded/)
    })
  })

describe('output of openssl', () => {
  before(() => {
    openssl(
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -sha384 -nodes -keyout ca.key -out ca.pem -subj /C=FI/O=Esimerkki/CN=ÄÖ -utf8 -days 9 -addext keyUsage=critical,keyCertSign,cRLSign',
    )
    openssl('x509 -in ca.pem -outform der -out ca.der')
    openssl(
      'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -sha256 -nodes -keyout leaf.key -out leaf.pem -CA ca.pem -CAkey ca.key -subj /C=FI/CN=leaf -days 5 -set_serial 0x1234 -addext basicConstraints=critical,CA:FALSE',
    )
    put(
      'index.txt',
      `R\t991231235959Z\t260101120000Z,keyCompromise\t1234\tunknown\t/C=FI/CN=leaf\n`,
    )
    put(
      'openssl.cnf',
      '[ca]\ndefault_ca=d\n[d]\ndatabase=index.txt\ncrlnumber=number\ndefault_md=sha384\ndefault_crl_days=7\ncrl_extensions=x\n[x]\nauthorityKeyIdentifier=keyid:always\n',
    )
    put('number', '2A\n')
  })

  const readTheirs = (name: string): Certificate =>
    valueOf(decodeCertificate(readFileSync(join(folder, name))))

  it('is parsed: a certificate', () => {
    const ca = readTheirs('ca.der')
    assert.equal(formatName(ca.subject), 'CN=ÄÖ,O=Esimerkki,C=FI')
    assert.deepEqual(ca.known.basicConstraints, { cA: true })
  })

  it('is parsed, with the name of its algorithm, when that is not accepted', () => {
    const pss = '-sigopt rsa_padding_mode:pss -newkey rsa:2048'
    for (const [options, name] of [
      [`-sha256 ${pss}`, 'RSASSA-PSS with SHA-256'],
      [`-sha384 ${pss}`, 'RSASSA-PSS with SHA-384'],
      ['-sha1 -newkey rsa:2048', 'RSA with SHA-1'],
      ['-sha1 -newkey ec -pkeyopt ec_paramgen_curve:P-256', 'ECDSA with SHA-1'],
      ['-newkey ed25519', 'Ed25519'],
    ] as const) {
      openssl(`req -x509 ${options} -nodes -keyout any.key -subj /CN=a -outform der -out any.der`)
      const { signatureAlgorithm } = readTheirs('any.der')
      assert.equal(signatureAlgorithm, `not accepted: ${name}`)
    }
  })

  it('is parsed: distribution points with directory names, reasons and another CRL issuer', () => {
    put(
      'points.cnf',
      `[req]
distinguished_name=d
x509_extensions=x
[d]
[x]
crlDistributionPoints=one,two,three
[one]
fullname=dirName:name,URI:http://a.fi/1.crl
reasons=keyCompromise,CACompromise
[two]
relativename=relative
[three]
fullname=URI:ldap://a.fi/cn=1
CRLissuer=dirName:name
[name]
O=TEST
[relative]
CN=CRL 1
`,
    )
    openssl(
      'req -x509 -config points.cnf -newkey rsa:2048 -nodes -keyout any.key -subj /CN=a -outform der -out any.der',
    )
    const { known } = readTheirs('any.der')
    assert.deepEqual(known.crlDistributionPoints, ['http://a.fi/1.crl', 'ldap://a.fi/cn=1'])
    const name = [{ type: attributeTypes.organizationName, value: 'TEST' }]
    assert.deepEqual(known.distributionPoints, [
      {
        distributionPoint: [
          { kind: 'directory', name },
          { kind: 'uri', value: 'http://a.fi/1.crl' },
        ],
        reasons: [1, 2],
      },
      {
        distributionPoint: [
          {
            kind: 'relative-to-crl-issuer',
            name: [{ type: attributeTypes.commonName, value: 'CRL 1' }],
          },
        ],
      },
      {
        distributionPoint: [{ kind: 'uri', value: 'ldap://a.fi/cn=1' }],
        crlIssuers: [{ kind: 'directory', name }],
      },
    ])
  })

  it('is verified: a chain', () => {
    openssl('x509 -in leaf.pem -outform der -out leaf.der')
    const leaf = readTheirs('leaf.der')
    assert.equal(
      verifyChain({ leaf, intermediates: [], anchors: [readTheirs('ca.der')], at: plus(now, hour) })
        .ok,
      true,
    )
  })

  it('is parsed: a CRL', () => {
    openssl('ca -config openssl.cnf -gencrl -cert ca.pem -keyfile ca.key -out theirs.pem')
    openssl('crl -in theirs.pem -outform der -out theirs.der')
    const list = valueOf(decodeCertificateList(readFileSync(join(folder, 'theirs.der'))))
    assert.equal(list.number, 42n)
    assert.deepEqual(list.entries, [
      {
        serial: Uint8Array.of(0x12, 0x34),
        revokedAt: Date.UTC(2026, 0, 1, 12),
        reason: 'keyCompromise',
      },
    ])
  })

  it('is parsed and accepted: an OCSP response', () => {
    openssl('ocsp -issuer ca.pem -cert leaf.pem -reqout leaf.req')
    openssl(
      'ocsp -index index.txt -CA ca.pem -rsigner ca.pem -rkey ca.key -rmd sha384 -reqin leaf.req -respout leaf.resp -ndays 1',
    )
    const response = new Uint8Array(readFileSync(join(folder, 'leaf.resp')))
    assert.equal(decodeOcspResponse(response).ok, true)
    const { nonce } = valueOf(decodeOcspRequest(readFileSync(join(folder, 'leaf.req'))))
    assert.deepEqual(
      checkOcspResponse({
        response,
        serial: Uint8Array.of(0x12, 0x34),
        issuer: readTheirs('ca.der'),
        at: plus(now, hour),
        nonce,
        toleranceMilliseconds: 0,
      }),
      {
        ok: true,
        value: { kind: 'revoked', revokedAt: Date.UTC(2026, 0, 1, 12), reason: 'keyCompromise' },
      },
    )
  })
})
