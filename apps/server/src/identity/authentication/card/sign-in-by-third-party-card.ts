import { randomUUID } from 'node:crypto'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SessionChange } from '#platform/endpoint.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import type { ThirdPartyCard, ThirdPartyCardRefusal } from '#identity/third-party-cards/index.ts'
import { leafOf, type CardSignature } from './card-signature.ts'
import type { SessionId, SignedIn } from '../contract.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { openSession } from '../sessions/open-session.ts'

export type ThirdPartyCardSignInRefusal =
  ThirdPartyCardRefusal | { readonly kind: 'person-not-found' }

/** The presented certificate, if it names an accepted issuer. */
export async function thirdPartyCardIn(
  { thirdPartyCards }: Pick<AuthenticationDeps, 'thirdPartyCards'>,
  shown: Pick<CardSignature, 'chain'>,
): Promise<ThirdPartyCard | undefined> {
  const leaf = leafOf(shown)
  return leaf && thirdPartyCards.cardWith(leaf)
}

/**
 * Opens a session for the holder of another trust service's card whose key was proved (R241–R244). Signing in
 * makes a person known only if they act for an organisation.
 */
export async function openByThirdPartyCard(
  deps: AuthenticationDeps,
  permit: Permit<'access.signIn'>,
  {
    leaf,
    issuer,
    isForOrganisation,
    before,
  }: ThirdPartyCard & {
    readonly isForOrganisation: boolean
    readonly before: SessionToken | undefined
  },
): Promise<Result<SessionChange<SessionView>, ThirdPartyCardSignInRefusal>> {
  const identified = await deps.thirdPartyCards.identifyHolder({ leaf, issuer })
  if (!identified.ok) return identified
  const { identityCode, facts, organisation, card, goodAt } = identified.value

  return deps.db.write(
    async (tx): Promise<Result<SessionChange<SessionView>, ThirdPartyCardSignInRefusal>> => {
      const known = await deps.people.findByIdentityCode(tx, identityCode)
      if (!known && !isForOrganisation) return refuse({ kind: 'person-not-found' })
      const personId =
        known?.personId ?? (await deps.people.rememberPerson(tx, { identityCode, ...facts }))
      const sessionId = randomUUID() as string as SessionId
      const signedIn = {
        method: issuer.cards,
        ...card,
        goodAt,
        levelOfAssurance: issuer.levelOfAssurance,
        ...(organisation && { organisation }),
      }
      const event: SignedIn = {
        ...{ type: 'SignedIn', sessionId, method: signedIn.method, issuer: signedIn.issuer },
        ...{ certificateSerial: signedIn.serial, levelOfAssurance: signedIn.levelOfAssurance },
        ...(organisation && { businessId: organisation.businessId }),
        about: { personId },
      }
      const certificateEndsAt = leaf.notAfter
      const opening = { sessionId, personId, signedIn, certificateEndsAt, event, before }
      return ok(await openSession(deps, tx, permit, opening))
    },
  )
}
