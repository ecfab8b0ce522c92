import { after, before, describe, it } from 'node:test'
import {
  acmeKills,
  nothingIsLeftHalfMade,
  startMortalAcme,
  surviveKillOfSignerOfOrder,
  surviveKillsOfOrder,
  type MortalAcme,
} from './killing-acme.ts'

describe('an order of a program whose service is killed, on PostgreSQL', () => {
  let acme: MortalAcme
  before(async () => {
    acme = await startMortalAcme()
  })
  after(() => acme.close())

  for (const kills of acmeKills) {
    const said = Object.entries(kills).flatMap(([role, arrow]) =>
      arrow === undefined ? [] : [`${role} at “${arrow}”`],
    )
    it(`becomes one certificate after kills of ${said.join(' and ')} (R194)`, () =>
      surviveKillsOfOrder(acme, kills))
  }

  // Behind the others: from here on the signer is another.
  it('becomes one certificate after a kill of the signer, which had signed and told nobody (R194)', () =>
    surviveKillOfSignerOfOrder(acme, 'journalled-not-answered'))

  it('is nowhere left half-made', () => nothingIsLeftHalfMade(acme))
})
