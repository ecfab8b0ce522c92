import { randomUUID } from 'node:crypto'
import type { ReportingRegister } from '@sotevarmenne/api/registers'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { RegisterUnavailable } from '#people/registers/contract.ts'
import type { Reliance } from '#cards/card/contract.ts'
import type {
  ChangeId,
  NonDisclosureNotified,
  PersonDeathTakenBack,
  RegisterChangeTakenBack,
} from './contract.ts'
import {
  queryAgainOn,
  assess,
  decisionOf,
  type Finding,
  type RegisterResponse,
} from './domain/assess.ts'
import { reconcile } from './domain/reconcile.ts'
import { insertChange, lockChangesOf, lockDeathOf, settleChange } from './stores/changes.ts'
import { queueQuery, dueToQuery, postpone, takeResponse, type ToQuery } from './stores/feeds.ts'
import { allReliancesOf } from './all-reliances.ts'
import type { ChangesDeps } from './deps.ts'

/** Max queries at a time, and in all in a round. */
const atATime = 8
const maxPerRun = 2000

/** Retry delay for one person with a malformed response, who must not delay the others. */
const malformedResponseDelay = 5 * minute

/**
 * Queries a register about every queued person, and reconciles the known changes of their cards with its
 * response. The current state counts, not the events, so their order and repetition do not matter. Without a
 * response from the register the others stay queued.
 */
export const queryAgain = (deps: ChangesDeps) => {
  const { db, clock, people } = deps
  return async (register: ReportingRegister): Promise<void> => {
    for (let queried = 0; queried < maxPerRun;) {
      const due = await db.read((tx) =>
        dueToQuery(tx, register, { now: clock.now(), limit: atATime * 4 }),
      )
      for (let first = 0; first < due.length; first += atATime) {
        const answered = await Promise.all(due.slice(first, first + atATime).map(queryOne))
        if (answered.includes(false)) return
      }
      queried += due.length
      if (due.length === 0) return
    }

    async function queryOne(toQuery: ToQuery): Promise<boolean> {
      const requestedAt = clock.now()
      const identityCode = await db.read((tx) => people.identityCodeOf(tx, toQuery.personId))
      const response = await queryRegister(deps, register, identityCode)
      if (!response.ok && response.refusal.because === 'unreadable-response') {
        await db.write(async (tx) => {
          await postpone(tx, toQuery, plus(requestedAt, malformedResponseDelay))
          return ok(undefined)
        })
        return true
      }
      if (!response.ok) return false
      await db.write(async (tx) => {
        await applyResponse(deps, tx, {
          toQuery,
          requestedAt,
          identityCode,
          response: response.value,
        })
        return ok(undefined)
      })
      return true
    }
  }
}

async function queryRegister(
  { registers }: Pick<ChangesDeps, 'registers'>,
  register: ReportingRegister,
  identityCode: IdentityCode,
): Promise<Result<RegisterResponse, RegisterUnavailable>> {
  if (register === 'rights') {
    const held = await registers.lookUpRights(identityCode)
    if (held.ok) return ok({ register, held: held.value })
    return held.refusal.kind === 'no-right'
      ? ok({ register, held: undefined })
      : refuse(held.refusal)
  }
  const person = await registers.lookUpPerson(identityCode)
  if (person.ok) return ok({ register, person: person.value })
  return person.refusal.kind === 'unknown-to-population-register'
    ? ok({ register, person: undefined })
    : refuse(person.refusal)
}

type AnsweredQuery = {
  readonly toQuery: ToQuery
  readonly requestedAt: Instant
  readonly identityCode: IdentityCode
  readonly response: RegisterResponse
}

async function applyResponse(deps: ChangesDeps, tx: Tx, answered: AnsweredQuery): Promise<void> {
  const { toQuery, requestedAt, response } = answered
  if (!(await takeResponse(tx, toQuery, requestedAt))) return

  if (response.register === 'population') await rememberResponse(deps, tx, answered)
  const today = dateInHelsinki(requestedAt)
  const found: Finding[] = []
  for (const card of await allReliancesOf(deps, tx, toQuery.personId)) {
    const findings = assess(card, response, today)
    found.push(...findings)
    await bringToState(deps, tx, { toQuery, card, response, findings, at: requestedAt })
  }
  await bringDeathToState(deps, tx, answered)
  const again = queryAgainOn(found)
  if (again !== undefined) await queueQuery(tx, { ...toQuery, dueAt: startOfDay(again) })
}

/**
 * Names, language and address, or none under non-disclosure, applied at once: `people` notifies modules that
 * store an address.
 */
async function rememberResponse(
  { people, record, systemPermit }: ChangesDeps,
  tx: Tx,
  { toQuery: { personId, eventId }, identityCode, response }: AnsweredQuery,
): Promise<void> {
  if (response.register !== 'population' || response.person === undefined) return
  const before = await people.findPerson(tx, personId)
  const { nonDisclosure: isNonDisclosure } = response.person
  await people.rememberPerson(tx, { identityCode, ...response.person })
  if (before === undefined || before.whereabouts.nonDisclosure === isNonDisclosure) return
  const event: NonDisclosureNotified = {
    type: 'NonDisclosureNotified',
    isNonDisclosure,
    registerEventId: eventId,
    about: { personId },
  }
  await record(tx, event, systemPermit('registers.followChanges'))
}

/**
 * A death ends more than cards: it is noticed once for the person, with the delay and the guard of
 * `holder-died`.
 */
async function bringDeathToState(
  { record, limits, systemPermit }: ChangesDeps,
  tx: Tx,
  { toQuery: { personId, eventId }, requestedAt: at, response }: AnsweredQuery,
): Promise<void> {
  // A missing response proves nothing.
  if (response.register !== 'population' || response.person === undefined) return
  const known = await lockDeathOf(tx, personId)
  const isDead = response.person.died !== undefined
  if (isDead && !known) {
    const kind = 'holder-died'
    await insertChange(tx, {
      changeId: randomUUID() as string as ChangeId,
      ...{ personId, kind, eventId, noticedAt: at },
      dueAt: plus(at, (limits.coolingOffMinutes[kind] ?? 0) * minute),
    })
  }
  if (isDead || !known) return
  const { changeId, state } = known
  await settleChange(tx, changeId, { as: state === 'applied' ? 'withdrawn' : 'lapsed', at })
  if (state !== 'applied') return
  const event: PersonDeathTakenBack = {
    ...{ type: 'PersonDeathTakenBack', changeId, registerEventId: eventId },
    about: { personId },
  }
  await record(tx, event, systemPermit('registers.followChanges'))
}

async function bringToState(
  deps: ChangesDeps,
  tx: Tx,
  {
    toQuery: { personId, eventId, register },
    card,
    response,
    findings,
    at,
  }: {
    readonly toQuery: ToQuery
    readonly card: Reliance
    readonly response: RegisterResponse
    readonly findings: readonly Finding[]
    readonly at: Instant
  },
): Promise<void> {
  const { cardId } = card
  const known = await lockChangesOf(tx, cardId)
  const { noticed, gone } = reconcile(register, known, findings)
  for (const { changeId, kind, state } of gone) {
    await settleChange(tx, changeId, { as: state === 'applied' ? 'withdrawn' : 'lapsed', at })
    if (state !== 'applied') continue
    const event: RegisterChangeTakenBack = {
      ...{ type: 'RegisterChangeTakenBack', kind, changeId, registerEventId: eventId },
      about: { personId, cardId },
    }
    await deps.record(tx, event, deps.systemPermit('registers.followChanges'))
  }
  for (const finding of noticed) {
    const { kind, validTo } = finding
    await insertChange(tx, {
      changeId: randomUUID() as string as ChangeId,
      ...{ cardId, personId, kind, eventId },
      ...(validTo !== undefined && { validTo }),
      noticedAt: at,
      dueAt: plus(at, (deps.limits.coolingOffMinutes[kind] ?? 0) * minute),
      decision: decisionOf(finding, { card, response, at }),
    })
  }
}
