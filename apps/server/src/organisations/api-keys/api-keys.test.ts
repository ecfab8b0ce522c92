import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { beforeEach, it } from 'node:test'
import { day, instant, minute, plus } from '@sotevarmenne/kernel/instant'
import { addDays, addYears, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { sql } from 'kysely'
import { afterCommit } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { DomainEvent } from '#platform/record.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { openAccounts, type Person } from '../accounts/testing/accounts.ts'
import { createApiKeys } from './index.ts'

forEachDatabase('the API keys of an organisation', (database) => {
  const { db } = database
  const shared = openAccounts(database)
  const { anAccount, aPerson, invite, accept, tokenOfLast, kind } = shared
  shared.now = instant(Date.UTC(2026, 10, 25, 10))
  const recorded: DomainEvent[] = []
  let later = 0
  const clock = { now: () => plus(shared.now, later) }
  const keys = createApiKeys({
    ...{ db, clock, accounts: shared.accounts },
    record: (_tx: unknown, event: DomainEvent) => {
      afterCommit(() => recorded.push(event))
      return Promise.resolve()
    },
    systemPermit: (operation) => aPermit(operation),
  })
  beforeEach(() => {
    later = 0
    recorded.length = 0
  })
  const today = () => dateInHelsinki(clock.now())

  const create = ({ personId }: Person, organisationId: string, changes: object = {}) =>
    keys.createApiKey(aPermit('apiKeys.create', { personId }), {
      ...{ organisationId, name: 'HR', scopes: ['employments:write'], lastDay: today() },
      ...changes,
    })
  async function aKey(changes: object = {}) {
    const account = await anAccount()
    const created = await create(account.signatory, account.organisationId, changes)
    assert.ok(created.ok, JSON.stringify(created))
    return { ...account, ...created.value }
  }
  const revoke = ({ personId }: Person, organisationId: string, keyId: string) =>
    keys.revokeApiKey(aPermit('apiKeys.revoke', { personId }), { organisationId, keyId })
  const list = async ({ personId }: Person, organisationId: string) => {
    const shown = await keys.viewApiKeys(aPermit('apiKeys.view', { personId }), { organisationId })
    return shown.ok ? shown.value.keys : shown.refusal.kind
  }
  const byKey = (clientId: string, organisationId: string): Permit => ({
    ...aPermit('employments.endEmployment'),
    actor: { kind: 'apiKey', clientId, organisationId },
  })
  const acting = keys.actingFor(shared.accounts)
  const mayAct = async (clientId: string, organisationId: string, of = organisationId) => {
    const requested = { organisationId: of, action: 'apply' } as const
    const permit = byKey(clientId, organisationId)
    const prepared = await acting.prepareAction(permit, requested)
    assert.ok(prepared.ok)
    return db.read((tx) => acting.checkMember(tx, permit, prepared.value))
  }

  it('are shown once and stored as a digest, and name their organisation and scopes (R484)', async () => {
    const { key, keyId, organisationId, signatory } = await aKey()
    assert.match(key, /^svk_[\w-]{43}$/)
    assert.deepEqual(await keys.authenticate(key), {
      ok: true,
      value: { clientId: keyId, organisationId, scopes: ['employments:write'] },
    })
    const [listed] = (await list(signatory, organisationId)) as { name: string; state: string }[]
    assert.deepEqual([listed?.name, listed?.state], ['HR', 'in-use'])
    assert.ok(!JSON.stringify(listed).includes(key))
    const { rows } = await db.read((tx) =>
      sql`select * from api_keys.key where key_id = ${keyId}::uuid`.execute(tx),
    )
    assert.ok(!JSON.stringify(rows).includes(key.slice(4)))
    assert.deepEqual(
      recorded.map((event) => event),
      [
        {
          ...{ type: 'ApiKeyCreated', organisationId, keyId, scopes: ['employments:write'] },
          lastDay: today(),
        },
      ],
    )
  })

  it('are refused from the moment of their revocation, after their last day, and when they are invented (R484)', async () => {
    const { key, keyId, organisationId, signatory } = await aKey()
    const outcome = async (presented = key) => kind(await keys.authenticate(presented))
    for (const invented of ['', 'svk_', key.slice(0, -1), `${key}x`, `svk_${'A'.repeat(43)}`])
      assert.equal(await outcome(invented), 'api-key-not-valid', invented)
    later = day
    assert.equal(await outcome(), 'api-key-not-valid', 'the last day is over')
    assert.equal(kind(await mayAct(keyId, organisationId)), 'account-not-found')
    later = 0
    assert.equal(await outcome(), 'ok')
    assert.equal(kind(await mayAct(keyId, organisationId)), 'ok')
    recorded.length = 0
    const both = await Promise.all([1, 2].map(() => revoke(signatory, organisationId, keyId)))
    assert.deepEqual(both.map(kind).toSorted(), ['api-key-revoked', 'ok'])
    assert.deepEqual(recorded, [{ type: 'ApiKeyRevoked', organisationId, keyId }])
    assert.equal(await outcome(), 'api-key-not-valid')
    assert.equal(kind(await mayAct(keyId, organisationId)), 'account-not-found')
  })

  it('act for their own organisation, and never for another one (R485)', async () => {
    const { keyId, organisationId } = await aKey()
    const other = await anAccount()
    assert.equal(
      kind(await mayAct(keyId, organisationId, other.organisationId)),
      'account-not-found',
    )
    assert.equal(
      kind(await mayAct(keyId, other.organisationId)),
      'account-not-found',
      'the permit is not believed either',
    )
    assert.equal(kind(await mayAct(randomUUID(), organisationId)), 'account-not-found')
  })

  it('are created and revoked by those who manage the organisation’s people, and end within a year (R484)', async () => {
    const { signatory, organisationId } = await anAccount()
    for (const lastDay of [addDays(today(), -1), addDays(addYears(today(), 1), 1)])
      assert.equal(
        kind(await create(signatory, organisationId, { lastDay })),
        'last-day-not-within-year',
      )
    const created = await create(signatory, organisationId, { lastDay: addYears(today(), 1) })
    assert.ok(created.ok)
    const contact = await aPerson()
    assert.ok((await invite(signatory, organisationId)).ok)
    assert.ok((await accept(contact, await tokenOfLast())).ok)
    const { keyId } = created.value
    for (const [person, refused] of [
      [contact, 'not-in-this-role'],
      [await aPerson(), 'account-not-found'],
    ] as const) {
      assert.equal(kind(await create(person, organisationId)), refused)
      assert.equal(kind(await revoke(person, organisationId, keyId)), refused)
      assert.equal(await list(person, organisationId), refused)
    }
    const other = await anAccount()
    assert.equal(
      kind(await revoke(other.signatory, other.organisationId, keyId)),
      'api-key-not-found',
    )
    for (let count = 1; count < 50; count += 1)
      assert.ok((await create(signatory, organisationId)).ok)
    assert.equal(kind(await create(signatory, organisationId)), 'too-many-keys')
  })

  it('have a last use, exact to the minute, and six hundred requests a minute (R484)', async () => {
    const { key, organisationId, signatory } = await aKey()
    const lastUse = async () => {
      const [listed] = (await list(signatory, organisationId)) as { lastUsedAt?: string }[]
      return listed?.lastUsedAt
    }
    assert.equal(await lastUse(), undefined)
    for (let count = 0; count < 600; count += 1) assert.ok((await keys.authenticate(key)).ok)
    const first = await lastUse()
    assert.ok(first !== undefined)
    assert.equal(kind(await keys.authenticate(key)), 'too-many-requests')
    later = minute
    assert.equal(kind(await keys.authenticate(key)), 'ok')
    assert.notEqual(await lastUse(), first)
  })

  it('are revoked when their organisation ceases (R486)', async () => {
    const { key, organisationId, keyId } = await aKey()
    recorded.length = 0
    const [listening] = keys.subscriptions
    for (let count = 0; count < 2; count += 1)
      await listening?.handle({ type: 'OrganisationCeased', organisationId }, 'event')
    assert.deepEqual(recorded, [{ type: 'ApiKeyRevoked', organisationId, keyId }])
    assert.equal(kind(await keys.authenticate(key)), 'api-key-not-valid')
  })
})
