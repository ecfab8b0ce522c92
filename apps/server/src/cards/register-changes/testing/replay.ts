import assert from 'node:assert/strict'
import { it } from 'node:test'
import { hour, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import type { RegisterState, Happening } from '@sotevarmenne/sandbox/registers/register-state'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { registerEnvironments } from './environments.ts'

type Size = {
  readonly events: number
  readonly holders: number
  /** How many times the registers are followed while the events come; the outage takes 24 of them. */
  readonly rounds: number
  readonly seed: number
}

const coolingOff = 60 * minute
const roundEach = 15 * minute
const outage = 6 * hour

/**
 * Events of the registers come in any order, some of them twice, with an outage of six hours and crashes: in the
 * end the cards are as if the registers were read once, from the beginning.
 */
export const testReplay = ({ events, holders, rounds, seed }: Size): void => {
  forEachDatabase('a replay of register events', ({ db }) => {
    it(`${String(events)} events lead to what the registers say in the end, each with its cause and in time (seed ${String(seed)})`, async (test) => {
      const random = randomOf(seed)
      const pick = <Value>(from: readonly Value[]): Value => {
        const value = from[Math.floor(random() * from.length)]
        assert.ok(value !== undefined)
        return value
      }
      const { time, aTestEnvironment } = registerEnvironments(db)
      const environment = await aTestEnvironment({
        // The guard against mass revocation has tests of its own.
        guard: {
          number: Number.MAX_SAFE_INTEGER,
          share: Number.MAX_SAFE_INTEGER,
          windowMinutes: 1,
        },
        coolingOffMinutes: { 'right-ended': 60, 'holder-died': 60 },
      })
      const { changes, state, faults, happen, recorded, crashAtRecord } = environment
      const all = []
      for (let count = 0; count < holders; count += 1) all.push(await environment.aHolder())

      /** Since when what cancels a card is true, by person and event. */
      const endedAt = new Map<string, Partial<Record<string, Instant>>>()
      const lateness: number[] = []
      const mistakes: { readonly holder: (typeof all)[number]; readonly until: Instant }[] = []
      const perRound = Math.ceil(events / rounds)
      const outageFrom = Math.ceil(rounds / 4)
      const outageRounds = outage / roundEach
      let happened = 0

      for (let round = 0; happened < events || mistakes.length > 0; round += 1) {
        time.now = plus(time.now, roundEach)
        const isOut = round >= outageFrom && round < outageFrom + outageRounds
        for (const register of ['rights', 'population'] as const)
          faults.set(register, { kind: isOut ? 'down' : pick(['none', 'out-of-order'] as const) })
        while (mistakes[0] !== undefined && mistakes[0].until <= time.now) {
          const { holder } = mistakes.shift() ?? assert.fail()
          await happen(holder, 'as-before')
          endedAt.delete(holder.personId)
          happened += 1
        }
        for (let count = 0; count < perRound && happened < events; count += 1, happened += 1) {
          const holder = pick(all)
          if (mistakes.some((each) => each.holder === holder)) continue
          const isOver = endedAt.has(holder.personId)
          const happening = pick(isOver ? lasting : happenings)
          await happen(holder, happening)
          if (happening !== 'right-ends' && happening !== 'dies') continue
          const type = happening === 'dies' ? 'HolderDied' : 'RightEnded'
          endedAt.set(holder.personId, { [type]: time.now, ...endedAt.get(holder.personId) })
          // A mistake of the register is corrected while its effect still waits, or within the outage. What was
          // noticed before the outage takes effect in it, corrected or not.
          const isLastWord = round < outageFrom && round >= outageFrom - coolingOff / roundEach
          if (!isOver && !isLastWord && random() < 0.2)
            mistakes.push({ holder, until: plus(time.now, 2 * roundEach) })
        }
        if (random() < 0.3) {
          crashAtRecord(Math.floor(random() * 4))
          await changes.round().catch((reason: unknown) => {
            assert.match(String(reason), /crash/)
          })
          crashAtRecord(Number.POSITIVE_INFINITY)
        }
        const before = recorded.length
        await (random() < 0.2 ? Promise.all([changes.round(), changes.round()]) : changes.round())
        for (const { type, about } of recorded.slice(before)) {
          if (type !== 'RightEnded' && type !== 'HolderDied') continue
          const since = endedAt.get(about?.personId ?? '')?.[type]
          assert.ok(since !== undefined, `${type} of somebody of whom it is not true`)
          lateness.push(time.now - since - (overlapsOutage(round, since) ? outage : 0))
        }
      }
      for (let round = 0; round < 8; round += 1) {
        time.now = plus(time.now, roundEach)
        await changes.round()
      }

      const effects = effectsOf(recorded)
      for (const { cardId, identityCode, personId } of all)
        assert.deepEqual(
          [...(effects.get(cardId) ?? [])].sort(),
          expectedOf(state, { identityCode, now: time.now }),
          personId,
        )
      checkCauses(recorded, { state, all })
      const latest = Math.max(...lateness)
      assert.ok(latest <= coolingOff + 2 * roundEach, `${String(latest / minute)} minutes late`)
      test.diagnostic(
        `${String(happened)} events, ${String(recorded.length)} published, ${String(lateness.length)} cards cancelled, at the latest ${String(latest / minute)} minutes after the event was readable`,
      )

      function overlapsOutage(round: number, since: Instant): boolean {
        const sinceRound = round - (time.now - since) / roundEach
        return sinceRound < outageFrom + outageRounds && round >= outageFrom
      }
    })
  })
}

const happenings = [
  ...['right-ends', 'right-restricted', 'renamed', 'dies', 'as-before'],
] as readonly Happening[]

/** Of somebody whose card is cancelled: nothing that would make the card valid again. */
const lasting = ['renamed', 'right-ends', 'dies'] as const satisfies readonly Happening[]

type Recorded = Awaited<
  ReturnType<ReturnType<typeof registerEnvironments>['aTestEnvironment']>
>['recorded']

const kindOf: Readonly<Record<string, string>> = {
  RightEnded: 'right-ended',
  RightRestricted: 'right-restricted',
  HolderRenamed: 'name-changed',
  HolderDied: 'holder-died',
}

/** What holds of each card after all its events; no event came twice. */
function effectsOf(recorded: Recorded): ReadonlyMap<string, ReadonlySet<string>> {
  const effects = new Map<string, Set<string>>()
  for (const event of recorded) {
    const cardId = event.about?.cardId
    if (cardId === undefined) continue
    const held = effects.get(cardId) ?? new Set<string>()
    effects.set(cardId, held)
    const kind = kindOf[event.type]
    if (kind !== undefined) {
      assert.ok(!held.has(kind), `${event.type} twice`)
      held.add(kind)
    } else {
      assert.ok(event.type === 'RegisterChangeTakenBack' && 'kind' in event)
      assert.ok(held.delete(String(event['kind'])), 'taken back without having been in force')
    }
  }
  return effects
}

/** From the registers alone, read once. */
function expectedOf(
  state: RegisterState,
  { identityCode, now }: { readonly identityCode: string; readonly now: Instant },
): readonly string[] {
  const person = state.find(identityCode)
  assert.ok(person?.inPopulation && person.inRights)
  const today = dateInHelsinki(now)
  const to = person.inRights.rights[0]?.to
  const isEnded = to !== undefined && to < today
  return [
    ...(person.inPopulation.died === undefined ? [] : ['holder-died']),
    ...(person.inPopulation.died === undefined && person.inPopulation.surname.endsWith('-Uusi')
      ? ['name-changed']
      : []),
    ...(isEnded ? ['right-ended'] : to === undefined ? [] : ['right-restricted']),
  ]
}

/** Each event that concerns a card names the register's event about its holder. */
function checkCauses(
  recorded: Recorded,
  {
    state,
    all,
  }: {
    readonly state: RegisterState
    readonly all: readonly { readonly personId: string; readonly identityCode: string }[]
  },
): void {
  const codes = new Map(all.map(({ personId, identityCode }) => [personId, identityCode]))
  for (const event of recorded)
    assert.ok(
      'registerEventId' in event &&
        peopleOf(state, String(event['registerEventId'])).includes(
          codes.get(event.about?.personId ?? '') ?? '',
        ),
      event.type,
    )
}

/**
 * Whom a register's event may be about. A change in the population register is named by the posting keys between
 * which it was read, and its place in the response, of which some came twice and backwards.
 */
function peopleOf(state: RegisterState, eventId: string): readonly string[] {
  const [, key] = /^(\d+)-\d+#\d+$/.exec(eventId) ?? []
  const { events } =
    key === undefined
      ? state.changedSince('rights', 0, Number.MAX_SAFE_INTEGER)
      : state.changedSince('population', Math.max(0, Number(key) - 5), 505)
  return events
    .filter((event) => key !== undefined || event.eventId === eventId)
    .map(({ identityCode }) => identityCode)
}

/** Numbers from 0 to 1 that are the same for the same seed (a linear congruential generator). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}
