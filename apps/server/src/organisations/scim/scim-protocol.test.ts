import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { addDays } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { coreSchema, employeeSchema, enterpriseSchema } from './domain/attributes.ts'
import { patchSchema } from './domain/patch.ts'
import { aUser, openDirectories, userNameOf } from './testing/directory.ts'
import { requestsOf } from './testing/requests.ts'

forEachDatabase('the protocol SCIM for a directory', ({ db }) => {
  let directory: Awaited<ReturnType<typeof openDirectories>>
  let organisation: string
  beforeEach(async () => {
    directory = await openDirectories({ db })
    organisation = await directory.anOrganisation()
    directory.forgetEvents()
  })
  const { today, post, get, put, patchWith, remove, setActive, orders, ends, created, view } =
    requestsOf(() => ({ directory, organisation }))

  it('changes nothing by the same request again, and keeps the version (R515)', async () => {
    const user = aUser(directory.anIdentityCode(), { externalId: 'hr-1' })
    const first = await post(user)
    assert.equal(first.status, 201)
    directory.forgetEvents()
    const again = await post(user)
    assert.deepEqual(
      [again.status, again.body.scimType, again.body.status],
      [409, 'uniqueness', '409'],
    )
    const { id } = first.body
    for (const same of [
      await put(id, user),
      await patchWith(id, [{ op: 'replace', value: { active: true, title: 'Osastonsihteeri' } }]),
    ])
      assert.deepEqual([same.status, same.body.meta.version], [200, 'W/"1"'])
    await setActive(id, false)
    const before = directory.events.length
    const off = await setActive(id, false)
    assert.equal(off.body.meta.version, 'W/"2"')
    assert.equal(directory.events.length, before)
    assert.deepEqual(await ends(), [['planned', addDays(today(), 1)]])
    assert.equal((await orders()).length, 1)
  })

  it('has each user name, external id and person once in an organisation (R510)', async () => {
    const { identityCode } = await created({ userName: 'Aino@example.org', externalId: 'Hr-5' })
    const other = directory.anIdentityCode()
    for (const [code, changes] of [
      // userName is not case-exact, externalId is (RFC 7643 §§ 3.1, 4.1.1).
      [other, { userName: 'aINO@example.org' }],
      [other, { externalId: 'Hr-5' }],
      [identityCode, { userName: 'second@example.org' }],
    ] as const)
      assert.equal((await post(aUser(code, changes))).body.scimType, 'uniqueness')
    const second = await created({ externalId: 'hr-5' }, other)
    const taken = await patchWith(second.id, [
      { op: 'replace', path: 'userName', value: 'AINO@example.org' },
    ])
    assert.deepEqual([taken.status, taken.body.scimType], [409, 'uniqueness'])
  })

  it('is created once by concurrent requests, and changed by one of two with the same version (R515)', async () => {
    const user = aUser(directory.anIdentityCode())
    const both = await Promise.all([post(user), post(user), post(user)])
    assert.deepEqual(both.map(({ status }) => status).toSorted(), [201, 409, 409])
    assert.equal((await orders()).length, 1)
    const id = both.find(({ status }) => status === 201)?.body.id ?? ''
    const titles = ['Ensimmäinen', 'Toinen']
    const changes = await Promise.all(
      titles.map((value) =>
        patchWith(id, [{ op: 'replace', path: 'title', value }], { 'if-match': 'W/"1"' }),
      ),
    )
    assert.deepEqual(changes.map(({ status }) => status).toSorted(), [200, 412])
    assert.equal((await get(`Users/${id}`)).body.meta.version, 'W/"2"')
  })

  it('is refused by a version that is not the present one, and gives nothing where it has not changed (R515)', async () => {
    const { id } = await created()
    for (const stale of ['W/"2"', '"0"', 'nonsense'])
      for (const response of [
        await put(id, aUser(directory.anIdentityCode()), { 'if-match': stale }),
        await patchWith(id, [{ op: 'replace', path: 'title', value: 'x' }], { 'if-match': stale }),
        await remove(id, { 'if-match': stale }),
      ])
        assert.equal(response.status, 412)
    for (const present of ['W/"1"', '"1"', '*', 'W/"7", W/"1"'])
      assert.equal((await patchWith(id, [], { 'if-match': present })).status, 400)
    const unchanged = await directory.send(organisation, 'GET', `Users/${id}`, {
      headers: { 'if-none-match': 'W/"1"' },
    })
    assert.equal(unchanged.status, 304)
    assert.equal((await remove(id, { 'if-match': 'W/"1"' })).status, 204)
  })

  it('sees and changes its own users alone; those of another organisation are not found (R510)', async () => {
    const { id } = await created({ externalId: 'hr-9' })
    const other = await directory.anOrganisation()
    for (const [method, body] of [
      ['GET', undefined],
      ['PUT', aUser(directory.anIdentityCode())],
      ['PATCH', { schemas: [patchSchema], Operations: [{ op: 'remove', path: 'title' }] }],
      ['DELETE', undefined],
    ] as const) {
      const { status } = await directory.send(other, method, `Users/${id}`, { body })
      assert.equal(status, 404, method)
    }
    for (const filter of ['', `?filter=id eq "${id}"`, '?filter=externalId eq "hr-9"'])
      assert.equal((await get(`Users${encodeURI(filter)}`, other)).body.totalResults, 0)
    assert.equal((await get(`Users/${id}`)).body.meta.version, 'W/"1"')
    for (const id of ['1', 'none', `${randomUUID()}'`])
      assert.equal((await get(`Users/${encodeURIComponent(id)}`)).status, 404)
  })

  it('needs a key with its scope, and says what is wrong with another one (R510)', async () => {
    const user = aUser(directory.anIdentityCode())
    const refused = await post(user, 'unknown')
    assert.equal(refused.status, 401)
    assert.equal(refused.headers['www-authenticate'], 'Bearer')
    assert.deepEqual(refused.body.schemas, ['urn:ietf:params:scim:api:messages:2.0:Error'])
    assert.equal((await post(user, 'without-scope')).status, 403)
    const busy = await post(user, 'busy')
    assert.deepEqual([busy.status, busy.headers['retry-after']], [429, '60'])
    const none = await directory.server.inject({ method: 'GET', url: '/scim/v2/Users' })
    assert.equal(none.statusCode, 401)
    const { id } = await created()
    directory.revoked.add(organisation)
    assert.equal((await get(`Users/${id}`)).status, 401, 'revoked after the permit')
    assert.equal((await setActive(id, false)).status, 401)
    directory.revoked.clear()
    assert.deepEqual(await ends(), [])
  })

  it('is refused in words when no order can be prepared, and creates nothing (R511)', async () => {
    const code = directory.anIdentityCode()
    const cases: readonly (readonly [Record<string, unknown>, string])[] = [
      [{ employee: { identityCode: '131052-308X' } }, 'identityCode:'],
      [{ employee: { identityCode: undefined } }, 'identityCode:'],
      [{ title: undefined }, 'title:'],
      [{ title: '=cmd()' }, 'title:'],
      [{ name: { formatted: 'Sanna 2' } }, 'name:'],
      [{ employee: { unitOid: '1.2.3' } }, 'unitOid:'],
      [{ employee: { employmentEndsOn: '2020-01-01' } }, 'employmentEndsOn:'],
      [{ employee: { employmentEndsOn: 'tomorrow' } }, 'employmentEndsOn:'],
      [{ employee: { declaredBy: undefined } }, 'declaredBy:'],
      [{ employee: { logsInToPatientSystems: undefined } }, 'logsInToPatientSystems:'],
      [{ title: 'x'.repeat(65) }, 'title:'],
      [{ name: undefined }, 'name:'],
    ]
    for (const [changes, begins] of cases) {
      const { status, body } = await post(aUser(code, changes))
      assert.deepEqual([status, body.scimType], [400, 'invalidValue'], JSON.stringify(changes))
      assert.ok(body.detail?.startsWith(begins), body.detail)
    }
    directory.hasNoAgreement.add(organisation)
    const details = new Set<string | undefined>()
    for (const language of ['fi', 'sv', 'en']) {
      const { status, body, headers } = await directory.send(organisation, 'POST', 'Users', {
        ...{ body: aUser(code), headers: { 'accept-language': language } },
      })
      assert.deepEqual([status, headers['content-language']], [400, language])
      details.add(body.detail)
    }
    assert.equal(details.size, 3)
    assert.equal((await get('Users')).body.totalResults, 0)
    assert.deepEqual(await orders(), [])
  })
  it('shows members what could not be done until it is done, and the state of each user (R511, R519)', async () => {
    const identityCode = directory.anIdentityCode()
    await post(aUser(identityCode, { title: undefined }))
    const { failures, counts, baseAddress } = await view()
    assert.equal(baseAddress, 'https://service.example/scim/v2')
    assert.deepEqual(
      failures.map(({ userName, attribute, reason }) => [userName, attribute, reason.kind]),
      [[userNameOf(identityCode), 'title', 'missing']],
    )
    assert.deepEqual(counts, { active: 0, inactive: 0, ending: 0, failed: 1 })
    const { id } = await created({}, identityCode)
    assert.deepEqual((await view()).failures, [])
    // A change that cannot be printed is refused, and the user is as before.
    const bad = await patchWith(id, [{ op: 'replace', path: 'title', value: '=1+1' }])
    assert.equal(bad.body.scimType, 'invalidValue')
    assert.equal((await view()).counts.failed, 1)
    const second = await created({ name: { formatted: 'Öberg Åsa' } })
    await setActive(second.id, false)
    const personId = await directory.aKnown(identityCode)
    directory.forgetEvents()
    const { users, counts: then } = await view()
    assert.deepEqual(then, { active: 1, inactive: 1, ending: 1, failed: 1 })
    assert.deepEqual(users.map(({ name, state, lastDay }) => [name, state, lastDay]).toSorted(), [
      ['Sanna Sihteeri', 'pending-order', undefined],
      ['Öberg Åsa', 'ending', addDays(today(), 1)],
    ])
    assert.deepEqual(
      directory.events.map(({ event }) => [event.type, event.about?.personId]),
      [['DirectoryUsersListed', personId]],
      'recorded as access to the person whom the service knows (R290)',
    )
    const found = async (requested: object) =>
      (await view(requested)).users.map(({ userId }) => userId)
    assert.deepEqual(await found({ search: 'oberg' }), [second.id])
    assert.deepEqual(await found({ search: userNameOf(identityCode) }), [id])
    assert.deepEqual(await found({ search: identityCode }), [id])
    assert.deepEqual(await found({ isActive: false }), [second.id])
    directory.revoked.add(organisation)
    const refused = await directory.scim.viewDirectory(aPermit('scim.viewDirectory'), {
      ...{ organisationId: organisation, limit: 25 },
    })
    assert.ok(!refused.ok && refused.refusal.kind === 'account-not-found')
  })

  it('refuses what is unknown, and accepts what the standard has and the service does not need (R516)', async () => {
    const code = directory.anIdentityCode()
    const { status, body } = await post({
      ...aUser(code),
      schemas: [coreSchema, employeeSchema, enterpriseSchema],
      emails: [{ value: 'sanna@example.org', type: 'work' }],
      phoneNumbers: [{ value: '+358 00' }],
      password: 'never stored',
      id: 'ours',
      meta: { version: 'W/"9"' },
      [enterpriseSchema]: { employeeNumber: '17' },
    })
    assert.equal(status, 201)
    assert.notEqual(body.id, 'ours')
    assert.ok(!/emails|phoneNumbers|employeeNumber/.test(JSON.stringify(body)))
    const stored = await db.read((tx) =>
      sql<{ row: string }>`select u::text as row from scim.directory_user u`.execute(tx),
    )
    assert.ok(stored.rows.every(({ row }) => !row.includes(code) && !row.includes('Sanna')))
    const other = directory.anIdentityCode()
    const cases: readonly (readonly [unknown, string])[] = [
      [{ ...aUser(other), favouriteColour: 'blue' }, 'invalidSyntax'],
      [aUser(other, { employee: { identityCod: 'x' } }), 'invalidSyntax'],
      [{ ...aUser(other), schemas: [employeeSchema] }, 'invalidSyntax'],
      [{ ...aUser(other), schemas: [coreSchema, 'urn:example:2.0:User'] }, 'invalidSyntax'],
      [{ ...aUser(other), 'urn:example:2.0:User': { a: 1 } }, 'invalidSyntax'],
      [aUser(other, { userName: undefined }), 'invalidValue'],
      [aUser(other, { userName: 17 }), 'invalidValue'],
      [aUser(other, { userName: 'a'.repeat(255) }), 'invalidValue'],
      [aUser(other, { title: 'a\u202eb' }), 'invalidValue'],
      [aUser(other, { active: 'perhaps' }), 'invalidValue'],
      [aUser(other, { name: 'Sanna' }), 'invalidValue'],
      ['{', 'invalidSyntax'],
      ['[]', 'invalidSyntax'],
      ['{"__proto__": {"active": false}, "schemas": []}', 'invalidSyntax'],
    ]
    for (const [sent, expected] of cases) {
      const refused = await post(sent)
      assert.deepEqual(
        [refused.status, refused.body.scimType],
        [400, expected],
        JSON.stringify(sent),
      )
      assert.equal(refused.body.status, '400')
    }
    const text = await directory.server.inject({
      ...{ method: 'POST', url: '/scim/v2/Users', payload: 'a=b' },
      headers: {
        authorization: `Bearer ${organisation}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    })
    assert.equal(text.statusCode, 415)
    assert.equal((await post(' '.repeat(200_000))).status, 413)
    assert.equal((await get('Users')).body.totalResults, 1)
  })

  it('never changes whose account it is: the identity code stays (R516)', async () => {
    const { id, identityCode } = await created()
    const another = directory.anIdentityCode()
    for (const response of [
      await put(id, aUser(another, { userName: userNameOf(identityCode) })),
      await patchWith(id, [
        { op: 'replace', path: `${employeeSchema}:identityCode`, value: another },
      ]),
      await patchWith(id, [{ op: 'remove', path: `${employeeSchema}:identityCode` }]),
      await patchWith(id, [{ op: 'remove', path: employeeSchema }]),
      await patchWith(id, [{ op: 'replace', path: 'id', value: 'x' }]),
      await patchWith(id, [{ op: 'remove', path: 'userName' }]),
      await patchWith(id, [{ op: 'remove', path: 'active' }]),
    ])
      assert.deepEqual([response.status, response.body.scimType], [400, 'mutability'])
    const { [employeeSchema]: _, ...withoutCode } = aUser(identityCode)
    const replaced = await put(id, { ...withoutCode, schemas: [coreSchema] })
    assert.equal(replaced.status, 400, 'an active user of a staff card needs the declaration')
    assert.equal((await get(`Users/${id}`)).body.meta.version, 'W/"1"')
  })

  it('understands what Microsoft Entra ID sends: "False" as a text, and names in any case', async () => {
    const { id } = await created()
    const off = await patchWith(id, [{ op: 'Replace', path: 'active', value: 'False' }])
    assert.equal(off.body.active, false)
    const on = await patchWith(id, [{ op: 'replace', value: { Active: 'True' } }])
    assert.equal(on.body.active, true)
    const off2 = await directory.send(organisation, 'PATCH', `Users/${id}`, {
      body: { schemas: [patchSchema], operations: [{ OP: 'replace', value: { active: false } }] },
    })
    assert.equal(off2.body.active, false)
  })

  it('makes all changes of a PATCH or none, and says which kind of fault it has (R516)', async () => {
    const { id } = await created()
    const title = { op: 'replace', path: 'title', value: 'Sihteeri' }
    const cases: readonly (readonly [unknown, string])[] = [
      [[title, { op: 'remove' }], 'noTarget'],
      [[title, { op: 'replace', path: 'favouriteColour', value: 'x' }], 'invalidPath'],
      [[title, { op: 'replace', path: 'title[', value: 'x' }], 'invalidPath'],
      [[title, { op: 'replace', path: 'title[type eq "a"]', value: 'x' }], 'invalidPath'],
      [[title, { op: 'replace', path: 'title', value: { a: 1 } }], 'invalidValue'],
      [[title, { op: 'replace', path: 'active', value: 'maybe' }], 'invalidValue'],
      [[title, { op: 'replace', path: 'name', value: 'x' }], 'invalidValue'],
      [[title, { op: 'replace', value: 'x' }], 'invalidSyntax'],
      [[title, { op: 'replace', value: { favouriteColour: 1 } }], 'invalidSyntax'],
      [[title, { op: 'move', path: 'title' }], 'invalidSyntax'],
      [[title, { op: 'replace', path: 17, value: 'x' }], 'invalidSyntax'],
      [[title, { op: 'add', path: 'meta.version', value: 'x' }], 'mutability'],
      [[], 'invalidSyntax'],
      ['x', 'invalidSyntax'],
      [Array.from({ length: 101 }, () => title), 'invalidSyntax'],
    ]
    for (const [operations, expected] of cases) {
      const { status, body } = await patchWith(id, operations)
      assert.deepEqual([status, body.scimType], [400, expected], JSON.stringify(operations))
    }
    const wrong = await directory.send(organisation, 'PATCH', `Users/${id}`, {
      body: { schemas: [coreSchema], Operations: [title] },
    })
    assert.equal(wrong.body.scimType, 'invalidSyntax')
    const { body } = await get(`Users/${id}`)
    assert.deepEqual([body.title, body.meta.version], ['Osastonsihteeri', 'W/"1"'])
  })

  it('is listed by filter and index, with the attributes that are requested', async () => {
    const ids: string[] = []
    for (let count = 0; count < 5; count += 1) {
      directory.later(1000)
      ids.push((await created({ externalId: `hr-${String(count)}` })).id)
    }
    await setActive(ids[0] ?? '', false)
    const list = async (query: string) => (await get(`Users?${encodeURI(query)}`)).body
    const idsOf = async (query: string) => (await list(query)).Resources.map(({ id }) => id)
    const page = await list('startIndex=2&count=2')
    assert.deepEqual(
      [page.totalResults, page.startIndex, page.itemsPerPage, page.Resources.map(({ id }) => id)],
      [5, 2, 2, ids.slice(1, 3)],
    )
    assert.deepEqual(await idsOf('startIndex=-7'), ids)
    assert.deepEqual((await list('count=0')).totalResults, 5)
    assert.deepEqual(await idsOf('count=-1'), [])
    assert.deepEqual(await idsOf('startIndex=6'), [])
    assert.deepEqual(await idsOf('filter=externalId eq "hr-3"'), ids.slice(3, 4))
    assert.deepEqual(await idsOf('filter=externalId eq "HR-3"'), [])
    assert.deepEqual(await idsOf(`filter=ID eq "${ids[2] ?? ''}"`), ids.slice(2, 3))
    assert.deepEqual(await idsOf('filter=id eq "x"'), [])
    const { userName = '' } = (await list('count=1')).Resources[0] ?? {}
    assert.deepEqual(await idsOf(`filter=${coreSchema}:userName Eq "${userName.toUpperCase()}"`), [
      ids[0],
    ])
    assert.deepEqual(await idsOf('filter=active eq false'), ids.slice(0, 1))
    assert.deepEqual(await idsOf('filter=active eq true and externalId eq "hr-1"'), ids.slice(1, 2))
    for (const filter of [
      ...['', 'userName', 'userName eq', 'userName eq hr', 'userName co "a"', 'title eq "a"'],
      ...['userName eq "a" or id eq "b"', 'not (userName eq "a")', '(userName eq "a")'],
      ...['userName eq "a" and', 'userName eq "a" and userName eq "b"', 'userName eq 1'],
      ...['favouriteColour eq "a"', 'userName eq "a', `userName eq "${'a'.repeat(3000)}"`],
    ]) {
      const { status, body } = await get(`Users?filter=${encodeURIComponent(filter)}`)
      assert.deepEqual([status, body.scimType], [400, 'invalidFilter'], filter)
    }
    assert.equal((await list('count=many')).scimType, 'invalidValue')
    const [only] = (await list('count=1&attributes=userName,name.familyName')).Resources
    assert.deepEqual(Object.keys(only ?? {}).toSorted(), ['id', 'name', 'schemas', 'userName'])
    assert.deepEqual(only?.name, { familyName: 'Sihteeri' })
    const [without] = (await list('count=1&excludedAttributes=title,id,name.familyName')).Resources
    assert.ok(without?.id !== undefined && without.title === undefined)
    assert.deepEqual(without.name, { givenName: 'Sanna' })
    const searched = await directory.send(organisation, 'POST', 'Users/.search', {
      body: {
        schemas: ['urn:ietf:params:scim:api:messages:2.0:SearchRequest'],
        ...{ filter: 'externalId eq "hr-4"', attributes: ['userName'], count: 3 },
      },
    })
    assert.deepEqual(
      searched.body.Resources.map(({ id }) => id),
      ids.slice(4),
    )
    assert.equal(
      (await directory.send(organisation, 'POST', 'Users/.search', { body: {} })).status,
      400,
    )
  })

  it('describes itself: its schemas, types and what it offers, without a key', async () => {
    const open = async (path: string) => {
      const { statusCode, payload } = await directory.server.inject(`/scim/v2/${path}`)
      return [statusCode, JSON.parse(payload) as Record<string, unknown>] as const
    }
    const [, config] = await open('ServiceProviderConfig')
    assert.deepEqual(
      [config['patch'], config['etag'], config['bulk']],
      [
        { supported: true },
        { supported: true },
        { supported: false, maxOperations: 0, maxPayloadSize: 0 },
      ],
    )
    const [, types] = await open('ResourceTypes')
    assert.equal(types['totalResults'], 1)
    const [, schemas] = await open('Schemas')
    assert.equal(schemas['totalResults'], 2)
    const [, employee] = await open(`Schemas/${employeeSchema}`)
    const { attributes } = employee as { attributes: { name: string }[] }
    assert.deepEqual(attributes[0], {
      ...{ name: 'identityCode', type: 'string', multiValued: false, required: true },
      ...{ caseExact: false, mutability: 'immutable', returned: 'never', uniqueness: 'none' },
      description: 'The Finnish personal identity code',
    })
    assert.equal((await open('ResourceTypes/User'))[0], 200)
    assert.equal((await open('ResourceTypes/Group'))[0], 404)
    assert.equal((await open('Groups'))[0], 404)
    assert.equal((await open('Schemas?filter=id%20pr'))[0], 403)
    assert.equal((await open('Me'))[0], 501)
    assert.equal((await directory.send(organisation, 'POST', 'Bulk', { body: {} })).status, 501)
  })
})
