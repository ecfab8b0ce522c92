import assert from 'node:assert/strict'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { day } from '@sotevarmenne/kernel/instant'
import { employeeSchema } from '../domain/attributes.ts'
import { patchSchema } from '../domain/patch.ts'
import type { Db } from '#platform/db.ts'
import { aUser, openDirectories, type ScimBody } from './directory.ts'

type Directory = Awaited<ReturnType<typeof openDirectories>>

/** What the HR system knows of a person, and what the service should have made of it. */
type Person = {
  readonly identityCode: IdentityCode
  readonly externalId: string
  /** Of the present user in the directory. */
  id?: string
  version: number
  isActive: boolean
  title: string
  /** The title in the pending order, while there is one. */
  orderTitle?: string
  hasPlannedEnd: boolean
  /** An earlier change with the version that it was about, as a queue may deliver it late. */
  stale?: { readonly id: string; readonly version: number; readonly title: string }
}

type Kind = 'create' | 'change' | 'deactivate' | 'reactivate' | 'delete'

/** As many as a web process of one processor works on. */
const lanes = 4

/**
 * So many events of an HR system, with duplicates, retries, late and conflicting deliveries, and days that pass; then
 * the same from scratch in another organisation. Throws where the state differs (R517). Returns figures.
 */
export async function deliverEvents(
  db: Db,
  { count, seed }: { readonly count: number; readonly seed: number },
) {
  const directory = await openDirectories({ db })
  const organisationId = await directory.anOrganisation()
  const random = randomFrom(seed)
  const people = Array.from({ length: Math.ceil(count / 8) }, (_, number): Person => ({
    ...{ identityCode: directory.anIdentityCode(), externalId: `hr-${String(number)}` },
    ...{ version: 0, isActive: false, title: 'Sihteeri', hasPlannedEnd: false },
  }))
  const sender = senderOf(directory, { organisationId, random })
  const begun = performance.now()
  const ofOneDay = Math.ceil(count / 5)
  for (let done = 0; done < count; done += ofOneDay) {
    const size = Math.min(ofOneDay, count - done)
    const chosen = Array.from({ length: size }, () => people[Math.floor(random() * people.length)])
    const queues = [...Map.groupBy(chosen, (person) => person)]
    const lane = async () => {
      for (let queue = queues.pop(); queue !== undefined; queue = queues.pop())
        for (const person of queue[1]) if (person) await sender.happen(person)
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    if (done + size < count) await passDays(directory, people)
  }
  const seconds = (performance.now() - begun) / 1000

  await checkState(directory, db, { organisationId, people })
  assert.deepEqual(countTypes(directory), sender.expected, 'nothing was lost or done twice')
  await checkFromScratch(directory, db, { organisationId, people })
  return {
    ...{ events: count, requests: sender.sent(), seconds: Math.round(seconds * 10) / 10 },
    eventsASecond: Math.round(count / seconds),
    requestsASecond: Math.round(sender.sent() / seconds),
  }
}

function senderOf(
  { send }: Directory,
  { organisationId, random }: { readonly organisationId: string; readonly random: () => number },
) {
  const expected = {
    DirectoryUserCreated: 0,
    DirectoryUserChanged: 0,
    DirectoryUserDeleted: 0,
    OrderPrepared: 0,
    EmploymentEndPlanned: 0,
  }
  let sent = 0
  const request = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    more: { body?: unknown; headers?: Record<string, string> } = {},
  ) => {
    sent += 1
    const response = await send(organisationId, method, path, more)
    assert.ok(response.status < 500, JSON.stringify(response.body))
    return response
  }
  const find = async ({ externalId }: Person): Promise<ScimBody | undefined> => {
    const filter = encodeURIComponent(`externalId eq "${externalId}"`)
    return (await request('GET', `Users?filter=${filter}`)).body.Resources[0]
  }
  /** Once, twice one after the other, or twice at once; `again`: what the repetition gets. */
  const deliver = async (
    act: () => ReturnType<typeof request>,
    { status, again }: { readonly status: number; readonly again: number },
  ): Promise<ScimBody> => {
    const how = random()
    if (how < 0.1) {
      const both = await Promise.all([act(), act()])
      const wanted = [status, again].toSorted((one, other) => one - other)
      const statuses = both.map((each) => each.status).toSorted((one, other) => one - other)
      assert.deepEqual(statuses, wanted)
      return both.find((each) => each.status === status)?.body ?? assert.fail()
    }
    const first = await act()
    assert.equal(first.status, status, JSON.stringify(first.body))
    if (how < 0.4) assert.equal((await act()).status, again)
    return first.body
  }

  const begin = (person: Person): void => {
    person.hasPlannedEnd = false
    if (person.orderTitle === undefined) expected.OrderPrepared += 1
    person.orderTitle = person.title
  }
  const end = (person: Person): void => {
    expected.EmploymentEndPlanned += 1
    person.hasPlannedEnd = true
  }

  const create = async (person: Person): Promise<void> => {
    assert.equal(await find(person), undefined)
    person.isActive = random() < 0.9
    person.title = aTitle(random)
    const body = resourceOf(person)
    const created = await deliver(() => request('POST', 'Users', { body }), {
      ...{ status: 201, again: 409 },
    })
    person.id = created.id
    person.version = 1
    expected.DirectoryUserCreated += 1
    if (person.isActive) begin(person)
  }

  const change = async (person: Person, next: { isActive: boolean; title: string }) => {
    const { id = '', version } = person
    const isSame = next.isActive === person.isActive && next.title === person.title
    person.stale = { id, version: version - 1, title: person.title }
    const wasActive = person.isActive
    Object.assign(person, next)
    const asPut = random() < 0.3
    const body = asPut ? resourceOf(person) : patchOf(person, random)
    const changed = await deliver(() => request(asPut ? 'PUT' : 'PATCH', `Users/${id}`, { body }), {
      status: 200,
      again: 200,
    })
    person.version = isSame ? version : version + 1
    assert.equal(changed.meta.version, `W/"${String(person.version)}"`)
    if (!isSame) expected.DirectoryUserChanged += 1
    if (person.isActive) begin(person)
    else if (wasActive) end(person)
  }

  const remove = async (person: Person): Promise<void> => {
    const { id = '' } = person
    await deliver(() => request('DELETE', `Users/${id}`), { status: 204, again: 404 })
    expected.DirectoryUserDeleted += 1
    if (person.isActive) end(person)
    person.isActive = false
    delete person.id
    delete person.stale
  }

  /** Too late: about a version that is no longer the present one. */
  const deliverLate = async ({ stale }: Person): Promise<void> => {
    if (stale === undefined || stale.version < 1) return
    const operation = { op: 'replace', value: { active: false, title: stale.title } }
    const { status } = await request('PATCH', `Users/${stale.id}`, {
      body: { schemas: [patchSchema], Operations: [operation] },
      headers: { 'if-match': `W/"${String(stale.version)}"` },
    })
    assert.equal(status, 412)
  }

  return {
    expected,
    sent: () => sent,
    happen: async (person: Person): Promise<void> => {
      const { isActive, title } = person
      switch (kindFor(person, random)) {
        case 'create':
          return create(person)
        case 'change':
          await change(person, { isActive, title: aTitle(random) })
          break
        case 'deactivate':
          await change(person, { isActive: false, title })
          break
        case 'reactivate':
          await change(person, { isActive: true, title })
          break
        case 'delete':
          return remove(person)
      }
      if (random() < 0.2) await deliverLate(person)
    },
  }
}

function kindFor({ id, isActive }: Person, random: () => number): Kind {
  if (id === undefined) return 'create'
  const which = random()
  if (which < 0.45) return 'change'
  if (which < 0.9) return isActive === random() < 0.9 ? 'deactivate' : 'reactivate'
  return 'delete'
}

const titles = ['Sihteeri', 'Osastonsihteeri', 'Lähihoitaja', 'Sairaanhoitaja']
const aTitle = (random: () => number): string =>
  titles[Math.floor(random() * titles.length)] ?? 'Sihteeri'

const resourceOf = ({ identityCode, externalId, isActive, title }: Person) =>
  aUser(identityCode, { externalId, active: isActive, title })

/** As different directories write it. */
const patchOf = ({ isActive, title }: Person, random: () => number) => ({
  schemas: [patchSchema],
  Operations:
    random() < 0.5
      ? [{ op: 'replace', value: { active: isActive, title } }]
      : [
          { op: 'Replace', path: 'active', value: isActive ? 'True' : 'False' },
          { op: 'Add', path: 'title', value: title },
        ],
})

/** The planned ends are carried out, and with them the pending orders are withdrawn. */
async function passDays(directory: Directory, people: readonly Person[]): Promise<void> {
  directory.later(2 * day)
  const job = directory.employments.jobs.find(({ kind }) => kind === 'employments.endDue')
  await job?.handle({} as never)
  for (const person of people)
    if (person.hasPlannedEnd) {
      person.hasPlannedEnd = false
      delete person.orderTitle
    }
}

type Checked = { readonly organisationId: string; readonly people: readonly Person[] }

/** Users, pending orders and planned ends are those of the latest state. */
async function checkState(
  directory: Directory,
  db: Db,
  { organisationId, people }: Checked,
): Promise<void> {
  const users = await allUsers(directory, organisationId)
  assert.deepEqual(
    users.map(({ id, externalId, active, title }) => ({ id, externalId, active, title })),
    people
      .filter(({ id }) => id !== undefined)
      .map(({ id, externalId, isActive, title }) => ({ id, externalId, active: isActive, title }))
      .toSorted(byExternalId),
  )
  const { employeesOf } = directory.employments.forDirectory
  const identityCodes = people.map(({ identityCode }) => identityCode)
  const employees = await db.read((tx) => employeesOf(tx, { organisationId, identityCodes }))
  for (const { identityCode, externalId, orderTitle, hasPlannedEnd } of people) {
    const { prepared, planned } = employees(identityCode)
    const pending = orderTitle === undefined ? [] : [orderTitle]
    assert.deepEqual(
      [prepared.map(({ facts }) => facts.title), planned !== undefined],
      [pending, hasPlannedEnd],
      externalId,
    )
  }
}

/** Another organisation that is told the latest state at once has the same; and telling it again changes nothing. */
async function checkFromScratch(
  directory: Directory,
  db: Db,
  { organisationId, people }: Checked,
): Promise<void> {
  const fresh = await directory.anOrganisation()
  const { employeesOf } = directory.employments.forDirectory
  for (const person of people) {
    if (person.id === undefined) continue
    const body = resourceOf(person)
    const { status } = await directory.send(fresh, 'POST', 'Users', { body })
    assert.equal(status, 201)
  }
  const facts = async (id: string) =>
    (await allUsers(directory, id)).map(({ externalId, active, title, userName }) => ({
      ...{ externalId, active, title, userName },
    }))
  assert.deepEqual(await facts(fresh), await facts(organisationId))
  const active = people.filter(({ isActive }) => isActive)
  const identityCodes = active.map(({ identityCode }) => identityCode)
  const stated = async (id: string) => {
    const of = await db.read((tx) => employeesOf(tx, { organisationId: id, identityCodes }))
    return identityCodes.map((code) => of(code).prepared.map((order) => order.facts))
  }
  // The day of a declaration is that of its order.
  const withoutDays = (value: unknown): string =>
    JSON.stringify(value, (name, each: unknown) => (name === 'givenOn' ? undefined : each))
  assert.equal(withoutDays(await stated(fresh)), withoutDays(await stated(organisationId)))

  directory.forgetEvents()
  for (const person of people) {
    if (person.id === undefined) continue
    const body = resourceOf(person)
    const path = `Users/${person.id}`
    const { body: same } = await directory.send(organisationId, 'PUT', path, { body })
    assert.equal(same.meta.version, `W/"${String(person.version)}"`)
  }
  assert.deepEqual(directory.events, [])
}

async function allUsers(directory: Directory, key: string): Promise<readonly ScimBody[]> {
  const users: ScimBody[] = []
  for (;;) {
    const page = await directory.send(
      key,
      'GET',
      `Users?startIndex=${String(users.length + 1)}&count=200`,
    )
    users.push(...page.body.Resources)
    if (page.body.Resources.length === 0) break
    assert.ok(page.body.totalResults >= users.length)
  }
  assert.ok(users.every((user) => !JSON.stringify(user).includes(`${employeeSchema}:identityCode`)))
  return users.toSorted(byExternalId)
}

const byExternalId = (
  one: { readonly externalId?: string | undefined },
  other: { readonly externalId?: string | undefined },
): number => ((one.externalId ?? '') < (other.externalId ?? '') ? -1 : 1)

function countTypes(directory: Directory) {
  const counts: Record<string, number> = {}
  for (const { event } of directory.events) counts[event.type] = (counts[event.type] ?? 0) + 1
  const of = (type: string) => counts[type] ?? 0
  return {
    DirectoryUserCreated: of('DirectoryUserCreated'),
    DirectoryUserChanged: of('DirectoryUserChanged'),
    DirectoryUserDeleted: of('DirectoryUserDeleted'),
    OrderPrepared: of('OrderPrepared'),
    EmploymentEndPlanned: of('EmploymentEndPlanned'),
  }
}

/** Mulberry32: the same events for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
