import { instant } from '@sotevarmenne/kernel/instant'
import { readCas } from './issuer-file.ts'
import type { IssuerFacts } from './domain/issuer.ts'
import type { ProfileId } from './domain/profiles.ts'
import type { LintIssuer } from './domain/lint-subject.ts'
import { exampleIssuer, exampleTbs } from './example-certificate.ts'
import { aSpki } from './testing-keys.ts'

export { aSpki }

export const testNow = instant(Date.parse('2026-11-24T14:00:00Z'))

/** What was decided about a CA of the shipped file. */
export function factsOf(id: string): IssuerFacts {
  const facts = readCas().issuers.find((each) => each.id === id)
  if (facts === undefined) throw new Error(`no CA ${id} in the CA file`)
  return facts
}

/**
 * A CA of the shipped file, as the lints see it. Its key is an elliptic curve key in every family: it signs
 * nothing.
 */
export const anIssuer = (id = 'professional-g1-ecc'): LintIssuer =>
  exampleIssuer(factsOf(id), { spki: aSpki(), at: testNow })

/** Bytes of a certificate that pass every lint of the profile; valid for as long as the profile allows. */
export const aTbs = ({
  issuer,
  profile,
  ca,
  spki = aSpki(issuer.family === 'rsa' ? 'RSA-3072' : 'P-384'),
}: {
  readonly issuer: LintIssuer
  readonly profile: ProfileId
  /** For a CA certificate: its CA. */
  readonly ca?: IssuerFacts
  readonly spki?: Uint8Array
}): Uint8Array => exampleTbs({ issuer, profile, spki, at: testNow, ...(ca && { ca }) })
