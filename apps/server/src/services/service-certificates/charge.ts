import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { priceListOf, serviceCertificatePrice, defaultPriceList } from '#cards/products/index.ts'
import type { ChargedAction, ServicePrice } from '#cards/products/contract.ts'
import type { Tx } from '#platform/db.ts'
import type { Application, StandingIn, SupplierAuthorisation } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'

/** Price: by the price list of the day of the order; before the order, by today's (R220). */
export async function priceOf(
  { clock }: Pick<ServiceCertificatesDeps, 'clock'>,
  tx: Tx,
  { facts, history, draftedAt, byProgram }: Application,
): Promise<ServicePrice> {
  const sentAt = byProgram ? draftedAt : history.findLast(({ step }) => step === 'send')?.at
  const list = await priceListOf(tx, defaultPriceList)
  return serviceCertificatePrice(facts, dateInHelsinki(sentAt ?? clock.now()), list)
}

/** What the applicant pays for the issued certificate, and on what that is based. */
export const chargeOf = async (
  deps: Pick<ServiceCertificatesDeps, 'clock'>,
  tx: Tx,
  application: Application,
  { unitName }: StandingIn<'issued'>,
  authorisation: SupplierAuthorisation | undefined,
): Promise<ChargedAction> => {
  const { applicationId, organisationId, facts, byProgram } = application
  return {
    ...{ organisationId, product: 'service-certificate', priceList: defaultPriceList },
    price: await priceOf(deps, tx, application),
    subject: {
      ...{ kind: 'certificate', applicationId },
      ...(byProgram && { approvalId: byProgram.approvalId }),
    },
    ...(authorisation && { delegationId: authorisation.supplierAuthorisationId }),
    unit: { oid: facts.unitOid, name: unitName },
    ...(facts.invoiceReference !== undefined && { invoiceReference: facts.invoiceReference }),
  }
}
