import type { AcmeOrderState } from '@sotevarmenne/api/acme'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Tx } from '#platform/db.ts'
import type { Standing } from '#services/service-certificates/contract.ts'
import type { AcmeResponse } from './acme-response.ts'
import { problemOf } from './acme-refusal.ts'
import { authorizationUrl, certificateUrl, orderUrl } from './addresses.ts'
import type { AcmeDeps } from './deps.ts'
import { defaultProfile } from './domain/acme-profiles.ts'
import { identifierOf } from './domain/approved-names.ts'
import { authorizationsOf, type AcmeOrder, type StoredProblem } from './stores/orders.ts'

/** State of an order: its own until it is finalised, then that of its application. */
export type OrderShown = {
  readonly state: AcmeOrderState
  readonly problem?: StoredProblem
  readonly certified?: Extract<Standing, { state: 'issued' | 'revoked' }>
}

export function standingOf(
  order: AcmeOrder,
  application: Standing | undefined,
  now: AcmeOrder['createdAt'],
): OrderShown {
  if (application?.state === 'issued' || application?.state === 'revoked')
    return { state: 'valid', certified: application }
  if (application?.state === 'refused')
    return { state: 'invalid', problem: { kind: 'unauthorized', detail: application.because } }
  if (order.state === 'finalised') return { state: 'processing' }
  if (order.state !== 'invalid' && order.expiresAt <= now)
    return { state: 'invalid', problem: { kind: 'malformed', detail: 'The order has expired.' } }
  return { state: order.state, ...(order.problem && { problem: order.problem }) }
}

/** The order with its application. */
export async function readOrder(
  { serviceCertificates, clock }: Pick<AcmeDeps, 'serviceCertificates' | 'clock'>,
  tx: Tx,
  order: AcmeOrder,
): Promise<OrderShown> {
  const { applicationId } = order
  const application =
    applicationId === undefined
      ? undefined
      : (await serviceCertificates.standingsOf(tx, [applicationId])).get(applicationId)
  return standingOf(order, application, clock.now())
}

/** RFC 8555 § 7.1.3. */
export async function showOrder(
  deps: AcmeDeps,
  tx: Tx,
  order: AcmeOrder,
  status = 200,
): Promise<AcmeResponse> {
  const { orderId, names, expiresAt, replaces } = order
  const { state, problem } = await readOrder(deps, tx, order)
  const authorizations = await authorizationsOf(tx, orderId)
  return {
    status,
    location: orderUrl(deps, orderId),
    ...(state === 'processing' && { retryAfter: 1 }),
    body: {
      status: state,
      expires: formatInstant(expiresAt),
      identifiers: names.map(identifierOf),
      ...(deps.offersProfiles === true && { profile: defaultProfile }),
      authorizations: authorizations.map(({ authorizationId }) =>
        authorizationUrl(deps, authorizationId),
      ),
      finalize: `${orderUrl(deps, orderId)}/finalize`,
      ...(problem && { error: problemOf(problem) }),
      ...(replaces !== undefined && { replaces }),
      ...(state === 'valid' && { certificate: certificateUrl(deps, orderId) }),
    },
  }
}
