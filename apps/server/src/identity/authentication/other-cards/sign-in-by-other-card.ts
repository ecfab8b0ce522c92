import { randomUUID } from 'node:crypto'
import type { Session as SessionShown } from '@sotevarmenne/api/access'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { assertOutsideTransaction } from '#platform/db.ts'
import type { SessionChange } from '#platform/endpoint.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import type { PopulationFacts, RegisterUnavailable } from '#people/registers/contract.ts'
import { leafOf, type CardSignature } from '../card/card-signature.ts'
import type { SessionId, SignedIn } from '../contract.ts'
import type { AccessDeps } from '../deps.ts'
import { openSession } from '../sessions/open-session.ts'
import type { CardIssuerUnavailable, OtherCards } from '../ports.ts'
import { digestOf, type AcceptedIssuer } from './accepted-issuers.ts'
import {
  issuerNamedIn,
  judgeOtherCard,
  type NamedHolder,
  type OtherCardRefusal,
} from './judge-other-card.ts'
import { statusOfCard } from './status-of-card.ts'

/** A card that another trust service issued, not judged yet. */
export type OtherCard = { readonly leaf: Certificate; readonly issuer: AcceptedIssuer }

export type OtherCardSignInRefusal =
  | OtherCardRefusal
  | { readonly kind: 'other-card-revoked' }
  /** Neither OCSP nor a CRL gives a status: nobody is let in on a guess. */
  | { readonly kind: 'certificate-status-unavailable' }
  | { readonly kind: 'unknown-to-card-issuer' }
  | CardIssuerUnavailable
  | { readonly kind: 'unknown-to-population-register' }
  | { readonly kind: 'person-not-found' }
  | RegisterUnavailable

/** The presented certificate, if it names an accepted issuer. */
export async function otherCardIn(
  { otherCards }: Pick<AccessDeps, 'otherCards'>,
  shown: Pick<CardSignature, 'chain'>,
): Promise<OtherCard | undefined> {
  const leaf = leafOf(shown)
  const issuer = leaf && otherCards && issuerNamedIn(leaf, await otherCards.issuers())
  return issuer && { leaf, issuer }
}

/**
 * Opens a session for the holder of another trust service's card whose key was proved (R241–R244): checks the
 * certificate, then its status and that of its CA, then the identity. Signing in makes a person known only if
 * they act for an organisation.
 */
export async function openByOtherCard(
  deps: AccessDeps,
  permit: Permit<'access.signIn'>,
  {
    leaf,
    issuer,
    isForOrganisation,
    before,
  }: OtherCard & {
    readonly isForOrganisation: boolean
    readonly before: SessionToken | undefined
  },
): Promise<Result<SessionChange<SessionShown>, OtherCardSignInRefusal>> {
  assertOutsideTransaction()
  const { otherCards } = deps
  if (!otherCards) throw new Error('card of another issuer, but no issuers are accepted')
  const named = judgeOtherCard(leaf, issuer, deps.clock.now())
  if (!named.ok) return named
  const goodAt = deps.clock.now()
  const status = await confirm(deps, otherCards, { leaf, issuer })
  if (!status.ok) return status
  const found = await findHolder(deps, otherCards, { leaf, holder: named.value })
  if (!found.ok) return found
  const { died, identityCode, ...resident } = found.value
  if (died !== undefined) return refuse({ kind: 'unknown-to-population-register' })

  const { organisation } = named.value
  return deps.db.write(
    async (tx): Promise<Result<SessionChange<SessionShown>, OtherCardSignInRefusal>> => {
      const known = await deps.people.findByIdentityCode(tx, identityCode)
      if (!known && !isForOrganisation) return refuse({ kind: 'person-not-found' })
      const personId =
        known?.personId ?? (await deps.people.rememberPerson(tx, { identityCode, ...resident }))
      const sessionId = randomUUID() as string as SessionId
      const signedIn = {
        method: issuer.cards,
        issuer: issuer.name,
        serial: formatSerial(leaf.serial),
        ca: digestOf(issuer.ca),
        statusAt: {
          ocsp: leaf.known.authorityInfoAccess?.ocsp ?? [],
          lists: leaf.known.crlDistributionPoints ?? [],
        },
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
      const opening = { sessionId, personId, signedIn, event, before }
      return ok(await openSession(deps, tx, permit, opening))
    },
  )
}

/** Confirms with the issuers that neither the card's certificate nor its CA's is revoked now. */
async function confirm(
  deps: Pick<AccessDeps, 'clock'>,
  otherCards: OtherCards,
  { leaf: certificate, issuer }: OtherCard,
): Promise<Result<undefined, OtherCardSignInRefusal>> {
  const status = await statusOfCard(deps, otherCards, { certificate, issuer })
  if (status === 'good') return ok(undefined)
  return refuse({
    kind:
      status === 'other-card-revoked' || status === 'issuer-not-trusted'
        ? status
        : 'certificate-status-unavailable',
  })
}

type Found = PopulationFacts & { readonly identityCode: Parameters<AccessDeps['lookUpPerson']>[0] }

/** The holder, from the population register; a number given by the issuer is first resolved there. */
export async function findHolder(
  { lookUpPerson }: Pick<AccessDeps, 'lookUpPerson'>,
  { lookUpBySatu, lookUpHolder }: OtherCards,
  { leaf, holder: { person } }: { readonly leaf: Certificate; readonly holder: NamedHolder },
): Promise<Result<Found, OtherCardSignInRefusal>> {
  if (person.by === 'satu') return lookUpBySatu(person.satu)
  const identityCode = await lookUpHolder({ ...person, certificate: leaf })
  if (!identityCode.ok) return identityCode
  const facts = await lookUpPerson(identityCode.value)
  return facts.ok ? ok({ ...facts.value, identityCode: identityCode.value }) : facts
}
