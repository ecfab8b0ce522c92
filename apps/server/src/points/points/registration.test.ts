import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, it } from 'node:test'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { endOfDay, localDate } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import type { DomainEvent } from '#platform/record.ts'
import { createRegistration, examplePoint, type Registration } from './index.ts'

const noon = instant(1_795_000_000_000)
const permit = aPermit('registration.appointRegistrar')

forEachDatabase('the registration of visitors', ({ db }) => {
  let now: Instant = noon
  const recorded: DomainEvent[] = []
  const registration = createRegistration({
    clock: { now: () => now },
    record: async (_tx, event) => {
      recorded.push(event)
    },
  })

  const aPoint = async (): Promise<string> => {
    const added = await db.write(async (tx) =>
      ok(
        await registration.addPoint(tx, aPermit('registration.enterPoint'), {
          ...examplePoint,
          name: `Piste ${randomUUID()}`,
        }),
      ),
    )
    assert.ok(added.ok)
    return added.value
  }
  const appoint = (registrarRole: Parameters<Registration['appointRegistrar']>[2]) =>
    db.write((tx) => registration.appointRegistrar(tx, permit, registrarRole))
  const registrarAt = (personId: string, at: Instant) =>
    db.read((tx) => registration.registrarAt(tx, personId, at))

  describe('a registrar', () => {
    it('has the role from its beginning on, and not before', async () => {
      const [personId, pointId] = [randomUUID(), await aPoint()]
      const appointed = await appoint({ personId, pointId })
      assert.ok(appointed.ok)
      const point = await db.read((tx) => registration.findPoint(tx, pointId))
      assert.deepEqual(await registrarAt(personId, noon), {
        registrarId: appointed.value,
        pointId,
        pointName: point?.name,
        services: examplePoint.details?.services,
      })
      assert.equal(await registrarAt(personId, plus(noon, -1)), undefined)
      assert.deepEqual(recorded.at(-1), {
        type: 'RegistrarAppointed',
        registrarId: appointed.value,
        pointId,
        about: { personId },
      })
    })

    it('has the role to the end of the last Finnish day', async () => {
      const [personId, pointId] = [randomUUID(), await aPoint()]
      const lastDay = localDate('2026-12-31')
      assert.ok((await appoint({ personId, pointId, lastDay })).ok)
      assert.ok(await registrarAt(personId, endOfDay(lastDay)))
      assert.equal(await registrarAt(personId, plus(endOfDay(lastDay), 1000)), undefined)
    })

    it('has no role after it was ended', async () => {
      const [personId, pointId] = [randomUUID(), await aPoint()]
      const appointed = await appoint({ personId, pointId })
      assert.ok(appointed.ok)
      const end = () =>
        db.write((tx) =>
          registration.endRegistrarRole(tx, permit, {
            ...{ registrarId: appointed.value, because: 'by-office' },
          }),
        )
      now = plus(noon, day)
      assert.ok((await end()).ok)
      assert.equal(await registrarAt(personId, now), undefined)
      assert.ok(await registrarAt(personId, noon), 'it was one before')
      assert.deepEqual(await end(), {
        ok: false,
        refusal: { kind: 'registrar-role-already-ended' },
      })
      now = noon
    })

    it('is not given the role twice at one point', async () => {
      const [personId, pointId] = [randomUUID(), await aPoint()]
      assert.ok((await appoint({ personId, pointId })).ok)
      assert.deepEqual(await appoint({ personId, pointId }), {
        ok: false,
        refusal: { kind: 'already-registrar-there' },
      })
    })

    it('is not given the role at an unknown point, or until a day that is past', async () => {
      const personId = randomUUID()
      assert.deepEqual(await appoint({ personId, pointId: randomUUID() }), {
        ok: false,
        refusal: { kind: 'point-not-found' },
      })
      const lastDay = localDate('2026-01-01')
      assert.deepEqual(await appoint({ personId, pointId: await aPoint(), lastDay }), {
        ok: false,
        refusal: { kind: 'last-day-is-past' },
      })
    })
  })
})
