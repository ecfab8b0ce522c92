import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, beforeEach, it } from 'node:test'
import { ok } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { no } from './acme-refusal.ts'
import type { NameProbe } from './deps.ts'
import { createAcmeEnvironment, type AcmeEnvironment } from './testing.ts'

forEachDatabase('proof of control of names', ({ db }) => {
  let environment: AcmeEnvironment
  /** What is published: TXT records and files, by their place. */
  const published = new Map<string, string>()
  const looked: string[] = []
  const probe: NameProbe = {
    fetchKeyAuthorization: (name, file) => {
      looked.push(`http ${name}`)
      const content = published.get(`${name} ${file}`)
      return Promise.resolve(
        content === undefined ? no('connection', 'There is none.') : ok(content),
      )
    },
    lookUpTexts: (name) => {
      looked.push(`dns ${name}`)
      const text = published.get(name)
      return Promise.resolve(ok(text === undefined ? [] : ['v=spf1 -all', text]))
    },
    fetchAcmeCertificate: () => assert.fail('no order expected'),
    lookUpCaa: () => assert.fail('no order expected'),
  }
  before(async () => {
    environment = await createAcmeEnvironment(db, { probe })
  })
  after(() => environment.close())
  beforeEach(() => {
    published.clear()
    looked.length = 0
  })

  const requested = async (names: readonly string[]) => {
    const hospital = await environment.aHospital()
    const approval = await environment.request(hospital, { names: [...names] })
    assert.ok(approval.ok, JSON.stringify(approval))
    const { approvalId } = approval.value
    const own = (personId = hospital.personId) =>
      environment.acme.viewNameProofs(aPermit('acme.viewApprovals', { personId }), { approvalId })
    const queued = async () => {
      const seen = await environment.acme.viewQueuedNameProofs(
        aPermit('acme.viewQueue', { personId: randomUUID() }),
        { approvalId },
      )
      assert.ok(seen.ok)
      return seen.value.names.map(({ name, proof }) => [name, proof])
    }
    const first = await own()
    assert.ok(first.ok)
    return { own, queued, toPublish: first.value }
  }

  it('is looked for at each name written out, by DNS and then by HTTP, and shown to its organisation and the case officers (R652)', async () => {
    const [first, second, third] = [1, 2, 3].map(() => environment.aServerName())
    assert.ok(first !== undefined && second !== undefined && third !== undefined)
    const { own, queued, toPublish } = await requested([first, second, third, '.under.example.fi'])
    assert.deepEqual(await queued(), [
      [first, 'none'],
      [second, 'none'],
      [third, 'none'],
    ])
    const { record, file } = toPublish
    published.set(`${record.prefix}${first}`, record.value)
    published.set(`${second} ${file.name}`, file.content)
    // A server that gives the address back proves nothing.
    published.set(`${third} ${file.name}`, file.name)
    const expected = [
      [first, 'dns'],
      [second, 'http'],
      [third, 'none'],
    ]
    assert.deepEqual(await queued(), expected)
    const seen = await own()
    assert.deepEqual(seen.ok && seen.value.names.map(({ name, proof }) => [name, proof]), expected)
    assert.equal(seen.ok && seen.value.record.value, record.value)
    published.clear()
    assert.deepEqual((await queued())[0], [first, 'none'])
  })

  it('is another for each request: what one organisation publishes proves nothing for another (R652)', async () => {
    const name = environment.aServerName()
    const one = await requested([name])
    const other = await requested([name])
    const { record, file } = one.toPublish
    published.set(`${record.prefix}${name}`, record.value)
    published.set(`${name} ${file.name}`, file.content)
    assert.deepEqual(
      [await one.queued(), await other.queued()],
      [[[name, 'dns']], [[name, 'none']]],
    )
  })

  it('of an address is never looked for in DNS (R652)', async () => {
    const name = environment.aServerName()
    const { queued, toPublish } = await requested([name, '192.0.2.7'])
    looked.length = 0
    published.set(`192.0.2.7 ${toPublish.file.name}`, toPublish.file.content)
    assert.deepEqual(await queued(), [
      [name, 'none'],
      ['192.0.2.7', 'http'],
    ])
    assert.deepEqual(looked.toSorted(), [
      `dns ${toPublish.record.prefix}${name}`,
      'http 192.0.2.7',
      `http ${name}`,
    ])
  })

  it('is shown to no stranger, and nothing is looked up for one (R652)', async () => {
    const { own } = await requested([environment.aServerName()])
    looked.length = 0
    const refused = await own(await environment.aPerson())
    assert.equal(!refused.ok && refused.refusal.kind, 'approval-not-found')
    assert.deepEqual(looked, [])
  })
})
