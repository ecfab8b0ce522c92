import { describe, it } from 'node:test'
import {
  issuingArrows,
  recoveryArrows,
  signerArrows,
  surviveKill,
  surviveKillOfSigner,
} from './killing.ts'

describe('issuing, killed at every arrow', () => {
  for (const arrow of issuingArrows)
    it(`has one certificate after a kill at ${arrow}`, () => surviveKill(arrow))

  for (const arrow of recoveryArrows)
    it(`has one certificate after a second kill, of recovery, at ${arrow}`, () =>
      surviveKill('signed', arrow))

  for (const arrow of signerArrows)
    it(`has one certificate after a kill of the signer at ${arrow}`, () =>
      surviveKillOfSigner(arrow))
})
