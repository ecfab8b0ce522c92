import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, it } from 'node:test'
import { day, instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import {
  authorityKeyIdentifier,
  basicConstraints,
  crlDistributionPoints,
  keyUsage,
  type KeyUsage,
} from '@sotevarmenne/x509/extensions'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { certify, decoded, identifierOf, newKeyed } from '@sotevarmenne/sandbox/environment/certify'
import { listOf } from '@sotevarmenne/sandbox/environment/list-of'
import { cachedStatus } from './cached-status.ts'

const start = instant(Date.parse('2026-11-26T09:00:00Z'))
const named = (value: string) => newKeyed([{ type: attributeTypes.commonName, value }])
const ca = named('TEST Authority of others')
const validity = { notBefore: plus(start, -day), notAfter: plus(start, 10 * day) }
const issuerWho = (...may: readonly KeyUsage[]) =>
  decoded(
    certify({
      ...{ subject: ca, by: ca, ...validity },
      extensions: [basicConstraints({ cA: true }), keyUsage(may)],
    }),
  )
let list: Uint8Array = new Uint8Array(0)
const server = createServer((_request, response) => response.end(list))
before(() => once(server.listen(0, '127.0.0.1'), 'listening'))
after(() => server.close())

function aCard(issuer = issuerWho('keyCertSign', 'cRLSign')) {
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/of.crl`
  const certificate = decoded(
    certify({
      ...{ subject: named('a card'), by: ca, ...validity },
      extensions: [authorityKeyIdentifier(identifierOf(ca)), crlDistributionPoints([url])],
    }),
  )
  let now: Instant = start
  const clock = { now: () => now }
  let ocsp: 'good' | 'revoked' | 'no-response' = 'no-response'
  const statusNow = cachedStatus({ clock, byOcsp: () => Promise.resolve(ocsp) })
  return {
    certificate,
    ocspSays: (says: typeof ocsp) => (ocsp = says),
    statusAt: (at: Instant) => {
      now = at
      return statusNow({ certificate, issuer, at })
    },
  }
}

it('a CRL is downloaded again when it expires before the cache entry does (R242)', async () => {
  const { certificate, statusAt } = aCard()
  list = listOf(ca, start)
  assert.equal(await statusAt(plus(start, day - minute)), 'good')
  list = listOf(ca, plus(start, day - second), [
    { serial: certificate.serial, revokedAt: plus(start, day - second) },
  ])
  assert.equal(await statusAt(plus(start, day + second)), 'revoked')
})

it('a CRL that is expired on arrival is not cached (R242)', async () => {
  const { statusAt } = aCard()
  list = listOf(ca, start)
  const late = plus(start, day + second)
  assert.equal(await statusAt(late), 'no-response')
  list = listOf(ca, late)
  assert.equal(await statusAt(plus(late, 10 * second)), 'good')
})

it('a CRL is not trusted when its issuer may not sign CRLs (R242)', async () => {
  list = listOf(ca, start)
  assert.equal(await aCard(issuerWho('keyCertSign')).statusAt(start), 'no-response')
  assert.equal(await aCard().statusAt(start), 'good')
})

it('a CRL is not trusted when it is older than a known revocation, whatever its source (R242)', async () => {
  const { ocspSays, statusAt } = aCard()
  const at = (minutes: number) => plus(start, minutes * minute)
  list = listOf(ca, start)
  ocspSays('revoked')
  assert.equal(await statusAt(at(1)), 'revoked')
  // An attacker who blocks OCSP can replay the previous CRL.
  ocspSays('no-response')
  assert.equal(await statusAt(at(2)), 'revoked')
  assert.equal(await statusAt(at(20)), 'revoked')
  // The release of a hold is published by a later CRL, or by OCSP.
  list = listOf(ca, at(30))
  assert.equal(await statusAt(at(31)), 'good')
  ocspSays('revoked')
  assert.equal(await statusAt(at(32)), 'revoked')
  ocspSays('good')
  assert.equal(await statusAt(at(33)), 'good')
  ocspSays('no-response')
  assert.equal(await statusAt(at(34)), 'good')
})

it('a CRL is not trusted when it is older than one that was read at the same address (R242)', async () => {
  const { certificate, statusAt } = aCard()
  const { serial } = certificate
  const other = new Uint8Array([...serial.slice(0, -1), (serial.at(-1) ?? 0) ^ 1])
  const before = listOf(ca, start)
  list = listOf(ca, plus(start, minute), [{ serial: other, revokedAt: start }])
  assert.equal(await statusAt(plus(start, minute)), 'good')
  list = before
  assert.equal(await statusAt(plus(start, 12 * minute)), 'no-response')
  list = listOf(ca, plus(start, 13 * minute))
  assert.equal(await statusAt(plus(start, 13 * minute)), 'good')
})
