import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { after, before, it } from 'node:test'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { acmeProfiles } from './domain/acme-profiles.ts'
import {
  aRequest,
  carryInto,
  createAcmeEnvironment,
  errorOf,
  type AcmeEnvironment,
} from './testing.ts'

forEachDatabase('profiles of ACME (draft-ietf-acme-profiles-00)', ({ db }) => {
  let environment: AcmeEnvironment
  before(async () => {
    environment = await createAcmeEnvironment(db, { offersProfiles: true })
  })
  after(() => environment.close())

  it('are in the directory with a text; an order names its own, also without a choice', async () => {
    const name = environment.aServerName()
    const { client } = await environment.aProgram({ names: [name] })
    const { meta } = client.directory as unknown as { readonly meta: { profiles: object } }
    assert.deepEqual(meta.profiles, acmeProfiles)
    for (const profile of [undefined, 'server']) {
      const placed = await client.post(client.at('newOrder'), {
        identifiers: [{ type: 'dns', value: name }],
        profile,
      })
      assert.equal(placed.status, 201, placed.text)
      const again = await client.post(placed.headers['location'] ?? '')
      for (const { text } of [placed, again])
        assert.equal((JSON.parse(text) as { readonly profile: string }).profile, 'server')
    }
  })

  it('that the directory does not have are refused, whatever else the order says', async () => {
    const name = environment.aServerName()
    const { client } = await environment.aProgram({ names: [name] })
    for (const profile of ['tlsserver', 'Server', '', 'toString', null, 7, ['server'], {}]) {
      const refused = await client.post(client.at('newOrder'), {
        identifiers: [{ type: 'dns', value: name }],
        profile,
      })
      assert.deepEqual([refused.status, errorOf(refused)], [400, 'invalidProfile'])
      assert.match(refused.text, /are: server\./)
    }
  })

  it('say what is issued: server and client authentication, for a year', async () => {
    const name = environment.aServerName()
    const { client } = await environment.aProgram({ names: [name] })
    const placed = await client.post(client.at('newOrder'), {
      identifiers: [{ type: 'dns', value: name }],
      profile: 'server',
    })
    const { finalize } = JSON.parse(placed.text) as { readonly finalize: string }
    assert.equal(errorOf(await client.post(finalize, { csr: aRequest([name]) })), 'ok')
    await environment.outbox.drain()
    const order = await client.post(placed.headers['location'] ?? '')
    const { certificate } = JSON.parse(order.text) as { readonly certificate: string }
    const leaf = new X509Certificate((await client.post(certificate)).text)
    // serverAuth and clientAuth (RFC 5280 § 4.2.1.12).
    assert.deepEqual(leaf.keyUsage, ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'])
    const days = (Date.parse(leaf.validTo) - Date.parse(leaf.validFrom)) / 86_400_000
    assert.ok(days > 364 && days < 367, String(days))
    assert.match(acmeProfiles.server, /for a year.*serverAuth and clientAuth/)
  })

  it('are not there unless the service was set to offer them: a choice is ignored', async () => {
    const plain = await environment.serve(environment.createOne({ offersProfiles: false }))
    try {
      const name = environment.aServerName()
      const { client: opened } = await environment.aProgram({ names: [name] })
      const client = await environment.aClient(carryInto(plain))
      client.useKeys(opened.keys())
      assert.equal((await client.open()).status, 200)
      const { meta } = client.directory as unknown as { readonly meta: object }
      assert.ok(!('profiles' in meta))
      const placed = await client.post(client.at('newOrder'), {
        identifiers: [{ type: 'dns', value: name }],
        profile: 'other',
      })
      assert.equal(placed.status, 201)
      assert.ok(!('profile' in (JSON.parse(placed.text) as object)))
    } finally {
      await plain.close()
    }
  })
})
