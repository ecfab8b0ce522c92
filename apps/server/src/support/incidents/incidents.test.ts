import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { announceIncident as announceContract } from '@sotevarmenne/api/incidents'
import { instant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { accept } from '@sotevarmenne/smartcard/testing'
import { afterCommit } from '#platform/db.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import {
  incidentsFeed,
  incidentsToShow,
  readOpenIncidents,
  showIncidentNotice,
  showIncidents,
} from './index.ts'
import { listIncidents } from './list-incidents.ts'
import { announceIncident, continueIncident } from './write-incident.ts'

const title = { fi: 'Kirjeet myöhässä', sv: 'Breven är försenade', en: 'Letters are late' }
const text = { fi: 'Selvitämme.', sv: 'Vi utreder.', en: 'We look <into> it.' }

forEachDatabase('incidents that are announced to the public', ({ db }) => {
  let now: Instant = instant(Date.parse('2026-11-26T10:00:00Z'))
  let recorded: DomainEvent[] = []
  let auditLogIsBroken = false
  const deps = {
    db,
    clock: { now: () => now },
    record: (_tx: unknown, event: DomainEvent) => {
      if (auditLogIsBroken) return Promise.reject(new Error('audit log not writable'))
      afterCommit(() => recorded.push(event))
      return Promise.resolve()
    },
  }
  const write = aPermit('incidents.write')
  const announce = (incidentId: string, changes: object = {}) =>
    announceIncident.handle(deps)(write, {
      incidentId,
      beganMinutesAgo: 15,
      title,
      text,
      ...changes,
    })
  const goOn = (incidentId: string, changes: object = {}) =>
    continueIncident.handle(deps)(write, {
      ...{ incidentId, updateId: randomUUID(), text, ends: false, ...changes },
    })
  const list = (requested: { cursor?: string; limit?: number } = {}) =>
    listIncidents.handle(deps)(aPermit('incidents.view'), { limit: 10, ...requested })

  beforeEach(() => {
    now = plus(now, 60 * minute)
    recorded = []
    auditLogIsBroken = false
  })

  it('are announced after they begin, are updated, and end', async () => {
    const incidentId = randomUUID()
    const begun = accept(await announce(incidentId))
    assert.equal(Date.parse(begun.beganAt), now - 15 * minute)
    accept(await goOn(incidentId))
    now = plus(now, minute)
    const ended = accept(await goOn(incidentId, { ends: true }))
    assert.equal(Date.parse(ended.endedAt ?? ''), now)
    assert.equal(ended.updates.length, 3)
    assert.deepEqual(
      recorded.map(({ type }) => type),
      ['IncidentAnnounced', 'IncidentContinued', 'IncidentEnded'],
    )
    const refused = await goOn(incidentId)
    assert.deepEqual(refused, { ok: false, refusal: { kind: 'incident-has-ended' } })
  })

  it('are the same when sent again, also concurrently, and refused with other content', async () => {
    const [incidentId, updateId] = [randomUUID(), randomUUID()]
    const both = await Promise.all([announce(incidentId), announce(incidentId)])
    assert.deepEqual(both[0], both[1])
    const again = [await goOn(incidentId, { updateId }), await goOn(incidentId, { updateId })]
    assert.deepEqual(again[0], again[1])
    assert.equal(recorded.length, 2)
    for (const other of [
      await announce(incidentId, { title: { ...title, en: 'Something else' } }),
      await goOn(incidentId, { updateId, text: { ...text, en: 'Something else' } }),
    ])
      assert.deepEqual(other, { ok: false, refusal: { kind: 'incident-created-before' } })
  })

  it('can be updated only after they were announced', async () => {
    assert.deepEqual(await goOn(randomUUID()), {
      ok: false,
      refusal: { kind: 'incident-not-found' },
    })
  })

  it('are not published without their audit entry', async () => {
    const incidentId = randomUUID()
    auditLogIsBroken = true
    await assert.rejects(announce(incidentId))
    auditLogIsBroken = false
    assert.deepEqual(await goOn(incidentId), {
      ok: false,
      refusal: { kind: 'incident-not-found' },
    })
  })

  it('are written in three languages, and begin neither in the future nor more than a week ago', () => {
    const given = { incidentId: randomUUID(), beganMinutesAgo: 0, title, text }
    assert.ok(announceContract.input.safeParse(given).success)
    for (const bad of [
      { ...given, title: { fi: 'Vain suomeksi' } },
      { ...given, text: { ...text, sv: '   ' } },
      { ...given, beganMinutesAgo: -1 },
      { ...given, beganMinutesAgo: 10_081 },
      { ...given, title: { ...title, en: 'x'.repeat(121) } },
    ])
      assert.equal(announceContract.input.safeParse(bad).success, false)
  })

  it('are listed page by page, newest first, each once', async () => {
    for (let count = 0; count < 3; count += 1) accept(await announce(randomUUID()))
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = accept(await list({ limit: 2, ...(cursor !== undefined && { cursor }) }))
      seen.push(...page.incidents.map(({ incidentId }) => incidentId))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    assert.equal(new Set(seen).size, seen.length)
    assert.ok(seen.length >= 3)
    assert.equal((await list({ cursor: 'eaten' })).ok, false)
  })

  it('are in the notice of every page until they end, also while the database does not respond (R430)', async () => {
    const faults: unknown[] = []
    let isDown = false
    const read: typeof db.read = (work) =>
      isDown ? Promise.reject(new Error('the database is down')) : db.read(work)
    const open = readOpenIncidents({
      ...{ db: { ...db, read }, clock: deps.clock },
      onFault: (fault) => faults.push(fault),
    })
    const titles = async () => {
      now = plus(now, 6 * second)
      return (await open()).map(({ title: { en } }) => en)
    }
    const before = await titles()
    const incidentId = randomUUID()
    const hostile = 'Orders <b>wait</b>'
    accept(await announce(incidentId, { beganMinutesAgo: 0, title: { ...title, en: hostile } }))
    assert.deepEqual(await titles(), [hostile, ...before])
    isDown = true
    assert.deepEqual(await titles(), [hostile, ...before])
    assert.equal(faults.length, 1)
    isDown = false
    const { markup } = showIncidentNotice(await open(), 'en')
    assert.match(markup, /^<section aria-label="Incident notice">/)
    assert.match(markup, /Orders &#60;b&#62;wait/)
    assert.ok(markup.includes('<a href="/en/service-status">'))
    accept(await goOn(incidentId, { ends: true }))
    assert.deepEqual(await titles(), before)
    assert.equal(showIncidentNotice([], 'en').markup, '')
  })

  it('are shown as text and in the feed while they last, with any number of newer ones', async () => {
    const old = randomUUID()
    accept(await announce(old, { title: { ...title, en: 'An old <one>' } }))
    for (let count = 0; count < 11; count += 1) {
      now = plus(now, minute)
      const incidentId = randomUUID()
      accept(await announce(incidentId, { beganMinutesAgo: 0 }))
      accept(await goOn(incidentId, { ends: true }))
    }
    const shown = await incidentsToShow(db)
    assert.ok(shown.some(({ incidentId }) => incidentId === old))
    const { markup } = showIncidents(shown, 'en')
    assert.match(markup, /An old &#60;one&#62;/)
    assert.match(markup, /Ongoing\./)
    const feed = incidentsFeed(shown, { language: 'sv', publicUrl: 'https://s.example', now })
    assert.match(feed, /^<\?xml version="1.0" encoding="utf-8"\?>/)
    assert.ok(feed.includes(`<id>urn:uuid:${old}</id>`))
    assert.match(feed, /<title>Breven är försenade<\/title>/)
  })
})
