import { randomUUID } from 'node:crypto'
import type { IdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type {
  ChangeId,
  NonDisclosureTold,
  PersonDeathTakenBack,
  RegisterChangeTakenBack,
  RegisterUnavailable,
  Reliance,
  ToldBy,
} from '../contract.ts'
import { askAgainOn, assess, decisionOf, type Finding, type Said } from '../domain/assess.ts'
import { reconcile } from '../domain/reconcile.ts'
import { insertChange, lockChangesOf, lockDeathOf, settleChange } from '../stores/changes.ts'
import { askAbout, dueToAsk, postpone, takeAnswer, type ToAsk } from '../stores/feeds.ts'
import type { ChangesDeps } from './deps.ts'

/** So many people are asked about at a time, and of a round in all. */
const atATime = 8
const mostInARound = 2000

/** One person about whom the register answers unreadably keeps nobody else waiting. */
const unreadableRests = 5 * minute

/**
 * Asks a register about everybody who is on the list, and brings what is known of their cards to what it says now. The
 * state that it tells is what counts, not the events: in whatever order they came, and however often, the end is the same.
 * A register that does not answer leaves the rest on the list.
 */
export const askAgain = (deps: ChangesDeps) => {
  const { db, clock, people } = deps
  return async (register: ToldBy): Promise<void> => {
    for (let asked = 0; asked < mostInARound;) {
      const due = await db.read((tx) =>
        dueToAsk(tx, register, { now: clock.now(), limit: atATime * 4 }),
      )
      for (let first = 0; first < due.length; first += atATime) {
        const answered = await Promise.all(due.slice(first, first + atATime).map(askAboutOne))
        if (answered.includes(false)) return
      }
      asked += due.length
      if (due.length === 0) return
    }

    async function askAboutOne(toAsk: ToAsk): Promise<boolean> {
      const askedAt = clock.now()
      const identityCode = await db.read((tx) => people.identityCodeOf(tx, toAsk.personId))
      const said = await ask(deps, register, identityCode)
      if (!said.ok && said.refusal.because === 'unreadable-answer') {
        await db.write(async (tx) => {
          await postpone(tx, toAsk, plus(askedAt, unreadableRests))
          return ok(undefined)
        })
        return true
      }
      if (!said.ok) return false
      await db.write(async (tx) => {
        await takeSaid(deps, tx, { toAsk, askedAt, identityCode, said: said.value })
        return ok(undefined)
      })
      return true
    }
  }
}

async function ask(
  { registers }: Pick<ChangesDeps, 'registers'>,
  register: ToldBy,
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
  readonly toAsk: ToAsk
  readonly askedAt: Instant
  readonly identityCode: IdentityCode
  readonly said: Said
}

async function takeSaid(deps: ChangesDeps, tx: Tx, answered: Answered): Promise<void> {
  const { toAsk, askedAt, said } = answered
  if (!(await takeAnswer(tx, toAsk, askedAt))) return

  if (said.register === 'population') await rememberWhatWasSaid(deps, tx, answered)
  const today = dateInHelsinki(askedAt)
  const found: Finding[] = []
  for (const card of await deps.reliances.reliancesOf(tx, toAsk.personId)) {
    const findings = assess(card, said, today)
    found.push(...findings)
    await bringToState(deps, tx, { toAsk, card, said, findings, at: askedAt })
  }
  await bringDeathToState(deps, tx, answered)
  const again = askAgainOn(found)
  if (again !== undefined) await askAbout(tx, { ...toAsk, dueAt: startOfDay(again) })
}

/** Names, language and address, or none under non-disclosure, which acts at once: `people` tells whoever keeps an address. */
async function rememberWhatWasSaid(
  { people, record, followPermit }: ChangesDeps,
  tx: Tx,
  { toAsk: { personId, eventId }, identityCode, said }: Answered,
): Promise<void> {
  if (said.register !== 'population' || said.person === undefined) return
  const before = await people.findPerson(tx, personId)
  const { nonDisclosure: isNonDisclosure } = said.person
  await people.rememberPerson(tx, { identityCode, ...said.person })
  if (before === undefined || before.whereabouts.nonDisclosure === isNonDisclosure) return
  const event: NonDisclosureTold = {
    type: 'NonDisclosureTold',
    isNonDisclosure,
    heard: eventId,
    about: { personId },
  }
  await record(tx, event, followPermit())
}

/** A death ends more than cards: it is noticed of the person once, with the rest and the brake of `holder-died`. */
async function bringDeathToState(
  { record, limits, followPermit }: ChangesDeps,
  tx: Tx,
  { toAsk: { personId, eventId }, askedAt: at, said }: Answered,
): Promise<void> {
  // Nothing follows from silence.
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
    ...{ type: 'PersonDeathTakenBack', changeId, heard: eventId },
    about: { personId },
  }
  await record(tx, event, followPermit())
}

async function bringToState(
  deps: ChangesDeps,
  tx: Tx,
  {
    toAsk: { personId, eventId, register },
    card,
    said,
    findings,
    at,
  }: {
    readonly toAsk: ToAsk
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
      ...{ type: 'RegisterChangeTakenBack', kind, changeId, heard: eventId },
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
