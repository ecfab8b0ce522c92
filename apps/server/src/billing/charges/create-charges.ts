import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import { changeCostCentre, viewCostCentres } from './change-cost-centre.ts'
import { chargeActions } from './charge-actions.ts'
import { chargedItems } from './charged-items.ts'
import type { Charge } from './contract.ts'
import type { ChargesDeps } from './deps.ts'
import { disputeTexts } from './dispute-texts.ts'
import { chargeInstead } from './insert-charge.ts'
import { moveCharges } from './move-charges.ts'
import { exportOwnCharges, listOwnCharges, sumOwnCharges } from './own-charges.ts'
import { payersOfVisits } from './payers-of-visits.ts'
import { chargesOnShown, type Viewer } from './show-charges.ts'
import { listCharges } from './view-charges.ts'

export type Charges = ReturnType<typeof createCharges>

/** Seals the texts of disputes. */
export function createCharges(wired: Unsealed<ChargesDeps>) {
  const deps: ChargesDeps = withSealing(wired, 'fees')
  return {
    ...bindOperations(deps, {
      listCharges,
      moveCharges,
      listOwnCharges,
      sumOwnCharges,
      exportOwnCharges,
      viewCostCentres,
      changeCostCentre,
    }),
    payersOfVisits: payersOfVisits(deps),
    serviceNames: deps.serviceNames,
    chargedItems: (tx: Tx, charges: readonly Charge[]) => chargedItems(deps, tx, charges),
    chargesOnShown: (tx: Tx, requested: Parameters<typeof chargesOnShown>[2], viewer?: Viewer) =>
      chargesOnShown(deps, tx, requested, viewer),
    chargeInstead: (tx: Tx, permit: Permit, what: Parameters<typeof chargeInstead>[3]) =>
      chargeInstead(deps, tx, permit, what),
    ...disputeTexts(deps.sealing),
    subscriptions: chargeActions(deps),
  }
}
