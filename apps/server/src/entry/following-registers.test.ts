import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it, mock } from 'node:test'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import {
  aCardHandedOver,
  aCardsEnvironment,
  afternoon,
  type CardsEnvironment,
} from '#cards/lifecycle/testing.ts'
import { createPeople } from '#people/persons/index.ts'
import { countReliances, relianceOfCard, reliancesOf } from '#cards/card/index.ts'
import { createRegisterChanges } from '#cards/register-changes/index.ts'
import { createChangeFeed, createRegisters } from '#people/registers/index.ts'
import { aSite } from '@sotevarmenne/sandbox/testing'
import { generatedPeople } from '@sotevarmenne/sandbox/registers/generated-people'
import { openRegisterState } from '@sotevarmenne/sandbox/registers/register-state'
import { createRegisters as simulatedRegisters } from '@sotevarmenne/sandbox/registers/server'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { startTestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { everyMinute } from './every-minute.ts'

/** Nurses and others with data that the registers confirm at first. */
const holders = generatedPeople().filter(
  ({ inRights, inPopulation }) =>
    inRights?.rights.length === 1 &&
    inRights.doctorId === undefined &&
    inRights.rights[0]?.to === undefined &&
    inRights.rights[0]?.limits === undefined &&
    inPopulation?.died === undefined &&
    inPopulation?.nonDisclosure === false,
)

const happenings = ['right-ends', 'renamed', 'dies', 'non-disclosure'] as const

type Held = {
  readonly happening: (typeof happenings)[number]
  readonly cardId: string
  readonly personId: string
  readonly code: string
}

it('a register change acts on the card within fifteen minutes of the feed, also when the register was down for a part of it (R80, R82, R83)', async () => {
  let now: Instant = afternoon
  const clock = { now: () => now }
  const { db, close } = await openTestDatabase()
  const ca = await startTestCa({ clock })
  const folder = await mkdtemp(path.join(tmpdir(), 'following-'))
  const state = await openRegisterState(path.join(folder, 'happened'), clock)
  const faults = createFaults()
  const simulator = simulatedRegisters({ site: aSite, clock, faults, state })
  await simulator.listen({ port: 0, host: '127.0.0.1' })
  try {
    const url = `http://127.0.0.1:${String((simulator.server.address() as AddressInfo).port)}`
    const registers = createRegisters({ url, timeoutMilliseconds: 2000 })
    const people = createPeople({
      secret: new Uint8Array(32).fill(7),
      clock,
      notify: (tx, event, eventId) => environment.outbox.planSubscribers(tx, event, eventId),
    })
    const environment: CardsEnvironment = aCardsEnvironment({ db, ca, clock, people, registers })
    const changes = createRegisterChanges({
      ...{ db, clock, people, registers, record: environment.deps.record },
      feed: createChangeFeed({ url, timeoutMilliseconds: 2000 }, { clock }),
      reliances: { reliancesOf, relianceOfCard, countReliances },
      systemPermit: (operation) => aPermit(operation),
      limits: {
        guard: { number: 1000, share: 1, windowMinutes: 24 * 60 },
        coolingOffMinutes: {},
      },
    })

    const cards: Held[] = []
    for (const [at, happening] of happenings.entries()) {
      const holder = holders[at]
      const [printed] = holder?.inRights?.rights ?? []
      const identityCode = parseIdentityCode(holder?.identityCode ?? '')
      assert.ok(holder?.inPopulation && holder.inRights && printed && identityCode.ok)
      const { givenNames, surname, language, address } = holder.inPopulation
      const remembered = await db.write(async (tx) =>
        ok(
          await people.rememberPerson(tx, {
            ...{ givenNames, surname, language, address, nonDisclosure: false },
            identityCode: identityCode.value,
          }),
        ),
      )
      assert.ok(remembered.ok)
      const cardId = await aCardHandedOver(environment, {
        holder: remembered.value,
        ...{ givenNames, surname, rightCode: printed.code },
        registrationNumber: holder.inRights.registrationNumber,
        letterAddress: address,
      })
      cards.push({ happening, cardId, personId: remembered.value, code: holder.identityCode })
    }

    /** The changes that have taken effect by now. */
    const acted = async (): Promise<readonly string[]> => {
      const so: string[] = []
      for (const { happening, cardId, personId } of cards) {
        const viewed = await environment.cards.viewCard(
          aPermit('cards.viewCard', { personId: 'somebody', pointId: 'point' }),
          { cardId },
        )
        assert.ok(viewed.ok)
        const { cancelled, timeline } = viewed.value
        const person = await db.read((tx) => people.findPerson(tx, personId))
        const { rows } = await db.read((tx) =>
          sql<{ letter_address_sealed: unknown }>`
            select letter_address_sealed from cards.card where card_id = ${cardId}`.execute(tx),
        )
        const isSo = {
          'right-ends': cancelled?.reason === 'right-ended',
          renamed: timeline.some(({ what }) => what === 'ReplacementOffered'),
          dies: cancelled?.reason === 'holder-died',
          'non-disclosure':
            person?.whereabouts.nonDisclosure === true && rows[0]?.letter_address_sealed === null,
        }
        if (isSo[happening]) so.push(happening)
      }
      return so
    }

    mock.timers.enable({ apis: ['setInterval'] })
    let roundOver: (() => void) | undefined
    const following = everyMinute(
      async () => {
        await changes.round()
        await environment.outbox.drain()
        roundOver?.()
      },
      (fault) => {
        throw fault
      },
    )
    await following.first
    const aMinute = async (): Promise<void> => {
      now = plus(now, minute)
      const over = new Promise<void>((resolve) => (roundOver = resolve))
      mock.timers.tick(minute)
      await over
      // The scheduled run ends a moment after its work.
      await new Promise((resolve) => setImmediate(resolve))
    }
    await aMinute()
    assert.deepEqual(await acted(), [])

    const input = now
    for (const { code, happening } of cards) await state.happen(code, happening)
    for (const register of ['rights', 'population'] as const) faults.set(register, { kind: 'down' })
    for (let minutes = 0; minutes < 9; minutes += 1) await aMinute()
    assert.deepEqual(await acted(), [], 'nothing is guessed')
    for (const register of ['rights', 'population'] as const) faults.set(register, { kind: 'none' })
    while ((await acted()).length < happenings.length && now < plus(input, 15 * minute))
      await aMinute()
    assert.deepEqual(await acted(), happenings)
    assert.ok(now <= plus(input, 15 * minute))
    await following.stop()
  } finally {
    mock.timers.reset()
    await simulator.close()
    await ca.close()
    await close()
    await rm(folder, { recursive: true })
  }
})
