import { after, before, describe, it } from 'node:test'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { startIssuingEnvironment, type IssuingEnvironment } from './issuing-environment.ts'
import {
  makeMortalSigner,
  signerCrashPoints,
  surviveKillOfSigner,
  type MortalSigner,
} from './killing-signer.ts'
import { issuingCrashPoints, recoveryCrashPoints, surviveKill } from './killing.ts'

// The same on the embedded database is in the deep tests: its processes open it one after another, a second each time.
describe('a group of certificates with a killed process, on PostgreSQL', () => {
  let environment: IssuingEnvironment
  before(async () => {
    environment = await startIssuingEnvironment('PostgreSQL')
  })
  after(() => environment.close())

  // The order matters: an environment records its CAs once.
  for (const crashPoint of recoveryCrashPoints)
    it(`has each one once after a second kill, of recovery, at ${crashPoint}`, () =>
      surviveKill(environment, 'signed-and-logged', crashPoint))

  for (const crashPoint of issuingCrashPoints)
    it(`has each one once after a kill at ${crashPoint}`, () =>
      surviveKill(environment, crashPoint))
})

forEachDatabase('a group of certificates with a killed signer', ({ db }) => {
  let signer: MortalSigner
  before(async () => {
    signer = await makeMortalSigner()
  })
  after(() => signer.close())

  for (const crashPoint of signerCrashPoints)
    it(`has each one once after the signer is killed at ${crashPoint}`, () =>
      surviveKillOfSigner(signer, { db, crashPoint }))
})
