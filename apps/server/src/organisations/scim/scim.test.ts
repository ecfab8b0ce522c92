import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { day } from '@sotevarmenne/kernel/instant'
import { addDays } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { coreSchema, employeeSchema } from './domain/attributes.ts'
import { aUser, openDirectories, valueOf } from './testing/directory.ts'
import { requestsOf } from './testing/requests.ts'

forEachDatabase('a directory that sends its users by SCIM', ({ db }) => {
  let directory: Awaited<ReturnType<typeof openDirectories>>
  let organisation: string
  beforeEach(async () => {
    directory = await openDirectories({ db })
    organisation = await directory.anOrganisation()
    directory.forgetEvents()
  })
  const {
    today,
    post,
    get,
    patchWith,
    remove,
    setActive,
    types,
    orders,
    waiting,
    ends,
    created,
    runEnds,
  } = requestsOf(() => ({ directory, organisation }))

  it('prepares an order for an active user, with what is stated there (R511)', async () => {
    const identityCode = directory.anIdentityCode()
    const { status, body, headers } = await post(
      aUser(identityCode, { externalId: 'hr-17', employee: { reference: 'HR-17' } }),
    )
    assert.equal(status, 201)
    assert.match(String(headers['content-type']), /^application\/scim\+json\b/)
    assert.equal(headers['etag'], 'W/"1"')
    assert.equal(headers['location'], `https://service.example/scim/v2/Users/${body.id}`)
    assert.deepEqual(body.schemas, [coreSchema, employeeSchema])
    assert.equal(body.meta.version, 'W/"1"')
    assert.ok(!JSON.stringify(body).includes(identityCode), 'the code is never returned')
    const [order] = await orders()
    assert.deepEqual(
      [order?.state, order?.name, order?.title, order?.reference],
      ['waits', 'Sanna Sihteeri', 'Osastonsihteeri', 'HR-17'],
    )
    assert.deepEqual(types().slice(0, 2), ['OrderPrepared', 'DirectoryUserCreated'])
    for (const { permit } of directory.events.slice(0, 2))
      assert.deepEqual(permit.actor, {
        ...{ kind: 'apiKey', clientId: organisation, organisationId: organisation },
      })
  })

  it('only links a person who has a card of the organisation, or a pending order (R511)', async () => {
    const identityCode = directory.anIdentityCode()
    const personId = await directory.aKnown(identityCode)
    directory.aCard(organisation, personId)
    await created({}, identityCode)
    assert.deepEqual(await orders(), [])
    const prepared = directory.anIdentityCode()
    const before = await directory.employments.prepareOrder(
      aPermit('employments.prepareOrder', { personId: randomUUID() }),
      {
        ...{ organisationId: organisation, identityCode: prepared, name: 'Sanna', title: 'Lähi' },
        declaration: { logsInToPatientSystems: false, givenBy: 'Esko' },
      },
    )
    assert.ok(before.ok)
    await created({}, prepared)
    assert.deepEqual(
      (await orders()).map(({ title }) => title),
      ['Lähi'],
      'as it was',
    )
  })

  it('only notes a professional, whose card is never touched, not even by the end (R512)', async () => {
    const identityCode = directory.anIdentityCode()
    const personId = await directory.aKnown(identityCode)
    directory.professionals.add(personId)
    const { id } = await created({}, identityCode)
    assert.deepEqual(await orders(), [])
    assert.equal((await setActive(id, false)).status, 200)
    directory.later(3 * day)
    await runEnds()
    // The only call about cards is for those of this employer.
    assert.deepEqual(directory.ended, [`${organisation} ${personId}`])
    assert.ok(directory.professionals.has(personId))
  })

  it('ends the employment of a user who is deactivated, after the cooling-off and not before (R513)', async () => {
    const identityCode = directory.anIdentityCode()
    const personId = await directory.aKnown(identityCode)
    directory.aCard(organisation, personId)
    const { id } = await created({}, identityCode)
    assert.equal((await setActive(id, false)).body.active, false)
    assert.deepEqual(await ends(), [['planned', addDays(today(), 1)]])
    directory.later(day)
    await runEnds()
    assert.deepEqual(directory.ended, [])
    directory.later(day)
    await runEnds()
    assert.deepEqual(directory.ended, [`${organisation} ${personId}`])
  })

  it('has a cooling-off that case officers set (R513)', async () => {
    const { id } = await created()
    await changeSetting(db, 'directory-cooling-off', [7])
    await setActive(id, false)
    assert.deepEqual(await ends(), [['planned', addDays(today(), 7)]])
    await forgetSettingChanges(db)
  })

  it('takes the end back when the user is active again in time, and the order goes on (R514)', async () => {
    const { id } = await created()
    const [order] = await orders()
    await setActive(id, false)
    assert.deepEqual((await waiting()).length, 1, 'the order waits until the end')
    await setActive(id, true)
    assert.deepEqual(await ends(), [['withdrawn', addDays(today(), 1)]])
    assert.deepEqual(
      (await orders()).map(({ preparedId, state }) => [preparedId, state]),
      [[order?.preparedId, 'waits']],
    )
    directory.later(3 * day)
    await runEnds()
    assert.deepEqual(directory.ended, [])
    assert.equal((await waiting()).length, 1)
  })

  it('withdraws the prepared order with the end, and prepares another one for who comes back (R514)', async () => {
    const { id } = await created()
    await setActive(id, false)
    directory.later(2 * day)
    await runEnds()
    assert.deepEqual(
      (await orders()).map(({ state }) => state),
      ['withdrawn'],
    )
    await setActive(id, true)
    assert.equal((await waiting()).length, 1)
  })

  it('plans an end for a deleted user, takes it back when the person is created again, and ends it once (R513, R514)', async () => {
    const { id, identityCode } = await created()
    assert.equal((await remove(id)).status, 204)
    assert.equal((await get(`Users/${id}`)).status, 404)
    assert.equal((await remove(id)).status, 404)
    assert.equal((await setActive(id, true)).status, 404)
    assert.equal((await get('Users')).body.totalResults, 0)
    assert.deepEqual(await ends(), [['planned', addDays(today(), 1)]])
    const again = await created({ title: 'Sihteeri' }, identityCode)
    assert.notEqual(again.id, id)
    assert.deepEqual(await ends(), [['withdrawn', addDays(today(), 1)]])
    assert.deepEqual(
      (await orders()).map(({ state, title }) => [state, title]),
      [['waits', 'Sihteeri']],
      'the same order, with the new title',
    )
  })

  it('takes the end of a deleted user back, too, when the new one was created inactive first (R514)', async () => {
    const { id, identityCode } = await created()
    await remove(id)
    const again = await created({ active: false }, identityCode)
    assert.deepEqual(await ends(), [['planned', addDays(today(), 1)]], 'not employed')
    await setActive(again.id, true)
    assert.deepEqual(await ends(), [['withdrawn', addDays(today(), 1)]])
    assert.equal((await orders()).length, 1)
  })

  it('ends nothing of a user who was never active (R513)', async () => {
    const { id } = await created({ active: false })
    assert.deepEqual(await orders(), [])
    await setActive(id, false)
    assert.equal((await remove(id)).status, 204)
    assert.deepEqual(await ends(), [])
  })

  it('leaves an earlier end that a member planned, and moves a later one until the user is active again (R513, R514)', async () => {
    const ending = aPermit('employments.endEmployment', { personId: randomUUID() })
    const planFor = async (identityCode: string, days: number) =>
      valueOf(
        await directory.employments.endEmployment(ending, {
          ...{ organisationId: organisation, identityCode, lastDay: addDays(today(), days) },
        }),
      )
    const early = await created()
    await planFor(early.identityCode, 1)
    await setActive(early.id, false)
    assert.deepEqual(await ends(), [['planned', addDays(today(), 1)]])
    await setActive(early.id, true)
    assert.deepEqual(await ends(), [['planned', addDays(today(), 1)]], 'it was not ours')
    const late = await created()
    directory.later(1000)
    await planFor(late.identityCode, 30)
    directory.later(1000)
    await setActive(late.id, false)
    const planned = async () => (await ends()).filter(([state]) => state === 'planned')
    assert.deepEqual((await planned())[0], ['planned', addDays(today(), 1)])
    directory.later(1000)
    await setActive(late.id, true)
    assert.deepEqual((await planned())[0], ['planned', addDays(today(), 30)])
  })

  it('changes the order that it prepared while that waits, and keeps what the directory gives (R511)', async () => {
    const { id } = await created()
    const changed = await patchWith(id, [
      { op: 'Replace', path: 'title', value: 'Sihteeri' },
      { op: 'Add', path: 'name.givenName', value: 'Sanna-Maija' },
      { op: 'add', path: 'emails[type eq "work"].value', value: 'sanna@example.org' },
      { op: 'replace', value: { externalId: 'hr-2', [`${employeeSchema}:reference`]: 'HR-2' } },
    ])
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
    assert.deepEqual(
      [changed.body.title, changed.body.externalId, changed.body.meta.version],
      ['Sihteeri', 'hr-2', 'W/"2"'],
    )
    const [order] = await orders()
    assert.deepEqual(
      [order?.name, order?.title, order?.reference],
      ['Sanna-Maija Sihteeri', 'Sihteeri', 'HR-2'],
    )
    assert.ok(types().includes('PreparedChanged'))
    const removed = await patchWith(id, [
      { op: 'remove', path: `${employeeSchema}:reference` },
      { op: 'Remove', path: 'externalId' },
    ])
    assert.equal(removed.body.externalId, undefined)
    assert.equal((await orders())[0]?.reference, undefined)
  })

  it('records each person whom the service knows and shows to the directory (R290)', async () => {
    const { id, identityCode } = await created()
    directory.forgetEvents()
    await get(`Users/${id}`)
    assert.deepEqual(
      directory.events.map(({ event }) => [event.type, event.about]),
      [['DirectoryUsersListed', undefined]],
    )
    const personId = await directory.aKnown(identityCode)
    directory.forgetEvents()
    await get('Users')
    assert.deepEqual(
      directory.events.map(({ event }) => event.about),
      [{ personId }],
    )
    directory.forgetEvents()
    await get(`Users?filter=${encodeURIComponent('userName eq "nobody"')}`)
    assert.deepEqual(directory.events, [])
  })

  it('is forgotten: deleted users and old failures are erased, and those of an organisation that ceased (R518)', async () => {
    const { id } = await created()
    const { id: staying } = await created()
    await remove(id)
    await post(aUser(directory.anIdentityCode(), { title: undefined }))
    const rows = async () => {
      const { rows } = await db.read((tx) =>
        sql<{ count: number }>`
          select (select count(*)::int from scim.directory_user where organisation_id = ${organisation}::uuid)
            + (select count(*)::int from scim.failure where organisation_id = ${organisation}::uuid) as count`.execute(
          tx,
        ),
      )
      return rows[0]?.count
    }
    const forget = () => directory.scim.jobs[0]?.handle({} as never)
    directory.later(89 * day)
    await forget()
    assert.equal(await rows(), 3)
    directory.later(2 * day)
    await forget()
    assert.equal(await rows(), 1)
    const [listening] = directory.scim.subscriptions
    for (let count = 0; count < 2; count += 1)
      await listening?.handle({ type: 'OrganisationCeased', organisationId: organisation }, 'event')
    assert.equal((await get(`Users/${staying}`)).status, 404)
    directory.later(91 * day)
    await forget()
    assert.equal(await rows(), 0)
  })
})
