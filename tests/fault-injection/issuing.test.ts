import { after, before, describe, it } from 'node:test'
import { forEachDatabase } from '../support/postgres.ts'
import { startIssuingWorld, type IssuingWorld } from './issuing-world.ts'
import {
  makeMortalSigner,
  signerArrows,
  surviveKillOfSigner,
  type MortalSigner,
} from './killing-signer.ts'
import { issuingArrows, recoveryArrows, surviveKill } from './killing.ts'

// The same on the embedded database is in the deep tests: its processes open it one after another, a second each time.
describe('a group of certificates whose process is killed, on PostgreSQL', () => {
  let world: IssuingWorld
  before(async () => {
    world = await startIssuingWorld('PostgreSQL')
  })
  after(() => world.close())

  // The order counts: a world writes its authorities down once.
  for (const arrow of recoveryArrows)
    it(`has each one once after a second kill, of recovery, at ${arrow}`, () =>
      surviveKill(world, 'signed-and-journalled', arrow))

  for (const arrow of issuingArrows)
    it(`has each one once after a kill at ${arrow}`, () => surviveKill(world, arrow))
})

forEachDatabase('a group of certificates whose signer is killed', ({ db }) => {
  let signer: MortalSigner
  before(async () => {
    signer = await makeMortalSigner()
  })
  after(() => signer.close())

  for (const arrow of signerArrows)
    it(`has each one once after a kill at ${arrow}`, () =>
      surviveKillOfSigner(signer, { db, arrow }))
})
