import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, it } from 'node:test'
import { inboxKind, type InboxKind } from '@sotevarmenne/api/inbox'
import type { GivenRole } from '@sotevarmenne/api/permission'
import {
  day,
  formatInstant,
  hour,
  instant,
  minute,
  plus,
  type Instant,
} from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql, type RawBuilder } from 'kysely'
import { timestamp } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { afterCommit } from '#platform/db.ts'
import type { PointId } from '#points/points/contract.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { waitingPayments } from '../../billing/payments/stores/waiting.ts'
import { waitingPrices, waitingRightRules } from '../../cards/products/store.ts'
import { waitingPauses as pausedChanges } from '../../cards/register-changes/stores/waiting.ts'
import { waitingBlankOrders } from '../../cards/stock/stores/waiting.ts'
import { waitingOrders } from '../../cards/test-cards/stores/waiting.ts'
import { waitingProposals } from '../../identity/permissions/stores/waiting.ts'
import { waitingRequests } from '../../organisations/accounts/stores/waiting.ts'
import { waitingApplications as registrars } from '../../organisations/registrars/stores/waiting.ts'
import { waitingAgreements } from '../../organisations/registry/stores/waiting.ts'
import { waitingPauses as pausedCrls } from '../../pki/crl/stores/waiting.ts'
import { waitingInquiries } from '../../points/identification/stores/waiting.ts'
import { waitingProposals as pointPrices } from '../../points/operator-prices/store.ts'
import { waitingServices } from '../../points/points/stores/services.ts'
import { waitingApprovals } from '../../services/acme/stores/waiting.ts'
import {
  waitingApplications,
  waitingOutdated,
} from '../../services/service-certificates/stores/waiting.ts'
import { waitingSettings } from '../../settings/store.ts'
import { waitingCases } from '../../support/cases/stores/waiting.ts'
import type { InboxDeps } from './deps.ts'
import { createInbox } from './index.ts'

const sources = [
  ...[
    waitingPrices,
    waitingRightRules,
    waitingSettings,
    waitingServices,
    waitingBlankOrders,
    waitingOrders,
  ],
  ...[waitingProposals, waitingRequests, registrars, waitingAgreements, pausedCrls, pausedChanges],
  ...[
    waitingPayments,
    waitingInquiries,
    pointPrices,
    waitingApprovals,
    waitingApplications,
    waitingOutdated,
    waitingCases,
  ],
]

forEachDatabase('the inbox of the office', ({ db }) => {
  const noon = instant(Date.parse('2026-11-26T10:00:00Z'))
  const [aino, bo, oili] = [randomUUID(), randomUUID(), randomUUID()]
  const organisationId = randomUUID()
  const pointId = randomUUID() as string as PointId
  let recorded: DomainEvent[] = []
  let now = noon
  let digests: Parameters<InboxDeps['planNotice']>[1][] = []
  let given: { personId: string; role: GivenRole; appointedAt: Instant }[] = []
  const names = new Map([
    [aino, 'Aino Virtanen'],
    [bo, 'Bo Lind'],
    [oili, 'Oili Kallio'],
  ])
  const inbox = createInbox({
    db,
    clock: { now: () => now },
    record: (_tx, event) => {
      afterCommit(() => recorded.push(event))
      return Promise.resolve()
    },
    people: { namesOf: () => Promise.resolve(names) },
    contacts: { canBeMailed: (_tx, personId) => Promise.resolve(personId === aino) },
    planNotice: (_tx, planned) => {
      afterCommit(() => digests.push(planned))
      return Promise.resolve()
    },
    organisations: {
      organisationsByIds: () =>
        Promise.resolve(new Map([[organisationId, { name: 'Hoivakoti Koivu Oy' }]]) as never),
    },
    registration: {
      findPoints: () => Promise.resolve(new Map([[pointId, { pointId, name: 'Turku' }]]) as never),
    },
    roles: {
      rolesNow: (_tx, personId) =>
        Promise.resolve({
          roles: given.filter((one) => one.personId === personId).map(({ role }) => role),
        }),
      holdersOfRoles: () => Promise.resolve(given),
    },
    sources,
  })

  const holds = (personId: string, role: GivenRole) => ({ personId, role, appointedAt: noon })
  const change = (...statements: RawBuilder<unknown>[]) =>
    db.write(async (tx) => {
      for (const statement of statements) await statement.execute(tx)
      return ok(undefined)
    })

  beforeEach(async () => {
    recorded = []
    now = noon
    digests = []
    given = [holds(aino, 'caseOfficer'), holds(bo, 'caseOfficer'), holds(oili, 'caOfficer')]
    await change(
      sql`truncate inbox.assignment, inbox.digest, inbox.digest_day, accounts.request, cases.support_case cascade`,
    )
    await change(
      sql`truncate permissions.role_proposal, settings.dated_change, identification.inquiry`,
    )
  })

  const aRequest = async (requestedAt: Instant, requestId: string = randomUUID()) => {
    await change(sql`
      insert into accounts.request (request_id, person_id, business_id, name, signing, requested_at)
      values (${requestId}, ${randomUUID()}, '0245437-2', 'Lääkäri Oy', 'none', ${timestamp(requestedAt)})`)
    return requestId
  }
  const decideRequest = (requestId: string) =>
    change(sql`
      update accounts.request set decision = 'approved', decided_by = ${randomUUID()},
        decided_at = ${timestamp(noon)} where request_id = ${requestId}`)
  const aCase = async (dueOn: string, receivedOn = '2026-11-20', caseId: string = randomUUID()) => {
    await change(sql`
      insert into cases.support_case (case_id, person_id, kind, subject_sealed, opened_at,
        changed_at, received_on, is_extended, state, due_on, organisation_id)
      values (${caseId}, ${randomUUID()}, 'rectification-request', ''::bytea, ${timestamp(noon)},
        ${timestamp(noon)}, ${receivedOn}, false, 'waiting', ${dueOn}, ${organisationId})`)
    return caseId
  }
  const aProposal = async () => {
    const proposalId = randomUUID()
    await change(sql`
      insert into permissions.role_proposal (proposal_id, person_id, role, change, proposed_by, proposed_at)
      values (${proposalId}, ${randomUUID()}, 'auditor', 'appoint', ${aino}, ${timestamp(noon)})`)
    return proposalId
  }

  const view = (personId: string) => aPermit('inbox.view', { personId })
  const list = async (
    by: string,
    sought: Partial<Parameters<typeof inbox.listInbox>[1]> = {},
  ): Promise<string[]> => {
    const listed = await inbox.listInbox(view(by), {
      ...{ assigned: 'all', due: 'any', limit: 25 },
      ...sought,
    })
    assert.ok(listed.ok)
    return listed.value.items.map(({ itemId }) => itemId)
  }
  const assign = (
    by: string,
    item: { readonly kind: InboxKind; readonly itemId: string },
    { to, from = null }: { readonly to: string | null; readonly from?: string | null },
  ) => inbox.assignInboxItem(aPermit('inbox.assign', { personId: by }), { ...item, to, from })
  const counted = async (by = aino) => {
    const found = await inbox.countInbox(view(by))
    assert.ok(found.ok)
    return found.value
  }
  const assigned = async (...given: Parameters<typeof assign>) => {
    assert.equal((await assign(...given)).ok, true)
  }
  const request = (itemId: string) => ({ kind: 'account-request', itemId }) as const
  const holderOf = async (item: { readonly kind: InboxKind; readonly itemId: string }) => {
    const seen = await inbox.viewInboxItem(view(aino), item)
    assert.ok(seen.ok)
    return seen.value.assignee?.name
  }

  it('has one queue of each kind, which can be listed, narrowed and counted', async () => {
    assert.deepEqual(sources.map(({ kind }) => kind).toSorted(), inboxKind.options.toSorted())
    const behind = { at: noon, id: randomUUID() }
    const narrowed = { among: [randomUUID()], except: [randomUUID()], dueBefore: '2026-11-26' }
    await db.read(async (tx) => {
      for (const { find } of sources)
        assert.deepEqual(await find(tx, { behind, limit: 2, ...narrowed } as never), [])
    })
    const { kinds } = await counted()
    assert.equal(kinds.length, inboxKind.options.length)
    assert.ok(kinds.every(({ waiting, overdue }) => waiting === 0 && overdue === 0))
  })

  it('lists the most urgent first: by the last day, without one by age (R441)', async () => {
    const young = await aRequest(plus(noon, -hour))
    const late = await aCase('2026-11-23')
    const old = await aRequest(plus(noon, -2 * day))
    const soon = await aCase('2026-12-02')
    assert.deepEqual(await list(aino), [late, old, young, soon])
    assert.deepEqual(await list(aino, { kind: 'account-request' }), [old, young])
    assert.deepEqual(await list(aino, { due: 'overdue' }), [late])
    const { kinds } = await counted()
    assert.deepEqual(
      kinds.filter(({ waiting }) => waiting > 0),
      [
        { kind: 'account-request', waiting: 2, overdue: 0 },
        { kind: 'message', waiting: 2, overdue: 1 },
      ],
    )
  })

  it('is overdue from the day after the last one on', async () => {
    await aCase('2026-11-26')
    assert.deepEqual(await list(aino, { due: 'overdue' }), [])
    const { kinds } = await counted()
    assert.deepEqual(
      kinds.filter(({ waiting }) => waiting > 0),
      [{ kind: 'message', waiting: 1, overdue: 0 }],
    )
    const yesterday = await aCase('2026-11-25')
    assert.deepEqual(await list(aino, { due: 'overdue' }), [yesterday])
  })

  it('needs the decision on a change the day before it begins (R294)', async () => {
    await change(sql`
      insert into settings.dated_change (change_id, kind, begins_on, content, proposed_by, proposed_at)
      values (${randomUUID()}, 'renewal-window', '2026-12-01', '{"numbers": [180]}', ${bo}, ${timestamp(noon)})`)
    const listed = await inbox.listInbox(view(aino), { assigned: 'all', due: 'any', limit: 25 })
    assert.ok(listed.ok)
    const [item] = listed.value.items
    assert.equal(item?.dueOn, '2026-11-30')
    assert.equal(item.topic, 'renewal-window')
  })

  it('returns each item once, page by page, also when many wait since the same time or day', async () => {
    const expected = new Set<string>()
    for (let count = 0; count < 5; count += 1) {
      expected.add(await aRequest(plus(noon, -count * hour)))
      expected.add(await aRequest(instant(Date.parse('2026-11-25T22:00:00Z'))))
      expected.add(await aCase('2026-11-26'))
      expected.add(await aCase('2026-11-27'))
    }
    const whole = await list(aino, { limit: 100 })
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await inbox.listInbox(view(aino), {
        ...{ assigned: 'all', due: 'any', limit: 3, cursor },
      })
      assert.ok(page.ok)
      seen.push(...page.value.items.map(({ itemId }) => itemId))
      cursor = page.value.nextCursor
    } while (cursor !== undefined)
    assert.deepEqual(seen, whole)
    assert.deepEqual(new Set(seen), expected)
    assert.equal(seen.length, expected.size)
  })

  it('refuses a cursor that it can’t have written', async () => {
    const refused = await inbox.listInbox(view(aino), {
      ...{ assigned: 'all', due: 'any', limit: 3, cursor: 'x' },
    })
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'cursor-unreadable' } })
  })

  it('names organisations and points, and no person whom an item is about (R442)', async () => {
    const person = randomUUID()
    const inquiryId = randomUUID()
    await change(sql`
      insert into identification.inquiry (inquiry_id, person_id, point_id, kind, state, raised_by,
        raised_at, content_sealed)
      values (${inquiryId}, ${person}, ${pointId}, 'no-document', 'open', 'x', ${timestamp(noon)}, ''::bytea)`)
    const caseId = await aCase('2026-12-02')
    const requestId = await aRequest(plus(noon, -hour))
    const listed = await inbox.listInbox(view(aino), { assigned: 'all', due: 'any', limit: 25 })
    assert.ok(listed.ok)
    assert.deepEqual(listed.value.items, [
      {
        ...{ kind: 'account-request', itemId: requestId, isOverdue: false, isForAnother: false },
        since: formatInstant(plus(noon, -hour)),
        organisation: { name: 'Lääkäri Oy' },
      },
      {
        ...{ kind: 'identity-inquiry', itemId: inquiryId, isOverdue: false, isForAnother: false },
        ...{ since: formatInstant(noon), topic: 'no-document', point: { name: 'Turku' } },
      },
      {
        ...{
          kind: 'message',
          itemId: caseId,
          isOverdue: false,
          isForAnother: false,
          dueOn: '2026-12-02',
        },
        ...{ since: '2026-11-26T10:00:00.000Z', topic: 'rectification-request' },
        organisation: { name: 'Hoivakoti Koivu Oy', organisationId },
      },
    ])
    assert.deepEqual(recorded, [])
  })

  it('shows a CA officer only what a CA officer decides (R440)', async () => {
    const requestId = await aRequest(noon)
    const proposalId = await aProposal()
    assert.deepEqual(await list(oili), [proposalId])
    assert.deepEqual(await list(oili, { kind: 'account-request' }), [])
    const { kinds } = await counted(oili)
    assert.deepEqual(kinds.map(({ kind }) => kind).toSorted(), [
      'paused-crls',
      'paused-register-changes',
      'role-change',
    ])
    const seen = await inbox.viewInboxItem(view(oili), request(requestId))
    assert.deepEqual(seen, ok({ isWaiting: false, officers: [] }))
    assert.deepEqual(await assign(oili, request(requestId), { to: oili }), {
      ...{ ok: false, refusal: { kind: 'item-not-waiting' } },
    })
  })

  describe('an item', () => {
    it('is taken by one of two officers who press at once, and the other learns who has it (R443)', async () => {
      const item = request(await aRequest(noon))
      const both = await Promise.all([
        assign(aino, item, { to: aino }),
        assign(bo, item, { to: bo }),
      ])
      const [taken] = both.flatMap((each) => (each.ok ? [each.value.assignee?.name] : []))
      const refused = both.flatMap((each) => (each.ok ? [] : [each.refusal]))
      assert.deepEqual(refused, [{ kind: 'item-of-another-officer', name: taken }])
      assert.equal(await holderOf(item), taken)
      assert.deepEqual(
        recorded.map(({ type }) => type),
        ['InboxItemTaken'],
      )
    })

    it('is taken once, however often the request is sent', async () => {
      const item = request(await aRequest(noon))
      const first = await assign(aino, item, { to: aino })
      assert.deepEqual(await assign(aino, item, { to: aino }), first)
      assert.deepEqual(await assign(aino, item, { to: aino, from: bo }), first)
      assert.deepEqual(recorded, [{ type: 'InboxItemTaken', ...item }])
    })

    it('is handed on and put back, each with its audit entry', async () => {
      const item = request(await aRequest(noon))
      await assigned(aino, item, { to: aino })
      assert.deepEqual(
        await assign(aino, item, { to: bo, from: aino }),
        ok({ assignee: { personId: bo, name: 'Bo Lind' } }),
      )
      assert.deepEqual(await assign(aino, item, { to: null, from: bo }), ok({}))
      assert.deepEqual(await assign(aino, item, { to: null, from: bo }), ok({}))
      assert.deepEqual(recorded, [
        { type: 'InboxItemTaken', ...item },
        { type: 'InboxItemHandedOn', ...item, officer: bo },
        { type: 'InboxItemPutBack', ...item },
      ])
      assert.equal(await holderOf(item), undefined)
    })

    it('can be taken over from an officer by one who knows who has it (R444)', async () => {
      const item = request(await aRequest(noon))
      await assigned(aino, item, { to: aino })
      assert.equal((await assign(bo, item, { to: bo })).ok, false)
      assert.equal((await assign(bo, item, { to: bo, from: aino })).ok, true)
      assert.equal(await holderOf(item), 'Bo Lind')
    })

    it('is not handed on to a person who may not decide it', async () => {
      const item = request(await aRequest(noon))
      for (const to of [oili, randomUUID()])
        assert.deepEqual(await assign(aino, item, { to }), {
          ...{ ok: false, refusal: { kind: 'officer-not-permitted' } },
        })
      const seen = await inbox.viewInboxItem(view(aino), item)
      assert.ok(seen.ok)
      assert.deepEqual(
        seen.value.officers.map(({ name }) => name),
        ['Aino Virtanen', 'Bo Lind'],
      )
    })

    it('of dual control is not for the officer who proposed it, who can neither take nor get it', async () => {
      const item = { kind: 'role-change', itemId: await aProposal() } as const
      const isForAnother = async (by: string) => {
        const sought = { kind: 'role-change', assigned: 'all', due: 'any', limit: 25 } as const
        const listed = await inbox.listInbox(view(by), sought)
        return listed.ok && listed.value.items.map((one) => one.isForAnother)
      }
      assert.deepEqual(await isForAnother(aino), [true])
      assert.deepEqual(await isForAnother(bo), [false])
      for (const by of [aino, bo])
        assert.deepEqual(await assign(by, item, { to: aino }), {
          ...{ ok: false, refusal: { kind: 'officer-not-permitted' } },
        })
      const seen = await inbox.viewInboxItem(view(aino), item)
      assert.ok(seen.ok)
      assert.deepEqual(
        seen.value.officers.map(({ name }) => name),
        ['Bo Lind'],
      )
    })

    it('that another case officer decides is a CA officer’s only when none is left (R440)', async () => {
      const item = { kind: 'role-change', itemId: await aProposal() } as const
      assert.deepEqual(await assign(aino, item, { to: oili }), {
        ...{ ok: false, refusal: { kind: 'officer-not-permitted' } },
      })
      given = [holds(aino, 'caseOfficer'), holds(oili, 'caOfficer')]
      await assigned(oili, item, { to: oili })
      assert.equal(await holderOf(item), 'Oili Kallio')
    })

    it('that waits for a second person is no longer the first one’s', async () => {
      const pauseId = randomUUID()
      await change(sql`
        insert into register_changes.pause (pause_id, noticed_at, cards, causes)
        values (${pauseId}, ${timestamp(noon)}, 400, '[]')`)
      const item = { kind: 'paused-register-changes', itemId: pauseId } as const
      await assigned(aino, item, { to: aino })
      assert.equal(await holderOf(item), 'Aino Virtanen')
      await change(sql`
        update register_changes.pause
        set first_person = ${aino}, first_at = ${timestamp(noon)}, first_up_to = 1, first_cards = 400`)
      assert.equal(await holderOf(item), undefined)
      await change(sql`delete from register_changes.pause`)
    })

    it('belongs to no officer once it is decided, also when another officer decided it (R443)', async () => {
      const item = request(await aRequest(noon))
      await assigned(aino, item, { to: aino })
      await decideRequest(item.itemId)
      assert.deepEqual(await list(aino, { assigned: 'mine' }), [])
      assert.equal((await counted()).mine, 0)
      assert.deepEqual(await assign(aino, item, { to: null, from: aino }), {
        ...{ ok: false, refusal: { kind: 'item-not-waiting' } },
      })
    })

    it('that waits again belongs to no officer, also on the same day', async () => {
      const item = { kind: 'message', itemId: await aCase('2026-12-02') } as const
      let position = 0
      const step = (kind: string, side: 'holder' | 'office') =>
        change(sql`
          insert into cases.step (step_id, case_id, position, kind, side, taken_by, at)
          values (${randomUUID()}, ${item.itemId}, ${position}, ${kind}, ${side}, ${randomUUID()},
            ${timestamp(plus(noon, (position += 1) * minute))})`)
      await step('open', 'holder')
      await assigned(aino, item, { to: aino })
      // A reply before the decision that is owed, and what is written meanwhile, change nothing.
      await step('reply', 'office')
      await step('write', 'holder')
      assert.equal(await holderOf(item), 'Aino Virtanen')
      assert.deepEqual(await list(bo, { assigned: 'nobody' }), [])
      await step('accept', 'office')
      await step('reopen', 'holder')
      assert.equal(await holderOf(item), undefined)
      assert.deepEqual(await list(bo, { assigned: 'nobody' }), [item.itemId])
      await assigned(bo, item, { to: bo })
      assert.equal(await holderOf(item), 'Bo Lind')
    })

    it('belongs to no officer once the role of the one who had it has ended', async () => {
      const item = request(await aRequest(noon))
      await assigned(aino, item, { to: aino })
      given = [holds(bo, 'caseOfficer')]
      assert.deepEqual(await list(bo, { assigned: 'nobody' }), [item.itemId])
      assert.equal((await assign(bo, item, { to: bo })).ok, true)
    })
  })

  it('lists what the caller has, and what nobody has', async () => {
    const mine = await aRequest(plus(noon, -3 * hour))
    const other = await aRequest(plus(noon, -2 * hour))
    const unassigned = await aRequest(plus(noon, -hour))
    await assigned(aino, request(mine), { to: aino })
    await assigned(bo, request(other), { to: bo })
    assert.deepEqual(await list(aino, { assigned: 'mine' }), [mine])
    assert.deepEqual(await list(aino, { assigned: 'nobody' }), [unassigned])
    assert.equal((await counted()).mine, 1)
  })

  it('forgets what an officer had when the officer gets the next item', async () => {
    const [first, second] = [await aRequest(noon), await aRequest(noon)]
    await assigned(aino, request(first), { to: aino })
    await decideRequest(first)
    await assigned(aino, request(second), { to: aino })
    const stored = await db.read((tx) =>
      sql<{ id: string }>`select item_id as id from inbox.assignment`.execute(tx),
    )
    assert.deepEqual(
      stored.rows.map(({ id }) => id),
      [second],
    )
  })

  describe('the digest by e-mail', () => {
    const choose = async (personId: string, isOn: boolean) => {
      const chosen = await inbox.chooseInboxDigest(aPermit('inbox.chooseDigest', { personId }), {
        isOn,
      })
      assert.ok(chosen.ok)
      return chosen.value
    }
    const runAt = async (at: string): Promise<void> => {
      now = instant(Date.parse(at))
      for (const { run } of inbox.schedules) await run()
    }
    const sentTo = () => digests.map(({ personId }) => personId)

    it('is switched on and off by each officer, and needs a confirmed address (R543)', async () => {
      assert.deepEqual(await choose(aino, true), { isOn: true, hasAddress: true })
      assert.deepEqual(await choose(aino, true), { isOn: true, hasAddress: true })
      assert.deepEqual(await choose(bo, true), { isOn: true, hasAddress: false })
      assert.deepEqual(await choose(aino, false), { isOn: false, hasAddress: true })
      const seen = await inbox.viewInboxDigest(view(bo))
      assert.deepEqual(seen, ok({ isOn: true, hasAddress: false }))
      assert.deepEqual(recorded, [
        { type: 'InboxDigestChosen', isOn: true, about: { personId: aino } },
        { type: 'InboxDigestChosen', isOn: true, about: { personId: bo } },
        { type: 'InboxDigestChosen', isOn: false, about: { personId: aino } },
      ])
      await aRequest(noon)
      // 27 November 2026 is a Friday.
      await runAt('2026-11-27T05:00:00Z')
      assert.deepEqual(sentTo(), [bo])
    })

    it('counts by kind what waits for the officer, with the oldest, what is overdue and what is theirs (R543)', async () => {
      await choose(aino, true)
      await choose(oili, true)
      const request = {
        kind: 'account-request',
        itemId: await aRequest(plus(noon, -9 * day)),
      } as const
      await aRequest(plus(noon, -2 * day))
      await aCase('2026-11-20', '2026-11-18')
      await assigned(aino, request, { to: aino })
      await runAt('2026-11-27T05:00:00Z')
      // A CA officer decides none of these.
      assert.deepEqual(digests, [
        {
          ...{ personId: aino, kind: 'inbox-waits' },
          cause: `digest of the inbox 2026-11-27 ${aino}`,
          facts: {
            day: '2026-11-17',
            inbox: {
              kinds: [
                { kind: 'account-request', waiting: 2, overdue: 0 },
                { kind: 'message', waiting: 1, overdue: 1 },
              ],
              mine: 1,
            },
          },
        },
      ])
    })

    it('is sent once on the morning of a working day, also after a restart or an outage, and not when nothing waits (R543)', async () => {
      await choose(aino, true)
      // Nothing waits that morning: what comes later waits for the next one.
      await runAt('2026-11-27T05:00:00Z')
      await aRequest(noon)
      await runAt('2026-11-27T06:00:00Z')
      // Saturday, Sunday, and Monday before seven; Independence Day is 6 December, the 24th Christmas Eve.
      for (const at of ['2026-11-28T08:00:00Z', '2026-11-29T08:00:00Z', '2026-11-30T04:59:00Z'])
        await runAt(at)
      assert.deepEqual(digests, [])
      await Promise.all([runAt('2026-11-30T05:00:00Z'), runAt('2026-11-30T05:00:00Z')])
      await runAt('2026-11-30T05:01:00Z')
      assert.deepEqual(sentTo(), [aino])
      // The jobs process was down until the afternoon.
      await runAt('2026-12-01T12:00:00Z')
      assert.deepEqual(sentTo(), [aino, aino])
      await runAt('2026-12-24T08:00:00Z')
      await runAt('2026-12-25T08:00:00Z')
      assert.equal(digests.length, 2)
    })

    it('is not sent to a person whose role has ended (R543)', async () => {
      await choose(bo, true)
      await aRequest(noon)
      given = [holds(aino, 'caseOfficer')]
      await runAt('2026-11-27T05:00:00Z')
      assert.deepEqual(digests, [])
    })
  })
})
