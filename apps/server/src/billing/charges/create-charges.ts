import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { createSealing } from '#platform/sealing.ts'
import { changeCostCentre, viewCostCentres } from './change-cost-centre.ts'
import { chargeActions } from './charge-actions.ts'
import type { ChargesDeps } from './deps.ts'
import { disputeTexts } from './dispute-texts.ts'
import { chargeInstead } from './insert-charge.ts'
import { moveCharges } from './move-charges.ts'
import { exportOwnCharges, listOwnCharges, sumOwnCharges } from './own-charges.ts'
import { payersOfVisits } from './payers-of-visits.ts'
import { chargesOnShown } from './show-charges.ts'
import { listCharges } from './view-charges.ts'

export type Charges = ReturnType<typeof createCharges>

/** `key`: at least 32 secret bytes, from which the key that seals the texts of disputes is derived. */
export function createCharges({
  key,
  ...rest
}: Omit<ChargesDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: ChargesDeps = { ...rest, sealing: createSealing(key, 'fees') }
  return {
    listCharges: listCharges(deps),
    moveCharges: moveCharges(deps),
    listOwnCharges: listOwnCharges(deps),
    sumOwnCharges: sumOwnCharges(deps),
    exportOwnCharges: exportOwnCharges(deps),
    viewCostCentres: viewCostCentres(deps),
    changeCostCentre: changeCostCentre(deps),
    payersOfVisits: payersOfVisits(deps),
    chargesOnShown: (tx: Tx, requested: Parameters<typeof chargesOnShown>[2]) =>
      chargesOnShown(deps, tx, requested),
    chargeInstead: (tx: Tx, permit: Permit, what: Parameters<typeof chargeInstead>[3]) =>
      chargeInstead(deps, tx, permit, what),
    ...disputeTexts(deps.sealing),
    subscriptions: chargeActions(deps),
  }
}
