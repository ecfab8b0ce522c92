import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { hour, instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import type { CertificateStatus } from '@sotevarmenne/x509/ocsp'
import { authorityInfoAccess } from '@sotevarmenne/x509/extensions'
import { aCa, aHolder } from '@sotevarmenne/x509/testing'
import type { StatusResponse } from './query-status.ts'
import { createStatusChecks } from './status-checks.ts'

const start = instant(1_790_000_000_000)
const good = { kind: 'good' } as const
const lost = { kind: 'revoked', revokedAt: start, reason: 'keyCompromise' } as const
const held = { kind: 'revoked', revokedAt: start, reason: 'certificateHold' } as const
const issuer = aCa()
const places = [authorityInfoAccess({ ocsp: ['http://127.0.0.1:1'], caIssuers: [] })]
const aCard = (extensions = places) => ({
  certificate: aHolder(issuer, { extensions }).certificate,
  issuer: issuer.certificate,
})

/** Checks of a card whose issuer says what the test says, at the time of the test. */
function open() {
  const card = aCard()
  const env = {
    now: start,
    ocsp: undefined as CertificateStatus | undefined,
    crl: undefined as CertificateStatus | undefined,
    /** When what is said was signed; by default now. */
    signedAt: undefined as Instant | undefined,
    queries: [] as string[],
    changes: 0,
  }
  const said = (status: CertificateStatus | undefined): StatusResponse | undefined => {
    const thisUpdate = env.signedAt ?? env.now
    return status && { status, thisUpdate, nextUpdate: plus(thisUpdate, 30 * minute) }
  }
  const checks = createStatusChecks({
    clock: { now: () => env.now },
    queryStatus: {
      byOcsp: async () => {
        env.queries.push('ocsp')
        return said(env.ocsp)
      },
      byCrl: async () => {
        env.queries.push('crl')
        return said(env.crl)
      },
    },
    changed: () => (env.changes += 1),
    reportFault: (fault) => {
      throw fault
    },
  })
  return {
    env,
    known: (of = card) => checks.known(of).kind,
    /** As after the query that it begins. */
    seen: async (of = card) => {
      checks.known(of)
      return checks.settled(of, hour)
    },
    checks,
    card,
  }
}

describe('the revocation status of a card in use', () => {
  it('is known at once from the cache, and queried again in the background when it is not fresh', async () => {
    const { env, known, seen } = open()
    env.ocsp = good
    assert.equal(known(), 'pending')
    assert.deepEqual(await seen(), good)
    assert.equal(env.changes, 1)
    env.now = plus(start, 9 * second)
    assert.equal(known(), 'good')
    assert.deepEqual(env.queries, ['ocsp'])
    env.ocsp = lost
    env.now = plus(start, 10 * second)
    assert.equal(known(), 'good')
    assert.deepEqual(await seen(), lost)
    assert.equal(env.changes, 2)
  })

  it('is queried once more ten seconds after somebody looked at a fresh one', async (test) => {
    const { env, known, seen, card, checks } = open()
    test.mock.timers.enable({ apis: ['setTimeout'] })
    env.ocsp = good
    await seen()
    env.ocsp = lost
    assert.deepEqual([known(), known()], ['good', 'good'])
    test.mock.timers.tick(10 * second)
    assert.deepEqual(await checks.settled(card, hour), lost)
    assert.deepEqual([env.changes, env.queries.length], [2, 2])
  })

  it('is taken from the CRL where OCSP does not respond; the CRL is downloaded again after ten minutes', async () => {
    const { env, seen } = open()
    env.crl = good
    assert.deepEqual(await seen(), good)
    env.now = plus(start, minute)
    assert.deepEqual(await seen(), good)
    assert.deepEqual(env.queries, ['ocsp', 'crl', 'ocsp'])
    env.crl = lost
    env.now = plus(start, 10 * minute)
    assert.deepEqual(await seen(), lost)
  })

  it('is good without a connection until the nextUpdate of the response, and not longer', async () => {
    const { env, seen } = open()
    env.ocsp = good
    await seen()
    env.ocsp = undefined
    env.now = plus(start, 30 * minute)
    assert.deepEqual(await seen(), good)
    env.now = plus(start, 30 * minute + 1)
    assert.deepEqual(await seen(), { kind: 'no-response' })
  })

  it('is queried once in half a minute while nothing responds', async () => {
    const { env, seen } = open()
    for (const seconds of [0, 10, 29, 30]) {
      env.now = plus(start, seconds * second)
      assert.deepEqual(await seen(), { kind: 'no-response' })
    }
    assert.deepEqual(env.queries, ['ocsp', 'crl', 'ocsp', 'crl'])
  })

  it('is not queried sooner because somebody looked meanwhile, while nothing responds', async (test) => {
    const { env, known, seen, card, checks } = open()
    test.mock.timers.enable({ apis: ['setTimeout'] })
    await seen()
    assert.equal(known(), 'no-response')
    test.mock.timers.tick(30 * second - 1)
    await checks.settled(card, hour)
    assert.deepEqual(env.queries, ['ocsp', 'crl'])
    test.mock.timers.tick(1)
    await checks.settled(card, hour)
    assert.deepEqual(env.queries, ['ocsp', 'crl', 'ocsp', 'crl'])
  })

  it('is not queried once the program has stopped', async (test) => {
    const { env, known, seen, card, checks } = open()
    test.mock.timers.enable({ apis: ['setTimeout'] })
    env.ocsp = good
    await seen()
    assert.equal(known(), 'good')
    checks.stop()
    test.mock.timers.tick(hour)
    checks.query(card)
    await checks.settled(card, hour)
    assert.deepEqual(env.queries, ['ocsp'])
  })

  it('is not that of another CA’s certificate with the same serial numbers', async () => {
    const { env, seen } = open()
    const serial = Uint8Array.of(1)
    const [first, second] = Array.from({ length: 2 }, () => {
      const ca = aCa({ serial })
      const { certificate } = aHolder(ca, { serial, extensions: places })
      return { certificate, issuer: ca.certificate }
    })
    assert.ok(first && second)
    env.ocsp = lost
    await seen(first)
    env.ocsp = good
    assert.deepEqual(await seen(second), good)
  })

  it('stays revoked for good, whatever is said later or not said', async () => {
    const { env, seen } = open()
    env.ocsp = lost
    await seen()
    for (const later of [good, undefined, { kind: 'unknown' } as const]) {
      env.now = plus(env.now, hour)
      Object.assign(env, { ocsp: later, crl: later })
      assert.deepEqual(await seen(), lost)
    }
    assert.deepEqual(env.queries, ['ocsp'])
  })

  it('is suspended until a later response lifts that, and a replayed earlier one does not', async () => {
    const { env, seen } = open()
    env.ocsp = held
    assert.deepEqual(await seen(), held)
    env.now = plus(start, 2 * hour)
    env.signedAt = plus(start, -minute)
    env.ocsp = good
    assert.deepEqual(await seen(), held)
    env.signedAt = undefined
    env.now = plus(env.now, minute)
    assert.deepEqual(await seen(), good)
  })

  it('is revoked though the response was signed before the one that said good', async () => {
    const { env, seen } = open()
    env.ocsp = good
    await seen()
    env.now = plus(start, minute)
    env.signedAt = plus(start, -second)
    env.ocsp = lost
    assert.deepEqual(await seen(), lost)
  })

  it('is waited for no longer than the limit', async () => {
    const card = aCard()
    const checks = createStatusChecks({
      clock: { now: () => start },
      queryStatus: { byOcsp: () => new Promise(() => undefined), byCrl: async () => undefined },
      changed: () => undefined,
      reportFault: () => undefined,
    })
    assert.deepEqual(checks.known(card), { kind: 'pending' })
    assert.deepEqual(await checks.settled(card, 1), { kind: 'no-response' })
  })

  it('is not queried where the certificate names no service', async () => {
    const { env, checks } = open()
    const bare = aCard([])
    checks.query(bare)
    assert.deepEqual(checks.known(bare), { kind: 'no-address' })
    assert.deepEqual(await checks.settled(bare, hour), { kind: 'no-address' })
    assert.deepEqual(env.queries, [])
  })

  it('is remembered of the last 32 certificates only', async () => {
    const { env, seen } = open()
    env.ocsp = good
    const [first, ...others] = Array.from({ length: 33 }, () => aCard())
    assert.ok(first)
    await seen(first)
    for (const other of others) await seen(other)
    await seen(first)
    assert.equal(env.queries.length, 34)
  })
})
