import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { DomainEvent } from '#platform/record.ts'
import { createOutbox, type RecordedEvent } from '#platform/outbox.ts'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { Audit, AuditDeps } from './index.ts'
import { anAudit as anAuditOver, checkpointKey, signTreeHead } from './testing.ts'

forEachDatabase('the audit log', ({ db }) => {
  const noon = instant(1_795_000_000_000)
  const clock = { now: () => noon }
  const permit = aPermit('cards.handOverCard', { personId: 'registrar', pointId: 'desk' })

  beforeEach(() =>
    change(
      'truncate audit.entry, audit.pending, audit.leaf, audit.node, audit.checkpoint',
      "update audit.tree set size = 0, roots = ''",
      'truncate platform.outbox',
    ),
  )

  it('records what happened, by whom, on what grounds and about whom', async () => {
    const audit = anAudit()
    const handedOver = { type: 'CardHandedOver', documentType: 'passport' }
    await record(audit, { ...handedOver, about: { cardId: 'C1', personId: 'P1' } })
    await record(audit, { type: 'CardCancelled', about: { cardId: 'C2', personId: 'P1' } })

    const [entry, ...others] = await search(audit, { cardId: 'C1' })

    assert.deepEqual(others, [])
    assert.deepEqual(entry, {
      entryId: entry?.entryId,
      at: '2026-11-18T11:06:40.000Z',
      type: 'CardHandedOver',
      operation: 'cards.handOverCard',
      actor: { kind: 'person', personId: 'registrar' },
      pointId: 'desk',
      reason: 'granted by a test',
      about: { cardId: 'C1', personId: 'P1' },
      facts: { documentType: 'passport' },
    })
    const ofPerson = await search(audit, { personId: 'P1', operation: 'cards.handOverCard' })
    assert.deepEqual(
      ofPerson.map(({ type }) => type),
      ['CardCancelled', 'CardHandedOver'],
    )
  })

  it('has no entry of a refused operation', async () => {
    const audit = anAudit()
    const response = await db.write(async (tx) => {
      await audit.record(tx, anEvent('C1'), permit)
      return refuse({ kind: 'no' })
    })

    assert.ok(!response.ok)
    assert.deepEqual(await search(audit, { cardId: 'C1' }), [])
  })

  it('makes an operation fail that it cannot record', async () => {
    const audit = anAudit({
      planSubscribers: async () => {
        throw new Error('no outbox')
      },
    })
    await assert.rejects(record(audit, anEvent('C1')), { message: 'no outbox' })

    assert.deepEqual(await search(anAudit(), { cardId: 'C1' }), [])
  })

  it('notifies the subscribers of the event, in the same transaction', async () => {
    const received: RecordedEvent[] = []
    const outbox = createOutbox({ db, clock })
    outbox.use({
      handlers: [],
      subscriptions: [
        {
          event: 'CardHandedOver',
          listener: 'orders.moveOn',
          handle: async (event) => void received.push(event),
        },
      ],
    })
    await record(anAudit({ planSubscribers: outbox.planSubscribers }), anEvent('C1'))
    await outbox.drain()

    assert.deepEqual(received, [{ type: 'CardHandedOver', about: { cardId: 'C1' } }])
  })

  it('gives every entry a position, in a tree that is signed and verifies', async () => {
    const audit = anAudit()
    for (const count of [1, 2, 5]) {
      for (let nr = 0; nr < count; nr += 1) await record(audit, anEvent(`C${String(nr)}`))
      assert.deepEqual(await audit.sequence(), ok(count))
    }

    const verified = await audit.verifyAuditLog()

    assert.ok(verified.ok)
    const { size, checkpoints, erased } = verified.value
    assert.deepEqual({ size, checkpoints, erased }, { size: 8, checkpoints: 3, erased: 0 })
  })

  it('places an entry of which the transaction commits late', async () => {
    const audit = anAudit()
    const late = Promise.withResolvers<undefined>()
    const recorded = Promise.withResolvers<undefined>()
    const slow = db.write(async (tx) => {
      await audit.record(tx, anEvent('late'), permit)
      recorded.resolve(undefined)
      await late.promise
      return ok(undefined)
    })
    await recorded.promise
    const early = record(audit, anEvent('early'))
    const turn = audit.sequence()
    late.resolve(undefined)
    await Promise.all([slow, early, turn])
    assert.ok((await audit.sequence()).ok)

    const verified = await audit.verifyAuditLog()
    assert.ok(verified.ok)
    assert.equal(verified.value.size, 2)
  })

  it('has no gap and no duplicate when several sequencers run at once', async () => {
    const audit = anAudit()
    await Promise.all(
      Array.from({ length: 30 }, (_, nr) => record(audit, anEvent(`C${String(nr)}`))),
    )
    await Promise.all([audit.sequence(), audit.sequence(), audit.sequence()])

    const verified = await audit.verifyAuditLog()
    assert.ok(verified.ok)
    assert.equal(verified.value.size, 30)
  })

  it('places an entry by itself, soon after its commit', async () => {
    const head = Promise.withResolvers<number>()
    const audit = anAudit({
      signCheckpoint: async (requested) => {
        head.resolve(requested.size)
        return ok(signTreeHead(requested))
      },
    })
    const sequencer = audit.run()
    await record(audit, anEvent('C1'))

    assert.equal(await head.promise, 1)
    await sequencer.stop()
  })

  it('signs later what the signer was unavailable for', async () => {
    const away = anAudit({ signCheckpoint: async () => refuse({ kind: 'signer-unavailable' }) })
    await record(away, anEvent('C1'))
    assert.deepEqual(await away.sequence(), refuse({ kind: 'signer-unavailable' }))

    assert.deepEqual(await anAudit().sequence(), ok(0))
    const verified = await anAudit().verifyAuditLog()
    assert.ok(verified.ok)
    assert.equal(verified.value.checkpoints, 1)
  })

  it('is known as that of another key ceremony by the signatures of its checkpoints (R554)', async () => {
    const own = anAudit()
    assert.ok(await own.isOwnLog())
    await record(own, anEvent('C1'))
    assert.ok((await own.sequence()).ok)
    assert.ok(await own.isOwnLog())
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
    const another = new Uint8Array(publicKey.export({ type: 'spki', format: 'der' }))
    assert.ok(!(await anAudit({ checkpointKeys: { current: another, former: [] } }).isOwnLog()))
    assert.ok(
      await anAudit({ checkpointKeys: { current: another, former: [checkpointKey] } }).isOwnLog(),
    )
    // A changed row is a finding of its verification, and stops no process.
    await record(own, anEvent('C2'))
    assert.ok((await own.sequence()).ok)
    await change(`update audit.checkpoint set signature = sha256('x') where size = 2`)
    assert.ok(await own.isOwnLog())
  })

  const tampered: readonly (readonly [string, string, readonly string[]])[] = [
    ['a removed entry', `delete from audit.entry where about_card = 'C2'`, ['entry-missing']],
    [
      'another actor',
      `update audit.entry set actor = '{"kind":"process","name":"jobs"}' where about_card = 'C2'`,
      ['entry-altered'],
    ],
    [
      'another time',
      `update audit.entry set at = at + interval '1 hour' where about_card = 'C2'`,
      ['entry-altered'],
    ],
    [
      'another event',
      `update audit.entry set facts = facts || '{"x":1}' where about_card = 'C2'`,
      ['entry-altered'],
    ],
    [
      'an entry removed with its leaf',
      `with gone as (delete from audit.entry where about_card = 'C2' returning entry_id) delete from audit.leaf where entry_id in (select entry_id from gone)`,
      ['leaf-missing'],
    ],
    [
      'a tail cut off',
      `with gone as (delete from audit.leaf where position = 4 returning entry_id) delete from audit.entry where entry_id in (select entry_id from gone)`,
      ['leaf-missing', 'tree-does-not-match-its-state'],
    ],
    [
      'a node that proofs are made of',
      `update audit.node set hash = sha256('x') where level = 1 and index = 1`,
      ['node-does-not-match'],
    ],
    ['a node removed', `delete from audit.node where level = 2`, ['node-does-not-match']],
    [
      'a tree wound back',
      `update audit.tree set size = 0, roots = ''`,
      ['checkpoint-does-not-match'],
    ],
    [
      'another root',
      `update audit.checkpoint set root = sha256('x')`,
      ['checkpoint-does-not-match'],
    ],
    [
      'another signature',
      `update audit.checkpoint set signature = sha256('x')`,
      ['checkpoint-signature-wrong'],
    ],
  ]
  for (const [what, statement, kinds] of tampered)
    it(`shows ${what}`, async () => {
      const audit = await anAuditOfFive()
      await change(statement)

      const verified = await audit.verifyAuditLog()
      const found = verified.ok ? [] : verified.refusal.map(({ kind }) => kind)
      assert.deepEqual(found, kinds)
    })

  it('shows an entry that was never to be placed', async () => {
    const audit = await anAuditOfFive()
    await record(audit, anEvent('C6'))
    await change('delete from audit.pending')

    const verified = await audit.verifyAuditLog()
    assert.deepEqual(verified.ok ? [] : verified.refusal.map(({ kind }) => kind), [
      'entry-outside-the-tree',
    ])
  })

  const anEvent = (cardId: string): DomainEvent => ({ type: 'CardHandedOver', about: { cardId } })

  const anAudit = (other: Partial<AuditDeps> = {}): Audit => anAuditOver(db, { clock, ...other })

  async function anAuditOfFive(): Promise<Audit> {
    const audit = anAudit()
    for (let nr = 0; nr < 5; nr += 1) await record(audit, anEvent(`C${String(nr)}`))
    assert.ok((await audit.sequence()).ok)
    return audit
  }

  const search = async (
    audit: Audit,
    filter: { cardId?: string; personId?: string; operation?: string },
  ) => {
    const found = await audit.searchAuditLog(aPermit('audit.viewAuditLog'), {
      limit: 100,
      ...filter,
    })
    assert.ok(found.ok)
    return found.value.entries.map(({ entry }) => entry)
  }

  const record = (audit: Audit, event: DomainEvent) =>
    db.write(async (tx) => {
      await audit.record(tx, event, permit)
      return ok(undefined)
    })

  const change = (...statements: readonly string[]) =>
    db.write(async (tx) => {
      for (const statement of statements) await sql.raw(statement).execute(tx)
      return ok(undefined)
    })
})
