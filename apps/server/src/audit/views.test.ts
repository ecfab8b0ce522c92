import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, describe, it } from 'node:test'
import type { CheckpointView, ProvenEntryView, AuditEntryView } from '@sotevarmenne/api/audit'
import { accessEvent, exportAuditLog as exportContract } from '@sotevarmenne/api/audit'
import { formatInstant, hour, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import type { Permission } from '#platform/permit.ts'
import type { DomainEvent } from '#platform/record.ts'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { EntryId, SaltedEntry } from './contract.ts'
import { entryDigest } from './digest.ts'
import { sha256 } from '@sotevarmenne/issuing/checkpoint'
import { isConsistent, isIncluded, leafHash } from '@sotevarmenne/issuing/domain/merkle'
import { anAudit } from './testing.ts'

forEachDatabase('views of the audit log', ({ db }) => {
  const noon = instant(1_795_000_000_000)
  let now = noon
  const clock = { now: () => now }
  const audit = anAudit(db, { clock })
  const auditor = randomUUID()
  const viewing = aPermit('audit.viewAuditLog', { personId: auditor })

  beforeEach(async () => {
    now = noon
    await change(
      'truncate audit.entry, audit.pending, audit.leaf, audit.node, audit.checkpoint',
      "update audit.tree set size = 0, roots = ''",
    )
  })

  describe('the audit log searched by an auditor', () => {
    it('is listed newest first, a page at a time, each entry once, while new ones are added', async () => {
      const created = await theseHappened(7)
      const pages: string[][] = []
      let cursor: string | undefined
      do {
        const page = await audit.searchAuditLog(viewing, {
          operation: 'cards.handOverCard',
          limit: 3,
          cursor,
        })
        assert.ok(page.ok)
        pages.push(page.value.entries.map(({ entry }) => entry.about?.personId ?? ''))
        cursor = page.value.nextCursor
        await theseHappened(1)
      } while (cursor !== undefined)

      assert.deepEqual(
        pages.map((page) => page.length),
        [3, 3, 1],
      )
      assert.deepEqual(pages.flat(), created.toReversed())
    })

    it('is filtered by operation, actor, subject and time', async () => {
      const [aino, registrar, cardId] = [randomUUID(), randomUUID(), randomUUID()]
      const orderId = randomUUID()
      await happened({ type: 'OrderViewed', about: { personId: aino, orderId } })
      now = plus(noon, minute)
      await happened(
        { type: 'CardHandedOver', about: { personId: aino, cardId } },
        aPermit('cards.handOverCard', { personId: registrar }),
      )
      now = plus(noon, hour)
      await happened({ type: 'CrlPublished' }, aPermit('crl.publishCrl'))

      const typesOf = async (filter: Partial<Parameters<typeof audit.searchAuditLog>[1]>) =>
        (await search(filter)).map(({ type }) => type)
      assert.deepEqual(await typesOf({ operation: 'crl.publishCrl' }), ['CrlPublished'])
      assert.deepEqual(await typesOf({ actor: registrar }), ['CardHandedOver'])
      assert.deepEqual(await typesOf({ actor: 'jobs', operation: 'crl.publishCrl' }), [
        'CrlPublished',
      ])
      assert.deepEqual(await typesOf({ cardId }), ['CardHandedOver'])
      assert.deepEqual(await typesOf({ orderId }), ['OrderViewed'])
      const from = formatInstant(plus(noon, minute))
      const to = formatInstant(plus(noon, hour))
      assert.deepEqual(await typesOf({ from, to }), ['CardHandedOver'])
      assert.deepEqual(await typesOf({ to: from }), ['OrderViewed'])
      assert.deepEqual(await typesOf({ personId: randomUUID() }), [])
    })

    it('is filtered by organisation and certificate, and without access records (R414)', async () => {
      const organisationId = randomUUID()
      await happened({ type: 'AgreementEnded', ...{ organisationId } })
      await happened({ type: 'CertificateRevoked', ...{ serial: '0a1b' } })
      await happened({ type: 'CardListed', about: { personId: randomUUID() } })
      const typesOf = async (filter: Parameters<typeof search>[0]) =>
        (await search(filter)).map(({ type }) => type)
      assert.deepEqual(await typesOf({ organisationId }), ['AgreementEnded'])
      assert.deepEqual(await typesOf({ serial: '0a1b' }), ['CertificateRevoked'])
      assert.deepEqual(await typesOf({ withoutViews: 'yes' }), [
        'CertificateRevoked',
        'AgreementEnded',
      ])
    })

    it('has an index of what is no access record, by the rule that the search has', async () => {
      const { rows } = await db.read((tx) =>
        sql<{ indexdef: string }>`
          select indexdef from pg_indexes
          where indexname in ('entry_without_access', 'entry_done_for_organisation')`.execute(tx),
      )
      assert.equal(rows.length, 2)
      for (const { indexdef } of rows)
        assert.ok(indexdef.includes(`'${accessEvent.source}'`), indexdef)
    })

    it('records the search itself, for each person on the page too', async () => {
      const [aino = '', olli = ''] = await theseHappened(2)
      await search({ operation: 'cards.handOverCard' })

      for (const personId of [aino, olli]) {
        const about = await search({ personId, operation: 'audit.viewAuditLog' })
        assert.deepEqual(about.at(-1)?.about, { personId })
        assert.deepEqual(about.at(-1)?.actor, { kind: 'person', personId: auditor })
        assert.equal(about.at(-1)?.type, 'AuditLogViewed')
      }
      const searches = await search({ actor: auditor })
      assert.deepEqual(searches.filter(({ type }) => type === 'AuditLogSearched').at(-1)?.facts, {
        sought: { operation: 'cards.handOverCard', limit: 100 },
      })
    })

    it('records also the access to one entry, about anybody', async () => {
      const aino = randomUUID()
      await happened({ type: 'VisitorViewed', about: { personId: aino } })
      await happened({ type: 'CrlPublished' }, aPermit('crl.publishCrl'))
      await sign()
      const looked = await search({})
      for (const { entryId } of looked) assert.ok((await audit.viewEntry(viewing, { entryId })).ok)

      const views = (await search({ actor: auditor })).filter(({ facts }) => 'entryId' in facts)
      assert.deepEqual(
        views.map(({ about, facts }) => [facts['entryId'], about?.personId]).toSorted(),
        looked.map(({ entryId, about }) => [entryId, about?.personId]).toSorted(),
      )
    })

    it('refuses an invalid position in the list', async () => {
      for (const cursor of ['', 'x', '1_', "1_1' or true", '1e9_1']) {
        const page = await audit.searchAuditLog(viewing, { cursor, limit: 3 })
        assert.deepEqual(page.ok ? undefined : page.refusal, { kind: 'cursor-unreadable' })
      }
    })
  })

  describe('the audit log with its proofs', () => {
    it('shows that each entry is in the tree of any later checkpoint', async () => {
      const heads = await theseWereSigned(1, 2, 4, 9)
      const entries = await search({ operation: 'cards.handOverCard' })
      assert.equal(entries.length, 16)
      for (const { entryId } of entries)
        for (const { size } of heads) {
          const viewed = await audit.viewEntry(viewing, { entryId, size })
          if (!viewed.ok) assert.deepEqual(viewed.refusal, { kind: 'entry-not-in-the-tree' })
          else assert.ok(isProved(viewed.value.proven, viewed.value.checkpoint))
        }
    })

    it('shows that each checkpoint is a prefix of every later one', async () => {
      const heads = await theseWereSigned(1, 1, 2, 3, 5, 8)
      for (const first of heads)
        for (const second of heads.filter(({ size }) => size >= first.size)) {
          const proof = await audit.proveConsistency(aPermit('audit.viewCheckpoints'), {
            first: first.size,
            second: second.size,
          })
          assert.ok(proof.ok)
          const path = proof.value.path.map(bytes)
          assert.ok(isConsistent(sha256, { first: treeOf(first), second: treeOf(second), path }))
        }
    })

    it('refuses a checkpoint that was never signed', async () => {
      const [head] = await theseWereSigned(3)
      assert.ok(head)
      const requesting = aPermit('audit.viewCheckpoints')
      const kindOf = async (sizes: { first: number; second: number }) => {
        const proof = await audit.proveConsistency(requesting, sizes)
        return proof.ok ? undefined : proof.refusal.kind
      }
      assert.equal(await kindOf({ first: 2, second: 3 }), 'checkpoint-not-found')
      assert.equal(await kindOf({ first: 3, second: 4 }), 'checkpoint-not-found')
      assert.equal(await kindOf({ first: 4, second: 3 }), 'checkpoints-swapped')
    })

    it('lists its checkpoints, newest first, a page at a time', async () => {
      const heads = await theseWereSigned(1, 1, 1)
      const requesting = aPermit('audit.viewCheckpoints')
      const first = await audit.viewCheckpoints(requesting, { limit: 2 })
      assert.ok(first.ok)
      const second = await audit.viewCheckpoints(requesting, {
        limit: 2,
        cursor: first.value.nextCursor,
      })
      assert.ok(second.ok)
      assert.deepEqual(
        [...first.value.checkpoints, ...second.value.checkpoints],
        heads.toReversed(),
      )
      assert.equal(second.value.nextCursor, undefined)
    })
  })

  describe('the audit log as shown to a holder', () => {
    const aino = randomUUID()
    const requesting = aPermit('audit.viewOwnAuditLog', { personId: aino })

    it('contains everything about the holder and nothing about others, all against one checkpoint (R52)', async () => {
      await theseHappened(5)
      await happened({ type: 'CardListed', about: { personId: aino, cardId: randomUUID() } })
      await theseHappened(5)
      await happened({ type: 'VisitorViewed', about: { personId: aino } })
      await happened({ type: 'CardHandedOver', about: { personId: aino, cardId: randomUUID() } })
      await sign()

      const first = await audit.viewOwnAuditLog(requesting, { limit: 2 })
      assert.ok(first.ok)
      // The log grows between two pages; the proofs stay with the checkpoint of the first.
      await theseHappened(3)
      await sign()
      const second = await audit.viewOwnAuditLog(requesting, {
        limit: 2,
        cursor: first.value.nextCursor,
      })
      assert.ok(second.ok)
      assert.equal(second.value.nextCursor, undefined)

      assert.deepEqual(second.value.checkpoint, first.value.checkpoint)
      const entries = [...first.value.entries, ...second.value.entries]
      assert.deepEqual(
        entries.map(({ entry }) => entry.type),
        ['CardHandedOver', 'VisitorViewed', 'CardListed'],
      )
      for (const proven of entries) {
        assert.equal(proven.entry.about?.personId, aino)
        assert.ok(isProved(proven, first.value.checkpoint))
      }
    })

    it('contains the holder’s own access, and every export of the whole log', async () => {
      await happened({ type: 'VisitorViewed', about: { personId: aino } })
      await sign()
      assert.ok((await audit.viewOwnAuditLog(requesting, { limit: 10 })).ok)
      await exported()
      await sign()

      const shown = await audit.viewOwnAuditLog(requesting, { limit: 10 })
      assert.ok(shown.ok)
      assert.deepEqual(
        shown.value.entries.map(({ entry }) => entry.type),
        ['AuditLogExported', 'AuditLogViewed', 'VisitorViewed'],
      )
    })

    it('leaves out what the holder looked at, when requested so, and nothing else', async () => {
      const own = aPermit('orders.viewPhoto', { personId: aino })
      const registrar = aPermit('orders.viewPhoto', { personId: randomUUID() })
      const photo = { type: 'PhotoViewed', about: { personId: aino } } as const
      await happened(photo, own)
      await happened({ type: 'VisitorFound', about: { personId: aino } }, own)
      await happened(photo, registrar)
      await happened({ type: 'CardCancelled', about: { personId: aino } }, own)
      await sign()
      const shown = await audit.viewOwnAuditLog(requesting, { limit: 10, withoutOwnViews: 'yes' })
      assert.ok(shown.ok)
      assert.deepEqual(
        shown.value.entries.map(({ entry: { type, actor } }) => [type, actor]),
        [
          ['CardCancelled', own.actor],
          ['PhotoViewed', registrar.actor],
        ],
      )
      for (const proven of shown.value.entries) assert.ok(isProved(proven, shown.value.checkpoint))
    })

    it('contains the requested days, both included', async () => {
      // Noon is 18 November 2026, 17.06 in Finland.
      for (const hours of [0, 24, 48]) {
        now = plus(noon, hours * hour)
        await happened({ type: 'VisitorViewed', about: { personId: aino } })
      }
      await sign()
      const days = async (from?: string, to?: string) => {
        const shown = await audit.viewOwnAuditLog(requesting, { limit: 10, from, to })
        assert.ok(shown.ok)
        const viewed = shown.value.entries.filter(({ entry }) => entry.type === 'VisitorViewed')
        return viewed.map(({ entry }) => entry.at.slice(0, 10))
      }
      const [first = '', second = '', third = ''] = [0, 24, 48].map((hours) =>
        formatInstant(plus(noon, hours * hour)).slice(0, 10),
      )
      assert.deepEqual(await days(second, second), [second])
      assert.deepEqual(await days(undefined, second), [second, first])
      assert.deepEqual(await days(second), [third, second])
    })

    it('proves nothing about an entry that was changed', async () => {
      await happened({ type: 'VisitorViewed', about: { personId: aino } })
      await sign()
      await change(`update audit.entry set reason = 'another'`)
      const shown = await audit.viewOwnAuditLog(requesting, { limit: 10 })
      assert.ok(shown.ok)
      const [proven] = shown.value.entries
      assert.ok(proven)
      assert.ok(!isProved(proven, shown.value.checkpoint))
    })

    it('is not shown before the first checkpoint, and refuses an invalid position', async () => {
      const kindOf = async (cursor?: string) => {
        const shown = await audit.viewOwnAuditLog(requesting, { limit: 10, cursor })
        return shown.ok ? undefined : shown.refusal.kind
      }
      assert.equal(await kindOf(), 'no-checkpoint-yet')
      await theseWereSigned(2)
      for (const cursor of ['', '2', '2_x', '9_1'])
        assert.equal(await kindOf(cursor), 'cursor-unreadable')
    })
  })

  describe('the export of the audit log', () => {
    it('contains every entry of the tree and every checkpoint, in order, and is recorded', async () => {
      const [first] = await theseWereSigned(2, 3)
      const lines = await exported()
      const kinds = lines.map((line) =>
        'position' in line ? line.position : 'auditLog' in line ? 'auditLog' : line.checkpoint.size,
      )
      assert.deepEqual(kinds, ['auditLog', 0, 1, 2, 2, 3, 4, 5])
      assert.deepEqual(
        lines.find((line) => 'checkpoint' in line),
        { checkpoint: first },
      )
      for (const line of lines)
        if ('position' in line) {
          assert.ok(line.entry && line.salt !== undefined)
          const salted = saltedOf({ entry: line.entry, salt: line.salt })
          assert.deepEqual(entryDigest(salted), bytes(line.digest))
        }
      const [recorded] = await search({ operation: 'audit.exportAuditLog' })
      assert.deepEqual(recorded?.facts, { after: 0, size: 5 })
    })

    it('resumes at a checkpoint, with the bytes to go on from', async () => {
      const [first, second] = await theseWereSigned(3, 2)
      assert.ok(first && second)
      const lines = await exported(first.size)
      const [opening, head, entry] = lines
      assert.ok(opening && 'auditLog' in opening && opening.auditLog.head.size === second.size)
      assert.ok(head && 'checkpoint' in head)
      assert.deepEqual(head.checkpoint, first)
      assert.equal(head.edge?.length, 2)
      assert.ok(entry && 'position' in entry && entry.position === 3)
    })

    it('starts at no other size, and is refused while the log is empty', async () => {
      const kindOf = async (after: number) => {
        const refused = await audit.exportAuditLog(aPermit('audit.exportAuditLog'), { after })
        return refused.ok ? undefined : refused.refusal.kind
      }
      assert.equal(await kindOf(0), 'no-checkpoint-yet')
      await theseWereSigned(3)
      assert.equal(await kindOf(2), 'checkpoint-not-found')
      assert.equal(await kindOf(4), 'checkpoint-not-found')
    })
  })

  describe('the audit log verified at an auditor’s request', () => {
    const requesting = aPermit('audit.verifyAuditLog', { personId: auditor })

    it('passes, from any checkpoint on', async () => {
      const [first] = await theseWereSigned(3, 4)
      for (const after of [0, first?.size ?? 0]) {
        const checked = await audit.checkAuditLog(requesting, { after })
        assert.ok(checked.ok)
        const { size, isLast, findings } = checked.value
        assert.deepEqual({ size, isLast, findings }, { size: 7, isLast: true, findings: [] })
      }
      const [recorded] = await search({ operation: 'audit.verifyAuditLog' })
      assert.deepEqual(recorded?.facts, { after: 3, size: 7, findings: 0 })
      const refused = await audit.checkAuditLog(requesting, { after: 2 })
      assert.deepEqual(refused.ok ? undefined : refused.refusal, { kind: 'checkpoint-not-found' })
    })

    it('does not continue from a checkpoint of which the nodes are missing', async () => {
      const [first] = await theseWereSigned(3, 4)
      await change('delete from audit.node where level = 1 and index = 0')
      const checked = await audit.checkAuditLog(requesting, { after: first?.size ?? 0 })
      assert.ok(checked.ok)
      const [finding] = checked.value.findings
      assert.deepEqual(finding, { kind: 'checkpoint-does-not-match', size: 3 })
    })

    it('reports what does not verify', async () => {
      await theseWereSigned(5)
      await change(
        `update audit.entry set reason = 'x' where entry_id = (select entry_id from audit.leaf where position = 3)`,
      )
      const checked = await audit.checkAuditLog(requesting, { after: 0 })
      assert.ok(checked.ok)
      assert.deepEqual(
        checked.value.findings.map(({ kind, position }) => ({ kind, position })),
        [{ kind: 'entry-altered', position: 3 }],
      )
    })
  })

  const happened = (
    event: DomainEvent,
    permit: ReturnType<typeof aPermit<Permission>> = aPermit('cards.handOverCard', {
      personId: 'registrar',
    }),
  ) =>
    db.write(async (tx) => {
      await audit.record(tx, event, permit)
      return ok(undefined)
    })

  /** As many hand-overs, each to another person; returns the persons. */
  async function theseHappened(count: number): Promise<string[]> {
    const persons = Array.from({ length: count }, () => randomUUID() as string)
    for (const personId of persons) await happened({ type: 'CardHandedOver', about: { personId } })
    return persons
  }

  const sign = async (): Promise<void> => {
    assert.ok((await audit.sequence()).ok)
  }

  /** As many hand-overs, with a checkpoint after each group; returns the checkpoints. */
  async function theseWereSigned(...groups: readonly number[]): Promise<CheckpointView[]> {
    for (const count of groups) {
      await theseHappened(count)
      await sign()
    }
    const listed = await audit.viewCheckpoints(aPermit('audit.viewCheckpoints'), { limit: 100 })
    assert.ok(listed.ok)
    return listed.value.checkpoints.toReversed()
  }

  async function search(
    filter: Partial<Parameters<typeof audit.searchAuditLog>[1]>,
  ): Promise<AuditEntryView[]> {
    const found = await audit.searchAuditLog(viewing, { limit: 100, ...filter })
    assert.ok(found.ok)
    return found.value.entries.map(({ entry }) => entry)
  }

  async function exported(after = 0) {
    const begun = await audit.exportAuditLog(aPermit('audit.exportAuditLog'), { after })
    assert.ok(begun.ok)
    let text = ''
    for await (const piece of begun.value) text += piece
    const lines = text.trimEnd().split('\n')
    return lines.map((line) => exportContract.response.parse(JSON.parse(line)))
  }

  const change = (...statements: readonly string[]) =>
    db.write(async (tx) => {
      for (const statement of statements) await sql.raw(statement).execute(tx)
      return ok(undefined)
    })
})

const bytes = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'))

const saltedOf = ({ entry, salt }: Pick<ProvenEntryView, 'entry' | 'salt'>): SaltedEntry => ({
  entry: {
    ...(entry as SaltedEntry['entry'] & AuditEntryView),
    entryId: entry.entryId as EntryId,
    at: instant(Date.parse(entry.at)),
  },
  salt: bytes(salt),
})

const treeOf = ({ size, root }: CheckpointView) => ({ size, root: bytes(root) })

/** Verifies, as a third party would, from what was shown. */
const isProved = (proven: ProvenEntryView, checkpoint: CheckpointView): boolean =>
  isIncluded(sha256, {
    ...treeOf(checkpoint),
    index: proven.position,
    leaf: leafHash(sha256, entryDigest(saltedOf(proven))),
    path: proven.path.map(bytes),
  })
