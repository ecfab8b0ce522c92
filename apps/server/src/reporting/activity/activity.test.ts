import assert from 'node:assert/strict'
import { randomInt, randomUUID } from 'node:crypto'
import { before, describe, it } from 'node:test'
import type { MemberRole } from '@sotevarmenne/api/accounts'
import { activityTypes, type ActivityShown } from '@sotevarmenne/api/activity'
import { accessEvent } from '@sotevarmenne/api/audit'
import { instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit, aPermitOf } from '@sotevarmenne/tests/operation/permit'
import { anAudit } from '#audit/testing.ts'
import { doneFor } from '#audit/stores/activity.ts'
import type { AuditEntry } from '#audit/contract.ts'
import { actionsOf } from '#organisations/accounts/index.ts'
import type { Member } from '#organisations/accounts/contract.ts'
import type { Person, PersonId } from '#people/persons/contract.ts'
import type { Actor } from '#platform/permit.ts'
import { createActivity } from './index.ts'

const noon = instant(1_795_000_000_000)

forEachDatabase('what was done for an organisation', ({ db }) => {
  let now = noon
  const audit = anAudit(db, { clock: { now: () => now } })
  const [hospital, city] = [randomUUID(), randomUUID()]
  const people = new Map<string, string>()
  const members = new Map<string, { readonly organisationId: string; readonly role?: MemberRole }>()
  const keys = new Map([[randomUUID(), 'HR']])
  const [keyId = ''] = keys.keys()
  const cardId = randomUUID()

  const person = (name: string, of?: { organisationId: string; role?: MemberRole }): string => {
    const personId = randomUUID()
    people.set(personId, name)
    if (of) members.set(personId, of)
    return personId
  }
  const aino = person('Aino Esimerkki', { organisationId: hospital, role: 'administrator' })
  const former = person('Erkki Entinen', { organisationId: hospital })
  const ofCity = person('Olli Outo', { organisationId: city, role: 'signatory' })
  const officer = person('Kaarlo Käsittelijä')
  const otto = person('Otto Outo')

  const activity = createActivity({
    ...{ db, record: audit.record },
    people: {
      namesOf: (_tx, ids) =>
        Promise.resolve(new Map([...people].filter(([personId]) => ids.includes(personId)))),
      findByIdentityCode: () => Promise.resolve({ personId: otto } as unknown as Person),
      searchPeople: (_tx, { name = '' }) =>
        Promise.resolve(
          [...people]
            .filter(([, each]) => each.toLowerCase().includes(name.toLowerCase()))
            .map(
              ([personId]) =>
                ({ personId, whereabouts: { nonDisclosure: false } }) as unknown as Person & {
                  personId: PersonId
                },
            ),
        ),
    },
    accounts: {
      checkMember: (_tx, { actor }, requested) => {
        const personId = actor.kind === 'person' ? actor.personId : ''
        const member = members.get(personId)
        const { role } = member ?? {}
        if (member?.organisationId !== requested.organisationId || role === undefined)
          return Promise.resolve(refuse({ kind: 'account-not-found' }))
        const action = 'at' in requested ? (requested.at ?? 'view') : requested.action
        return Promise.resolve(
          actionsOf[role].includes(action)
            ? ok({ personId, role } as unknown as Member)
            : refuse({ kind: 'not-in-this-role', role }),
        )
      },
      everMembersAmong: (_tx, { organisationId, personIds }) =>
        Promise.resolve(
          new Set(personIds.filter((each) => members.get(each)?.organisationId === organisationId)),
        ),
      memberOf: (_tx, { organisationId, memberId }) =>
        Promise.resolve(
          members.get(memberId)?.organisationId === organisationId
            ? ({ personId: memberId } as unknown as Member)
            : undefined,
        ),
    },
    apiKeys: {
      keyNamesOf: (_tx, organisationId) =>
        Promise.resolve(organisationId === hospital ? keys : new Map()),
    },
    serviceCertificates: { firstNamesOf: () => Promise.resolve(new Map()) },
    organisations: { organisationsByIds: () => Promise.resolve(new Map()) },
    registration: { findPoints: () => Promise.resolve(new Map()) },
    certificates: { allClients: () => Promise.resolve([]) },
  })

  type Requested = Partial<Parameters<typeof activity.listActivity>[1]>
  const listing = (personId: string) => aPermit('activity.view', { personId })
  const list = (requested: Requested = {}, by = aino) =>
    activity.listActivity(listing(by), { organisationId: hospital, limit: 100, ...requested })
  const listed = async (requested: Requested = {}, by = aino) => {
    const found = await list(requested, by)
    assert.ok(found.ok, JSON.stringify(found))
    return found.value.activities
  }

  type Happened = {
    readonly type: string
    readonly actor?: Actor
    readonly reason?: string
    readonly operation?: string
    readonly about?: { readonly personId?: string; readonly cardId?: string }
    readonly [fact: string]: unknown
  }
  const happened = async (...all: readonly Happened[]) => {
    const recorded = await db.write(async (tx) => {
      for (const { actor, reason, operation, ...event } of all)
        await audit.record(
          tx,
          event,
          aPermitOf({
            actor: actor ?? { kind: 'person', personId: aino },
            reason: reason ?? 'own matters',
            ...(operation !== undefined && { operation }),
          }),
        )
      return ok(undefined)
    })
    assert.ok(recorded.ok)
  }
  const by = (personId: string): { readonly actor: Actor } => ({
    actor: { kind: 'person', personId },
  })
  const of = (organisationId: string) => ({ organisationId })

  describe('is read by members', () => {
    it('whose role reads what administrators see, and by nobody else (R535)', async () => {
      for (const role of ['signatory', 'administrator', 'reader'] as const)
        assert.ok(!(await list({}, person(role, { organisationId: city, role }))).ok)
      for (const role of ['signatory', 'administrator', 'reader'] as const)
        assert.ok((await list({}, person(role, { organisationId: hospital, role }))).ok, role)
      for (const role of ['contact', 'finance'] as const)
        assert.deepEqual(
          await list({}, person(role, { organisationId: hospital, role })),
          refuse({ kind: 'not-in-this-role', role }),
        )
      assert.deepEqual(await list({}, officer), refuse({ kind: 'account-not-found' }))
      assert.deepEqual(await list({}, former), refuse({ kind: 'account-not-found' }))
    })

    it('with an access record of each person named, except the reader (R535)', async () => {
      await happened(
        { type: 'MemberEnded', ...of(hospital), ...by(former), about: { personId: otto } },
        { type: 'ContactsChanged', ...of(hospital), ...by(officer), reason: 'caseOfficer' },
      )
      const reader = person('Stiina', { organisationId: hospital, role: 'reader' })
      await listed({ limit: 2 }, reader)
      const { rows } = await db.read((tx) =>
        sql<{ type: string; about_person: string | null; facts: object }>`
          select type, about_person, facts from audit.entry
          where actor->>'personId' = ${reader}`.execute(tx),
      )
      assert.deepEqual(
        rows.map(({ about_person: about }) => about).toSorted(),
        [otto, former].toSorted(),
      )
      for (const { type, facts } of rows)
        assert.deepEqual([type, facts], ['ActivityListed', of(hospital)])
    })
  })

  describe('is what the audit log has of it', () => {
    const types = Object.values(activityTypes).flat()
    const others = [
      'AccountViewed',
      'ActivityListed',
      'SignedIn',
      'CardHandedOver',
      'PreparedListed',
    ]
    type Entered = { readonly entry: AuditEntry; readonly of: string | undefined }
    let entered: readonly Entered[] = []

    before(async () => {
      await db.write(async (tx) => {
        await sql`truncate audit.entry, audit.pending`.execute(tx)
        return ok(undefined)
      })
      const pick = <Item>(items: readonly Item[]): Item => items[randomInt(items.length)] as Item
      for (let nr = 0; nr < 300; nr += 1) {
        if (randomInt(3) > 0) now = plus(now, randomInt(600) * minute)
        const organisationId = pick([hospital, city, undefined, randomUUID() as string])
        const actor = pick<Actor>([
          ...[aino, former, ofCity, officer].map((personId) => by(personId).actor),
          { kind: 'process', name: 'jobs' },
          { kind: 'apiKey', clientId: keyId, organisationId: hospital },
        ])
        await happened({
          type: pick([...types, ...others]),
          ...(organisationId !== undefined && of(organisationId)),
          ...{ actor, reason: pick(['own matters', 'caseOfficer', 'registrar of a point']) },
          ...(randomInt(2) === 0 && { about: { personId: pick([otto, aino, ofCity]) } }),
          // Never the organisation that an entry names in another place.
          ...(randomInt(5) === 0 && { authorised: hospital, other: { organisationId: hospital } }),
        })
      }
      const { rows } = await db.read((tx) =>
        sql<{
          entry_id: string
          at: Date
          type: string
          actor: AuditEntry['actor']
          about_person: string | null
          facts: { organisationId?: string }
        }>`select * from audit.entry order by at desc, entry_id desc`.execute(tx),
      )
      entered = rows.map(({ entry_id: entryId, at, type, actor, about_person: about, facts }) => ({
        entry: {
          entryId,
          at,
          type,
          actor,
          about: { personId: about ?? '' },
        } as unknown as AuditEntry,
        of: facts.organisationId,
      }))
    })

    const expected = (organisationId: string, also: (entry: AuditEntry) => boolean = () => true) =>
      entered
        .filter(({ entry, of: named }) => named === organisationId && !accessEvent.test(entry.type))
        .filter(({ entry }) => (types as readonly string[]).includes(entry.type) && also(entry))
        .map(({ entry }) => entry.entryId as string)

    async function everyPage(requested: Requested, reader: string): Promise<ActivityShown[]> {
      const found: ActivityShown[] = []
      let cursor: string | undefined
      do {
        const page = await activity.listActivity(listing(reader), {
          ...{ organisationId: hospital, limit: 1 + randomInt(20), ...requested },
          cursor,
        })
        assert.ok(page.ok, JSON.stringify(page))
        found.push(...page.value.activities)
        cursor = page.value.nextCursor
      } while (cursor !== undefined)
      return found
    }
    const idsOf = (activities: readonly ActivityShown[]) => activities.map(({ entryId }) => entryId)

    it('each entry of that organisation once, and none of another, in both orders, whatever the size of the page (R536)', async () => {
      for (const [organisationId, reader] of [
        [hospital, aino],
        [city, ofCity],
      ] as const) {
        const all = expected(organisationId)
        assert.ok(all.length > 20)
        assert.deepEqual(idsOf(await everyPage({ organisationId }, reader)), all)
        assert.deepEqual(
          idsOf(await everyPage({ organisationId, order: 'oldest' }, reader)),
          all.toReversed(),
        )
      }
      assert.deepEqual(await list({ organisationId: city }), refuse({ kind: 'account-not-found' }))
    })

    it('narrowed by kind, by who did it, by days and by name (R538)', async () => {
      for (const [kind, ofKind] of Object.entries(activityTypes))
        assert.deepEqual(
          idsOf(await everyPage({ kind: kind as keyof typeof activityTypes }, aino)),
          expected(hospital, ({ type }) => (ofKind as readonly string[]).includes(type)),
          kind,
        )
      const actorOf = ({ actor }: AuditEntry) => (actor.kind === 'person' ? actor.personId : '')
      assert.deepEqual(
        idsOf(await everyPage({ memberId: former }, aino)),
        expected(hospital, (entry) => actorOf(entry) === former),
      )
      assert.deepEqual(await listed({ memberId: ofCity }), [])
      const from = dateInHelsinki(plus(noon, 20 * 24 * 60 * minute))
      const to = addDays(from, 20)
      assert.deepEqual(
        idsOf(await everyPage({ from, to }, aino)),
        expected(hospital, ({ at }) => {
          const on = dateInHelsinki(instant(Number(at)))
          return on >= from && on <= to
        }),
      )
      assert.deepEqual(
        idsOf(await everyPage({ search: 'Entinen' }, aino)),
        expected(hospital, (entry) => actorOf(entry) === former),
      )
      // Of others only what was done to them: who of them did something is not said.
      assert.deepEqual(
        idsOf(await everyPage({ search: 'Outo' }, aino)),
        expected(hospital, ({ about }) => [otto, ofCity].includes(about?.personId ?? '')),
      )
      assert.deepEqual(await listed({ search: 'Nobody Else' }), [])
    })

    it('names those who act or acted for the organisation, and others by what they are (R537)', async () => {
      for (const { entryId, by: shown } of await everyPage({}, aino)) {
        const { entry } = entered.find(({ entry: each }) => each.entryId === entryId) ?? {}
        const { actor } = entry ?? assert.fail()
        if (actor.kind === 'process') assert.deepEqual(shown, { kind: 'service' })
        if (actor.kind === 'apiKey') assert.deepEqual(shown, { kind: 'apiKey', name: 'HR' })
        if (shown.kind === 'member')
          assert.ok(['Aino Esimerkki', 'Erkki Entinen'].includes(shown.name))
        assert.doesNotMatch(JSON.stringify(shown), /Kaarlo|Olli/)
      }
      now = plus(now, minute)
      await happened(
        { type: 'PreparedUsed', ...of(hospital), ...by(otto), about: { personId: otto, cardId } },
        { type: 'CaseOpened', ...of(hospital), ...by(ofCity) },
        {
          ...{ type: 'DirectoryUserCreated', operation: 'scim.changeUsers', ...of(hospital) },
          ...{ actor: { kind: 'apiKey', clientId: keyId, organisationId: hospital }, reason: '' },
        },
        {
          ...{ type: 'OrderPrepared', ...of(hospital), reason: '' },
          actor: { kind: 'apiKey', clientId: randomUUID(), organisationId: city },
        },
      )
      const newest = await listed({ limit: 4 })
      assert.deepEqual(newest.map(({ type, by: { kind } }) => `${type} ${kind}`).toSorted(), [
        'CaseOpened others',
        'DirectoryUserCreated directory',
        'OrderPrepared others',
        'PreparedUsed holder',
      ])
    })

    it('shows numbers, names and pages of things, and never what only the service uses (R537)', async () => {
      now = plus(now, minute)
      const [invoiceId, caseId, settings] = [randomUUID(), randomUUID(), { secret: randomUUID() }]
      await happened(
        {
          ...{ type: 'InvoiceDisputed', ...of(hospital), invoiceId, caseId, number: 100001 },
          ...{ charges: 2, sellerId: 'service', settings, digest: 'aa' },
        },
        {
          type: 'ApiKeyCreated',
          ...of(hospital),
          keyId,
          scopes: ['cards:read'],
          lastDay: '2027-01-31',
        },
        { type: 'EmailDomainAdded', ...of(hospital), domain: 'hel.example' },
        { type: 'InvoiceCreated', ...of(hospital), invoiceId, number: 100002, grossCents: 46000 },
      )
      const shown = new Map((await listed({ limit: 4 })).map((each) => [each.type, each]))
      const {
        entryId: _id,
        at: _at,
        by: _by,
        ...disputed
      } = shown.get('InvoiceDisputed') ?? assert.fail()
      assert.deepEqual(disputed, {
        ...{ type: 'InvoiceDisputed', named: ['100001'], count: 2 },
        subject: { kind: 'invoice', id: invoiceId },
      })
      const key = shown.get('ApiKeyCreated')
      assert.deepEqual([key?.named, key?.day], [['HR'], '2027-01-31'])
      assert.deepEqual(shown.get('EmailDomainAdded')?.named, ['hel.example'])
      assert.equal(shown.get('InvoiceCreated')?.cents, 46000)
    })

    it('refuses a cursor of another list', async () => {
      for (const cursor of ['x', '1_1', `1_${randomUUID()}x`])
        assert.deepEqual(await list({ cursor }), refuse({ kind: 'cursor-unreadable' }))
    })
  })

  it('is read by its index, however large the log is (R539)', async () => {
    const organisationId = randomUUID()
    await db.write(async (tx) => {
      await sql`
        insert into audit.entry (entry_id, at, type, operation, actor, reason, facts, salt, digest)
        select gen_random_uuid(), timestamptz '2026-01-01' + nr * interval '1 minute',
          case when nr % 3 = 0 then 'PreparedListed' else 'OrderPrepared' end, 'employments.prepareOrder',
          jsonb_build_object('kind', 'person', 'personId', 'p' || nr % 50), 'own matters',
          jsonb_build_object('organisationId',
            case when nr % 100 = 0 then ${organisationId} else 'o' || nr % 40 end),
          '\\x00', '\\x00'
        from generate_series(1, 40000) as nr`.execute(tx)
      await sql`analyze audit.entry`.execute(tx)
      return ok(undefined)
    })
    for (const about of [undefined, { cardId }, { personIds: [otto], actors: [] }]) {
      const types = Object.values(activityTypes).flat()
      const plan = await db.read(async (tx) =>
        JSON.stringify(
          await doneFor(tx, {
            ...{ organisationId, types, behind: undefined, limit: 26, about },
          }).explain(),
        ),
      )
      assert.doesNotMatch(plan, /Seq Scan/)
      if (about === undefined)
        assert.match(plan, /Index Scan[^"]* using entry_done_for_organisation/)
    }
  })
})
