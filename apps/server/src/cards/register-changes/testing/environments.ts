import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after } from 'node:test'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createChangeFeed, createRegisters } from '#people/registers/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit, type Db } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aSite } from '@sotevarmenne/sandbox/testing'
import { generatedPeople } from '@sotevarmenne/sandbox/registers/generated-people'
import { openRegisterState, type Happening } from '@sotevarmenne/sandbox/registers/register-state'
import { createRegisters as simulatedRegisters } from '@sotevarmenne/sandbox/registers/server'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { Reliance } from '#cards/card/contract.ts'
import type { ChangesDeps } from '../deps.ts'
import { createRegisterChanges } from '../index.ts'

/** Holders whose register data match their cards at first. */
export const holders = generatedPeople().filter(
  ({ inRights, inPopulation }) =>
    inRights?.rights.length === 1 &&
    inRights.rights[0]?.to === undefined &&
    inPopulation?.died === undefined &&
    inPopulation?.nonDisclosure === false,
)

export type TestTime = { now: Instant }

/** Simulators of the registers and services that follow them, on one database and at one time. */
export function registerEnvironments(db: Db) {
  const time: TestTime = { now: instant(Date.parse('2026-11-25T10:00:00Z')) }
  const clock = { now: () => time.now }
  const people = createPeople({ secret: new Uint8Array(32).fill(7), clock })
  let next = 0

  /** Simulators of the registers, and a service that follows them, with its own cards. */
  const aTestEnvironment = async (
    limits: Partial<ChangesDeps['limits']> = {},
    registersOf: typeof createRegisters = createRegisters,
  ) => {
    const file = path.join(await mkdtemp(path.join(tmpdir(), 'registers-')), 'happened')
    const state = await openRegisterState(file, clock)
    const faults = createFaults()
    const simulator = simulatedRegisters({ site: aSite, clock, faults, state })
    await simulator.listen({ port: 0, host: '127.0.0.1' })
    after(() => simulator.close())
    const url = `http://127.0.0.1:${String((simulator.server.address() as AddressInfo).port)}`
    const recorded: DomainEvent[] = []
    const reliances = new Map<string, Reliance>()
    const cancelled = new Map<string, Reliance>()
    let crashAfter = Number.POSITIVE_INFINITY
    const changes = createRegisterChanges({
      ...{ db, clock, people },
      record: async (_tx, event) => {
        crashAfter -= 1
        if (crashAfter < 0) throw new Error('crash')
        afterCommit(() => recorded.push(event))
      },
      feed: createChangeFeed({ url, timeoutMilliseconds: 30_000 }, { clock }),
      registers: registersOf({ url, timeoutMilliseconds: 30_000 }),
      reliances: {
        reliancesOf: async (_tx, personId) =>
          [...reliances.values()].filter((each) => each.personId === personId),
        relianceOfCard: async (_tx, cardId) => cancelled.get(cardId) ?? reliances.get(cardId),
        countReliances: async () => reliances.size,
      },
      systemPermit: (operation) => aPermit(operation),
      limits: {
        guard: { number: 1000, share: 1, windowMinutes: 24 * 60 },
        coolingOffMinutes: {},
        ...limits,
      },
    })
    await db.write(async (tx) => {
      // The registers of each test environment send their events from the first.
      await sql`update register_changes.feed set cursor = null`.execute(tx)
      await sql`delete from register_changes.received`.execute(tx)
      return ok(undefined)
    })

    /** A holder with one card that matches the registers. */
    const aHolder = async () => {
      const person = holders[(next += 1)]
      const parsed = parseIdentityCode(person?.identityCode ?? '')
      const [printed] = person?.inRights?.rights ?? []
      assert.ok(person?.inPopulation && person.inRights && printed && parsed.ok)
      const { givenNames, surname, language, address } = person.inPopulation
      const personId = await db.write(async (tx) =>
        ok(
          await people.rememberPerson(tx, {
            ...{ givenNames, surname, language, address },
            identityCode: parsed.value,
            nonDisclosure: false,
          }),
        ),
      )
      assert.ok(personId.ok)
      const cardId = randomUUID()
      const { registrationNumber, doctorId } = person.inRights
      reliances.set(cardId, {
        ...{ cardId, givenNames, surname, registrationNumber },
        personId: personId.value,
        ...(doctorId !== undefined && { doctorId }),
        rightCode: printed.code,
        validTo: localDate('2031-11-24'),
      })
      return { cardId, personId: personId.value, identityCode: person.identityCode }
    }
    const happen = (who: { readonly identityCode: string }, happening: Happening) =>
      state.happen(who.identityCode, happening)
    const notified = (who: { readonly personId: string }) =>
      recorded.filter(({ about }) => about?.personId === who.personId).map(({ type }) => type)
    const view = async (personId = 'olli') => {
      const response = await changes.viewRegisters(aPermit('registers.viewRegisters', { personId }))
      assert.ok(response.ok)
      return response.value
    }
    return {
      ...{
        changes,
        aHolder,
        happen,
        notified,
        view,
        faults,
        recorded,
        reliances,
        cancelled,
        state,
      },
      crashAtRecord: (records: number) => {
        crashAfter = records
      },
    }
  }

  return { time, people, aTestEnvironment }
}
