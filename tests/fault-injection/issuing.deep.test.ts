import { after, before, describe, it } from 'node:test'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { seeded } from '@sotevarmenne/tests/seeded'
import { startIssuingEnvironment, type IssuingEnvironment } from './issuing-environment.ts'
import {
  makeMortalSigner,
  surviveKillsOfSignerUnderLoad,
  type MortalSigner,
} from './killing-signer.ts'
import { issuingCrashPoints, surviveKill, surviveKillsUnderLoad } from './killing.ts'

describe('a group of certificates with a killed process, on PGlite', () => {
  let environment: IssuingEnvironment
  before(async () => {
    environment = await startIssuingEnvironment('PGlite')
  })
  after(() => environment.close())

  for (const crashPoint of issuingCrashPoints)
    it(`has each one once after a kill at ${crashPoint}`, () =>
      surviveKill(environment, crashPoint))
})

describe('a hundred certificates, sixteen at a time, with a process killed at any moment', () => {
  const schedules = [
    { kind: 'PostgreSQL', seed: 20_261_124, kills: 10 },
    { kind: 'PGlite', seed: 7, kills: 3 },
  ] as const
  for (const { kind, seed, kills } of schedules)
    it(`exist each once, on ${kind}, after ${String(kills)} kills of seed ${String(seed)}`, async () => {
      const environment = await startIssuingEnvironment(kind)
      try {
        await surviveKillsUnderLoad(environment, waitsOf(seed, kills))
      } finally {
        await environment.close()
      }
    })
})

forEachDatabase('a hundred certificates with a signer killed at any moment', ({ db }) => {
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
