import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { embedSignature, preparePdf, signedParts } from '@sotevarmenne/signatures/pdf/prepare'
import { addToSecurityStore } from '@sotevarmenne/signatures/pdf/security-store'
import { readSignedMessage, withTimeStamp } from '@sotevarmenne/signatures/read-signed-data'
import { signContent } from '@sotevarmenne/signatures/signed-data'
import { aSigningEnvironment, signedPdf, softwareKey } from '@sotevarmenne/signatures/testing'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import {
  respondToTimeStampRequest,
  decodeTimeStampResponse,
  readTimeStampToken,
} from '@sotevarmenne/signatures/time-stamp'
import { verifySignature } from '@sotevarmenne/signatures/verify'
import { noEvidence } from '@sotevarmenne/signatures/evidence'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { encodePem } from '@sotevarmenne/x509/bundle'
import { valueOf } from '@sotevarmenne/x509/testing'

const run = promisify(execFile)
const missing = (
  [
    ['openssl', 'version'],
    ['pdfsig', '-v'],
    ['certutil', '--help'],
  ] as const
).filter(([name, word]) => spawnSync(name, [word]).error !== undefined)
const skip =
  missing.length > 0 && process.env['CI'] !== 'true' && `not installed: ${missing.join()}`

describe('signatures, checked by third-party programs', { skip }, () => {
  const now = instant(Date.now() - 1000)
  const environment = aSigningEnvironment(now, 'P-384')
  let folder: string
  const file = (name: string): string => join(folder, name)
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'signatures-'))
    await writeFile(file('root.pem'), encodePem('CERTIFICATE', [environment.root.certificate.der]))
    await run('certutil', ['-N', '-d', folder, '--empty-password'])
    await run('certutil', [
      '-A',
      '-d',
      folder,
      '-n',
      'root',
      '-t',
      'CT,C,C',
      '-a',
      '-i',
      file('root.pem'),
    ])
  })
  after(() => rm(folder, { recursive: true }))

  it('are accepted by openssl in a message with its content and without, time-stamped too', async () => {
    const content = new TextEncoder().encode('Amoxicillin 500 mg')
    await writeFile(file('content'), content)
    for (const keys of ['P-256', 'P-384', 'RSA-2048'] as const) {
      const { key, root, stamp } = aSigningEnvironment(now, keys)
      await writeFile(file('own-root.pem'), encodePem('CERTIFICATE', [root.certificate.der]))
      for (const attached of [true, false]) {
        const form = { kind: 'cades', signingTime: now } as const
        const signing = { form, content, attached, withCertificates: true }
        const message = valueOf(readSignedMessage(valueOf(await signContent(key, signing))))
        const token = await stamp(message.signer.signature, now)
        await writeFile(file('message.der'), withTimeStamp(message, token))
        const { stderr } = await run('openssl', [
          ...['cms', '-verify', '-cades', '-binary', '-inform', 'DER', '-in', file('message.der')],
          ...['-CAfile', file('own-root.pem'), '-purpose', 'any', '-out', file('verified')],
          ...(attached ? [] : ['-content', file('content')]),
        ])
        assert.match(stderr, /CAdES Verification successful/)
      }
    }
  })

  it('are accepted here in messages of openssl', async () => {
    const { signer, issuer, root } = environment
    const content = new TextEncoder().encode('Signed by another program')
    await writeFile(file('content'), content)
    await writeFile(file('signer.pem'), encodePem('CERTIFICATE', [signer.certificate.der]))
    await writeFile(file('issuer.pem'), encodePem('CERTIFICATE', [issuer.certificate.der]))
    await writeFile(file('key.pem'), signer.privateKey.export({ type: 'pkcs8', format: 'pem' }))
    await run('openssl', [
      ...['cms', '-sign', '-cades', '-binary', '-md', 'sha384', '-in', file('content')],
      ...['-signer', file('signer.pem'), '-inkey', file('key.pem')],
      ...['-certfile', file('issuer.pem'), '-outform', 'DER', '-out', file('by-openssl.der')],
    ])
    const trust = { anchors: [root.certificate], intermediates: [] }
    const verified = await verifySignature({
      message: valueOf(readSignedMessage(await readFile(file('by-openssl.der')))),
      contentDigest: (hash) => digestOf(hash, content),
      ...{ signers: trust, timeStamps: trust, evidence: noEvidence, now },
    })
    assert.deepEqual(valueOf(verified).signer.der, signer.certificate.der)
  })

  it('have time-stamps that openssl requests and accepts', async () => {
    await writeFile(file('stamped'), 'what is stamped')
    await run('openssl', [
      ...['ts', '-query', '-data', file('stamped'), '-sha384', '-cert', '-out', file('request')],
    ])
    const response = await respondToTimeStampRequest(
      new Uint8Array(await readFile(file('request'))),
      {
        key: softwareKey(environment.timeStampAuthority, [environment.root]),
        policy: '1.2.3.4',
        serial: Uint8Array.of(7),
        at: now,
      },
    )
    assert.equal(
      valueOf(readTimeStampToken(valueOf(decodeTimeStampResponse(response)))).info.at % 1000,
      0,
    )
    await writeFile(file('response'), response)
    const { stdout } = await run('openssl', [
      ...['ts', '-verify', '-queryfile', file('request'), '-in', file('response')],
      ...['-CAfile', file('root.pem')],
    ])
    assert.match(stdout, /Verification: OK/)
  })

  it('are accepted by pdfsig in a document that is signed, long-term verifiable and time-stamped', async () => {
    // Cairo packs its objects into streams, as most PDF writers do today.
    await writeFile(file('plain.pdf'), plainPdf())
    await run('pdftocairo', ['-pdf', file('plain.pdf'), file('cairo.pdf')])
    for (const pdf of [plainPdf(), await readFile(file('cairo.pdf'))]) {
      const wishes = { kind: 'signature', signedAt: now, label: 'Electronic signature' } as const
      const signed = await signedPdf(pdf, environment.key, wishes)
      const stored = valueOf(
        await addToSecurityStore(signed, {
          certificates: [environment.issuer.certificate.der, environment.root.certificate.der],
          ocspResponses: [environment.ocspOf(environment.signer, { kind: 'good' }, now)],
          crls: [environment.listOf(environment.root, [], now)],
        }),
      )
      const prepared = valueOf(
        await preparePdf(stored, { kind: 'time-stamp', label: 'Time-stamp' }),
      )
      const token = await environment.stamp(Buffer.concat(signedParts(prepared)), plus(now, -hour))
      await writeFile(file('signed.pdf'), valueOf(embedSignature(prepared, token)))
      const { stdout } = await run('pdfsig', ['-nssdir', folder, file('signed.pdf')])
      assert.match(stdout, /Signature Type: ETSI.CAdES.detached/)
      assert.match(stdout, /Signature Validation: Signature is Valid/)
      assert.match(stdout, /Certificate Validation: Certificate is Trusted/)
      const { stdout: words } = await run('pdftotext', [file('signed.pdf'), '-'])
      assert.match(words, /^Test/)
    }
  })
})
