import { day, formatInstant, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import type { Tx } from '#platform/db.ts'
import type { AcmeResponse } from './acme-response.ts'
import { no, type AcmeRefusal } from './acme-refusal.ts'
import type { ApprovalId } from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { standingOf } from './show-order.ts'
import { findOrderOfApplication, isReplaced } from './stores/orders.ts'

/** Seconds after which a program polls again: four times a day. */
const queryAgain = 6 * 60 * 60

/**
 * When a program should renew (RFC 9773 § 4): within a tenth of the lifetime, when a third of it is left; a
 * revoked certificate at once. Public: a certificate is no secret.
 */
export const renewalInfo =
  (deps: AcmeDeps) =>
  (certificateId: string): Promise<Result<AcmeResponse, AcmeRefusal>> =>
    deps.db.read(async (tx): Promise<Result<AcmeResponse, AcmeRefusal>> => {
      const found = await certified(deps, tx, certificateId)
      if (!found) return no('malformed', 'No program ordered such a certificate.', { status: 404 })
      const suggestedWindow = windowOf(found.certified, deps.clock.now())
      return ok({
        ...{ status: 200, retryAfter: queryAgain },
        body: {
          suggestedWindow: {
            start: formatInstant(suggestedWindow.start),
            end: formatInstant(suggestedWindow.end),
          },
        },
      })
    })

export function windowOf(
  {
    state,
    issuedAt,
    notAfter,
  }: {
    readonly state: 'issued' | 'revoked'
    readonly issuedAt: Instant
    readonly notAfter: Instant
  },
  now: Instant,
): { readonly start: Instant; readonly end: Instant } {
  if (state === 'revoked') return { start: plus(now, -2 * day), end: plus(now, -day) }
  const life = notAfter - issuedAt
  const start = instant(issuedAt + Math.floor((life * 2) / 3))
  return { start, end: instant(start + Math.floor(life / 10)) }
}

/**
 * Whether an order may replace this certificate: same approval, a name in common, and not replaced by another
 * order yet.
 */
export async function checkReplaces(
  deps: AcmeDeps,
  tx: Tx,
  {
    replaces,
    approvalId,
    names,
  }: {
    readonly replaces: string
    readonly approvalId: ApprovalId
    readonly names: readonly string[]
  },
): Promise<Result<undefined, AcmeRefusal>> {
  const found = await certified(deps, tx, replaces)
  if (
    found?.order.approvalId !== approvalId ||
    !found.order.names.some((one) => names.includes(one))
  )
    return no('malformed', 'It can’t replace this certificate.')
  return (await isReplaced(tx, replaces))
    ? no('alreadyReplaced', 'Another order replaces this certificate.')
    : ok(undefined)
}

/** The certificate of an order, by its ID of RFC 9773 § 4.1: its CA's key identifier and its serial. */
async function certified(deps: AcmeDeps, tx: Tx, certificateId: string) {
  const [, keyIdentifier, serial] = /^([\w-]{1,80})\.([\w-]{1,40})$/.exec(certificateId) ?? []
  if (keyIdentifier === undefined || serial === undefined) return undefined
  const wanted = Buffer.from(keyIdentifier, 'base64url')
  const issuer = deps.issuers.find(({ subjectKeyIdentifier }) =>
    wanted.equals(subjectKeyIdentifier),
  )
  const hex = Buffer.from(serial, 'base64url').toString('hex')
  return issuer && certifiedBy(deps, tx, { issuer: issuer.id, serial: hex })
}

/** The program's order, by its certificate. */
export async function certifiedBy(
  deps: AcmeDeps,
  tx: Tx,
  key: { readonly issuer: string; readonly serial: string },
) {
  const application = await deps.serviceCertificates.programApplicationOf(tx, key)
  const order = application && (await findOrderOfApplication(tx, application.applicationId))
  if (!order) return undefined
  const { certified } = standingOf(order, application.standing, deps.clock.now())
  return certified && { order, certified, applicationId: application.applicationId }
}
