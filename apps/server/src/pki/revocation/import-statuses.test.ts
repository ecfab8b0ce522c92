import assert from 'node:assert/strict'
import { before, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { crlDistributionPoints } from '@sotevarmenne/x509/extensions'
import { aHolder, aCa } from '@sotevarmenne/x509/testing'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { CertificateRow } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import { recordedCertificates } from '#pki/issuance/testing.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { recordEach } from '@sotevarmenne/tests/operation/record'
import { createRevocations, importStatuses, type Revocations } from './index.ts'

const issuer = 'service-g1-ecc' as IssuerId
const clock = { now: () => instant(Date.parse('2026-11-24T14:00:00Z')) }
const permit = aPermit('revocation.importStatuses')

forEachDatabase('the status index of an older system', ({ db }) => {
  let certificates: Certificates
  let revocations: Revocations
  let events: DomainEvent[]
  const record = (_tx: unknown, event: DomainEvent): Promise<void> => {
    events.push(event)
    return Promise.resolve()
  }
  const recordAll = recordEach(record)
  const take = (lines: readonly string[]) =>
    importStatuses({ db, clock, recordAll, certificates })(permit, {
      issuer,
      lines: asStream(lines),
    })
  const statusOf = (serial: string) => db.read((tx) => revocations.statusOf(tx, { issuer, serial }))

  before(() => {
    events = []
    certificates = recordedCertificates(db, clock)
    revocations = createRevocations({ certificates, record, clock })
  })

  it('is imported once, with an entry in the audit log, and used for responses from then on', async () => {
    const lines = [
      'V\t270102030405Z\t\t0A01\tunknown\t/CN=x',
      'R\t270102030405Z\t260506070809Z,superseded\t0A02\tunknown\t/CN=x',
    ]
    assert.deepEqual(await take(lines), ok({ certificates: 2, revocations: 1 }))
    assert.deepEqual(await take(lines), ok({ certificates: 0, revocations: 0 }))
    assert.deepEqual(events, [
      { type: 'StatusesImported', issuer, certificates: 2, revocations: 1 },
    ])
    assert.deepEqual(await statusOf('0a01'), { status: 'good' })
    assert.deepEqual(await statusOf('0a02'), {
      status: 'revoked',
      revokedAt: instant(Date.parse('2026-05-06T07:08:09Z')),
      reason: 'superseded',
    })
    assert.deepEqual(await statusOf('0a03'), { status: 'unknown' })
  })

  it('contains certificates that can be revoked here', async () => {
    const revoked = await db.write((tx) =>
      revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
        issuer,
        serials: ['0a01' as never],
        reason: 'keyCompromise',
        cause: 'card-lost',
      }),
    )
    assert.ok(revoked.ok)
    assert.equal((await statusOf('0a01')).status, 'revoked')
  })

  it('puts what was issued here on the CRL to which the certificate points, until it expires, and notifies as for any other', async () => {
    const extensions = [crlDistributionPoints(['http://a.fi/crl/service-g1-ecc/7.crl'])]
    const { der } = aHolder(aCa(), { extensions }).certificate
    const notAfter = instant(Date.parse('2031-11-24T21:59:59Z'))
    const issuedHere: Pick<Certificates, 'importCertificates' | 'findCertificate'> = {
      importCertificates: () => Promise.resolve(0),
      findCertificate: () =>
        Promise.resolve({
          ...{ state: 'issued', der, notAfter, holder: 'a-person', cardId: 'a-card' },
        } as CertificateRow),
    }
    events = []
    const lines = asStream(['R\t270102030405Z\t260506070809Z,superseded\t0D01\tunknown\t/CN=x'])
    const taken = await importStatuses({ db, clock, recordAll, certificates: issuedHere })(permit, {
      issuer,
      lines,
    })
    assert.deepEqual(taken, ok({ certificates: 0, revocations: 1 }))

    assert.deepEqual(events, [
      {
        type: 'CertificateRevoked',
        ...{ issuer, serial: '0d01', reason: 'superseded', cause: 'imported' },
        about: { personId: 'a-person', cardId: 'a-card' },
      },
      { type: 'StatusesImported', issuer, certificates: 0, revocations: 1 },
    ])
    const listed = await db.read((tx) => revocations.statusesSince(tx, 0))
    assert.equal(listed.at(-1)?.notAfter, notAfter)

    const touched = await db.read((tx) => revocations.touchedSince(tx, 0))
    assert.deepEqual(
      touched.map(({ shard, count }) => ({ shard, count })).filter(({ shard }) => shard === 7),
      [{ shard: 7, count: 1 }],
    )
  })

  it('stays on CRLs for five years after the revocation, by which the signer goes', async () => {
    const revokedAt = instant(Date.parse('2026-05-06T07:08:09Z'))
    const end = (years: number) => instant(Date.parse(`${String(2026 + years)}-05-06T07:08:09Z`))
    const taken = await take([
      'R\t270102030405Z\t260506070809Z,superseded\t0E01\tunknown\t/CN=x',
      'R\t400102030405Z\t260506070809Z,superseded\t0E02\tunknown\t/CN=x',
    ])
    assert.ok(taken.ok)
    const listed = await db.read((tx) => revocations.statusesSince(tx, 0))
    const endOf = (serial: string) => listed.find((each) => each.serial === serial)?.notAfter
    const until = endOf('0e01') ?? revokedAt
    assert.ok(until >= end(5) && until < end(6), String(until))
    assert.equal(endOf('0e02'), instant(Date.parse('2040-01-02T03:04:05Z')))
  })

  it('puts what was issued here and lost on the CRL of its shard, which follows from the serial', async () => {
    const shardsNow = async () => {
      const touched = await db.read((tx) => revocations.touchedSince(tx, 0))
      return touched.map(({ shard }) => shard)
    }
    const line = (serial: string) =>
      `R\t270102030405Z\t260506070809Z,superseded\t${serial}\tunknown\t/CN=x`
    const parts = { db, clock, recordAll, certificates }
    // The last four bytes, 0x00000105, are 261; modulo 100 shards 61.
    const lines = asStream([line('5A00000105')])
    assert.ok(!(await shardsNow()).includes(61))
    assert.ok((await importStatuses(parts)(permit, { issuer, shards: 100, lines })).ok)
    assert.ok((await shardsNow()).includes(61))
  })

  it('is refused at the first line that can’t be read; corrected, it is imported completely', async () => {
    const good = 'V\t270102030405Z\t\t0B01\tunknown\t/CN=x'
    assert.deepEqual(
      await take([good, 'V\t270102030405Z\t\tzz\tunknown\t/CN=x']),
      refuse({ kind: 'line-malformed', line: 2, detail: 'the serial number can’t be read' }),
    )
    assert.deepEqual(await statusOf('0b01'), { status: 'unknown' })
    assert.deepEqual(await take([good]), ok({ certificates: 1, revocations: 0 }))
  })

  it('is visible to a process that follows what is issued', async () => {
    const page = await db.read((tx) => certificates.issuedAfter(tx, undefined))
    assert.deepEqual(page.issued, [
      { issuer, serials: ['0a01', '0a02', '0b01', '0e01', '0e02', '5a00000105'] },
    ])
  })
})

async function* asStream(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines
  await Promise.resolve()
}
