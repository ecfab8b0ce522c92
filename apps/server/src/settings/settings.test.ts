import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { settingKey, type SettingKey } from '@sotevarmenne/api/settings'
import { instant, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki, localDate, startOfDay } from '@sotevarmenne/kernel/local-date'
import { ok } from '@sotevarmenne/kernel/result'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { valueOf } from '@sotevarmenne/x509/testing'
import { sql } from 'kysely'
import type { DomainEvent } from '#platform/record.ts'
import { createSettings, liveSettings, settingOn } from './index.ts'
import { changeSetting } from './testing.ts'

const today = localDate('2026-12-01')
const tomorrow = addDays(today, 1)

forEachDatabase('the settings of the service', ({ db }) => {
  let now: Instant
  let recorded: DomainEvent[]
  const [hanna, kaisa] = [randomUUID(), randomUUID()]
  const settings = createSettings({
    db,
    clock: { now: () => now },
    record: (_tx, event) => {
      recorded.push(event)
      return Promise.resolve()
    },
    personNamed: (_tx, personId) => Promise.resolve(personId === hanna ? 'Hanna' : 'Kaisa'),
  })
  const propose = async (
    numbers: number[],
    { key = 'renewal-window', beginsOn = tomorrow, by = hanna }: Partial<Proposal> = {},
  ) =>
    settings.proposeSetting(aPermit('settings.propose', { personId: by }), {
      ...{ key, beginsOn, numbers },
    })
  type Proposal = {
    readonly key: SettingKey
    readonly beginsOn: typeof today
    readonly by: string
  }
  const decide = async (changeId: string, decision: 'approved' | 'rejected', by = kaisa) => {
    const decided = await settings.decideSetting(aPermit('settings.decide', { personId: by }), {
      ...{ changeId, decision },
    })
    return decided.ok ? 'ok' : decided.refusal.kind
  }
  const viewed = async (by = kaisa) =>
    valueOf(await settings.viewSettings(aPermit('settings.view', { personId: by })))
  const windowNow = () => db.read((tx) => settingOn(tx, 'renewal-window', dateInHelsinki(now)))

  beforeEach(async () => {
    now = startOfDay(today)
    recorded = []
    await db.write(async (tx) => {
      await sql`delete from settings.dated_change`.execute(tx)
      return ok(undefined)
    })
  })

  it('have their shipped values until they are changed (R345)', async () => {
    assert.deepEqual(await windowNow(), { value: 90, version: 'shipped' })
    const reminders = await db.read((tx) => settingOn(tx, 'card-end-reminders', today))
    assert.deepEqual(reminders, { value: [90, 60, 30, 14, 7], version: 'shipped' })
    const { inForce, changes } = await viewed()
    assert.deepEqual(
      inForce.map(({ key }) => key),
      settingKey.options,
    )
    assert.deepEqual(changes, [])
  })

  it('change at midnight in Helsinki once another case officer has approved, and name the change (R345)', async () => {
    const { changeId } = valueOf(await propose([180]))
    assert.equal(await decide(changeId, 'approved', hanna), 'second-person-required')
    assert.equal(await decide(changeId, 'approved'), 'ok')
    // 22:00 UTC: midnight in Helsinki in winter.
    const midnight = Date.parse('2026-12-01T22:00:00Z')
    now = instant(midnight - 1)
    assert.deepEqual(await windowNow(), { value: 90, version: 'shipped' })
    now = instant(midnight)
    assert.deepEqual(await windowNow(), { value: 180, version: changeId })
    assert.deepEqual(recorded, [
      {
        ...{ type: 'SettingChangeProposed', changeId },
        change: { kind: 'renewal-window', beginsOn: tomorrow, numbers: [180] },
      },
      {
        ...{ type: 'SettingChangeApproved', changeId },
        change: { kind: 'renewal-window', beginsOn: tomorrow, numbers: [180] },
      },
    ])
  })

  it('are on public pages with the value of the day and its unit, within ten seconds (R345)', async () => {
    const parts = liveSettings({ db, clock: { now: () => now } })
    const shown = async (key: SettingKey, language: 'fi' | 'sv' | 'en') =>
      (await parts[`setting-${key}`]?.({ language, query: new URLSearchParams() }))?.markup
    assert.equal(await shown('renewal-window', 'fi'), '90 päivää')
    assert.equal(await shown('card-end-reminders', 'fi'), '90, 60, 30, 14 ja 7 päivää')
    assert.equal(await shown('cancelled-order-retention', 'en'), '1 year')
    const { changeId } = valueOf(await propose([180]))
    await decide(changeId, 'approved')
    assert.equal(await shown('renewal-window', 'en'), '90 days')
    now = startOfDay(tomorrow)
    assert.equal(await shown('renewal-window', 'en'), '180 days')
  })

  it('are neither proposed nor approved from a day that has begun (R345)', async () => {
    const early = await propose([180], { beginsOn: today })
    assert.equal(!early.ok && early.refusal.kind, 'change-begins-too-early')
    const { changeId } = valueOf(await propose([180]))
    now = startOfDay(tomorrow)
    assert.equal(await decide(changeId, 'approved'), 'change-begins-too-early')
    assert.equal(await decide(changeId, 'rejected'), 'ok')
    assert.equal((await windowNow()).value, 90)
  })

  it('are refused outside their bounds, which the refusal says; nothing is stored or recorded (R345)', async () => {
    for (const numbers of [[29], [1827], [90, 60], []]) {
      const refused = await propose(numbers)
      assert.deepEqual(refused, {
        ok: false,
        refusal: { kind: 'setting-out-of-bounds', min: 30, max: 1826, maxNumbers: 1 },
      })
    }
    assert.deepEqual([(await viewed()).changes, recorded], [[], []])
  })

  it('wait once for a day and setting, whichever of two case officers proposes first', async () => {
    const both = await Promise.all([propose([180]), propose([120], { by: kaisa })])
    assert.deepEqual(both.map((one) => (one.ok ? 'ok' : one.refusal.kind)).toSorted(), [
      'change-already-proposed',
      'ok',
    ])
    assert.equal(recorded.length, 1)
    assert.ok((await propose([14], { key: 'payment-term' })).ok)
  })

  it('are approved once, whichever of two case officers is first', async () => {
    const { changeId } = valueOf(await propose([180]))
    const both = await Promise.all([decide(changeId, 'approved'), decide(changeId, 'rejected')])
    assert.deepEqual(both.toSorted(), ['ok', 'setting-change-not-found'])
    assert.equal(await decide(randomUUID(), 'rejected'), 'setting-change-not-found')
  })

  it('stay as they are when the proposal is withdrawn or rejected', async () => {
    for (const by of [hanna, kaisa]) {
      const { changeId } = valueOf(await propose([180]))
      assert.equal(await decide(changeId, 'rejected', by), 'ok')
    }
    now = startOfDay(addDays(today, 9))
    assert.deepEqual(await windowNow(), { value: 90, version: 'shipped' })
    assert.equal(recorded.at(-1)?.type, 'SettingChangeRejected')
  })

  it('are all shown with who proposed and decided, and what the caller may do (R345)', async () => {
    const { changeId } = valueOf(await propose([180]))
    await decide(changeId, 'approved')
    valueOf(await propose([7, 30], { key: 'card-end-reminders' }))
    now = startOfDay(tomorrow)
    valueOf(await propose([14], { key: 'payment-term', beginsOn: addDays(tomorrow, 1) }))
    const { inForce, changes } = await viewed()
    assert.deepEqual(inForce[0], {
      ...{ key: 'renewal-window', numbers: [180], from: tomorrow, changeId },
    })
    assert.deepEqual(
      changes.map(({ kind, numbers, standing, may, isLate, proposed, decided }) => ({
        ...{ kind, numbers, standing, may, isLate },
        ...{ proposed: proposed?.name, decided: decided?.name },
      })),
      [
        {
          ...{ kind: 'payment-term', numbers: [14], standing: 'proposed' },
          ...{ may: ['approve', 'reject'], isLate: false, proposed: 'Hanna', decided: undefined },
        },
        {
          ...{ kind: 'card-end-reminders', numbers: [30, 7], standing: 'proposed' },
          ...{ may: ['reject'], isLate: true, proposed: 'Hanna', decided: undefined },
        },
        {
          ...{ kind: 'renewal-window', numbers: [180], standing: 'now' },
          ...{ may: [], isLate: false, proposed: 'Hanna', decided: 'Kaisa' },
        },
      ],
    )
    assert.deepEqual((await viewed(hanna)).changes[0]?.may, ['withdraw'])
  })

  it('are shown as replaced when a later version does not allow their value, and the one before applies', async () => {
    const good = await changeSetting(db, 'renewal-window', [180], today)
    const bad = await changeSetting(db, 'renewal-window', [1827], tomorrow)
    const alone = await changeSetting(db, 'payment-term', [0], today)
    now = startOfDay(tomorrow)
    const { inForce, changes } = await viewed()
    const standings = new Map<string, string>(
      changes.map(({ changeId, standing }) => [changeId, standing]),
    )
    assert.deepEqual(
      [good, bad, alone].map((changeId) => standings.get(changeId)),
      ['now', 'replaced', 'replaced'],
    )
    const ofKey = new Map(inForce.map((one) => [one.key, one.changeId]))
    assert.deepEqual([ofKey.get('renewal-window'), ofKey.get('payment-term')], [good, undefined])
  })
})
