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
import {
  certify,
  decoded,
  identifierOf,
  newKeyed,
} from '../../../../../../sandbox/src/world/certify.ts'
import { listOf } from '../../../../../../sandbox/src/world/list-of.ts'
import { statusOfOthers } from './status-of-others.ts'

const start = instant(Date.parse('2026-11-26T09:00:00Z'))
const named = (value: string) => newKeyed([{ type: attributeTypes.commonName, value }])
const authority = named('TEST Authority of others')
const validity = { notBefore: plus(start, -day), notAfter: plus(start, 10 * day) }
const issuerWho = (...may: readonly KeyUsage[]) =>
  decoded(
    certify({
      ...{ subject: authority, by: authority, ...validity },
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
      ...{ subject: named('a card'), by: authority, ...validity },
      extensions: [authorityKeyIdentifier(identifierOf(authority)), crlDistributionPoints([url])],
    }),
  )
  let now: Instant = start
  const clock = { now: () => now }
  let ocsp: 'good' | 'revoked' | 'no-answer' = 'no-answer'
  const statusNow = statusOfOthers({ clock, byOcsp: () => Promise.resolve(ocsp) })
  return {
    certificate,
    ocspSays: (says: typeof ocsp) => (ocsp = says),
    statusAt: (at: Instant) => {
      now = at
      return statusNow({ certificate, issuer, at })
    },
  }
}

it('reads the list anew when its time ends before it would be asked for again (R242)', async () => {
  const { certificate, statusAt } = aCard()
  list = listOf(authority, start)
  assert.equal(await statusAt(plus(start, day - minute)), 'good')
  list = listOf(authority, plus(start, day - second), [
    { serial: certificate.serial, revokedAt: plus(start, day - second) },
  ])
  assert.equal(await statusAt(plus(start, day + second)), 'revoked')
})

it('keeps no list whose time is over when it comes (R242)', async () => {
  const { statusAt } = aCard()
  list = listOf(authority, start)
  const late = plus(start, day + second)
  assert.equal(await statusAt(late), 'no-answer')
  list = listOf(authority, late)
  assert.equal(await statusAt(plus(late, 10 * second)), 'good')
})

it('believes no list of an issuer who may not sign lists (R242)', async () => {
  list = listOf(authority, start)
  assert.equal(await aCard(issuerWho('keyCertSign')).statusAt(start), 'no-answer')
  assert.equal(await aCard().statusAt(start), 'good')
})

it('believes no list that is older than what it has heard of a revocation, by whatever way (R242)', async () => {
  const { ocspSays, statusAt } = aCard()
  const at = (minutes: number) => plus(start, minutes * minute)
  list = listOf(authority, start)
  ocspSays('revoked')
  assert.equal(await statusAt(at(1)), 'revoked')
  // Whoever keeps OCSP from us has the list of before.
  ocspSays('no-answer')
  assert.equal(await statusAt(at(2)), 'revoked')
  assert.equal(await statusAt(at(20)), 'revoked')
  // A hold that was taken back is told by a later list, or by OCSP.
  list = listOf(authority, at(30))
  assert.equal(await statusAt(at(31)), 'good')
  ocspSays('revoked')
  assert.equal(await statusAt(at(32)), 'revoked')
  ocspSays('good')
  assert.equal(await statusAt(at(33)), 'good')
  ocspSays('no-answer')
  assert.equal(await statusAt(at(34)), 'good')
})

it('believes no list that is older than one that it has read there (R242)', async () => {
  const { certificate, statusAt } = aCard()
  const { serial } = certificate
  const other = new Uint8Array([...serial.slice(0, -1), (serial.at(-1) ?? 0) ^ 1])
  const before = listOf(authority, start)
  list = listOf(authority, plus(start, minute), [{ serial: other, revokedAt: start }])
  assert.equal(await statusAt(plus(start, minute)), 'good')
  list = before
  assert.equal(await statusAt(plus(start, 12 * minute)), 'no-answer')
  list = listOf(authority, plus(start, 13 * minute))
  assert.equal(await statusAt(plus(start, 13 * minute)), 'good')
})
