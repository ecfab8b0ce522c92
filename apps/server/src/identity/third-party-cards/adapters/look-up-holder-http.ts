import { sign } from 'node:crypto'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import { formatInstant, minute, plus, second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { z } from 'zod'
import type { Clock } from '#platform/clock.ts'
import { fetchJson } from '#platform/http-client.ts'
import type { CardIssuers } from '../ports.ts'

/**
 * Requests the holder from a card's issuer, by the protocol that this service offers to others
 * (`docs/relying-parties/idp-lookup.md`).
 */
export const lookUpHolderHttp =
  ({ clock }: { readonly clock: Clock }): CardIssuers['lookUpHolder'] =>
  async ({ number, lookUp: { url, application, user, key }, certificate }) => {
    const expiresAt = compact(plus(clock.now(), contextLife))
    const context = `${application};${user};${role};${expiresAt};`
    const response = await fetchJson({
      url,
      body: {
        SearchTerm: number,
        Certificate: {
          IssuerCN: attributeOf(certificate.issuer, attributeTypes.commonName),
          SerialNumber: formatSerial(certificate.serial),
        },
        UserContext: {
          ApplicationName: application,
          AuthenticatedUser: user,
          RoleName: role,
          ExpiresAt: expiresAt,
          Signature: sign('sha256', Buffer.from(context, 'utf16le'), key).toString('base64'),
        },
      },
      timeoutMilliseconds: 5 * second,
    })
    if (!response.ok)
      return refuse({ kind: 'card-issuer-unavailable', because: response.refusal.because })
    const read = response.value.status === 200 ? answered.safeParse(response.value.body) : undefined
    if (read?.success !== true || read.data.serialNumber !== number)
      return refuse({ kind: 'card-issuer-unavailable', because: 'error-response' })
    const { httpStatusCode, henkilotunnus } = read.data
    if (httpStatusCode !== 200) return refuse({ kind: 'unknown-to-card-issuer' })
    const code = parseIdentityCode(henkilotunnus ?? '')
    return code.ok
      ? ok(code.value)
      : refuse({ kind: 'card-issuer-unavailable', because: 'error-response' })
  }

const role = 'HetuHaku'
/** Of the thirty minutes that are allowed. */
const contextLife = 5 * minute

const answered = z.object({
  serialNumber: z.string(),
  httpStatusCode: z.int(),
  henkilotunnus: z.string().optional(),
})

/** `yyyyMMddHHmmssZ`. */
const compact = (at: Instant): string => formatInstant(at).replaceAll(/\.\d+|[-:T]/g, '')
