import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, before, it } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { addYears, dateInHelsinki, endOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { verifyChain } from '@sotevarmenne/x509/path'
import type { SignerClient } from '#pki/ca/index.ts'
import type { DomainEvent } from '#platform/record.ts'
import { ofProfessionals, startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { IssueCertificate } from './contract.ts'
import { createCertificates, type Certificates } from './index.ts'
import { settling } from './settle-certificate.ts'
import { writeTogether } from './write-together.ts'
import { findIncomplete, saveVoid } from './store.ts'
import { aCardKey, aRequest } from './testing.ts'

const now = instant(Date.parse('2026-11-24T14:00:00.500Z'))
const permit = aPermit('certificates.issueCertificate')
const recoverPermit = aPermit('certificates.recover')

forEachDatabase('issuing a certificate', ({ db }) => {
  let ca: TestCa
  let events: DomainEvent[]

  const certificatesWith = (
    signCertificate: SignerClient['signCertificate'] = (tbs) => ca.signer.signCertificate(tbs),
    at = now,
    issuers: Partial<TestCa['issuers']> = {},
    voidReservation: SignerClient['voidReservation'] = (written) =>
      ca.signer.voidReservation(written),
  ): Certificates => {
    events = []
    return createCertificates({
      db,
      issuers: { ...ca.issuers, ...issuers },
      signer: { signCertificate, voidReservation },
      clock: { now: () => at },
      recordAll: (_tx, happened) => {
        events.push(...happened.map(({ event }) => event))
        return Promise.resolve()
      },
    })
  }
  const issue = async (
    changes: Parameters<typeof aRequest>[1] = {},
    certificates = certificatesWith(),
  ) => certificates.issueCertificate(permit, aRequest(now, changes))

  before(async () => {
    ca = await startTestCa({ clock: { now: () => now }, isWanted: ofProfessionals })
  })
  after(() => ca.close())

  it('names the account on workstations in the certificate that logs in, where the CA’s file states its domain, and nowhere else (R302)', async () => {
    const withAccounts = certificatesWith(undefined, undefined, {
      current: (...of) => ({
        ...ca.issuers.current(...of),
        accountDomain: 'esimerkkila.example',
      }),
    })
    const textOf = async (
      profile: 'professional-authentication' | 'professional-signature',
      certificates?: Certificates,
    ): Promise<string> => {
      const issued = await issue({ profile }, certificates)
      assert.ok(issued.ok, JSON.stringify(issued))
      return execFileSync('openssl', ['x509', '-noout', '-text', '-inform', 'DER'], {
        input: issued.value.der,
        encoding: 'utf8',
      })
    }
    assert.match(
      await textOf('professional-authentication', withAccounts),
      /Subject Alternative Name:\s+othername: UPN:+00098705718@esimerkkila\.example/,
    )
    assert.doesNotMatch(await textOf('professional-signature', withAccounts), /Alternative Name/)
    assert.doesNotMatch(await textOf('professional-authentication'), /Alternative Name/)
  })

  it('gives a chain that verifies, with the holder in it, and two events', async () => {
    const issued = await issue()
    assert.ok(issued.ok)
    const certificate = decodeCertificate(issued.value.der)
    assert.ok(certificate.ok)
    const professional = ca.issuers.current('professional', 'ecc')
    const chain = verifyChain({
      leaf: certificate.value,
      intermediates: [professional.certificate],
      anchors: [professional.root],
      at: now,
    })
    assert.ok(chain.ok)
    assert.equal(
      attributeOf(certificate.value.subject, attributeTypes.commonName),
      'ESIMERKKI AINO MARIA 00098705718',
    )
    assert.equal(certificate.value.notAfter, endOfDay(addYears(dateInHelsinki(now), 5)))
    assert.equal(formatSerial(certificate.value.serial), issued.value.serial)
    assert.deepEqual(
      events.map(({ type }) => type),
      ['CertificateReserved', 'CertificateIssued'],
    )
  })

  it('puts the Doctor ID into both certificates as pseudonym', async () => {
    for (const profile of ['professional-authentication', 'professional-signature'] as const) {
      const issued = await issue({
        profile,
        subject: { ...aRequest(now).subject, doctorId: '123456' },
      })
      assert.ok(issued.ok)
      const certificate = decodeCertificate(issued.value.der)
      assert.ok(certificate.ok)
      assert.equal(attributeOf(certificate.value.subject, attributeTypes.pseudonym), '123456')
    }
  })

  it('takes RSA keys of cards that have them', async () => {
    const issued = await issue({ key: aCardKey('RSA-3072') })
    assert.equal(issued.ok && issued.value.issuer, 'professional-g1-rsa')
  })

  it('returns the same certificate for the same request', async () => {
    const request = aRequest(now)
    const certificates = certificatesWith()
    const results = await Promise.all(
      [1, 2, 3].map(() => certificates.issueCertificate(permit, request)),
    )
    const [first] = results
    assert.ok(first?.ok)
    for (const result of results) assert.deepEqual(result, first)
    assert.deepEqual(events.map(({ type }) => type).sort(), [
      'CertificateIssued',
      'CertificateReserved',
    ])
  })

  it('refuses the same request key with other content', async () => {
    const request = aRequest(now)
    assert.ok((await certificatesWith().issueCertificate(permit, request)).ok)
    assert.deepEqual(
      await issue({ requestKey: request.requestKey }),
      refuse({ kind: 'request-differs' }),
    )
  })

  it('refuses a key that has a certificate already', async () => {
    const key = aCardKey()
    assert.ok((await issue({ key })).ok)
    assert.deepEqual(await issue({ key }), refuse({ kind: 'key-already-used' }))
    assert.deepEqual(events, [])
  })

  it('refuses a key of the wrong kind, a broken one, and one whose holder can’t sign with it', async () => {
    assert.deepEqual(
      await issue({ key: aCardKey('P-256') }),
      refuse({ kind: 'key-too-weak', detail: 'P-256' }),
    )
    assert.deepEqual(
      await issue({ key: aCardKey('RSA-2048') }),
      refuse({ kind: 'key-too-weak', detail: 'RSA-2048' }),
    )
    assert.deepEqual(
      await issue({ key: { ...aCardKey(), spki: Uint8Array.of(0x30, 0) } }),
      refuse({ kind: 'key-not-readable' }),
    )
    assert.deepEqual(
      await issue({ key: { ...aCardKey(), proof: aCardKey().proof } }),
      refuse({ kind: 'bad-proof-of-possession' }),
    )
  })

  it('refuses a validity that has ended or is too long, and a subject that can’t be put into a certificate', async () => {
    assert.deepEqual(
      await issue({ validTo: localDate('2026-11-23') }),
      refuse({ kind: 'validity-not-acceptable', detail: 'it has ended already' }),
    )
    assert.deepEqual(
      await issue({ validTo: localDate('2031-11-25') }),
      refuse({ kind: 'validity-not-acceptable', detail: 'longer than its profile' }),
    )
    const { subject } = aRequest(now)
    for (const [changes, detail] of [
      [{ surname: ' ' }, 'names'],
      [{ givenNames: 'Ai\u202eno' }, 'names'],
      [{ registrationNumber: '140388-9039' }, 'number'],
      [{ title: '' }, 'title'],
      [{ doctorId: '12345' }, 'doctor-id'],
    ] as const)
      assert.deepEqual(
        await issue({ subject: { ...subject, ...changes } }),
        refuse({ kind: 'subject-not-acceptable', detail }),
      )
    const { givenNames, surname } = subject
    assert.deepEqual(
      await issue({ subject: { givenNames, surname, satu: '999004227' } }),
      refuse({ kind: 'subject-not-acceptable', detail: 'number' }),
    )
  })

  it('leaves a row and no certificate when the signer can’t be reached, and completes it at the next start', async () => {
    const request = aRequest(now)
    const unreachable = certificatesWith(() =>
      Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'gone' })),
    )
    assert.deepEqual(
      await unreachable.issueCertificate(permit, request),
      refuse({ kind: 'signer-unavailable' }),
    )
    assert.deepEqual((await unreachable.recover(recoverPermit)).waiting, 1)

    const certificates = certificatesWith()
    assert.deepEqual(await certificates.recover(recoverPermit), {
      issued: 1,
      voided: 0,
      waiting: 0,
    })
    const [found] = await db.read((tx) => certificates.certificatesOfCard(tx, request.cardId))
    assert.ok(found)
    assert.deepEqual(await certificates.issueCertificate(permit, request), ok(found))
  })

  it('leaves a row that was written just now to its writer, and completes it after a delay', async () => {
    const unreachable = certificatesWith(() =>
      Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'gone' })),
    )
    assert.equal((await unreachable.issueCertificate(permit, aRequest(now))).ok, false)
    const none = { issued: 0, voided: 0, waiting: 0 }
    const rested = { restingFor: minute }
    assert.deepEqual(await certificatesWith().recover(recoverPermit, rested), none)
    const later = certificatesWith(undefined, plus(now, 2 * minute))
    assert.deepEqual(await later.recover(recoverPermit, rested), { ...none, issued: 1 })
  })

  it('completes the other rows when one can’t be completed', async () => {
    const signs = (tbs: Parameters<SignerClient['signCertificate']>[0]) =>
      ca.signer.signCertificate(tbs)
    const unreachable = certificatesWith(() =>
      Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'gone' })),
    )
    for (const request of [aRequest(now), aRequest(now)])
      assert.equal((await unreachable.issueCertificate(permit, request)).ok, false)
    let isFirst = true
    const faulty = certificatesWith((tbs) => {
      if (!isFirst) return signs(tbs)
      isFirst = false
      return Promise.resolve(ok(aCardKey().proof.signature))
    })
    await assert.rejects(faulty.recover(recoverPermit), (fault) => {
      assert.ok(fault instanceof AggregateError)
      assert.match(fault.message, /^1 certificates stay incomplete; .*"issued":1,"voided":0/)
      assert.match(String(fault.errors), /professional-g1-ecc [0-9a-f]{34} stays incomplete/)
      return true
    })
    assert.equal((await certificatesWith().recover(recoverPermit)).issued, 1)
  })

  it('voids a row that the signer refuses; the request may then be repeated', async () => {
    const request = aRequest(now)
    const refusing = certificatesWith(() =>
      Promise.resolve(refuse({ kind: 'profile-not-of-issuer' })),
    )
    assert.deepEqual(
      await refusing.issueCertificate(permit, request),
      refuse({ kind: 'signer-refused', refusal: { kind: 'profile-not-of-issuer' } }),
    )
    assert.deepEqual(
      events.map(({ type }) => type),
      ['CertificateReserved', 'CertificateVoided'],
    )
    const certificates = certificatesWith()
    assert.deepEqual(await db.read((tx) => certificates.certificatesOfCard(tx, request.cardId)), [])
    assert.ok((await certificates.issueCertificate(permit, request)).ok)
  })

  it('voids nothing that was signed, whatever is refused by now', async () => {
    const request = aRequest(now)
    const signedAndRefused = certificatesWith(async (tbs) => {
      assert.ok((await ca.signer.signCertificate(tbs)).ok)
      return refuse({ kind: 'unknown-issuer' })
    })
    const issued = await signedAndRefused.issueCertificate(permit, request)
    assert.ok(issued.ok)
    assert.deepEqual(await certificatesWith().issueCertificate(permit, request), issued)
  })

  it('completes what was signed though its bytes break a lint by now', async () => {
    const request = aRequest(now)
    const dying = certificatesWith(async (tbs) => {
      assert.ok((await ca.signer.signCertificate(tbs)).ok)
      throw new Error('the process dies with the response')
    })
    await assert.rejects(dying.issueCertificate(permit, request), /dies with the response/)

    const stricter = certificatesWith(undefined, now, {
      find: (id) => {
        const issuer = ca.issuers.find(id)
        return issuer && { ...issuer, notAfter: plus(now, minute) }
      },
    })
    assert.deepEqual(await stricter.recover(recoverPermit), { issued: 1, voided: 0, waiting: 0 })
    const [found] = await db.read((tx) => stricter.certificatesOfCard(tx, request.cardId))
    assert.ok(found)
  })

  it('voids a row whose bytes break a lint by now, and the signer will not sign it any more', async () => {
    const request = aRequest(now)
    let bytes: Parameters<SignerClient['signCertificate']>[0] | undefined
    const away = certificatesWith((tbs) => {
      bytes = tbs
      return Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'gone' }))
    })
    assert.equal((await away.issueCertificate(permit, request)).ok, false)
    const stricter = certificatesWith(undefined, now, {
      find: (id) => {
        const issuer = ca.issuers.find(id)
        return issuer && { ...issuer, notAfter: plus(now, minute) }
      },
    })
    assert.deepEqual(await stricter.recover(recoverPermit), { issued: 0, voided: 1, waiting: 0 })
    assert.ok(bytes)
    assert.deepEqual(
      await ca.signer.signCertificate({ ...bytes }),
      refuse({ kind: 'serial-voided' }),
    )
  })

  it('keeps a row reserved when the signer can’t say whether it was signed', async () => {
    const request = aRequest(now)
    const away = certificatesWith(
      () => Promise.resolve(refuse({ kind: 'lint-failed', findings: [] })),
      now,
      {},
      () => Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'gone' })),
    )
    assert.deepEqual(
      await away.issueCertificate(permit, request),
      refuse({ kind: 'signer-unavailable' }),
    )
    assert.equal((await certificatesWith().recover(recoverPermit)).issued, 1)
  })

  it('fails for one row that was voided meanwhile; those settled with it are issued', async () => {
    const away = certificatesWith(() =>
      Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'gone' })),
    )
    for (const request of [aRequest(now), aRequest(now)])
      assert.equal((await away.issueCertificate(permit, request)).ok, false)
    const [lost, other] = await db.read((tx) => findIncomplete(tx, now))
    assert.ok(lost && other)
    await db.write(async (tx) => ok(await saveVoid(tx, { ...lost, reason: 'by hand', now })))

    const der = Uint8Array.of(0x30, 0)
    const write = writeTogether({
      db,
      ...ca,
      clock: { now: () => now },
      recordAll: () => Promise.resolve(),
    })
    const settled = await write([lost, other].map((row) => settling(row, der, permit)))
    assert.deepEqual(settled, [undefined, der])
  })

  it('fails for the whole group when one row breaks their statement, and all are completed later, once', async () => {
    const [begins, ends, occupies] = [
      aRequest(now),
      aRequest(now, { key: aCardKey('RSA-3072') }),
      aRequest(now),
    ]
    // PostgreSQL has no text with this character.
    const breaks = aRequest(now, { holder: '\0' })

    const isSigned = Promise.withResolvers<undefined>()
    const mayEnd = Promise.withResolvers<undefined>()
    let firstSignature: Uint8Array | undefined
    const mayWrite = Promise.withResolvers<undefined>()
    let isHeld = false
    let held = 0
    const certificates = createCertificates({
      ...ca,
      db: {
        ...db,
        write: async (action, options) => {
          held += Number(isHeld)
          if (isHeld) await mayWrite.promise
          return db.write(action, options)
        },
      },
      clock: { now: () => now },
      signer: {
        ...ca.signer,
        signCertificate: async (tbs) => {
          if (isHeld) return refuse({ kind: 'signer-unavailable', detail: 'gone' })
          const signed = await ca.signer.signCertificate(tbs)
          firstSignature = signed.ok ? signed.value : undefined
          isSigned.resolve(undefined)
          await mayEnd.promise
          return signed
        },
      },
      recordAll: () => Promise.resolve(),
    })
    const issue = (request: IssueCertificate) => certificates.issueCertificate(permit, request)

    const ending = issue(ends)
    await isSigned.promise
    // While a group is under way, new rows wait and go together.
    isHeld = true
    const occupying = issue(occupies)
    while (held < 1) await setImmediate()
    const group = [ending, issue(begins), issue(breaks)]
    mayEnd.resolve(undefined)
    await setImmediate()
    mayWrite.resolve(undefined)

    for (const result of await Promise.allSettled(group)) assert.equal(result.status, 'rejected')
    assert.equal((await occupying).ok, false)
    const incomplete = await db.read((tx) => findIncomplete(tx, now))
    assert.deepEqual(
      new Set(incomplete.map(({ requestKey }) => requestKey)),
      new Set([ends, occupies].map(({ requestKey }) => requestKey)),
    )

    const again = certificatesWith()
    assert.equal((await again.recover(recoverPermit)).issued, 2)
    const [ended] = await db.read((tx) => again.certificatesOfCard(tx, ends.cardId))
    const certificate = decodeCertificate(ended?.der ?? new Uint8Array())
    assert.ok(certificate.ok)
    assert.deepEqual(certificate.value.signature, firstSignature)
    for (const request of [begins, ends]) {
      const issued = await again.issueCertificate(permit, request)
      assert.ok(issued.ok)
      const all = await db.read((tx) => again.certificatesOfCard(tx, request.cardId))
      assert.deepEqual(all, [issued.value])
    }
    await assert.rejects(again.issueCertificate(permit, breaks))
    assert.deepEqual(await db.read((tx) => again.certificatesOfCard(tx, breaks.cardId)), [])
  })

  it('throws when a row was voided by hand while its bytes were signed', async () => {
    const request = aRequest(now)
    const losing = certificatesWith(async (tbs) => {
      const signed = await ca.signer.signCertificate(tbs)
      await db.write(async (tx) => {
        const [row] = await findIncomplete(tx, now)
        return ok(row && (await saveVoid(tx, { ...row, reason: 'by hand', now })))
      })
      return signed
    })
    await assert.rejects(
      losing.issueCertificate(permit, request),
      /was voided though it was signed/,
    )
  })

  it('repeats a request whose row has become too old to be signed', async () => {
    const request = aRequest(now)
    const away = certificatesWith(() =>
      Promise.resolve(refuse({ kind: 'signer-unavailable', detail: 'gone' })),
    )
    assert.equal((await away.issueCertificate(permit, request)).ok, false)
    let isFirst = true
    const afterDays = certificatesWith((tbs) => {
      if (!isFirst) return ca.signer.signCertificate(tbs)
      isFirst = false
      return Promise.resolve(refuse({ kind: 'outside-time-window', now }))
    })
    const issued = await afterDays.issueCertificate(permit, request)
    assert.ok(issued.ok)
    assert.deepEqual(
      events.map(({ type }) => type),
      ['CertificateVoided', 'CertificateReserved', 'CertificateIssued'],
    )
  })

  it('reports clock skew when the signer’s clock differs', async () => {
    const elsewhere = certificatesWith(() =>
      Promise.resolve(refuse({ kind: 'outside-time-window', now })),
    )
    assert.deepEqual(
      await elsewhere.issueCertificate(permit, aRequest(now)),
      refuse({ kind: 'clock-skew' }),
    )
  })

  it('stops when the signature is not the issuer’s, and keeps the row', async () => {
    const request = aRequest(now)
    const faulty = certificatesWith(() => Promise.resolve(ok(aCardKey().proof.signature)))
    await assert.rejects(faulty.issueCertificate(permit, request), /does not verify/)
    assert.ok((await certificatesWith().issueCertificate(permit, request)).ok)
  })

  it('records the CAs’ own certificates once', async () => {
    const certificates = certificatesWith()
    await certificates.recover(recoverPermit)
    await certificates.recover(recoverPermit)
    for (const { certificate, under } of ca.issuers.all) {
      const row = await db.read((tx) =>
        certificates.findCertificate(tx, {
          issuer: under,
          serial: formatSerial(certificate.serial),
        }),
      )
      assert.equal(row?.state, 'issued')
    }
    assert.equal(
      await db.read((tx) =>
        certificates.findCertificate(tx, { issuer: 'root-g1-ecc', serial: '00' }),
      ),
      undefined,
    )
  })

  it('certifies the key of the OCSP responder', async () => {
    const key = aCardKey('P-256')
    const issued = await certificatesWith().issueResponderCertificate(permit, {
      requestKey: 'responder:1',
      issuer: ca.issuers.current('professional', 'ecc').id,
      spki: key.spki,
      proof: key.proof,
    })
    assert.ok(issued.ok)
    const certificate = decodeCertificate(issued.value.der)
    assert.ok(certificate.ok)
    assert.equal(certificate.value.known.ocspNoCheck, true)
  })

  it('names the OCSP responder as the CA file says', async () => {
    const key = aCardKey('P-256')
    const issuer = {
      ...ca.issuers.current('professional', 'ecc'),
      responderName: 'Example OCSP 1',
    }
    const issuers = { find: () => issuer }
    const certificates = certificatesWith(undefined, undefined, issuers)
    const issued = await certificates.issueResponderCertificate(permit, {
      requestKey: 'responder:2',
      issuer: issuer.id,
      spki: key.spki,
      proof: key.proof,
    })
    assert.ok(issued.ok)
    const certificate = decodeCertificate(issued.value.der)
    assert.ok(certificate.ok)
    assert.equal(
      attributeOf(certificate.value.subject, attributeTypes.commonName),
      'Example OCSP 1',
    )
  })
})
