import { generateKeyPairSync } from 'node:crypto'
import type { InputOf } from '@sotevarmenne/api/endpoint'
import type * as api from '@sotevarmenne/api/renewals'
import { day, plus } from '@sotevarmenne/kernel/instant'
import { ok } from '@sotevarmenne/kernel/result'
import { assembleCertificate, encodeTbsCertificate } from '@sotevarmenne/x509/certificate'
import { keyUsage } from '@sotevarmenne/x509/extensions'
import { encodeName } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { SessionToken, SignInFacts } from '#platform/permit.ts'
import { noon } from '../orders/testing.ts'
import type { RenewalForm } from './decide-renewal.ts'
import type { Renewals } from './index.ts'

export type Confirmation = InputOf<typeof api.renewCard>['confirmation']

/** A signature that a fake check accepts. */
export const aConfirmation: Confirmation = {
  ...{ by: 'signature', signature: 'AA==', signatureAlgorithm: 'SHA384withECDSA' },
  chain: ['AA=='],
}

/** Of all requests of tests that have one session each. */
export const aSession = {
  sessionToken: 'session' as string as SessionToken,
  language: 'fi',
} as const

/** As the holder does it: the form, the statement, and its confirmation. */
export async function renewConfirmed(
  renewals: Pick<Renewals, 'draftRenewal' | 'renewCard'>,
  who: { readonly personId: string; readonly signIn: SignInFacts },
  form: RenewalForm,
  confirm: (statement: string) => Promise<Confirmation> = () => Promise.resolve(aConfirmation),
) {
  const drafted = await renewals.draftRenewal(aPermit('orders.draftRenewal', who), form)
  if (!drafted.ok) return drafted
  if ('renewal' in drafted.value) return ok(drafted.value.renewal)
  const { statement } = drafted.value.draft
  const confirmation = await confirm(statement)
  return renewals.renewCard(
    aPermit('orders.renewCard', who),
    { ...form, statement, confirmation },
    aSession,
  )
}

/** A certificate of a professional with that number, which nobody signed. DER. */
export function aCertificateOf(registrationNumber: string): Uint8Array {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signatureAlgorithm = 'ecdsa-sha384'
  const tbs = encodeTbsCertificate({
    ...{ serial: Uint8Array.of(10), signatureAlgorithm },
    extensions: [keyUsage(['nonRepudiation'])],
    issuer: encodeName([{ type: attributeTypes.commonName, value: 'TEST' }]),
    ...{ notBefore: plus(noon, -day), notAfter: plus(noon, day) },
    subject: [{ type: attributeTypes.serialNumber, value: registrationNumber }],
    subjectPublicKeyInfo: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
  })
  return assembleCertificate({ tbs, signatureAlgorithm, signature: Uint8Array.of(1) })
}
