import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { noServer, openOnServer } from '../support/postgres.ts'
import { storySteps } from './steps.ts'
import { startWorld, type World } from './world.ts'

const missing = noServer()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

/** The embedded database and P-384 cards are told by the journey; here is the other half of the choices. */
describe('the story on a PostgreSQL server, with RSA cards', { skip }, () => {
  let database: Awaited<ReturnType<typeof openOnServer>>
  let world: World
  before(async () => {
    database = await openOnServer()
    world = await startWorld({
      SOTEVARMENNE_DATABASE_URL: database.url,
      SOTEVARMENNE_CARD_KEYS: 'rsa3072',
    })
    assert.equal(existsSync(path.join(world.data, 'db')), false, 'no embedded database was made')
  })
  after(async () => {
    await world.stop()
    await database.close()
  })

  it('is not begun anew at a press: the folder would be emptied, the database would not', async () => {
    assert.doesNotMatch(await (await fetch(world.sandbox)).text(), /start-anew/)
    assert.match(world.log(), /in the database: to start anew delete both/)
  })

  it('holds from the first sign-in to the refused card', async (test) => {
    for (const { name, act } of storySteps(world)) await test.test(name, act)
  })
})
