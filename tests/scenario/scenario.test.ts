import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { minute } from '@sotevarmenne/kernel/instant'
import { noServer, openOnServer } from '@sotevarmenne/tests/database/postgres'
import { scenarioSteps } from './steps.ts'
import { startEnvironment, type Environment } from './environment.ts'

const missing = noServer()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

/** The embedded database and P-384 cards are covered by the end-to-end test; here are the other choices. */
describe('the demo scenario on a PostgreSQL server, with RSA cards', { skip }, () => {
  let database: Awaited<ReturnType<typeof openOnServer>>
  let environment: Environment
  let begin: number
  before(async () => {
    begin = performance.now()
    database = await openOnServer()
    environment = await startEnvironment({
      SOTEVARMENNE_DATABASE_URL: database.url,
      SOTEVARMENNE_CARD_KEYS: 'rsa3072',
    })
    assert.equal(
      existsSync(path.join(environment.data, 'db')),
      false,
      'no embedded database was made',
    )
  })
  after(async () => {
    await environment.stop()
    await database.close()
  })

  it('can’t be restarted by its button: the folder would be emptied, the database would not', async () => {
    assert.doesNotMatch(await (await fetch(environment.sandbox)).text(), /start-again/)
    assert.match(environment.log(), /in the database: to start from nothing delete both/)
  })

  it('passes from the first sign-in to the refused card', async (test) => {
    let signedAfter: number | undefined
    for (const { name, action } of scenarioSteps(environment)) {
      await test.test(name, action)
      if (name.includes('signs a prescription')) signedAfter = performance.now() - begin
    }
    assert.ok(signedAfter !== undefined && signedAfter < 5 * minute, 'promised: in five minutes')
  })
})
