import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, it } from 'node:test'
import { caSubject } from '@sotevarmenne/issuing/domain/ca-subject'
import { encodeToBeSigned, serialOf } from '@sotevarmenne/issuing/domain/to-be-signed'
import { lintTbs } from '@sotevarmenne/issuing/lint-tbs'
import { day, hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, endOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { keyIdentifier } from '@sotevarmenne/x509/algorithms'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { decodeOcspResponse, encodeOcspRequest } from '@sotevarmenne/x509/ocsp'
import { certIdFor, checkOcspResponse } from '@sotevarmenne/x509/ocsp-check'
import { ofProfessionals, startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { SignerClient } from '../../apps/server/src/pki/ca/index.ts'
import type { SerialNumber } from '../../apps/server/src/pki/issuance/contract.ts'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { aCardKey, aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import { createOcsp } from '../../apps/server/src/pki/ocsp/responders.ts'
import { compareWithSigner, createRevocations } from '../../apps/server/src/pki/revocation/index.ts'

/** CA, signer, database, revocations and OCSP, all real and in one process. */
forEachDatabase('the status of a certificate', ({ db }) => {
  let now = instant(Date.parse('2026-11-24T14:00:00Z'))
  const clock = { now: () => now }
  const permit = aPermit('certificates.issueCertificate')
  let ca: TestCa
  let environment: ReturnType<typeof open>
  before(async () => {
    ca = await startTestCa({
      clock,
      isWanted: (each) => ofProfessionals(each) && each.family === 'ecc',
    })
    environment = open()
  })
  after(() => ca.close())

  const professional = () => ca.issuers.current('professional', 'ecc')
  const certificatesWith = (signer: Partial<SignerClient> = {}) =>
    createCertificates({
      ...{ db, clock, recordAll: () => Promise.resolve() },
      issuers: { ...ca.issuers, current: professional },
      signer: { ...ca.signer, ...signer },
    })

  function open() {
    const certificates = certificatesWith()
    const record = () => Promise.resolve()
    const revocations = createRevocations({ certificates, record, clock })
    const { schedules } = compareWithSigner({
      ...{ db, clock, record, certificates, issuers: ca.issuers, signer: ca.signer },
      systemPermit: (name) => aPermit(name),
    })
    return { certificates, revocations, schedules }
  }

  /** A new OCSP node that has read everything. */
  async function aNode(refused: ReadonlySet<string> = new Set()) {
    const { certificates, revocations } = environment
    const node = createOcsp({
      ...{ db, clock, revocations, responderKeys: 'p256', permit: () => permit },
      issuers: ca.issuers.all.filter(({ role }) => role !== 'root'),
      certificates: {
        ...certificates,
        issueResponderCertificate: (by, request) =>
          refused.has(request.issuer)
            ? Promise.resolve(refuse({ kind: 'signer-unavailable' }))
            : certificates.issueResponderCertificate(by, request),
      },
      onFault: (fault) => assert.fail(String(fault)),
    })
    const read = async () => {
      await db.read((tx) => node.readRevocations(tx, now))
      await node.readIssued()
    }
    if (refused.size === 0) await node.renewKeys()
    await read()
    const respond = async (request: Uint8Array, of = professional().id): Promise<Uint8Array> => {
      const reply = await node.answererOf(of)?.(Buffer.from(request), 0, request.length)
      assert.ok(reply !== undefined && !('stream' in reply))
      if ('ready' in reply) return new Uint8Array(reply.ready.subarray(reply.bodyAt))
      return new Uint8Array(Buffer.from(reply.body ?? ''))
    }
    const statusOf = async (serial: string): Promise<string> => {
      const { certificate } = professional()
      const bytes = new Uint8Array(Buffer.from(serial, 'hex'))
      const id = certIdFor({ hashAlgorithm: 'sha1', issuer: certificate, serial: bytes })
      const response = await respond(encodeOcspRequest([id], undefined))
      const status = checkOcspResponse({
        ...{ response, serial: bytes, issuer: certificate, at: now, toleranceMilliseconds: 0 },
        nonce: undefined,
      })
      return status.ok ? status.value.kind : status.refusal.kind
    }
    return { node, read, respond, statusOf }
  }
  const issue = async (certificates = environment.certificates) => {
    const issued = await certificates.issueCertificate(permit, aRequest(now))
    assert.ok(issued.ok, JSON.stringify(issued))
    return issued.value.serial
  }
  const compare = async () => {
    for (const { run } of environment.schedules) await run()
  }
  const revoke = (serials: readonly SerialNumber[]) =>
    db.write((tx) =>
      environment.revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
        ...{ issuer: professional().id, serials, reason: 'keyCompromise', cause: 'card-lost' },
      }),
    )

  it('SSL.com 2025: a signature whose record failed leaves no certificate of unknown status', async () => {
    const signed: SerialNumber[] = []
    let count = 0
    // Every third signature is lost on its way into the database.
    const losing = certificatesWith({
      signCertificate: async (tbs, ...more) => {
        const result = await ca.signer.signCertificate(tbs, ...more)
        count += 1
        if (count % 3 === 0) throw new Error('the database went away')
        return result
      },
    })
    let lost = 0
    for (let each = 0; each < 12; each += 1)
      try {
        signed.push(await issue(losing))
      } catch {
        lost += 1
      }
    assert.equal(lost, 4)
    const { statusOf, read } = await aNode()
    // What was signed has its row since before it was signed: recovery completes it.
    const recovered = await environment.certificates.recover(aPermit('certificates.recover'))
    assert.deepEqual([recovered.issued, recovered.waiting], [4, 0])
    await read()
    await compare()
    const log = await ca.signer.signingLogFrom(0)
    assert.ok(log.ok)
    const use = `${professional().id} serial `
    const serials = Buffer.from(log.value)
      .toString('latin1')
      .split('\n')
      .flatMap((line) => (line.includes(use) ? [line.split(use)[1]?.split(' ')[0] ?? ''] : []))
      .map((text) => /^[0-9a-f]+/.exec(text)?.[0] ?? '')
    assert.ok(serials.length >= 12, String(serials.length))
    for (const serial of serials) assert.equal(await statusOf(serial), 'good', serial)
  })

  it('DigiNotar 2011: a certificate that nobody here ordered is never “good”, and revoked at the next comparison', async () => {
    await compare()
    // An intruder with the socket of the signer has it sign; no row says so.
    const issuer = professional()
    const { spki } = aCardKey('P-256')
    const identifier = keyIdentifier(spki)
    assert.ok(identifier)
    const serial = serialOf(randomBytes(16))
    const der = encodeToBeSigned({
      ...{ profile: 'ocsp-responder', issuer, serial, spki, keyIdentifier: identifier },
      subject: caSubject({ ...issuer, commonName: 'TEST responder' }),
      ...{ notBefore: now, notAfter: endOfDay(addDays(dateInHelsinki(now), 30)) },
    })
    const linted = lintTbs(der, { issuer, profile: 'ocsp-responder' })
    assert.ok(linted.ok)
    assert.ok((await ca.signer.signCertificate(linted.value)).ok)

    const { statusOf, read } = await aNode()
    assert.equal(await statusOf(formatSerial(serial)), 'unknown')
    // Every minute.
    await compare()
    await read()
    assert.equal(await statusOf(formatSerial(serial)), 'revoked')
  })

  it('Estonia 2018: the same key is never in the certificates of two cards, even at the same time', async () => {
    const key = aCardKey()
    const results = await Promise.all(
      [1, 2, 3].map(() =>
        environment.certificates.issueCertificate(permit, aRequest(now, { key })),
      ),
    )
    assert.deepEqual(results.map((result) => (result.ok ? 'ok' : result.refusal.kind)).sort(), [
      'key-already-used',
      'key-already-used',
      'ok',
    ])
    now = plus(now, 400 * day)
    assert.deepEqual(
      await environment.certificates.issueCertificate(permit, aRequest(now, { key })),
      refuse({ kind: 'key-already-used' }),
    )
    now = plus(now, -400 * day)
  })

  it('GlobalSign 2016: a response is about the certificate of one issuer, and no other that has its serial', async () => {
    const serial = await issue()
    assert.ok((await revoke([serial])).ok)
    const { statusOf, respond } = await aNode()
    assert.equal(await statusOf(serial), 'revoked')
    const bytes = new Uint8Array(Buffer.from(serial, 'hex'))
    const [root] = ca.issuers.roots
    assert.ok(root)
    const id = certIdFor({ hashAlgorithm: 'sha1', issuer: root.certificate, serial: bytes })
    const decoded = decodeOcspResponse(await respond(encodeOcspRequest([id], undefined)))
    assert.ok(decoded.ok && decoded.value.kind === 'response')
    assert.deepEqual(
      decoded.value.responses.map(({ status }) => status.kind),
      ['unknown'],
    )
  })

  it('HARICA 2024: no response is valid for longer than an hour, nor than the certificate of its key', async () => {
    const serial = await issue()
    const { node, respond } = await aNode()
    const { certificate } = professional()
    const bytes = new Uint8Array(Buffer.from(serial, 'hex'))
    const id = certIdFor({ hashAlgorithm: 'sha1', issuer: certificate, serial: bytes })
    const until = node.figures().responders[0]?.until
    assert.ok(until !== undefined)
    const start = now
    for (const [at, nextUpdate] of [
      [now, plus(now, hour)],
      [plus(until, -60_000 * 20), until],
    ] as const) {
      now = at
      await db.read((tx) => node.readRevocations(tx, now))
      for (const nonce of [undefined, new Uint8Array(16)]) {
        const decoded = decodeOcspResponse(await respond(encodeOcspRequest([id], nonce)))
        assert.ok(decoded.ok && decoded.value.kind === 'response')
        assert.equal(decoded.value.responses[0]?.nextUpdate, nextUpdate)
      }
    }
    now = start
  })

  it('Sectigo 2025: each CA has the responder that its certificates name, and a node is not ready before it has its key', async () => {
    const { node } = await aNode()
    assert.ok(node.isReady())
    for (const { id, role, ocspUrl } of ca.issuers.all) {
      assert.ok(ocspUrl.endsWith(`/ocsp/${id}`), ocspUrl)
      if (role !== 'root') assert.ok(node.answererOf(id), id)
    }
    const { node: unwired } = await aNode(new Set([professional().id]))
    await assert.rejects(unwired.renewKeys(), /professional-g1-ecc/)
    assert.ok(!unwired.isReady())
  })

  it('Delayed revocation 2024: hundreds of certificates are revoked in one step, and each is in OCSP at the next reading', async () => {
    const serials: SerialNumber[] = []
    for (let part = 0; part < 10; part += 1)
      serials.push(...(await Promise.all(Array.from({ length: 20 }, () => issue()))))
    const { statusOf, read } = await aNode()
    const revoked = await revoke(serials)
    assert.ok(revoked.ok && revoked.value.length === 200)
    // Twice a second; the CA/Browser Forum gives 24 hours, R41 five seconds.
    await read()
    for (const serial of serials) assert.equal(await statusOf(serial), 'revoked')
    assert.deepEqual(await revoke(serials), ok([]))
  })
})
