import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { hour, instant, plus } from '@sotevarmenne/kernel/instant'
import { requestTimeStampByHttp } from '@sotevarmenne/signatures/request-time-stamp'
import { digestOf } from '@sotevarmenne/signatures/digest'
import { noEvidence } from '@sotevarmenne/signatures/evidence'
import { verifyTimeStamp } from '@sotevarmenne/signatures/verify'
import type { FastifyInstance } from 'fastify'
import { aSite } from '../testing.ts'
import { createFaults } from '../environment/faults.ts'
import { openTimeStampAuthority, type TimeStampAuthority } from './tsa.ts'
import { createTimeStamps } from './server.ts'

const now = instant(1_790_000_000_000)

describe('the time-stamp authority of the demo environment', () => {
  const faults = createFaults()
  const content = new TextEncoder().encode('A document')
  let folder: string
  let ca: TimeStampAuthority
  let server: FastifyInstance
  let url: string
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'time-stamps-'))
    const wishes = { now, crlUrl: 'http://127.0.0.1/root.crl' }
    ca = await openTimeStampAuthority(folder, wishes)
    server = createTimeStamps({
      ...{ site: aSite, faults, ca },
      clock: { now: () => plus(now, hour) },
    })
    url = await server.listen({ host: '127.0.0.1', port: 0 })
  })
  after(async () => {
    await server.close()
    await rm(folder, { recursive: true })
  })

  const imprint = async () =>
    ({ hash: 'sha256', digest: await digestOf('sha256', content) }) as const
  const kindOf = async (address = url, milliseconds?: number) => {
    const response = await requestTimeStampByHttp(address, milliseconds)(await imprint())
    return response.ok ? 'stamped' : response.refusal.kind
  }

  it('certifies the time of its clock, and its root’s CRL says that nothing is revoked', async () => {
    const token = await requestTimeStampByHttp(url)(await imprint())
    assert.ok(token.ok)
    const list = new Uint8Array(await (await fetch(`${url}/root.crl`)).arrayBuffer())
    const verified = await verifyTimeStamp({
      token: token.value,
      contentDigest: (hash) => digestOf(hash, content),
      timeStamps: { anchors: [ca.root], intermediates: [] },
      evidence: { ...noEvidence, crls: [list] },
    })
    assert.ok(verified.ok)
    assert.equal(verified.value.at, plus(now, hour))
    assert.equal(verified.value.status, 'good')
  })

  it('is the same authority after a restart', async () => {
    const again = await openTimeStampAuthority(folder, { now, crlUrl: 'http://other/' })
    assert.deepEqual(again.root.der, ca.root.der)
    assert.deepEqual(again.key.certificate.der, ca.key.certificate.der)
  })

  it('is unavailable, wrong or late on demand, and the client notices', async () => {
    faults.set('time-stamps', { kind: 'down' })
    assert.equal(await kindOf(), 'time-stamps-unavailable')
    faults.set('time-stamps', { kind: 'wrong' })
    assert.equal(await kindOf(), 'time-stamp-wrong')
    faults.set('time-stamps', { kind: 'slow', milliseconds: 300 })
    assert.equal(await kindOf(url, 20), 'time-stamps-unavailable')
    faults.set('time-stamps', { kind: 'none' })
    assert.equal(await kindOf(), 'stamped')
    assert.equal(await kindOf('http://127.0.0.1:1/'), 'time-stamps-unavailable')
  })

  it('rejects a malformed request', async () => {
    const post = (body: string, type = 'application/timestamp-query') =>
      fetch(url, { method: 'POST', headers: { 'content-type': type }, body })
    const refused = new Uint8Array(await (await post('nonsense')).arrayBuffer())
    // PKIStatus rejection (2)
    assert.deepEqual([...refused.subarray(4, 7)], [2, 1, 2])
    assert.equal((await post('{}', 'application/json')).status, 415)
    assert.equal((await post('x'.repeat(5000))).status, 413)
  })
})
