import { dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { serviceCertificatePrice, usualPriceList } from '#products/index.ts'
import type { ChargedAct, ServicePrice } from '#products/contract.ts'
import type { Application, StandingIn, SupplierAuthorisation } from './contract.ts'
import type { ServiceCertificatesDeps } from './deps.ts'

/** What it costs: by the prices of the day on which it was ordered, and of today while it is not (R220). */
export function priceOf(
  { clock }: Pick<ServiceCertificatesDeps, 'clock'>,
  { facts, history, draftedAt, byProgram }: Application,
): ServicePrice {
  const sentAt = byProgram ? draftedAt : history.findLast(({ step }) => step === 'send')?.at
  return serviceCertificatePrice(facts, dateInHelsinki(sentAt ?? clock.now()))
}

/** What whoever applied pays for the certificate that was issued, and what that rests on. */
export const chargeOf = (
  deps: Pick<ServiceCertificatesDeps, 'clock'>,
  application: Application,
  { unitName }: StandingIn<'issued'>,
  authorisation: SupplierAuthorisation | undefined,
): ChargedAct => {
  const { applicationId, organisationId, facts, byProgram } = application
  return {
    ...{ organisationId, product: 'service-certificate', priceList: usualPriceList },
    price: priceOf(deps, application),
    made: {
      ...{ kind: 'certificate', applicationId },
      ...(byProgram?.approvalId !== undefined && { approvalId: byProgram.approvalId }),
    },
    ...(authorisation && { authorisationId: authorisation.authorisationId }),
    unit: { oid: facts.unitOid, name: unitName },
  }
}
