import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { formatSigningLogLine, type SigningLogLine } from '@sotevarmenne/issuing/signing-log-line'
import { formatInstant, instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { sql } from 'kysely'
import type { SignerState } from '#pki/ca/contract.ts'
import { recordedCertificates } from '#pki/issuance/testing.ts'
import type { DomainEvent } from '#platform/record.ts'
import { compareWithSigner, countUnrecorded, createRevocations } from './index.ts'

const now = instant(Date.parse('2026-11-24T14:00:00Z'))
const until = instant(Date.parse('2031-11-24T21:59:59Z'))
const issuer = 'professional-g1-ecc'

forEachDatabase('the comparison with the signer', ({ db }) => {
  let log: Buffer
  let partBytes: number
  let decisions: SignerState['decisions']
  let events: DomainEvent[]
  const clock = { now: () => now }
  const record = (_tx: unknown, event: DomainEvent) => {
    events.push(event)
    return Promise.resolve()
  }
  const certificates = recordedCertificates(db, clock)
  const revocations = createRevocations({ certificates, record, clock })
  const { schedules } = compareWithSigner({
    ...{ db, clock, record, certificates },
    systemPermit: (name) => aPermit(name),
    issuers: { all: [], find: (id) => (id === issuer ? ({ shards: 10 } as never) : undefined) },
    signer: {
      signingLogFrom: async (position) =>
        position > log.length
          ? refuse({ kind: 'signing-log-shorter' } as const)
          : ok(new Uint8Array(wholeLines(log.subarray(position, position + partBytes)))),
      state: () => Promise.resolve({ decisions } as SignerState),
    },
  })
  const compare = async () => {
    for (const { run } of schedules) await run()
  }
  const wholeLines = (bytes: Buffer) => bytes.subarray(0, bytes.lastIndexOf('\n') + 1)

  beforeEach(async () => {
    log = Buffer.alloc(0)
    partBytes = 1_000_000
    decisions = []
    events = []
    await db.write(async (tx) => {
      await sql`update revocation.compared_signing_log set position = 0`.execute(tx)
      await sql`delete from revocation.unrecorded_certificate`.execute(tx)
      return ok(undefined)
    })
  })

  const sign = (serial: string, change: Partial<SigningLogLine> = {}) => {
    const line = {
      use: `${issuer} serial ${serial}`,
      digest: createHash('sha256').update(serial).digest('hex'),
      signature: Uint8Array.of(1),
      notAfter: until,
      ...change,
    }
    log = Buffer.concat([log, Buffer.from(formatSigningLogLine(line))])
  }
  const write = async (serial: string, state: 'issued' | 'void' = 'issued') => {
    const tbs = Buffer.from(serial)
    const [at, end] = [formatInstant(now), formatInstant(until)]
    const written = await db.write(async (tx) => {
      await sql`
        insert into issuance.certificate (issuer, serial, profile, state, request_key, key_digest,
          not_before, not_after, tbs, der, void_reason, reserved_at, settled_at)
        values (${issuer}, ${serial}, 'professional-authentication', ${state}, ${serial}, ${serial},
          ${at}, ${end}, ${tbs}, ${state === 'issued' ? tbs : null},
          ${state === 'void' ? 'withdrawn' : null}, ${at}, ${at})`.execute(tx)
      return ok(undefined)
    })
    assert.ok(written.ok)
  }
  const statusOf = async (serial: string) =>
    (await db.read((tx) => revocations.statusOf(tx, { issuer, serial }))).status
  const found = () => db.read((tx) => countUnrecorded(tx, now))

  it('finds nothing where each certificate that was signed has its row', async () => {
    await write('5a01')
    sign('5a01')
    sign('5a02', { use: `${issuer} crl 7` })
    sign('5a03', { signature: undefined })
    await compare()
    assert.deepEqual(events, [])
    assert.equal(await found(), 0)
  })

  it('revokes a certificate that was signed and is not recorded, once, and records that', async () => {
    assert.equal(await statusOf('5a10'), 'unknown')
    sign('5a10')
    await compare()
    await compare()
    assert.equal(await statusOf('5a10'), 'revoked')
    const expected = { type: 'UnrecordedCertificateFound', issuer, kind: 'row-missing' }
    assert.deepEqual(events, [{ ...expected, serial: '5a10', isRevoked: true }])
    assert.equal(await found(), 1)
    const listed = await db.read((tx) => revocations.statusesSince(tx, 0))
    const entry = listed.find(({ serial }) => serial === '5a10')
    assert.deepEqual(
      { ...entry, position: 0 },
      {
        ...{ position: 0, issuer, serial: '5a10', reason: 'privilegeWithdrawn' },
        ...{ revokedAt: now, notAfter: until },
      },
    )
    const touched = await db.read((tx) => revocations.touchedSince(tx, 0))
    assert.ok(
      touched.some(({ shard }) => shard === 0x5a10 % 10),
      'the shard follows from the serial',
    )
  })

  it('tells other bytes than those in the row, and a row that says it was never signed', async () => {
    await write('5a20')
    sign('5a20', { digest: '0'.repeat(64) })
    await write('5a21', 'void')
    sign('5a21')
    await compare()
    const kinds = events.map((event) => ('kind' in event ? event.kind : undefined))
    assert.deepEqual(kinds.toSorted(), ['other-bytes', 'voided-though-signed'])
    assert.deepEqual([await statusOf('5a20'), await statusOf('5a21')], ['revoked', 'revoked'])
  })

  it('goes on where it ended, in parts of any size', async () => {
    partBytes = 300
    for (let nr = 0; nr < 20; nr += 1) sign(`5a30${String(nr).padStart(2, '0')}`)
    await compare()
    assert.equal(await found(), 20)
    sign('5a31')
    await compare()
    assert.equal(await found(), 21)
  })

  it('revokes none of many, which the database must have lost', async () => {
    for (let nr = 0; nr < 101; nr += 1) sign(`5a4${String(nr).padStart(3, '0')}`)
    await compare()
    assert.equal(await found(), 101)
    assert.ok(events.every((event) => 'isRevoked' in event && event.isRevoked === false))
    assert.equal(await statusOf('5a4000'), 'unknown')
  })

  it('fails where the log is another one than before', async () => {
    sign('5a50')
    await compare()
    log = Buffer.alloc(0)
    await assert.rejects(compare(), /signing-log-shorter/)
  })

  it('records each decision of two persons once', async () => {
    const digest = 'd'.repeat(64)
    decisions = [{ digest, kind: 'audit-head', at: now }]
    await compare()
    await compare()
    assert.deepEqual(events, [{ type: 'SignerDecisionApplied', digest, decision: 'audit-head' }])
  })
})
