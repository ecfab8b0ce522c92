import { randomUUID } from 'node:crypto'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { RegisterUnavailable, ReportedBy } from '#people/registers/contract.ts'
import type { Reliance } from '#cards/card/contract.ts'
import type {
  ChangeId,
  NonDisclosureNotified,
  PersonDeathTakenBack,
  RegisterChangeTakenBack,
} from './contract.ts'
import { queryAgainOn, assess, decisionOf, type Finding, type Said } from './domain/assess.ts'
import { reconcile } from './domain/reconcile.ts'
import { insertChange, lockChangesOf, lockDeathOf, settleChange } from './stores/changes.ts'
import { requestAbout, dueToQuery, postpone, takeResponse, type ToQuery } from './stores/feeds.ts'
import { allReliancesOf } from './all-reliances.ts'
import type { ChangesDeps } from './deps.ts'

/** So many people are requested at a time, and in all in a round. */
const atATime = 8
const maxPerRun = 2000

/** Retry delay for one person with a malformed response, who must not delay the others. */
const unreadableRests = 5 * minute

/**
 * Requests every queued person from a register, and reconciles the known changes of their cards with its
 * response. The current state counts, not the events, so their order and repetition do not matter. Without a
 * response from the register the others stay queued.
 */
export const queryAgain = (deps: ChangesDeps) => {
  const { db, clock, people } = deps
  return async (register: ReportedBy): Promise<void> => {
    for (let requested = 0; requested < maxPerRun;) {
      const due = await db.read((tx) =>
        dueToQuery(tx, register, { now: clock.now(), limit: atATime * 4 }),
      )
      for (let first = 0; first < due.length; first += atATime) {
        const answered = await Promise.all(due.slice(first, first + atATime).map(requestAboutOne))
        if (answered.includes(false)) return
      }
      requested += due.length
      if (due.length === 0) return
    }

    async function requestAboutOne(toQuery: ToQuery): Promise<boolean> {
      const requestedAt = clock.now()
      const identityCode = await db.read((tx) => people.identityCodeOf(tx, toQuery.personId))
      const said = await request(deps, register, identityCode)
      if (!said.ok && said.refusal.because === 'unreadable-response') {
        await db.write(async (tx) => {
          await postpone(tx, toQuery, plus(requestedAt, unreadableRests))
          return ok(undefined)
        })
        return true
      }
      if (!said.ok) return false
      await db.write(async (tx) => {
        await takeSaid(deps, tx, { toQuery, requestedAt, identityCode, said: said.value })
        return ok(undefined)
      })
      return true
    }
  }
}

async function request(
  { registers }: Pick<ChangesDeps, 'registers'>,
  register: ReportedBy,
  identityCode: IdentityCode,
): Promise<Result<Said, RegisterUnavailable>> {
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

type Answered = {
  readonly toQuery: ToQuery
  readonly requestedAt: Instant
  readonly identityCode: IdentityCode
  readonly said: Said
}

async function takeSaid(deps: ChangesDeps, tx: Tx, answered: Answered): Promise<void> {
  const { toQuery, requestedAt, said } = answered
  if (!(await takeResponse(tx, toQuery, requestedAt))) return

  if (said.register === 'population') await rememberWhatWasSaid(deps, tx, answered)
  const today = dateInHelsinki(requestedAt)
  const found: Finding[] = []
  for (const card of await allReliancesOf(deps, tx, toQuery.personId)) {
    const findings = assess(card, said, today)
    found.push(...findings)
    await bringToState(deps, tx, { toQuery, card, said, findings, at: requestedAt })
  }
  await bringDeathToState(deps, tx, answered)
  const again = queryAgainOn(found)
  if (again !== undefined) await requestAbout(tx, { ...toQuery, dueAt: startOfDay(again) })
}

/**
 * Names, language and address, or none under non-disclosure, applied at once: `people` notifies modules that
 * store an address.
 */
async function rememberWhatWasSaid(
  { people, record, followPermit }: ChangesDeps,
  tx: Tx,
  { toQuery: { personId, eventId }, identityCode, said }: Answered,
): Promise<void> {
  if (said.register !== 'population' || said.person === undefined) return
  const before = await people.findPerson(tx, personId)
  const { nonDisclosure: isNonDisclosure } = said.person
  await people.rememberPerson(tx, { identityCode, ...said.person })
  if (before === undefined || before.whereabouts.nonDisclosure === isNonDisclosure) return
  const event: NonDisclosureNotified = {
    type: 'NonDisclosureNotified',
    isNonDisclosure,
    received: eventId,
    about: { personId },
  }
  await record(tx, event, followPermit())
}

/**
 * A death ends more than cards: it is noticed once for the person, with the delay and the guard of
 * `holder-died`.
 */
async function bringDeathToState(
  { record, limits, followPermit }: ChangesDeps,
  tx: Tx,
  { toQuery: { personId, eventId }, requestedAt: at, said }: Answered,
): Promise<void> {
  // A missing response proves nothing.
  if (said.register !== 'population' || said.person === undefined) return
  const known = await lockDeathOf(tx, personId)
  const isDead = said.person.died !== undefined
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
  await settleChange(tx, changeId, { as: state === 'acted' ? 'withdrawn' : 'lapsed', at })
  if (state !== 'acted') return
  const event: PersonDeathTakenBack = {
    ...{ type: 'PersonDeathTakenBack', changeId, received: eventId },
    about: { personId },
  }
  await record(tx, event, followPermit())
}

async function bringToState(
  deps: ChangesDeps,
  tx: Tx,
  {
    toQuery: { personId, eventId, register },
    card,
    said,
    findings,
    at,
  }: {
    readonly toQuery: ToQuery
    readonly card: Reliance
    readonly said: Said
    readonly findings: readonly Finding[]
    readonly at: Instant
  },
): Promise<void> {
  const { cardId } = card
  const known = await lockChangesOf(tx, cardId)
  const { noticed, gone } = reconcile(register, known, findings)
  for (const { changeId, kind, state } of gone) {
    await settleChange(tx, changeId, { as: state === 'acted' ? 'withdrawn' : 'lapsed', at })
    if (state !== 'acted') continue
    const event: RegisterChangeTakenBack = {
      ...{ type: 'RegisterChangeTakenBack', kind, changeId, received: eventId },
      about: { personId, cardId },
    }
    await deps.record(tx, event, deps.followPermit())
  }
  for (const finding of noticed) {
    const { kind, validTo } = finding
    await insertChange(tx, {
      changeId: randomUUID() as string as ChangeId,
      ...{ cardId, personId, kind, eventId },
      ...(validTo !== undefined && { validTo }),
      noticedAt: at,
      dueAt: plus(at, (deps.limits.coolingOffMinutes[kind] ?? 0) * minute),
      decision: decisionOf(finding, { card, said, at }),
    })
  }
}
