import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import { activityTypes } from '@sotevarmenne/api/activity'
import { day, hour, minute, plus } from '@sotevarmenne/kernel/instant'
import fc from 'fast-check'
import { accountKeys, bind, jwkOf, signJws } from '@sotevarmenne/tests/network/acme-client'
import { readApprovalStatement } from '@sotevarmenne/issuing/domain/approval-statement'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aSignature, aWrongSignature } from '../service-certificates/testing.ts'
import {
  carryInto,
  createAcmeEnvironment,
  errorOf,
  morning,
  type AcmeEnvironment,
} from './testing.ts'

const kind = (result: { readonly ok: boolean; readonly refusal?: { readonly kind: string } }) =>
  result.refusal?.kind ?? 'ok'

forEachDatabase('ACME accounts', ({ db }) => {
  let environment: AcmeEnvironment
  before(async () => {
    environment = await createAcmeEnvironment(db)
  })
  after(() => environment.close())

  it('need an approval that both case officers signed with their cards, of the text that was shown', async () => {
    const hospital = await environment.aHospital()
    const names = [environment.aServerName(), '.b.example.fi']
    const requested = await environment.request(hospital, { names })
    assert.ok(requested.ok)
    const { approvalId } = requested.value
    const [first, second] = [await environment.aPerson(), await environment.aPerson()]
    const shown = await environment.toSign(first, approvalId)
    const text = Buffer.from(shown ?? '', 'base64').toString('utf8')
    const read = readApprovalStatement(text)
    assert.deepEqual(
      [read?.kind, read?.id, read?.oid, read?.names, read?.keyDigest],
      ['acme', approvalId, hospital.unitOid, names, undefined],
    )
    for (const [decision, by] of [
      ['check', first],
      ['approve', second],
    ] as const) {
      const trying = async (signed: ReturnType<typeof aSignature>) =>
        kind(await environment.decide(by, approvalId, decision, undefined, signed))
      const missing = await environment.acme.decideApproval(
        aPermit('acme.decideApproval', { personId: by }),
        { ...{ approvalId, decision, because: undefined }, signed: undefined },
      )
      assert.equal(kind(missing), 'signature-missing')
      assert.equal(await trying(aWrongSignature(shown)), 'approval-signature-not-accepted')
      const other = Buffer.from(text.replace('.b.example.fi', '.c.example.fi'))
      assert.equal(await trying(aSignature(other.toString('base64'))), 'another-text-was-signed')
      assert.equal(await environment.toSign(by, approvalId), shown)
      const twice = await Promise.all(
        [1, 2].map(() =>
          environment.decide(by, approvalId, decision, undefined, aSignature(shown)),
        ),
      )
      assert.deepEqual(twice.map(kind).sort(), ['ok', 'step-not-possible'], decision)
    }
  })

  it('need an enrolment approval by two case officers other than the requester (R190, dual control)', async () => {
    const hospital = await environment.aHospital()
    const requested = await environment.request(hospital, {
      names: ['a.example.fi', '.b.example.fi'],
    })
    assert.ok(requested.ok)
    const { approvalId } = requested.value
    assert.deepEqual(requested.value.names, ['a.example.fi', '.b.example.fi'])
    assert.equal(requested.value.unitName, 'Esimerkkilän sairaalan apteekki')
    const giving = () =>
      environment.acme.createEabKey(aPermit('acme.createEabKey', hospital), { approvalId })
    assert.equal(kind(await giving()), 'approval-not-in-force')
    assert.equal(
      kind(await environment.decide(hospital.personId, approvalId, 'check')),
      'second-person-required',
    )
    const [first, second] = [await environment.aPerson(), await environment.aPerson()]
    assert.equal(kind(await environment.decide(first, approvalId, 'approve')), 'step-not-possible')
    assert.equal(kind(await environment.decide(first, approvalId, 'check')), 'ok')
    assert.equal(
      kind(await environment.decide(first, approvalId, 'approve')),
      'second-person-required',
    )
    assert.equal(kind(await giving()), 'approval-not-in-force')
    assert.equal(kind(await environment.decide(second, approvalId, 'approve')), 'ok')
    assert.equal(kind(await giving()), 'ok')
    const strange = await environment.aPerson()
    const byStranger = await environment.acme.createEabKey(
      aPermit('acme.createEabKey', { personId: strange }),
      {
        approvalId,
      },
    )
    assert.equal(kind(byStranger), 'approval-not-found')
  })

  it('belong to approvals that the office lists while they hold, by organisation or unit, in pages (R190)', async () => {
    const list = async (requested: object) => {
      const permit = aPermit('acme.viewQueue', { personId: await environment.aPerson() })
      const listed = await environment.acme.listApprovalsInForce(permit, { limit: 2, ...requested })
      assert.ok(listed.ok, kind(listed))
      return listed.value
    }
    const ids = ({ approvals }: Awaited<ReturnType<typeof list>>) =>
      approvals.map(({ approvalId }) => approvalId)
    const hospital = await environment.aHospital()
    const given = []
    for (let at = 0; at < 3; at += 1) {
      given.unshift((await environment.anApproval(hospital)).approvalId)
      environment.setNow(plus(environment.now(), minute))
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
    const ended = await environment.acme.endApproval(aPermit('acme.endApproval', hospital), {
      approvalId: given[0] ?? '',
    })
    assert.ok(ended.ok)
    assert.deepEqual(ids(await list({ sought: businessId })), given.slice(1))
    environment.setNow(morning)
  })

  it('can’t be requested with an OID of another organisation, or with names that no server may have', async () => {
    const hospital = await environment.aHospital()
    const other = await environment.aHospital()
    for (const [changes, refusal] of [
      [{ unitOid: other.unitOid }, 'oid-of-another'],
      [{ names: ['*.example.fi'] }, 'name-is-wildcard'],
      [{ names: ['.fi'] }, 'name-is-internal'],
      [{ names: ['.local'] }, 'name-is-internal'],
      [{ names: ['server'] }, 'name-is-internal'],
      [{ names: ['kanta.example.fi', '10.0.0.1'] }, 'address-not-certified'],
      [{ names: ['193.166.3.2'] }, 'address-without-name'],
    ] as const)
      assert.equal(kind(await environment.request(hospital, changes as object)), refusal)
  })

  it('are opened with an EAB key, once, by the person who received it (R191)', async () => {
    const hospital = await environment.aHospital()
    const { approvalId } = await environment.anApproval(hospital)
    const key = await environment.aKey(hospital, approvalId)
    const client = await environment.aClient()
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
      bind(key, { url, jwk, nonce: await client.nonce() }),
      bind(key, { url, jwk, crit: ['b64'] }),
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
    // The same key finds its account, with or without the EAB.
    const again = await client.open()
    assert.equal(again.status, 200)
    assert.equal(again.headers['location'], opened.headers['location'])

    const second = await environment.aClient()
    assert.equal(errorOf(await second.open(key)), 'unauthorized')
    const rows = await db.read((tx) =>
      tx
        .$extendTables<{ 'acme.eab_key': { key_sealed: Uint8Array } }>()
        .selectFrom('acme.eab_key')
        .select('key_sealed')
        .execute(),
    )
    const secret = Buffer.from(key.key, 'base64url')
    assert.ok(rows.every(({ key_sealed }) => !Buffer.from(key_sealed).includes(secret)))
  })

  it('have twenty EAB keys of an approval a day, and are ended by who has them only (R191)', async () => {
    const { hospital, approval } = await environment.aProgram()
    const { approvalId } = approval
    const another = () =>
      environment.acme.createEabKey(aPermit('acme.createEabKey', hospital), { approvalId })
    for (let keys = 1; keys < 20; keys += 1) assert.equal(kind(await another()), 'ok')
    assert.equal(kind(await another()), 'too-many-keys')
    environment.setNow(plus(environment.now(), day + minute))
    assert.equal(kind(await another()), 'ok')
    environment.setNow(morning)

    const { client } = await environment.aProgram()
    for (const accountId of [randomUUID(), client.kid()?.split('/').at(-1) ?? ''])
      assert.equal(
        kind(
          await environment.acme.endAccount(aPermit('acme.endAccount', hospital), {
            ...{ approvalId, accountId },
          }),
        ),
        'acme-account-not-found',
      )
  })

  it('are opened with a binding whose header has “typ”, as the Ruby client sends it', async () => {
    const hospital = await environment.aHospital()
    const { approvalId } = await environment.anApproval(hospital)
    const client = await environment.aClient()
    const url = client.at('newAccount')
    const binding = bind(await environment.aKey(hospital, approvalId), {
      ...{ url, jwk: jwkOf(client.keys()), typ: 'JWT' },
    })
    assert.equal((await client.post(url, { externalAccountBinding: binding })).status, 201)
  })

  it('are invalid from the instant in which account, approval or supplier authorisation ends (R191)', async () => {
    const acting = async ({ client }: Awaited<ReturnType<AcmeEnvironment['aProgram']>>) => {
      const reply = await client.post(client.kid() ?? '')
      // RFC 8555 § 7.3.6
      assert.ok(reply.status === 200 || reply.status === 401, reply.text)
      return errorOf(reply)
    }
    const [one, two, three] = [
      await environment.aProgram(),
      await environment.aProgram(),
      await environment.aProgram(),
    ]
    for (const program of [one, two, three]) assert.equal(await acting(program), 'ok')
    const { approvalId } = one.approval
    const ended = await environment.acme.endApproval(aPermit('acme.endApproval', one.hospital), {
      approvalId,
    })
    assert.equal(kind(ended), 'ok')
    assert.equal(await acting(one), 'unauthorized')

    const byCaseOfficer = await environment.decide(
      ...([
        await environment.aPerson(),
        two.approval.approvalId,
        'end',
        'Toiminta päättyi',
      ] as const),
    )
    assert.equal(kind(byCaseOfficer), 'ok')
    assert.equal(await acting(two), 'unauthorized')

    const accountId = three.client.kid()?.split('/').at(-1) ?? ''
    const account = await environment.acme.endAccount(aPermit('acme.endAccount', three.hospital), {
      ...{ approvalId: three.approval.approvalId, accountId },
    })
    assert.ok(account.ok && account.value.accounts[0]?.state === 'ended')
    assert.equal(await acting(three), 'unauthorized')
    assert.equal(errorOf(await three.client.open()), 'unauthorized')
  })

  it('can’t be opened with an EAB key that is a fortnight old, nor once the approval has ended', async () => {
    const hospital = await environment.aHospital()
    const { approvalId } = await environment.anApproval(hospital)
    const [old, late] = [
      await environment.aKey(hospital, approvalId),
      await environment.aKey(hospital, approvalId),
    ]
    environment.setNow(plus(morning, 14 * 24 * hour))
    const client = await environment.aClient()
    assert.equal(errorOf(await client.open(old)), 'unauthorized')
    environment.setNow(morning)
    client.dropNonces()
    const ended = await environment.acme.endApproval(aPermit('acme.endApproval', hospital), {
      approvalId,
    })
    assert.equal(kind(ended), 'ok')
    assert.equal(errorOf(await client.open(late)), 'unauthorized')
  })

  it('sign for one URL, with a nonce that is used once across all processes (R192)', async () => {
    const { client } = await environment.aProgram()
    const kid = client.kid() ?? ''
    const [nonce, another] = [await client.nonce(), await client.nonce()]
    assert.equal(errorOf(await client.post(kid, undefined, { nonce })), 'ok')
    assert.equal(errorOf(await client.post(kid, undefined, { nonce })), 'badNonce')

    const elsewhere = await environment.serve(environment.createOne())
    const other = await environment.aClient(carryInto(elsewhere))
    assert.equal(
      errorOf(await other.post(kid, undefined, { nonce, kid, keys: client.keys() })),
      'badNonce',
    )
    // This process accepts a nonce that the other one issued.
    assert.equal(errorOf(await client.post(kid, undefined, { nonce: await other.nonce() })), 'ok')
    await elsewhere.close()

    // An invalid signature does not use up the nonce.
    const bent = await client.post(kid, undefined, {
      nonce: another,
      bend: (jws) => ({ ...jws, signature: jws.protected }),
    })
    assert.equal(errorOf(bent), 'unauthorized')
    assert.equal(errorOf(await client.post(kid, undefined, { nonce: another })), 'ok')
    for (const created of ['', 'AAAA', 'not a nonce!', `${another.slice(0, -2)}AA`])
      assert.equal(
        errorOf(await client.post(kid, undefined, { nonce: created })),
        'badNonce',
        created,
      )

    const old = await client.nonce()
    environment.setNow(plus(morning, 30 * minute))
    assert.equal(errorOf(await client.post(kid, undefined, { nonce: old })), 'badNonce')
    await environment.acme.schedules[0]?.run()
    environment.setNow(morning)
    client.dropNonces()

    const wrongUrl = { header: { url: `${kid}?` } }
    assert.equal(errorOf(await client.post(kid, undefined, wrongUrl)), 'unauthorized')
    const bothWays = { header: { jwk: jwkOf(client.keys()) } }
    assert.equal(errorOf(await client.post(kid, undefined, bothWays)), 'malformed')
  })

  it('sign with their own key, in its only algorithm', async () => {
    const { client } = await environment.aProgram()
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
    const { client: another } = await environment.aProgram()
    assert.equal(errorOf(await another.post(kid)), 'unauthorized')
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const refused = await client.post(client.at('newAccount'), {}, { keys: weak })
    assert.equal(errorOf(refused), 'badPublicKey')
    const withCrit = { header: { crit: ['b64'], b64: false } }
    assert.equal(errorOf(await client.post(kid, undefined, withCrit)), 'malformed')
  })

  it('change their key when both have signed, and are deactivated for good; their organisation sees each in its activity (R654)', async () => {
    const before = environment.events.length
    const { client, hospital } = await environment.aProgram()
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
      inner({ nonce: await client.nonce() }, right),
      inner({ kid }, right),
    ])
      assert.equal(errorOf(await client.post(url, jws)), 'malformed')
    const { client: another } = await environment.aProgram()
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
    for (const status of ['valid', 'revoked', 7])
      assert.equal(errorOf(await client.post(kid, { status })), 'ok')
    assert.equal(errorOf(await client.post(kid)), 'ok')
    assert.equal(errorOf(await client.post(kid, { status: 'deactivated' })), 'ok')
    for (const reply of [await client.post(kid), await client.open()])
      assert.deepEqual([reply.status, errorOf(reply)], [401, 'unauthorized'])
    const { organisationId } = hospital
    const shown = new Set<string>(activityTypes.certificates)
    assert.deepEqual(
      environment.events
        .slice(before)
        .filter((event) => 'organisationId' in event && event.organisationId === organisationId)
        .filter(({ type }) => type.startsWith('AcmeAccount') && shown.has(type))
        .map(({ type }) => type),
      ['AcmeAccountOpened', 'AcmeAccountKeyChanged', 'AcmeAccountEnded'],
    )
  })

  it('get the directory and nonces without signing in', async () => {
    const client = await environment.aClient()
    assert.ok(client.at('newNonce').startsWith('https://service.example/acme/'))
    const got = await environment.carry({ method: 'GET', url: client.at('newNonce') })
    assert.equal(got.status, 204)
    assert.equal(got.headers['cache-control'], 'no-store')
    const head = await environment.carry({ method: 'HEAD', url: client.at('newNonce') })
    assert.equal(head.status, 200)
    assert.notEqual(got.headers['replay-nonce'], head.headers['replay-nonce'])
    assert.equal(head.headers['link'], '<https://service.example/acme/directory>;rel="index"')
    const asText = await environment.carry({
      ...{ method: 'POST', url: client.at('newAccount'), body: '{}', contentType: 'text/plain' },
    })
    assert.equal(asText.status, 415)
    assert.equal(errorOf(asText), 'malformed')
  })

  it('read by POST alone: any other method is refused, as is an address that is none', async () => {
    const { client } = await environment.aProgram()
    const [kid = ''] = [client.kid()]
    for (const url of [client.at('newAccount'), client.at('newOrder'), kid, `${kid}/orders`])
      for (const method of ['GET', 'PUT', 'DELETE'] as const) {
        const reply = await environment.carry({ method, url })
        assert.deepEqual([reply.status, errorOf(reply)], [405, 'malformed'])
        assert.equal(reply.headers['allow'], 'POST')
        assert.ok(reply.headers['replay-nonce'])
      }
    for (const method of ['GET', 'POST'] as const) {
      const reply = await environment.carry({ method, url: `${kid}/none` })
      assert.deepEqual([reply.status, errorOf(reply)], [404, 'malformed'])
    }
  })

  it('get a problem in response to anything that is not a valid JWS, and nothing changes', async () => {
    const client = await environment.aClient()
    const url = client.at('newAccount')
    const before = environment.events.length
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
        const reply = await environment.carry({
          ...{ method: 'POST', url, body: text, contentType: 'application/jose+json' },
        })
        assert.ok(reply.status >= 400 && reply.status < 500, `${String(reply.status)}: ${text}`)
        assert.ok(reply.text === '' || errorOf(reply) !== '')
      }),
      { numRuns: 300 },
    )
    assert.equal(environment.events.length, before)
  })
})
