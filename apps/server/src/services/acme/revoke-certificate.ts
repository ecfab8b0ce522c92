import { createPublicKey } from 'node:crypto'
import type { ServiceRevocationReason } from '@sotevarmenne/api/service-certificates'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { decodeCertificate, formatSerial } from '@sotevarmenne/x509/certificate'
import { z } from 'zod'
import type { AcmeResponse } from './acme-response.ts'
import { no, type AcmeRefusal } from './acme-refusal.ts'
import type { AcmeDeps } from './deps.ts'
import { certifiedBy } from './renewal-info.ts'
import type { SignedRequest } from './signed-request.ts'

type Answered = Promise<Result<AcmeResponse, AcmeRefusal>>

const revocation = z.object({
  certificate: z.base64url().max(20_000),
  reason: z.number().int().optional(),
})

/**
 * The reasons of RFC 5280 § 5.3.1 for which a service certificate is revoked; the default is that it is not
 * needed.
 */
const reasons: ReadonlyMap<number, ServiceRevocationReason> = new Map([
  [0, 'not-needed'],
  [1, 'key-compromised'],
  [3, 'data-changed'],
  [4, 'replaced'],
  [5, 'not-needed'],
])

/**
 * Revokes for good (RFC 8555 § 7.6): by any account of the approval under which it was ordered, or by the
 * certificate's key (R195).
 */
export const revokeCertificate =
  (deps: AcmeDeps) =>
  async ({ payload, by }: SignedRequest): Answered => {
    const requested = revocation.safeParse(payload)
    if (!requested.success) return no('malformed', 'The payload has no “certificate”.')
    const reason = reasons.get(requested.data.reason ?? 0)
    if (reason === undefined) return no('badRevocationReason', 'The reasons are 0, 1, 3, 4 and 5.')
    const der = new Uint8Array(Buffer.from(requested.data.certificate, 'base64url'))
    const certificate = decodeCertificate(der)
    if (!certificate.ok) return no('malformed', 'It is no certificate.')
    const { authorityKeyIdentifier } = certificate.value.known
    const issuer = deps.issuers.find(
      ({ subjectKeyIdentifier }) =>
        authorityKeyIdentifier !== undefined &&
        Buffer.compare(subjectKeyIdentifier, authorityKeyIdentifier) === 0,
    )
    const unknown = no('malformed', 'No program ordered this certificate here.', { status: 404 })
    if (!issuer) return unknown
    const key = { issuer: issuer.id, serial: formatSerial(certificate.value.serial) }

    return deps.db.write(async (tx): Answered => {
      const found = await certifiedBy(deps, tx, key)
      const stored = found && (await deps.certificates.findCertificate(tx, key))
      if (!found || stored?.state !== 'issued' || Buffer.compare(stored.der, der) !== 0)
        return unknown
      const mayRevoke =
        by.kind === 'account'
          ? by.account.approvalId === found.order.approvalId
          : Buffer.compare(spkiOf(by.jwk), certificate.value.subjectPublicKeyInfo) === 0
      if (!mayRevoke) return no('unauthorized', 'Neither its account nor its key signed this.')
      const { applicationId } = found
      const revoked = await deps.serviceCertificates.revokeByProgram(
        ...([tx, deps.systemPermit('acme.serve'), { applicationId, reason }] as const),
      )
      if (!revoked.ok)
        return 'state' in revoked.refusal && revoked.refusal.state === 'issued'
          ? no('malformed', 'It has run out.')
          : refuse({ kind: 'alreadyRevoked', detail: 'It is revoked already.' })
      return ok({ status: 200, body: undefined })
    })
  }

const spkiOf = (jwk: Extract<SignedRequest['by'], { kind: 'key' }>['jwk']): Uint8Array =>
  createPublicKey({ key: jwk, format: 'jwk' }).export({ format: 'der', type: 'spki' })
