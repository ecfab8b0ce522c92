import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
import type { PaymentsDeps } from './deps.ts'
import { forgetting } from './forget-payers.ts'
import { importPayments, previewPayments } from './import-payments.ts'
import { assignPayment, returnPayment } from './settle-payment.ts'
import { matchImport } from './match-import.ts'
import { listPaymentImports } from './show-imports.ts'
import { listPayments } from './show-payments.ts'
import { waitingPayments } from './stores/waiting.ts'

/** Seals names of payers and reasons. */
export function createPayments(wired: Unsealed<PaymentsDeps>) {
  const deps: PaymentsDeps = withSealing(wired, 'payments')
  const forget = forgetting(deps)
  return {
    ...bindOperations(deps, {
      previewPayments,
      importPayments,
      listPayments,
      listPaymentImports,
      assignPayment,
      returnPayment,
    }),
    waiting: [waitingPayments],
    planDaily: forget.plan,
    jobs: [matchImport(deps), forget.handler],
  }
}
