import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { createApiKey } from '@sotevarmenne/api/api-keys'
import { endEmploymentOfCard } from '@sotevarmenne/api/employment-ends'
import { listEmployeeCards } from '@sotevarmenne/api/employments'
import { day } from '@sotevarmenne/kernel/instant'
import { sql } from 'kysely'
import { openSeededEnvironment, type SeededEnvironment } from '@sotevarmenne/tests/world/history'
import { agreements } from '@sotevarmenne/tests/world/agreements'
import { accounts } from '@sotevarmenne/tests/world/organisations'

const guide = new URL('../../docs/relying-parties/hr-systems.md', import.meta.url)
const run = promisify(execFile)

/** A member of a response that a test looks at. */
type Response = {
  readonly state?: string
  readonly plannedFor?: string
  readonly cards?: readonly object[]
  readonly ends?: readonly { readonly name?: string; readonly lastDay: string }[]
  readonly rows?: readonly { readonly outcome: string; readonly name?: string }[]
  readonly kind?: string
  readonly id?: string
  readonly active?: boolean
  readonly totalResults?: number
  readonly Resources?: readonly { readonly id: string }[]
  readonly status?: string
}

describe('the guide for HR systems', () => {
  const organisations = accounts()
  const agreed = agreements(organisations)
  let environment: SeededEnvironment
  let folder: string
  let commands: readonly string[]
  let variables: Readonly<Record<string, string>>

  before(async () => {
    environment = await openSeededEnvironment([...organisations.history, ...agreed.history])
    folder = await mkdtemp(path.join(tmpdir(), 'hr-'))
    const text = await readFile(guide, 'utf8')
    commands = [...text.matchAll(/```sh\n(.+?)```/gs)].map(([, command = '']) => command)
    const { aino, helsinki: organisationId } = organisations.found()
    const lastDay = new Date(environment.now() + 30 * day).toISOString().slice(0, 10)
    const { key } = await aino.request(createApiKey, {
      ...{ organisationId, name: 'HR', lastDay },
      scopes: ['cards:read', 'prepared-orders:write', 'employments:write', 'directory:write'],
    })
    variables = {
      ...{ SERVICE: environment.portal, ORGANISATION: organisationId },
      ...{ KEY: key, LAST_DAY: lastDay },
    }
  })
  after(async () => {
    await environment.close()
    await rm(folder, { recursive: true })
  })

  const send = async (command: string, more: object = {}): Promise<Response> => {
    const env = { ...process.env, ...variables, ...more }
    const { stdout } = await run('sh', ['-c', command], { cwd: folder, env })
    return JSON.parse(stdout) as Response
  }

  it('has commands for everything that a key can do, which work one after the other (R484, R485)', async () => {
    const [cards, begin, leave, file, listed] = commands
    assert.equal(commands.length, 8)
    assert.ok(((await send(cards ?? '')).cards ?? []).length > 0)
    const prepared = await send(begin ?? '')
    assert.equal(prepared.state, 'waits', JSON.stringify(prepared))
    // A repetition with the same key gets the first response.
    assert.deepEqual(await send(begin ?? ''), prepared)
    assert.equal((await send(leave ?? '')).plannedFor, variables['LAST_DAY'])
    assert.deepEqual(
      (await send(file ?? '')).rows?.map(({ outcome, name }) => [outcome, name]),
      [['already', 'Sanna Sihteeri']],
    )
    assert.deepEqual(
      (await send(listed ?? '')).ends?.map(({ name, lastDay }) => [name, lastDay]),
      [['Sanna Sihteeri', variables['LAST_DAY']]],
    )
  })

  it('has commands for a directory, which sends a user, finds it and deactivates it (R510, R511, R513)', async () => {
    const [create = '', find = '', deactivate = ''] = commands.slice(5)
    const created = await send(create)
    assert.ok(created.id !== undefined, JSON.stringify(created))
    assert.equal((await send(create)).status, '409', 'the same user again')
    const found = await send(find)
    assert.deepEqual([found.totalResults, found.Resources?.[0]?.id], [1, created.id])
    const ended = await send(deactivate, { USER_ID: created.id })
    assert.equal(ended.active, false, JSON.stringify(ended))
    assert.equal((await send(deactivate, { USER_ID: created.id })).status, '412')
  })

  it('is right that everything is in the audit log with the key as its actor (R485)', async () => {
    await environment.settle()
    const { helsinki: organisationId } = organisations.found()
    const { rows } = await environment.service.db.read((tx) =>
      sql<{ type: string }>`
        select distinct type from audit.entry
        where actor->>'kind' = 'apiKey' and actor->>'organisationId' = ${organisationId}`.execute(
        tx,
      ),
    )
    assert.deepEqual(rows.map(({ type }) => type).toSorted(), [
      ...['CardListed', 'DirectoryUserChanged', 'DirectoryUserCreated', 'DirectoryUsersListed'],
      ...['EmployeeLookedUp', 'EmploymentEndPlanned', 'OrderPrepared', 'PreparedListed'],
    ])
  })

  it('is right that a planned end cancels the card after its last day, by the job of the service (R482)', async () => {
    const { aino, helsinki: organisationId } = organisations.found()
    const openCards = async () =>
      (await aino.request(listEmployeeCards, { organisationId })).cards.filter(
        ({ state }) => state !== 'cancelled',
      )
    const [card] = await openCards()
    assert.ok(card)
    const lastDay = new Date(environment.now() + day).toISOString().slice(0, 10)
    await aino.request(endEmploymentOfCard, { organisationId, cardId: card.cardId, lastDay })
    await environment.settle()
    assert.ok((await openCards()).some(({ cardId }) => cardId === card.cardId))
    await environment.moveTo(new Date(environment.now() + 2 * day).toISOString())
    // As at the start of the process.
    for (const { planDaily } of environment.service.modules) await planDaily?.()
    await environment.settle()
    const { rows } = await environment.service.db.read((tx) =>
      sql<{ state: string }>`select state from cards.card where card_id = ${card.cardId}`.execute(
        tx,
      ),
    )
    assert.deepEqual(rows, [{ state: 'cancelled' }])
  })

  it('says what a key that is not valid gets', async () => {
    const refused = await send(commands[0] ?? '', { KEY: `svk_${'A'.repeat(43)}` })
    assert.equal(refused.kind, 'api-key-not-valid')
  })
})
