import { after, before, it } from 'node:test'
import {
  nothingIsLeftIncomplete,
  startMortalAcme,
  surviveKillOfSignerOfOrder,
  surviveKillsOfOrder,
  type Kills,
  type MortalAcme,
} from './killing-acme.ts'

/**
 * Orders of a client with a killed service process, each with its kills; the last one with a killed signer.
 */
export function killsOfOrders(ofEach: readonly Kills[]): void {
  let acme: MortalAcme
  before(async () => {
    acme = await startMortalAcme()
  })
  after(() => acme.close())

  for (const kills of ofEach) {
    const said = Object.entries(kills).flatMap(([role, crashPoint]) =>
      crashPoint === undefined ? [] : [`${role} at “${crashPoint}”`],
    )
    it(`becomes one certificate after kills of ${said.join(' and ')} (R194)`, () =>
      surviveKillsOfOrder(acme, kills))
  }

  // After the others: from here on there is another signer.
  it('becomes one certificate after a kill of the signer between signature and response (R194)', () =>
    surviveKillOfSignerOfOrder(acme, 'logged-not-returned'))

  it('leaves no incomplete data anywhere', () => nothingIsLeftIncomplete(acme))
}
