import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { after, before, it } from 'node:test'
import { hour, minute, plus } from '@sotevarmenne/kernel/instant'
import fc from 'fast-check'
import { accountKeys, bind, jwkOf, signJws } from '../../../../../tests/support/acme-client.ts'
import { aPermit } from '../../../../../tests/support/permit.ts'
import { forEachDatabase } from '../../../../../tests/support/postgres.ts'
import { carryInto, createAcmeWorld, errorOf, morning, type AcmeWorld } from './testing.ts'

const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

forEachDatabase('accounts of programs', ({ db }) => {
  let world: AcmeWorld
  before(async () => {
    world = await createAcmeWorld(db)
  })
  after(() => world.close())

  it('stand under an approval that two handlers gave, none of them who asked (R190)', async () => {
    const hospital = await world.aHospital()
    const asked = await world.ask(hospital, { names: ['a.example.fi', '.b.example.fi'] })
    assert.ok(asked.ok)
    const { approvalId } = asked.value
    assert.deepEqual(asked.value.names, ['a.example.fi', '.b.example.fi'])
    assert.equal(asked.value.unitName, 'Esimerkkilän sairaalan apteekki')
    const giving = () => world.acme.giveKey(aPermit('acme.giveKey', hospital), { approvalId })
    assert.equal(kind(await giving()), 'approval-not-in-force')
    assert.equal(kind(await world.decide(hospital.personId, approvalId, 'check')), 'own-approval')
    const [first, second] = [await world.aPerson(), await world.aPerson()]
    assert.equal(kind(await world.decide(first, approvalId, 'approve')), 'step-not-possible')
    assert.equal(kind(await world.decide(first, approvalId, 'check')), 'ok')
    assert.equal(kind(await world.decide(first, approvalId, 'approve')), 'checked-by-oneself')
    assert.equal(kind(await giving()), 'approval-not-in-force')
    assert.equal(kind(await world.decide(second, approvalId, 'approve')), 'ok')
    assert.equal(kind(await giving()), 'ok')
    const strange = await world.aPerson()
    const byStranger = await world.acme.giveKey(aPermit('acme.giveKey', { personId: strange }), {
      approvalId,
    })
    assert.equal(kind(byStranger), 'approval-not-found')
  })

  it('stand under approvals that the office lists while they hold, by organisation or unit, in pages (R190)', async () => {
    const list = async (asked: object) => {
      const permit = aPermit('acme.viewQueue', { personId: await world.aPerson() })
      const listed = await world.acme.listApprovalsInForce(permit, { limit: 2, ...asked })
      assert.ok(listed.ok, kind(listed))
      return listed.value
    }
    const ids = ({ approvals }: Awaited<ReturnType<typeof list>>) =>
      approvals.map(({ approvalId }) => approvalId)
    const hospital = await world.aHospital()
    const given = []
    for (let at = 0; at < 3; at += 1) {
      given.unshift((await world.anApproval(hospital)).approvalId)
      world.setNow(plus(world.now(), minute))
    }
    const [last] = (await list({})).approvals
    assert.equal(last?.approvalId, given[0])
    assert.ok(last?.checkedBy && last.approvedBy)
    const { businessId } = last.organisation
    const page = await list({ sought: businessId })
    assert.deepEqual(ids(page), given.slice(0, 2))
    assert.deepEqual(
      ids(await list({ sought: businessId, cursor: page.nextCursor })),
      given.slice(2),
    )
    assert.deepEqual(ids(await list({ sought: hospital.unitOid })), given.slice(0, 2))
    assert.deepEqual(ids(await list({ sought: '1.2.3' })), [])
    const ended = await world.acme.endApproval(aPermit('acme.endApproval', hospital), {
      approvalId: given[0] ?? '',
    })
    assert.ok(ended.ok)
    assert.deepEqual(ids(await list({ sought: businessId })), given.slice(1))
    world.setNow(morning)
  })

  it('are not asked for with an OID of another, or with names that no server may have', async () => {
    const hospital = await world.aHospital()
    const other = await world.aHospital()
    for (const [changes, refusal] of [
      [{ unitOid: other.unitOid }, 'oid-of-another'],
      [{ names: ['*.example.fi'] }, 'name-is-wildcard'],
      [{ names: ['.fi'] }, 'name-is-internal'],
      [{ names: ['.local'] }, 'name-is-internal'],
      [{ names: ['server'] }, 'name-is-internal'],
      [{ names: ['10.0.0.1'] }, 'name-malformed'],
    ] as const)
      assert.equal(kind(await world.ask(hospital, changes as object)), refusal)
  })

  it('are opened by a binding key, once, by whoever was shown it (R191)', async () => {
    const hospital = await world.aHospital()
    const { approvalId } = await world.anApproval(hospital)
    const key = await world.aKey(hospital, approvalId)
    const client = await world.aClient()
    assert.equal(errorOf(await client.open()), 'externalAccountRequired')
    assert.equal(
      errorOf(await client.open(undefined, { onlyReturnExisting: true })),
      'accountDoesNotExist',
    )
    assert.equal(errorOf(await client.open({ ...key, key: 'AAAA' })), 'unauthorized')
    assert.equal(errorOf(await client.open({ ...key, keyId: 'unknown' })), 'unauthorized')
    const url = client.at('newAccount')
    const jwk = jwkOf(client.keys())
    for (const binding of [
      bind(key, { url: client.at('newNonce'), jwk }),
      bind(key, { url, jwk: jwkOf(accountKeys()) }),
      { ...bind(key, { url, jwk }), payload: 'e30' },
    ])
      assert.match(
        errorOf(await client.post(url, { externalAccountBinding: binding })),
        /^(unauthorized|malformed)$/,
      )

    const opened = await client.open(key, { contact: ['mailto:otto@vendor.example'] })
    assert.equal(opened.status, 201, opened.text)
    const shown = JSON.parse(opened.text) as { status: string; contact: string[] }
    assert.equal(shown.status, 'valid')
    assert.deepEqual(shown.contact, ['mailto:otto@vendor.example'])
    // The same key finds its account, with or without the binding.
    const again = await client.open()
    assert.equal(again.status, 200)
    assert.equal(again.headers['location'], opened.headers['location'])

    const second = await world.aClient()
    assert.equal(errorOf(await second.open(key)), 'unauthorized')
    const rows = await db.read((tx) =>
      tx
        .$extendTables<{ 'acme.binding_key': { key_sealed: Uint8Array } }>()
        .selectFrom('acme.binding_key')
        .select('key_sealed')
        .execute(),
    )
    const secret = Buffer.from(key.key, 'base64url')
    assert.ok(rows.every(({ key_sealed }) => !Buffer.from(key_sealed).includes(secret)))
  })

  it('are worth nothing from the instant in which account, approval or authorisation ends (R191)', async () => {
    const acting = ({ client }: Awaited<ReturnType<AcmeWorld['aProgram']>>) =>
      client.post(client.kid() ?? '').then(errorOf)
    const [one, two, three] = [
      await world.aProgram(),
      await world.aProgram(),
      await world.aProgram(),
    ]
    for (const program of [one, two, three]) assert.equal(await acting(program), 'ok')
    const { approvalId } = one.approval
    const ended = await world.acme.endApproval(aPermit('acme.endApproval', one.hospital), {
      approvalId,
    })
    assert.equal(kind(ended), 'ok')
    assert.equal(await acting(one), 'unauthorized')

    const byHandler = await world.decide(
      ...([await world.aPerson(), two.approval.approvalId, 'end', 'Toiminta päättyi'] as const),
    )
    assert.equal(kind(byHandler), 'ok')
    assert.equal(await acting(two), 'unauthorized')

    const accountId = three.client.kid()?.split('/').at(-1) ?? ''
    const account = await world.acme.endAccount(aPermit('acme.endAccount', three.hospital), {
      ...{ approvalId: three.approval.approvalId, accountId },
    })
    assert.ok(account.ok && account.value.accounts[0]?.state === 'ended')
    assert.equal(await acting(three), 'unauthorized')
    assert.equal(errorOf(await three.client.open()), 'unauthorized')
  })

  it('are not opened by a key that waited a fortnight, nor once the approval has ended', async () => {
    const hospital = await world.aHospital()
    const { approvalId } = await world.anApproval(hospital)
    const [old, late] = [
      await world.aKey(hospital, approvalId),
      await world.aKey(hospital, approvalId),
    ]
    world.setNow(plus(morning, 14 * 24 * hour))
    const client = await world.aClient()
    assert.equal(errorOf(await client.open(old)), 'unauthorized')
    world.setNow(morning)
    client.dropNonces()
    const ended = await world.acme.endApproval(aPermit('acme.endApproval', hospital), {
      approvalId,
    })
    assert.equal(kind(ended), 'ok')
    assert.equal(errorOf(await client.open(late)), 'unauthorized')
  })

  it('sign for one address, with a nonce that is used once by whichever process (R192)', async () => {
    const { client } = await world.aProgram()
    const kid = client.kid() ?? ''
    const [nonce, another] = [await client.nonce(), await client.nonce()]
    assert.equal(errorOf(await client.post(kid, undefined, { nonce })), 'ok')
    assert.equal(errorOf(await client.post(kid, undefined, { nonce })), 'badNonce')

    const elsewhere = await world.serve(world.createOne())
    const other = await world.aClient(carryInto(elsewhere))
    assert.equal(
      errorOf(await other.post(kid, undefined, { nonce, kid, keys: client.keys() })),
      'badNonce',
    )
    // What the other process was asked for, this one takes.
    assert.equal(errorOf(await client.post(kid, undefined, { nonce: await other.nonce() })), 'ok')
    await elsewhere.close()

    // A signature that does not hold uses no nonce up.
    const bent = await client.post(kid, undefined, {
      nonce: another,
      bend: (jws) => ({ ...jws, signature: jws.protected }),
    })
    assert.equal(errorOf(bent), 'unauthorized')
    assert.equal(errorOf(await client.post(kid, undefined, { nonce: another })), 'ok')
    for (const made of ['', 'AAAA', 'not a nonce!', `${another.slice(0, -2)}AA`])
      assert.equal(errorOf(await client.post(kid, undefined, { nonce: made })), 'badNonce', made)

    const old = await client.nonce()
    world.setNow(plus(morning, 30 * minute))
    assert.equal(errorOf(await client.post(kid, undefined, { nonce: old })), 'badNonce')
    await world.acme.forgetUsedNonces()
    world.setNow(morning)
    client.dropNonces()

    const wrongUrl = { header: { url: `${kid}?` } }
    assert.equal(errorOf(await client.post(kid, undefined, wrongUrl)), 'unauthorized')
    const bothWays = { header: { jwk: jwkOf(client.keys()) } }
    assert.equal(errorOf(await client.post(kid, undefined, bothWays)), 'malformed')
  })

  it('sign with their own key, in its one algorithm', async () => {
    const { client } = await world.aProgram()
    const kid = client.kid() ?? ''
    for (const alg of ['none', 'HS256', 'RS1', 'PS256', 7])
      assert.equal(
        errorOf(await client.post(kid, undefined, { header: { alg } })),
        'badSignatureAlgorithm',
      )
    assert.equal(
      errorOf(await client.post(kid, undefined, { header: { alg: 'RS256' } })),
      'badSignatureAlgorithm',
    )
    assert.equal(
      errorOf(await client.post(kid, undefined, { kid, keys: accountKeys() })),
      'unauthorized',
    )
    const strange = `${kid.slice(0, -12)}000000000000`
    assert.equal(
      errorOf(await client.post(kid, undefined, { kid: strange, keys: client.keys() })),
      'accountDoesNotExist',
    )
    const { client: another } = await world.aProgram()
    assert.equal(errorOf(await another.post(kid)), 'unauthorized')
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const refused = await client.post(client.at('newAccount'), {}, { keys: weak })
    assert.equal(errorOf(refused), 'badPublicKey')
    const withCrit = { header: { crit: ['b64'], b64: false } }
    assert.equal(errorOf(await client.post(kid, undefined, withCrit)), 'malformed')
  })

  it('change their key when both have signed, and are deactivated for good', async () => {
    const { client } = await world.aProgram()
    const kid = client.kid() ?? ''
    const next = accountKeys()
    const url = client.at('keyChange')
    const inner = (header: object, payload: object, keys = next) =>
      signJws(keys, { header: { jwk: jwkOf(next), url, ...header }, payload })
    const right = { account: kid, oldKey: jwkOf(client.keys()) }
    for (const jws of [
      inner({ url: kid }, right),
      inner({}, { ...right, account: `${kid}0` }),
      inner({}, { ...right, oldKey: jwkOf(next) }),
      inner({}, right, accountKeys()),
    ])
      assert.equal(errorOf(await client.post(url, jws)), 'malformed')
    const { client: another } = await world.aProgram()
    const taken = signJws(another.keys(), {
      header: { jwk: jwkOf(another.keys()), url },
      payload: right,
    })
    const conflict = await client.post(url, taken)
    assert.equal(conflict.status, 409)
    assert.equal(conflict.headers['location'], another.kid())

    assert.equal((await client.post(url, inner({}, right))).status, 200)
    assert.equal(errorOf(await client.post(kid)), 'unauthorized')
    client.useKeys(next)
    assert.equal(errorOf(await client.post(kid, { contact: ['mailto:a@b.example'] })), 'ok')
    for (const [contact, error] of [
      ['tel:+358', 'unsupportedContact'],
      ['mailto:a@b.example,c@d.example', 'invalidContact'],
      ['mailto:a@b.example?subject=x', 'invalidContact'],
    ] as const)
      assert.equal(errorOf(await client.post(kid, { contact: [contact] })), error)
    assert.equal(errorOf(await client.post(kid, { status: 'deactivated' })), 'ok')
    assert.equal(errorOf(await client.post(kid)), 'unauthorized')
    assert.equal(errorOf(await client.open()), 'unauthorized')
  })

  it('tell every program where all is, and give nonces to everybody', async () => {
    const client = await world.aClient()
    assert.ok(client.at('newNonce').startsWith('https://service.example/acme/'))
    const got = await world.carry({ method: 'GET', url: client.at('newNonce') })
    assert.equal(got.status, 204)
    assert.equal(got.headers['cache-control'], 'no-store')
    const head = await world.carry({ method: 'HEAD', url: client.at('newNonce') })
    assert.equal(head.status, 200)
    assert.notEqual(got.headers['replay-nonce'], head.headers['replay-nonce'])
    const asText = await world.carry({
      ...{ method: 'POST', url: client.at('newAccount'), body: '{}', contentType: 'text/plain' },
    })
    assert.equal(asText.status, 415)
    assert.equal(errorOf(asText), 'malformed')
  })

  it('answer whatever is sent in place of a JWS with a problem, and change nothing', async () => {
    const client = await world.aClient()
    const url = client.at('newAccount')
    const before = world.events.length
    const base64url = fc.oneof(
      fc.base64String(),
      fc.json().map((text) => Buffer.from(text).toString('base64url')),
    )
    const body = fc.oneof(
      fc.string(),
      fc.json(),
      fc
        .record({ protected: base64url, payload: base64url, signature: base64url })
        .map((jws) => JSON.stringify(jws)),
      fc
        .record({
          alg: fc.anything(),
          nonce: fc.anything(),
          url: fc.anything(),
          jwk: fc.anything(),
        })
        .map((header) => {
          const text = JSON.stringify(header)
          const head = Buffer.from(text).toString('base64url')
          return JSON.stringify({ protected: head, payload: '', signature: '' })
        }),
    )
    await fc.assert(
      fc.asyncProperty(body, async (text) => {
        const reply = await world.carry({
          ...{ method: 'POST', url, body: text, contentType: 'application/jose+json' },
        })
        assert.ok(reply.status >= 400 && reply.status < 500, `${String(reply.status)}: ${text}`)
        assert.ok(reply.text === '' || errorOf(reply) !== '')
      }),
      { numRuns: 300 },
    )
    assert.equal(world.events.length, before)
  })
})
