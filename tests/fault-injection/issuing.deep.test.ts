import { after, before, describe, it } from 'node:test'
import { forEachDatabase } from '../support/postgres.ts'
import { seeded } from '../support/seeded.ts'
import { startIssuingWorld, type IssuingWorld } from './issuing-world.ts'
import {
  makeMortalSigner,
  surviveKillsOfSignerUnderLoad,
  type MortalSigner,
} from './killing-signer.ts'
import { issuingArrows, surviveKill, surviveKillsUnderLoad } from './killing.ts'

describe('a group of certificates whose process is killed, on PGlite', () => {
  let world: IssuingWorld
  before(async () => {
    world = await startIssuingWorld('PGlite')
  })
  after(() => world.close())

  for (const arrow of issuingArrows)
    it(`has each one once after a kill at ${arrow}`, () => surviveKill(world, arrow))
})

describe('a hundred certificates, sixteen at a time, whose process is killed at any moment', () => {
  const schedules = [
    { kind: 'PostgreSQL', seed: 20_261_124, kills: 10 },
    { kind: 'PGlite', seed: 7, kills: 3 },
  ] as const
  for (const { kind, seed, kills } of schedules)
    it(`exist each once, on ${kind}, after ${String(kills)} kills of seed ${String(seed)}`, async () => {
      const world = await startIssuingWorld(kind)
      try {
        await surviveKillsUnderLoad(world, waitsOf(seed, kills))
      } finally {
        await world.close()
      }
    })
})

forEachDatabase('a hundred certificates whose signer is killed at any moment', ({ db }) => {
  let signer: MortalSigner
  before(async () => {
    signer = await makeMortalSigner()
  })
  after(() => signer.close())

  const seed = 384
  it(`exist each once after 5 kills of seed ${String(seed)}`, () =>
    surviveKillsOfSignerUnderLoad(signer, { db, waits: waitsOf(seed, 5) }))
})

/** Milliseconds: a hundred certificates take less than half a second. */
function waitsOf(seed: number, count: number): readonly number[] {
  const random = seeded(seed)
  return Array.from({ length: count }, () => Math.floor(random() * 400))
}
