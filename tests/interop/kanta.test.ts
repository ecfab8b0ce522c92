import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { instant } from '@sotevarmenne/kernel/instant'
import { encodePem } from '@sotevarmenne/x509/bundle'
import { valueOf } from '@sotevarmenne/x509/testing'
import { createConnectionPoint } from '@sotevarmenne/sandbox/kanta/connection-point'
import { queryStatusByOcsp } from '@sotevarmenne/sandbox/patient-system/query-status'
import { serverCertificate } from '@sotevarmenne/sandbox/patient-system/server-certificate'
import { trustFromRepository } from '@sotevarmenne/sandbox/patient-system/trust'
import { isExampleOid } from '@sotevarmenne/sandbox/registers/organisations'
import type { CertifyService } from '../../apps/server/src/pki/issuance/enrol-certificate.ts'
import type { IssuedCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { aCardKey, aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import { requestIn } from '../../apps/server/src/pki/issuance/index.ts'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { serveCa, type ServedCa } from '@sotevarmenne/tests/ca/served-ca'

const guide = new URL('../../docs/relying-parties/', import.meta.url)
const run = promisify(execFile)
const unit = '1.2.246.10.99000018.10.1'

/**
 * The commands of the guide, block by block, with the certificates of a service of its own. Each step needs
 * the one before.
 */
describe('the guide to Kanta', () => {
  let service: ServedCa
  let folder: string
  let listener: ReturnType<typeof createConnectionPoint>
  let url: string
  let blocks: readonly string[]
  const issued = new Map<string, IssuedCertificate>()

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'kanta-'))
    service = await serveCa()
    const certificate = await serverCertificate(path.join(folder, 'listener'))
    const findTrust = trustFromRepository(service.validationUrl, [
      'root',
      'test-root',
      'service',
      'test',
    ])
    listener = createConnectionPoint({
      ...{ certificate, findTrust, isKnownOid: isExampleOid, queryStatus: queryStatusByOcsp },
      clock: { now: () => instant(Date.now()) },
      maxDocuments: 2,
    })
    const trust = await findTrust()
    assert.ok(trust)
    listener.trusting(trust)
    await once(listener.listen(0, 'localhost'), 'listening')
    const address = listener.address()
    assert.ok(address !== null && typeof address === 'object')
    url = `https://localhost:${String(address.port)}`
    await copyFile(certificate.caFile, path.join(folder, 'ca.pem'))
    await copyFile(service.allFile, path.join(folder, 'all.pem'))
    await copyFile(new URL('examples/document.xml', guide), path.join(folder, 'document.xml'))
    const text = await readFile(new URL('kanta.md', guide), 'utf8')
    blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
  })
  after(async () => {
    const closed = once(listener, 'close')
    listener.closeAllConnections()
    listener.close()
    await closed
    await service.close()
    await rm(folder, { recursive: true })
  })

  /** Runs the block unchanged except for this test's address, and returns its output. */
  const block = async (place: number, as: Readonly<Record<string, string>> = {}) => {
    let commands = blocks[place] ?? ''
    for (const [from, to] of Object.entries({ 'https://localhost:8446': url, ...as }))
      commands = commands.replaceAll(from, to)
    const { stdout } = await run('sh', ['-e', '-c', commands], { cwd: folder })
    return stdout
  }
  const json = (text: string) => JSON.parse(text) as Readonly<Record<string, unknown>>

  const certify = async (
    name: string,
    profile: 'server' | 'system-signature',
    changes: Partial<CertifyService['rules']> & { readonly isTest?: boolean } = {},
    request = profile === 'server' ? 'server' : 'system',
  ) => {
    const { isTest = false, ...rules } = changes
    const pem = await readFile(path.join(folder, `${request}.csr`), 'utf8')
    const der = valueOf(requestIn(pem))
    const certificate = valueOf(
      await service.certificates.certifyService(aPermit('certificates.issueCertificate'), {
        ...{ requester: name, request: der, isTest },
        rules: {
          ...{ profile, organisation: 'Etelä-Karjalan hyvinvointialue', organisationOid: unit },
          unit: 'Etelä-Karjalan hyvinvointialue, keskussairaala',
          dnsNames: profile === 'server' ? ['kanta.example.fi'] : [],
          commonNames: profile === 'server' ? [] : ['TEST patient system'],
          ...{ validityDays: 365, ...rules },
        },
      }),
    )
    issued.set(name, certificate)
    await writeFile(path.join(folder, `${name}.pem`), encodePem('CERTIFICATE', [certificate.der]))
  }
  /** A new key and its certificate, under another file name. */
  const another = async (
    name: string,
    profile: 'server' | 'system-signature',
    changes: Parameters<typeof certify>[2] = {},
  ) => {
    await block(0, { 'server.': `${name}.`, 'system.': `${name}-system.` })
    await certify(name, profile, changes, profile === 'server' ? name : `${name}-system`)
  }

  it('creates keys and requests that the service certifies', async () => {
    await block(0)
    await certify('server', 'server')
    await certify('system', 'system-signature')
  })

  it('connects with the server certificate, and the connection point reports its OID and names', async () => {
    const who = json(await block(1))
    assert.equal(who['oid'], unit)
    assert.equal(who['organisation'], 'Etelä-Karjalan hyvinvointialue')
    assert.equal(who['name'], 'kanta.example.fi')
  })

  it('archives what the system signed, and returns it', async () => {
    const archived = json(await block(2))
    assert.equal((archived['signedBy'] as { name: string }).name, 'TEST patient system')
    const fetched = () => block(1, { '/who': `/documents/${String(archived['documentId'])}` })
    assert.ok((await fetched()).includes('<ClinicalDocument'))
    // It retains two in this test: the oldest is removed.
    await block(2)
    await block(2)
    assert.equal(json(await fetched())['kind'], 'unknown')
  })

  it('serves with the same certificate', async () => {
    assert.equal(await block(3), 'server.pem: OK\nserver.pem: OK\n')
    const { port } = await freePorts(['port'])
    assert.equal(await block(4, { '8447': String(port) }), '200, verified: 0\n')
  })

  it('accepts test versions in a test system', async () => {
    await another('trial', 'server', { isTest: true })
    assert.equal(json(await block(1, { 'server.': 'trial.' }))['oid'], unit)
  })

  it('is refused without a certificate, with a signing one, and for an organisation that is not in the code service', async () => {
    const without = await block(1, { '--cert server.pem --key server.key': '' })
    assert.equal(json(without)['kind'], 'no-certificate')
    assert.equal(json(await block(1, { 'server.': 'system.' }))['kind'], 'wrong-purpose')
    await another('foreign', 'server', { organisationOid: '1.2.246.10.12345678.10.1' })
    assert.equal(json(await block(1, { 'server.': 'foreign.' }))['kind'], 'unknown-organisation')
  })

  it('accepts no card, neither for a connection nor for a signature in the archive (R253)', async () => {
    for (const [profile, place, kind] of [
      ['professional-authentication', 1, 'wrong-purpose'],
      ['professional-signature', 2, 'unknown-organisation'],
    ] as const) {
      const key = aCardKey()
      const certificate = valueOf(
        await service.certificates.issueCertificate(aPermit('certificates.issueCertificate'), {
          ...{ ...aRequest(instant(Date.now()), { key, profile }), isTest: true },
        }),
      )
      const file = (name: string) => path.join(folder, `card.${name}`)
      await writeFile(file('pem'), encodePem('CERTIFICATE', [certificate.der]))
      await writeFile(file('key'), key.privateKey.export({ format: 'pem', type: 'pkcs8' }))
      const by = place === 1 ? 'server' : 'system'
      assert.equal(json(await block(place, { [`${by}.`]: 'card.' }))['kind'], kind)
    }
  })

  it('archives nothing that was changed, signed by a server, or belongs to another organisation', async () => {
    assert.equal(json(await block(2, { 'system.': 'server.' }))['kind'], 'wrong-purpose')
    const message = await readFile(path.join(folder, 'document.p7m'))
    const send = async (content: Uint8Array) => {
      await writeFile(path.join(folder, 'changed.p7m'), content)
      const [, post = ''] = (blocks[2] ?? '').split('-out document.p7m\n')
      const commands = post
        .replace('https://localhost:8446', url)
        .replace('document.p7m', 'changed.p7m')
      return json((await run('sh', ['-e', '-c', commands], { cwd: folder })).stdout)['kind']
    }
    await block(2)
    const good = await readFile(path.join(folder, 'document.p7m'))
    const changed = Buffer.from(
      good.toString('latin1').replace('<title>TEST', '<title>BEST'),
      'latin1',
    )
    assert.notDeepEqual(changed, good)
    assert.equal(await send(changed), 'wrong-signature')
    assert.equal(await send(message.subarray(0, 100)), 'malformed-document')
    await another('other', 'system-signature', { organisationOid: '1.2.246.10.99000026.10.1' })
    assert.equal(
      json(await block(2, { 'system.': 'other-system.', 'other-system.pem': 'other.pem' }))['kind'],
      'another-organisation',
    )
  })

  it('is refused within seconds once a certificate is revoked: the signing one, then the server’s', async () => {
    for (const [name, place] of [
      ['system', 2],
      ['server', 1],
    ] as const) {
      const certificate = issued.get(name)
      assert.ok(certificate)
      await service.revoke(certificate)
      const since = performance.now()
      while (json(await block(place))['kind'] !== 'revoked') {
        assert.ok(performance.now() - since < 30_000)
        await wait(200)
      }
    }
  })
})
