import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, it } from 'node:test'
import { ipAddressRule } from '@sotevarmenne/kernel/ip-address'
import { lookUpDnsTexts } from '#platform/dns-texts.ts'
import { fetchPublishedFile } from '#platform/published-file.ts'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { startDnsServer, type DnsResponses } from '@sotevarmenne/tests/network/dns-server'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { ProofProbe } from './look-up-name-proofs.ts'
import { openApplications } from './testing/applications.ts'

forEachDatabase('proof of control of the names in an application', (database) => {
  let dns: Awaited<ReturnType<typeof startDnsServer>>
  let web: Server
  let probe: ProofProbe
  const records: DnsResponses = new Map()
  /** Files by host and path. */
  const files = new Map<string, string>()
  const requested: string[] = []
  before(async () => {
    dns = await startDnsServer(records)
    web = createServer(({ headers, url }, response) => {
      const place = `${(headers.host ?? '').replace(/:\d+$/, '')}${url ?? ''}`
      requested.push(place)
      const content = files.get(place)
      response.writeHead(content === undefined ? 404 : 200).end(content)
    })
    web.listen(0, '127.0.0.1')
    await once(web, 'listening')
    const settings = { resolvers: [dns.address], patience: 5000 }
    probe = {
      lookUpTexts: lookUpDnsTexts(settings),
      fetchKeyAuthorization: fetchPublishedFile({
        ...{ ...settings, mayConnect: ipAddressRule(['127.0.0.1']) },
        httpPort: (web.address() as AddressInfo).port,
      }),
    }
  })
  after(async () => {
    web.closeAllConnections()
    web.close()
    await dns.close()
  })
  const shared = openApplications(database, {
    probe: {
      lookUpTexts: (name) => probe.lookUpTexts(name),
      fetchKeyAuthorization: (name, file) => probe.fetchKeyAuthorization(name, file),
    },
  })
  const { aHospital, aDraft, aPerson, applying, send, kind } = shared
  beforeEach(() => {
    records.clear()
    files.clear()
    requested.length = 0
  })

  let named = 0
  /** Names with a server, which no other test has. */
  const aServer = (): string => {
    named += 1
    const name = `proved${String(named)}.example.fi`
    records.set(`${name} A`, ['127.0.0.1'])
    return name
  }
  const own = (personId: string, applicationId: string) =>
    shared.service.viewApplicationNameProofs(applying(personId), { applicationId })
  const queued = async (applicationId: string) =>
    shared.service.viewQueuedApplicationNameProofs(
      aPermit('serviceCertificates.viewQueue', { personId: await aPerson() }),
      { applicationId },
    )
  type Seen = Awaited<ReturnType<typeof queued>>
  const proofsIn = (seen: Seen | Awaited<ReturnType<typeof own>>) =>
    seen.ok ? seen.value.names.map(({ name, proof }) => [name, proof]) : seen.refusal.kind
  async function aSent(names: string[]) {
    const hospital = await aHospital()
    const { applicationId } = await aDraft(hospital, { names })
    assert.equal(kind(await send(hospital.personId, applicationId)), 'ok')
    const first = await own(hospital.personId, applicationId)
    assert.ok(first.ok, JSON.stringify(first))
    return { applicationId, personId: hospital.personId, toPublish: first.value }
  }
  const pathOf = (name: string, file: string) => `${name}/.well-known/acme-challenge/${file}`

  it('is looked for in DNS and by HTTP at each name, and shown to its organisation and the case officers (R652)', async () => {
    const [first, second, third] = [aServer(), aServer(), aServer()]
    const { applicationId, personId, toPublish } = await aSent([first, second, third])
    const { record, file } = toPublish
    const none = [first, second, third].map((name) => [name, 'none'])
    assert.deepEqual(proofsIn(await queued(applicationId)), none)
    records.set(`${record.prefix}${first} TXT`, ['v=spf1 -all', record.value])
    files.set(pathOf(second, file.name), `${file.content}\n`)
    // A server that gives the address back proves nothing.
    files.set(pathOf(third, file.name), file.name)
    const expected = [
      [first, 'dns'],
      [second, 'http'],
      [third, 'none'],
    ]
    assert.deepEqual(proofsIn(await queued(applicationId)), expected)
    assert.deepEqual(proofsIn(await own(personId, applicationId)), expected)
    records.delete(`${record.prefix}${first} TXT`)
    files.clear()
    assert.deepEqual(proofsIn(await queued(applicationId)), none)
  })

  it('is another for each application: what is published for one proves nothing for another (R652)', async () => {
    const name = aServer()
    const one = await aSent([name])
    const other = await aSent([name])
    const { record, file } = one.toPublish
    records.set(`${record.prefix}${name} TXT`, [record.value])
    files.set(pathOf(name, file.name), file.content)
    assert.deepEqual(
      [proofsIn(await queued(one.applicationId)), proofsIn(await queued(other.applicationId))],
      [[[name, 'dns']], [[name, 'none']]],
    )
  })

  it('is shown to no stranger, and of a draft to no case officer: nothing is looked up for them (R652)', async () => {
    const name = aServer()
    const { applicationId } = await aSent([name])
    const hospital = await aHospital()
    const draft = await aDraft(hospital, { names: [name] })
    assert.deepEqual(proofsIn(await own(hospital.personId, draft.applicationId)), [[name, 'none']])
    requested.length = 0
    assert.equal(proofsIn(await own(await aPerson(), applicationId)), 'application-not-found')
    assert.equal(proofsIn(await queued(draft.applicationId)), 'application-not-found')
    assert.deepEqual(requested, [])
  })

  it('is looked for no longer once the application is over, and never for a system that signs (R652)', async () => {
    const name = aServer()
    const { applicationId, personId } = await aSent([name])
    const withdrawn = await shared.service.withdrawApplication(shared.sending(personId), {
      applicationId,
    })
    assert.equal(kind(withdrawn), 'ok')
    const hospital = await aHospital()
    const signing = await aDraft(hospital, { product: 'system-signature', names: [name] })
    requested.length = 0
    assert.deepEqual(proofsIn(await queued(applicationId)), [])
    assert.deepEqual(proofsIn(await own(hospital.personId, signing.applicationId)), [])
    assert.deepEqual(requested, [])
  })
})
