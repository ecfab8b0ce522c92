import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { serve, type Served } from '@sotevarmenne/tests/world/serve'
import { signByFirstTwo } from '../../apps/server/src/entry/begin-demo-environment.ts'
import { demoTlsProxy } from '../../apps/server/src/entry/demo-tls-proxy.ts'

describe('the programs of a demo environment', () => {
  let served: Served
  before(async () => {
    served = await serve('2026-11-26T10:15:00.000Z')
  })
  after(() => served.close())

  it('get their certificates from the signer for the signatures of its first two cards', async () => {
    const { service, data } = served
    const approve = signByFirstTwo({ data, cardKeys: 'p384' }, service)
    const { cert } = await demoTlsProxy(path.join(data, 'listener'), service, approve)
    assert.equal(new X509Certificate(cert).subjectAltName, 'DNS:service.localhost')
    const clients = await service.db.read(service.certificates.allClients)
    assert.deepEqual(
      clients.map(({ approval }) => approval?.approvals.length),
      [2, 2],
    )
  })
})
