import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { organisationOid, type Oid } from '@sotevarmenne/identifiers/oid'
import type { BusinessId } from '@sotevarmenne/identifiers/business-id'
import { day, instant, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, type LocalDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import type { Db } from '#platform/db.ts'
import { memberProductOf } from '#cards/products/index.ts'
import { valueOf } from '@sotevarmenne/x509/testing'
import fc from 'fast-check'
import { sql } from 'kysely'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { createOrganisations, type ToBeSigned } from '../index.ts'
import { aBusinessId, oid } from '../testing.ts'

const morning = instant(Date.UTC(2026, 10, 26, 8))
const firstDay = dateInHelsinki(morning)
/** All requests and terms are within these days: no sequence of actions goes beyond them. */
const days = Array.from({ length: 24 }, (_, index) => addDays(firstDay, index - 6))
const products = ['staff-card', 'actor-card'] as const
const kinds = ['provider', 'pharmacy', 'other-body'] as const
const owners = [0, 1, 2] as const

/** Units of an organisation. `undefined`: the organisation itself. */
const unitsOf = (root: Oid): readonly Oid[] =>
  ['.10.1', '.10.1.7', '.10.2'].map((end) => oid(`${root}${end}`))

type Owner = (typeof owners)[number]
const anOwner = fc.constantFrom(...owners)
const scope = {
  /** Relative to the day on which it is entered. */
  from: fc.integer({ min: -3, max: 3 }),
  length: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
  points: fc.constantFrom([0], [1], [0, 1], []),
  /** A case officer approves it at once. */
  isApproved: fc.constantFrom(true, true, true, false),
}
/** Empty: all units. */
const someUnits = fc.constantFrom([], [], [], [0], [2], [1, 2])
/** Counted from the newest: actions mostly concern the latest agreements. */
const which = fc.oneof(fc.nat({ max: 3 }), fc.nat({ max: 20 }))
const anAction = fc.oneof(
  {
    weight: 1,
    arbitrary: fc.record({
      action: fc.constant('agree' as const),
      of: anOwner,
      units: someUnits,
      ...scope,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      action: fc.constant('authorise' as const),
      of: anOwner,
      to: anOwner,
      ...scope,
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      action: fc.constant('change' as const),
      which,
      units: someUnits,
      ...scope,
    }),
  },
  { weight: 5, arbitrary: fc.record({ action: fc.constant('approve' as const), which }) },
  { weight: 1, arbitrary: fc.record({ action: fc.constant('reject' as const), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      action: fc.constant('end' as const),
      which,
      by: fc.constantFrom('giver', 'delegate', 'other', 'caseOfficer'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      action: fc.constantFrom('cease' as const, 'cease' as const, 'revive' as const),
      of: anOwner,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      action: fc.constant('hand-over' as const),
      of: anOwner,
      point: fc.constantFrom(0, 1),
      to: anOwner,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      action: fc.constant('code-ends' as const),
      of: anOwner,
      unit: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
      on: fc.integer({ min: -1, max: 4 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ action: fc.constant('next-day' as const) }) },
)
/** Most sequences start with something in force. */
const inForce = {
  ...{ units: [] as const, from: -4, length: undefined, isApproved: true },
  points: [0, 1] as const,
}
const theActions = fc
  .tuple(
    fc.subarray([...owners], { minLength: 1 }),
    fc.subarray(owners.flatMap((of) => owners.map((to) => ({ of, to })))),
    fc.array(anAction, { minLength: 4, maxLength: 20 }),
  )
  .map(([agreed, given, actions]): readonly Action[] => [
    ...agreed.map((of) => ({ ...inForce, action: 'agree' as const, of })),
    ...given.map((sides) => ({ ...inForce, action: 'authorise' as const, ...sides })),
    ...actions,
  ])
type Action = typeof anAction extends fc.Arbitrary<infer Value> ? Value : never
const aRequest = fc.record({
  of: anOwner,
  unit: fc.option(fc.nat({ max: 2 }), { nil: undefined }),
  /** Mostly the matching one. */
  product: fc.constantFrom('fitting', 'fitting', 'fitting', ...products),
  pointOperator: anOwner,
  point: fc.constantFrom(0, 1),
  on: fc.integer({ min: -2, max: 4 }),
})
type Request = typeof aRequest extends fc.Arbitrary<infer Value> ? Value : never

const requestsAbout = ({ giver, to = giver, units }: Notified): readonly Request[] => {
  const [first = -1] = units
  const unit = first < 0 ? undefined : first
  return ([0, 1] as const).flatMap((point) =>
    [0, 1, 3].map((on) => ({
      of: giver,
      unit,
      product: 'fitting' as const,
      pointOperator: to,
      point,
      on,
    })),
  )
}

const agreed = { ...inForce, action: 'agree' as const, of: 0 as const }
/**
 * Run first each time: the eve of a change, one ended before its first day, a delegate that has ceased, and a
 * point with a new operator.
 */
const examples: [readonly Action[], Request[]][] = [
  [
    [agreed, { ...inForce, action: 'change', which: 0, from: 2, points: [1] }],
    [1, 2].map((on) => ({
      ...{ of: 0, unit: undefined, product: 'fitting', pointOperator: 0, point: 0 },
      on,
    })),
  ],
  [
    [
      agreed,
      { ...inForce, action: 'change', which: 0, from: 2, points: [1] },
      { action: 'end', which: 0, by: 'giver' },
    ],
    [1, 2].map((on) => ({
      ...{ of: 0, unit: undefined, product: 'fitting', pointOperator: 0, point: 0 },
      on,
    })),
  ],
  [
    [
      agreed,
      { ...inForce, action: 'authorise', of: 0, to: 1 },
      { action: 'cease', of: 1 },
      { action: 'next-day' },
    ],
    [],
  ],
  [
    [
      agreed,
      { action: 'hand-over', of: 0, point: 0, to: 1 },
      { ...inForce, action: 'authorise', of: 0, to: 1, points: [0] },
    ],
    [],
  ],
]

/**
 * A naive model of an agreement: every day on which it is in force is listed, and each action removes days.
 * It shares no code with the rules.
 */
type Notified = {
  readonly agreementId: string
  readonly giver: Owner
  readonly to?: Owner
  readonly units: ReadonlySet<number>
  readonly points: ReadonlySet<string>
  readonly from: LocalDate
  readonly days: Set<LocalDate>
  stage: 'waits' | 'holds' | 'over'
  readonly changes?: Notified
  /** Days of the changed agreement that the approval removed. */
  readonly took: Set<LocalDate>
}

/** Runs random actions and compares what they permit, `rounds` times. */
export async function comparePermitted(db: Db, { rounds }: { readonly rounds: number }) {
  let now: Instant = morning
  /** What the business register would return; what the service received of it is in the model. */
  const ceased = new Set<string>()
  const codesEnded = new Map<string, LocalDate>()
  /** Points that have a new operator. */
  const handedOver = new Map<string, Owner>()
  const businesses = owners.map(() => aBusinessId() as BusinessId)
  const roots = businesses.map((businessId) => organisationOid(businessId))
  const points = owners.map(() => [randomUUID(), randomUUID()] as const)
  const pointOperatorOf = (pointId: string): Owner | undefined =>
    handedOver.get(pointId) ??
    owners.find((owner) => points[owner]?.some((each) => each === pointId))
  const coded = (each: Oid, businessId: BusinessId) => ({
    ...{ oid: each, codeList: 'organisations' as const, name: 'Yksikkö', businessId },
    validFrom: days[0] as LocalDate,
    ...(codesEnded.has(each) && { validTo: codesEnded.get(each) as LocalDate }),
  })
  const organisations = createOrganisations({
    systemPermit: (operation) => aPermit(operation),
    secret: new Uint8Array(32).fill(4),
    db,
    clock: { now: () => (now = plus(now, second)) },
    record: () => Promise.resolve(),
    people: { findPerson: () => Promise.resolve(undefined) },
    businessRegister: {
      lookUpBusiness: (businessId) => {
        const status = ceased.has(businessId) ? 'ceased' : 'active'
        return Promise.resolve(ok({ businessId, name: 'Esimerkki', status }))
      },
    },
    codes: {
      findOrganisation: (_tx, sought) =>
        Promise.resolve(
          ok({ value: coded(sought, businesses[0] as BusinessId), copiedAt: morning }),
        ),
      organisationsOf: (_tx, businessId) => {
        const root = organisationOid(businessId)
        const value = [root, ...unitsOf(root)].map((each) => coded(each, businessId))
        return Promise.resolve(ok({ value, copiedAt: morning }))
      },
    },
    points: {
      findPoints: (_tx, requested) =>
        Promise.resolve(
          new Map(
            requested.map((pointId) => {
              const pointOperatorBusinessId = businesses[pointOperatorOf(pointId) ?? -1]
              return [pointId, { name: 'Piste', details: { pointOperatorBusinessId } }]
            }),
          ),
        ),
    },
  })
  const caseOfficer = aPermit('organisations.decideAgreement', { personId: randomUUID() })
  const signatory = randomUUID()
  let ids: readonly string[] = []
  let numbers: readonly string[] = []

  async function enter(): Promise<void> {
    const entered = []
    for (const owner of owners)
      entered.push(
        valueOf(
          await organisations.addOrganisation(
            aPermit('organisations.addOrganisation', { personId: signatory }),
            {
              ...{
                businessId: businesses[owner] as string,
                name: 'Esimerkki',
                kind: kinds[owner],
              },
              units: unitsOf(roots[owner] as Oid).map((each) => ({ oid: each, name: 'Yksikkö' })),
              contacts: [],
            },
          ),
        ),
      )
    ids = entered.map(({ organisationId }) => organisationId)
    numbers = entered.map(({ customerNumber }) => customerNumber)
  }

  /** Resets to the initial state. */
  async function forget(): Promise<void> {
    now = morning
    ceased.clear()
    codesEnded.clear()
    handedOver.clear()
    await db.write(async (tx) => {
      await sql`delete from organisations.agreement`.execute(tx)
      await sql`update organisations.organisation set has_ceased = false, business_requested_at = null`.execute(
        tx,
      )
      return ok(undefined)
    })
  }

  /** Runs the actions on the service and the model: both must agree on whether each is possible. */
  async function live(actions: readonly Action[]) {
    const input: Notified[] = []
    const received = new Set<number>()
    const today = () => dateInHelsinki(now)
    const isOneLeft = (one: Notified) => [...one.days].some((each) => each >= today())
    const strike = (one: Notified): void => {
      const hadSome = isOneLeft(one)
      one.days.clear()
      one.stage = 'over'
      if (today() < one.from && one.changes?.stage === 'holds')
        for (const each of one.took) one.changes.days.add(each)
      for (const change of input.filter(({ changes }) => changes === one))
        if (change.stage === 'waits') change.stage = 'over'
        else if (change.stage === 'holds' && hadSome) strike(change)
    }
    const draw = async (
      said: {
        readonly from: number
        readonly length: number | undefined
        readonly points: readonly number[]
        readonly units: readonly number[]
      },
      {
        giver,
        to,
        changes,
      }: {
        readonly giver: Owner
        readonly to?: Owner | undefined
        readonly changes?: Notified | undefined
      },
    ) => {
      const from = addDays(today(), said.from)
      const until = said.length === undefined ? undefined : addDays(from, said.length)
      const named = said.points.map((at) => points[to ?? giver]?.[at as 0 | 1] ?? '')
      const units = to === undefined && said.units.length > 0 ? said.units : [-1, 0, 1, 2]
      const every = {
        ...{
          organisationId: ids[giver] ?? '',
          products: [giver === 2 ? products[1] : products[0]],
        },
        ...{ points: named, validFrom: from, ...(until !== undefined && { validTo: until }) },
        ...(changes && { replaces: changes.agreementId }),
      }
      const requested: ToBeSigned =
        to === undefined
          ? {
              ...{ ...every, kind: 'agreement', priceList: 'standard' },
              ...(said.units.length > 0 && {
                units: said.units.map((at) => unitsOf(roots[giver] as Oid)[at] ?? ''),
              }),
            }
          : {
              ...{ ...every, kind: 'delegation', acceptance: { by: 'Pirjo', on: today() } },
              ...{ customerNumber: numbers[to] ?? '', businessId: businesses[to] as string },
              deliveryAddress: {
                street: 'Katu 1',
                postalCode: '00100',
                postOffice: 'HELSINKI',
                country: 'FI',
              },
              contact: { name: 'Pirjo', email: 'pirjo@example.fi', language: 'fi' },
            }
      const permit = aPermit('agreements.sign', { personId: signatory })
      const drawn = await db.write(async (tx) => {
        const found = await organisations.drawSigned(tx, requested, signatory)
        if (found.ok) await organisations.proposeSigned(tx, permit, found.value)
        return found
      })
      const isPossible =
        to !== giver &&
        named.every((pointId) => pointOperatorOf(pointId) === (to ?? giver)) &&
        (changes === undefined ||
          (changes.stage === 'holds' &&
            changes.days.has(today()) &&
            !input.some((one) => one.changes === changes && one.stage !== 'over')))
      assert.equal(drawn.ok, isPossible, JSON.stringify(drawn))
      if (!drawn.ok) return
      input.push({
        ...{ agreementId: drawn.value.agreement.agreementId, giver, from, stage: 'waits' },
        ...{
          units: new Set(units.flatMap((at) => (at === 0 ? [0, 1] : [at]))),
          points: new Set(named),
        },
        days: new Set(
          days.filter((each) => each >= from && (until === undefined || each <= until)),
        ),
        ...(to !== undefined && { to }),
        ...(changes && { changes }),
        took: new Set(),
      })
    }

    const approve = async (one: Notified): Promise<void> => {
      const { agreementId, giver, to } = one
      const decided = await organisations.decideAgreement(caseOfficer, {
        agreementId,
        decision: 'approved',
      })
      const sides = [giver, ...(to === undefined ? [] : [to])]
      const isPossible =
        one.stage === 'waits' && !sides.some((side) => ceased.has(businesses[side] ?? ''))
      assert.equal(decided.ok, isPossible)
      if (!isPossible) return
      one.stage = 'holds'
      for (const each of days)
        if (each > today() && each >= one.from && one.changes?.days.delete(each) === true)
          one.took.add(each)
    }

    for (const action of actions) {
      const before = input.length
      const one =
        'which' in action ? input.at(-1 - (action.which % Math.max(input.length, 1))) : undefined
      switch (action.action) {
        case 'agree':
          await draw(action, { giver: action.of })
          break
        case 'authorise':
          await draw({ ...action, units: [] }, { giver: action.of, to: action.to })
          break
        case 'change':
          if (one) await draw(action, { giver: one.giver, to: one.to, changes: one })
          break
        case 'approve':
          if (one) await approve(one)
          break
        case 'reject': {
          if (!one) break
          const { agreementId } = one
          const decided = await organisations.decideAgreement(caseOfficer, {
            agreementId,
            decision: 'rejected',
          })
          assert.equal(decided.ok, one.stage === 'waits')
          if (decided.ok) one.stage = 'over'
          break
        }
        case 'end': {
          if (!one) break
          const { agreementId } = one
          const sides = [one.giver, ...(one.to === undefined ? [] : [one.to])]
          const side =
            action.by === 'giver'
              ? one.giver
              : action.by === 'delegate'
                ? one.to
                : owners.find((each) => !sides.includes(each))
          const permit = aPermit('agreements.sign', { personId: signatory })
          const ended =
            action.by === 'caseOfficer'
              ? await organisations.endAgreement(
                  aPermit('organisations.endAgreement', { personId: randomUUID() }),
                  { agreementId },
                )
              : await db.write((tx) =>
                  organisations.endSigned(tx, permit, {
                    agreementId,
                    organisationId: side === undefined ? randomUUID() : (ids[side] ?? ''),
                  }),
                )
          const isPossible =
            one.stage === 'holds' &&
            (action.by === 'caseOfficer' || (side !== undefined && sides.includes(side)))
          assert.equal(ended.ok, isPossible)
          if (isPossible) strike(one)
          break
        }
        case 'cease':
          ceased.add(businesses[action.of] ?? '')
          break
        case 'revive':
          ceased.delete(businesses[action.of] ?? '')
          break
        case 'hand-over':
          handedOver.set(points[action.of]?.[action.point] ?? '', action.to)
          break
        case 'code-ends': {
          const root = roots[action.of] as Oid
          codesEnded.set(
            action.unit === undefined ? root : (unitsOf(root)[action.unit] ?? ''),
            addDays(today(), action.on),
          )
          break
        }
        case 'next-day':
          if (today() >= addDays(firstDay, 6)) break
          now = plus(now, day)
          await organisations.followBusinesses(aPermit('organisations.followBusinesses'))
          received.clear()
          for (const owner of owners) if (ceased.has(businesses[owner] ?? '')) received.add(owner)
      }
      const drawn = input.at(before)
      if (drawn && 'isApproved' in action && action.isApproved) await approve(drawn)
    }
    return { input, received, today: today() }
  }

  await enter()
  let permitted = 0
  await fc.assert(
    fc.asyncProperty(
      theActions,
      fc.array(aRequest, { minLength: 10, maxLength: 10 }),
      async (actions, others) => {
        await forget()
        const { input, received, today } = await live(actions)
        const isThere = (owner: number, unit: number | undefined, on: LocalDate): boolean => {
          const root = roots[owner] as Oid
          const ends = [
            kinds[owner] === 'other-body' ? undefined : codesEnded.get(root),
            unit === undefined ? undefined : codesEnded.get(unitsOf(root)[unit] ?? ''),
          ]
          return ends.every((end) => end === undefined || on <= end)
        }
        const permits = (
          { of, unit, pointOperator, point, on: ahead }: Request,
          product: (typeof products)[number],
        ): boolean => {
          const on = addDays(today, ahead)
          const pointId = points[pointOperator]?.[point] ?? ''
          if ((product === 'actor-card') !== (kinds[of] === 'other-body')) return false
          if (received.has(of) || !isThere(of, unit, on)) return false
          const own = input.filter(
            (one) => one.giver === of && one.stage === 'holds' && one.days.has(on),
          )
          const covers = (one: Notified) => one.to === undefined && one.units.has(unit ?? -1)
          if (!own.some(covers)) return false
          const by = pointOperatorOf(pointId)
          if (by === undefined) return false
          return by === of
            ? own.some((one) => covers(one) && one.points.has(pointId))
            : !received.has(by) &&
                isThere(by, undefined, on) &&
                own.some((one) => one.to === by && one.points.has(pointId))
        }
        // At the points that the agreements name, today and later; and random ones.
        const requests = [...others, ...input.flatMap(requestsAbout)]
        await db.read(async (tx) => {
          for (const request of requests) {
            const { of, unit, pointOperator, point, on } = request
            const product =
              request.product === 'fitting' ? memberProductOf(kinds[of]) : request.product
            const unitOid = unit === undefined ? undefined : unitsOf(roots[of] as Oid)[unit]
            const checked = await organisations.checkOrdering(tx, {
              ...{
                organisationId: ids[of] ?? '',
                product,
                pointId: points[pointOperator]?.[point] ?? '',
              },
              ...{ on: addDays(today, on), ...(unitOid !== undefined && { unitOid }) },
            })
            const expected = permits(request, product)
            assert.equal(checked.ok, expected, JSON.stringify({ request, checked }))
            if (expected) permitted += 1
          }
        })
      },
    ),
    { numRuns: rounds, examples },
  )
  // With refusals only the property would prove nothing.
  assert.ok(permitted > 5 * rounds, String(permitted))
}
