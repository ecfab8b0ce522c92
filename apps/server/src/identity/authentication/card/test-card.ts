import { testSignatureText } from '@sotevarmenne/api/authentication'
import * as contracts from '@sotevarmenne/api/authentication'
import type { ResponseOf } from '@sotevarmenne/api/endpoint'
import { formatInstant, instant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { isForPurpose } from '@sotevarmenne/smartcard/certificate-purpose'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { operation } from '#platform/operation.ts'
import { cardSignatureOf, issuerOf, leafOf, verify } from './card-signature.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { challengeText } from '../domain/challenge.ts'

type Tested = ResponseOf<typeof contracts.testCard>
type Check = Tested['checks'][number]

/**
 * Tests a card part by part, for anybody. The card signed a nonce of the page; the service checks it as a
 * relying party does, and stores nothing of it.
 */
export const testCard = operation({
  contract: contracts.testCard,
  problems: {},
  handle:
    (deps: Pick<AuthenticationDeps, 'trust' | 'clock' | 'origins' | 'statusResponses'>) =>
    async (_permit, { use, nonce, ...sent }): Promise<Result<Tested, never>> => {
      const signed = cardSignatureOf(sent)
      const leaf = leafOf(signed)
      if (!leaf) return ok({ checks: [{ part: 'certificate', finding: 'unreadable' }] })

      const purpose = use === 'log-in' ? 'digitalSignature' : 'nonRepudiation'
      const texts = deps.origins.map((origin) =>
        new TextEncoder().encode(
          use === 'log-in' ? challengeText(origin, nonce) : testSignatureText(origin, nonce),
        ),
      )
      const checks: readonly Check[] = [
        { part: 'certificate', finding: isForPurpose(leaf, purpose) ? 'good' : 'another-purpose' },
        { part: 'signature', finding: verify(leaf, { texts, signed }).ok ? 'good' : 'wrong' },
        validityOf(leaf, deps),
        ...(await chainAndStatusOf(leaf, deps)),
      ]
      return ok({ validTo: formatInstant(leaf.notAfter), checks: [...checks] })
    },
})

function validityOf(leaf: Certificate, { clock }: Pick<AuthenticationDeps, 'clock'>): Check {
  const now = clock.now()
  if (now < leaf.notBefore) return { part: 'validity', finding: 'not-yet-valid' }
  return { part: 'validity', finding: now > leaf.notAfter ? 'expired' : 'good' }
}

/** The chain is checked at a moment when the certificate was valid: expiry is reported once, separately. */
async function chainAndStatusOf(
  leaf: Certificate,
  {
    trust,
    clock,
    statusResponses,
  }: Pick<AuthenticationDeps, 'trust' | 'clock' | 'statusResponses'>,
): Promise<readonly Check[]> {
  const now = clock.now()
  const valid = instant(Math.min(Math.max(now, leaf.notBefore), leaf.notAfter))
  const above = issuerOf(leaf, trust, valid)
  const issuer = trust.issuers.find(({ id }) => above.ok && id === above.value.id)?.certificate
  if (!issuer) return [{ part: 'chain', finding: 'not-trusted' }]
  const about = { certificate: leaf, issuer, at: now }
  const [ocsp, crl] = await Promise.all([
    statusResponses.byOcsp(about),
    statusResponses.byCrl(about),
  ])
  return [
    { part: 'chain', finding: 'good' },
    { part: 'ocsp', finding: ocsp },
    { part: 'crl', finding: crl },
  ]
}
