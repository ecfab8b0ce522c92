import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { priceListOf, serviceCertificatePrice, usualPriceList } from '#cards/products/index.ts'
import type { ChargedAct, ServicePrice } from '#cards/products/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Application, StandingIn, SupplierAuthorisation } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'

/** What it costs: by the prices of the day on which it was ordered, and of today while it is not (R220). */
export async function priceOf(
  { clock }: Pick<ServiceCertificatesDeps, 'clock'>,
  tx: Tx,
  { facts, history, draftedAt, byProgram }: Application,
): Promise<ServicePrice> {
  const sentAt = byProgram ? draftedAt : history.findLast(({ step }) => step === 'send')?.at
  const list = await priceListOf(tx, usualPriceList)
  return serviceCertificatePrice(facts, dateInHelsinki(sentAt ?? clock.now()), list)
}

/** What whoever applied pays for the certificate that was issued, and what that rests on. */
export const chargeOf = async (
  deps: Pick<ServiceCertificatesDeps, 'clock'>,
  tx: Tx,
  application: Application,
  { unitName }: StandingIn<'issued'>,
  authorisation: SupplierAuthorisation | undefined,
): Promise<ChargedAct> => {
  const { applicationId, organisationId, facts, byProgram } = application
  return {
    ...{ organisationId, product: 'service-certificate', priceList: usualPriceList },
    price: await priceOf(deps, tx, application),
    made: {
      ...{ kind: 'certificate', applicationId },
      ...(byProgram?.approvalId !== undefined && { approvalId: byProgram.approvalId }),
    },
    ...(authorisation && { authorisationId: authorisation.authorisationId }),
    unit: { oid: facts.unitOid, name: unitName },
    ...(facts.invoiceReference !== undefined && { invoiceReference: facts.invoiceReference }),
  }
}
