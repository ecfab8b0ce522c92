import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { mkdtemp } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, it } from 'node:test'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { day, instant, minute, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { localDate } from '@sotevarmenne/kernel/local-date'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { createChangeFeed, createRegisters } from '#people/registers/index.ts'
import { createPeople } from '#people/persons/index.ts'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aSite } from '@sotevarmenne/sandbox/testing'
import { generatedPeople } from '@sotevarmenne/sandbox/registers/generated-people'
import { openRegisterState, type Happening } from '@sotevarmenne/sandbox/registers/register-state'
import { createRegisters as simulatedRegisters } from '@sotevarmenne/sandbox/registers/server'
import { createFaults } from '@sotevarmenne/sandbox/environment/faults'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { ChangesDeps } from './deps.ts'
import type { Reliance } from '#cards/card/contract.ts'
import {
  createRegisterChanges,
  figuresOfRegisters,
  followSpareCard,
  storeFinding,
  unfollowSpareCard,
} from './index.ts'

/** Holders whose register data match their cards at first. */
const holders = generatedPeople().filter(
  ({ inRights, inPopulation }) =>
    inRights?.rights.length === 1 &&
    inRights.rights[0]?.to === undefined &&
    inPopulation?.died === undefined &&
    inPopulation?.nonDisclosure === false,
)

forEachDatabase('changes of the registers', ({ db }) => {
  let now: Instant = instant(Date.parse('2026-11-25T10:00:00Z'))
  const clock = { now: () => now }
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
      feed: createChangeFeed({ url, timeoutMilliseconds: 2000 }, { clock }),
      registers: registersOf({ url, timeoutMilliseconds: 2000 }),
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

  it('end, restrict and rename, and are reported once, whatever their order and repetition', async () => {
    const { changes, aHolder, happen, notified, faults } = await aTestEnvironment()
    const [ended, restricted, renamed, dead] = [
      await aHolder(),
      await aHolder(),
      await aHolder(),
      await aHolder(),
    ]
    await happen(ended, 'right-ends')
    await happen(restricted, 'right-restricted')
    await happen(renamed, 'renamed')
    await happen(dead, 'dies')
    await changes.round()
    faults.set('rights', { kind: 'out-of-order' })
    faults.set('population', { kind: 'out-of-order' })
    await happen(ended, 'right-ends')
    await happen(renamed, 'renamed')
    await changes.round()
    await changes.round()

    assert.deepEqual(notified(ended), ['RightEnded'])
    assert.deepEqual(notified(restricted), ['RightRestricted'])
    assert.deepEqual(notified(renamed), ['HolderRenamed'])
    assert.deepEqual(notified(dead), ['HolderDied', 'PersonDied'])
  })

  it('report a death without a card too, once, and again after it was taken back (R276)', async () => {
    const { changes, aHolder, happen, notified, reliances, view } = await aTestEnvironment()
    const deaths = async () =>
      (await view()).changes
        .filter(({ kind }) => kind === 'holder-died')
        .reduce((sum, { count }) => sum + count, 0)
    const before = await deaths()
    const member = await aHolder()
    reliances.delete(member.cardId)
    await happen(member, 'dies')
    await changes.round()
    await happen(member, 'dies')
    await changes.round()
    assert.deepEqual(notified(member), ['PersonDied'])
    await happen(member, 'as-before')
    await changes.round()
    await happen(member, 'dies')
    await changes.round()
    assert.deepEqual(notified(member), ['PersonDied', 'PersonDeathTakenBack', 'PersonDied'])
    assert.equal(await deaths(), before, 'what has no card counts as none')
  })

  it('of a person are delayed like those of a card, and lapse when taken back meanwhile (R85, R276)', async () => {
    const { changes, aHolder, happen, notified, reliances } = await aTestEnvironment({
      coolingOffMinutes: { 'holder-died': 60 },
    })
    const [mistaken, dead] = [await aHolder(), await aHolder()]
    for (const { cardId } of [mistaken, dead]) reliances.delete(cardId)
    await happen(mistaken, 'dies')
    await happen(dead, 'dies')
    await changes.round()
    await happen(mistaken, 'as-before')
    now = plus(now, 60 * minute)
    await changes.round()
    assert.deepEqual([notified(mistaken), notified(dead)], [[], ['PersonDied']])
  })

  it('concern a spare card until it is cancelled, also when its actual card is cancelled (R70)', async () => {
    const { changes, aHolder, happen, recorded, reliances, cancelled } = await aTestEnvironment()
    const aSpareCard = async () => {
      const { cardId: actualCardId, personId, identityCode } = await aHolder()
      const actual = reliances.get(actualCardId)
      assert.ok(actual)
      reliances.delete(actualCardId)
      cancelled.set(actualCardId, actual)
      const spare = { spareCardId: randomUUID(), actualCardId, personId }
      await db.write(async (tx) => {
        await followSpareCard(tx, { ...spare, validTo: localDate('2031-01-01') })
        return ok(undefined)
      })
      return { ...spare, identityCode }
    }
    const [open, returned] = [await aSpareCard(), await aSpareCard()]
    await db.write(async (tx) => {
      await unfollowSpareCard(tx, returned.spareCardId)
      return ok(undefined)
    })
    await happen(open, 'right-ends')
    await happen(returned, 'right-ends')
    await changes.round()
    assert.deepEqual(
      recorded.map(({ type, about }) => [type, about?.cardId]),
      [['RightEnded', open.spareCardId]],
    )
  })

  it('found by production lead to a request about the person, though no feed reported them (R139, R276)', async () => {
    const { changes, aHolder, reliances, view } = await aTestEnvironment()
    const { cardId } = await aHolder()
    const card = reliances.get(cardId)
    assert.ok(card)
    await changes.round()
    const toQuery = async () =>
      (await view()).feeds.find(({ register }) => register === 'population')?.toQuery
    for (const [kind, requested] of [
      ['name-changed', 0],
      ['holder-died', 1],
    ] as const) {
      const stored = await db.write(async (tx) => {
        const response = { register: 'population', person: undefined } as const
        await storeFinding(tx, { card, response, finding: { kind }, at: now })
        return ok(undefined)
      })
      assert.ok(stored.ok)
      assert.equal(await toQuery(), requested)
    }
    await changes.round()
  })

  it('continue behind a malformed event, which is set aside and reported once (R141)', async () => {
    const { changes, aHolder, happen, notified, faults, recorded, view } = await aTestEnvironment()
    const counted = async () => (await db.read(figuresOfRegisters)).setAside
    await changes.round()
    const before = await counted()
    const [malformed, ended] = [await aHolder(), await aHolder()]
    faults.set('rights', { kind: 'malformed-event' })
    await happen(malformed, 'right-ends')
    await happen(ended, 'right-ends')
    await changes.round()
    await changes.round()

    assert.deepEqual([notified(malformed), notified(ended)], [[], ['RightEnded']])
    const aside = recorded.filter(({ type }) => type === 'RegisterEventSetAside')
    assert.equal(aside.length, 1)
    assert.deepEqual(
      await counted(),
      before.map(({ register, count }) => ({
        register,
        count: register === 'rights' ? count + 1 : count,
      })),
    )
    const [rights] = (await view()).feeds
    assert.equal(rights?.trouble, undefined)
    const [stored] = rights?.setAside ?? []
    assert.ok(stored && 'eventId' in (aside[0] ?? {}))
    assert.equal(stored.because, 'malformed-identity-code')
    assert.ok(!JSON.stringify(aside).includes('010190'), 'whose code it may be is kept nowhere')

    // Corrected and sent again, it is applied like any other.
    faults.set('rights', { kind: 'none' })
    await happen(malformed, 'right-ends')
    await changes.round()
    assert.deepEqual(notified(malformed), ['RightEnded'])
  })

  it('of others are applied while the data of one person are malformed (R141)', async () => {
    let unreadable: string | undefined
    const { changes, aHolder, happen, notified } = await aTestEnvironment({}, (address) => {
      const registers = createRegisters(address)
      return {
        ...registers,
        lookUpRights: (code) =>
          code === unreadable
            ? Promise.resolve(
                refuse({
                  kind: 'register-unavailable',
                  register: 'rights',
                  because: 'unreadable-response',
                }),
              )
            : registers.lookUpRights(code),
      }
    })
    const [odd, ended] = [await aHolder(), await aHolder()]
    unreadable = odd.identityCode
    await happen(odd, 'right-ends')
    await happen(ended, 'right-ends')
    await changes.round()
    assert.deepEqual([notified(odd), notified(ended)], [[], ['RightEnded']])

    unreadable = undefined
    now = plus(now, 5 * minute)
    await changes.round()
    assert.deepEqual(notified(odd), ['RightEnded'])
  })

  it('concern only people whom the service knows', async () => {
    const { changes, happen, recorded, view } = await aTestEnvironment()
    const before = (await view()).feeds.find(({ register }) => register === 'rights')?.events ?? 0
    const stranger = holders.at(-1)
    assert.ok(stranger)
    await happen(stranger, 'right-ends')
    await changes.round()
    assert.equal(recorded.length, 0)
    const [rights] = (await view()).feeds
    assert.equal(rights?.events, before + 1)
    assert.equal(rights.toQuery, 0)
  })

  it('apply non-disclosure at once: the address is no longer stored', async () => {
    const { changes, aHolder, happen, notified } = await aTestEnvironment()
    const holder = await aHolder()
    await happen(holder, 'non-disclosure')
    await changes.round()
    assert.deepEqual(notified(holder), ['NonDisclosureNotified'])
    const person = await db.read((tx) => people.findPerson(tx, holder.personId))
    assert.deepEqual(person?.whereabouts, { nonDisclosure: true })
  })

  it('are taken back: an offer after it was made, and nothing before it is applied (R85)', async () => {
    const { changes, aHolder, happen, notified } = await aTestEnvironment({
      coolingOffMinutes: { 'right-ended': 60 },
    })
    const [renamed, ended] = [await aHolder(), await aHolder()]
    await happen(renamed, 'renamed')
    await happen(ended, 'right-ends')
    await changes.round()
    assert.deepEqual(notified(ended), [], 'rests for an hour')
    await happen(renamed, 'as-before')
    await happen(ended, 'as-before')
    await changes.round()
    now = plus(now, 2 * 60 * minute)
    await changes.round()
    assert.deepEqual(notified(renamed), ['HolderRenamed', 'RegisterChangeTakenBack'])
    assert.deepEqual(notified(ended), [])
  })

  it('are applied when their delay is over (R85)', async () => {
    const { changes, aHolder, happen, notified } = await aTestEnvironment({
      coolingOffMinutes: { 'right-ended': 60 },
    })
    const ended = await aHolder()
    await happen(ended, 'right-ends')
    await changes.round()
    now = plus(now, 60 * minute)
    await changes.round()
    assert.deepEqual(notified(ended), ['RightEnded'])
  })

  it('end a restricted right the day after its last, without a further event', async () => {
    const { changes, aHolder, happen, notified } = await aTestEnvironment()
    const holder = await aHolder()
    await happen(holder, 'right-restricted')
    await changes.round()
    now = plus(now, 89 * day)
    await changes.round()
    assert.deepEqual(notified(holder), ['RightRestricted'])
    now = plus(now, 2 * day)
    await changes.round()
    assert.deepEqual(notified(holder).at(-1), 'RightEnded')
  })

  for (const kind of ['down', 'wrong'] as const)
    it(`wait while a register is ${kind}, and nothing is guessed`, async () => {
      const { changes, aHolder, happen, notified, faults, view } = await aTestEnvironment()
      const [ended, renamed] = [await aHolder(), await aHolder()]
      await happen(ended, 'right-ends')
      await happen(renamed, 'renamed')
      faults.set('rights', { kind })
      await changes.round()
      assert.deepEqual(notified(ended), [])
      assert.deepEqual(notified(renamed), ['HolderRenamed'], 'the other register goes on')
      const [rights] = (await view()).feeds
      assert.equal(rights?.trouble, kind === 'down' ? 'no-connection' : 'unreadable-response')

      faults.set('rights', { kind: 'none' })
      await changes.round()
      assert.deepEqual(notified(ended), ['RightEnded'])
    })

  it('are neither lost nor duplicated by a crash at any record', async () => {
    const environment = await aTestEnvironment()
    const struck = [
      await environment.aHolder(),
      await environment.aHolder(),
      await environment.aHolder(),
    ]
    for (const holder of struck) await environment.happen(holder, 'right-ends')
    for (let records = 0; records < struck.length; records += 1) {
      environment.crashAtRecord(records === 0 ? 0 : 1)
      await assert.rejects(environment.changes.round(), /crash/)
    }
    environment.crashAtRecord(Number.POSITIVE_INFINITY)
    await Promise.all([environment.changes.round(), environment.changes.round()])
    for (const holder of struck) assert.deepEqual(environment.notified(holder), ['RightEnded'])
  })

  it('that would revoke unusually many cards are paused for dual control, and then released if still true (R84)', async () => {
    now = plus(now, 2 * day)
    const environment = await aTestEnvironment({
      guard: { number: 22, share: 1, windowMinutes: 24 * 60 },
    })
    const struck = []
    for (let count = 0; count < 25; count += 1) struck.push(await environment.aHolder())
    for (const holder of struck) await environment.happen(holder, 'right-ends')
    const member = await environment.aHolder()
    environment.reliances.delete(member.cardId)
    await environment.happen(member, 'dies')
    await environment.changes.round()
    assert.deepEqual(
      environment.recorded.map(({ type }) => type),
      ['RegisterChangesPaused'],
    )
    const [first] = struck
    assert.ok(first)
    const { pause } = await environment.view()
    assert.equal(pause?.cards, 25)
    assert.deepEqual(pause.causes, [{ cause: 'right-ended', count: 25 }])

    const release = (personId: string, upTo = pause.upTo) =>
      environment.changes.releaseChanges(aPermit('registers.releaseChanges', { personId }), {
        pauseId: pause.pauseId,
        upTo,
      })
    const kindOf = (response: Awaited<ReturnType<typeof release>>) =>
      response.ok ? response.value.state : response.refusal.kind
    assert.equal(kindOf(await release('kaarlo', pause.upTo + 1)), 'not-shown')
    assert.equal(kindOf(await release('kaarlo')), 'awaits-second')
    assert.equal(kindOf(await release('kaarlo')), 'second-person-required')
    const mayOf = async (personId: string) => (await environment.view(personId)).pause?.may
    assert.deepEqual([await mayOf('kaarlo'), await mayOf('riitta')], [[], ['release']])
    await environment.changes.round()
    assert.deepEqual(environment.notified(first), [], 'one is not enough')

    // The register corrects one of them before the second person views them.
    await environment.happen(first, 'as-before')
    assert.equal(kindOf(await release('riitta')), 'released')
    assert.equal(kindOf(await release('olli')), 'already-released')
    await environment.changes.round()
    assert.deepEqual(environment.notified(first), [])
    for (const holder of struck.slice(1))
      assert.deepEqual(environment.notified(holder), ['RightEnded'])
    assert.deepEqual(
      environment.notified(member),
      ['PersonDied'],
      'paused with the cards, and counted as none',
    )
    assert.equal((await environment.view()).pause, undefined)
  })
})
