import { after, before, it } from 'node:test'
import {
  nothingIsLeftHalfMade,
  startMortalAcme,
  surviveKillOfSignerOfOrder,
  surviveKillsOfOrder,
  type Kills,
  type MortalAcme,
} from './killing-acme.ts'

/** Orders of a program whose service is killed, each as is told, the last one's signer too. */
export function killsOfOrders(ofEach: readonly Kills[]): void {
  let acme: MortalAcme
  before(async () => {
    acme = await startMortalAcme()
  })
  after(() => acme.close())

  for (const kills of ofEach) {
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
}
