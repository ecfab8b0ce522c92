import { randomBytes, randomUUID } from 'node:crypto'
import type { Session as SessionShown } from '@sotevarmenne/api/access'
import { formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RequestFacts, SessionChange } from '#platform/endpoint.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import {
  signerOf,
  verify,
  type CardSignature,
  type CardSignatureRefusal,
} from './card-signature.ts'
import type { ChallengeId } from '../contract.ts'
import type { AccessDeps } from '../deps.ts'
import { challengeLife, challengeText, nonceOctets } from '../domain/challenge.ts'
import { openByCard, recordRefusal } from '../sessions/open-session.ts'
import {
  openByOtherCard,
  otherCardIn,
  type OtherCard,
  type OtherCardSignInRefusal,
} from '../other-cards/sign-in-by-other-card.ts'
import {
  forgetExpiredChallenges,
  insertChallenge,
  takeChallenge,
  type Challenge,
} from '../stores/challenges.ts'

export type ChallengeAsked = { challengeId: string; nonce: string; expiresAt: string }

/** A fresh question for a card: 64 random octets, good for one answer within two minutes. */
export const askSignInChallenge =
  ({ db, clock }: Pick<AccessDeps, 'db' | 'clock'>) =>
  (_permit: Permit<'access.signIn'>): Promise<Result<ChallengeAsked, never>> =>
    db.write(async (tx) => {
      const now = clock.now()
      const challengeId = randomUUID() as string as ChallengeId
      const nonce = randomBytes(nonceOctets).toString('base64')
      const expiresAt = plus(now, challengeLife)
      await forgetExpiredChallenges(tx, now)
      await insertChallenge(tx, challengeId, { nonce, expiresAt })
      return ok({ challengeId, nonce, expiresAt: formatInstant(expiresAt) })
    })

export type SignIn = CardSignature & { readonly challengeId: string } & ForOrganisation

/** Whoever comes for an organisation may be known to the population register alone: its people need no card of this service. */
export type ForOrganisation = { readonly isForOrganisation?: boolean | undefined }

export type SignInRefusal =
  | { readonly kind: 'challenge-unknown' }
  | { readonly kind: 'challenge-expired' }
  | CardSignatureRefusal
  | OtherCardSignInRefusal

type Opened = Result<SessionChange<SessionShown>, SignInRefusal>

/**
 * Opens a session for the holder of the card that signed `<origin>;<nonce>` with its authentication key: a card of this service, or of
 * another whose cards are accepted. A challenge is spent by the first answer, right or wrong. A refusal is recorded with its reason only.
 */
export const signIn =
  (deps: AccessDeps) =>
  async (
    permit: Permit<'access.signIn'>,
    answer: SignIn,
    { sessionToken }: Pick<RequestFacts, 'sessionToken'> = {},
  ): Promise<Opened> => {
    const challenge = await spendChallenge(deps, answer.challengeId)
    const other = await otherCardIn(deps, answer)
    const asked = { signed: answer, sessionToken }
    const opened = !challenge.ok
      ? challenge
      : other
        ? await openByOther(deps, permit, { ...asked, other, nonce: challenge.value.nonce })
        : await open(deps, permit, { ...asked, nonce: challenge.value.nonce })
    const method = other?.issuer.cards ?? 'card'
    if (!opened.ok) await recordRefusal(deps, permit, { method, ...opened.refusal })
    return opened
  }

const spendChallenge = (
  { db, clock }: AccessDeps,
  challengeId: string,
): Promise<Result<Challenge, SignInRefusal>> =>
  db
    .write(async (tx): Promise<Result<Challenge | undefined, never>> =>
      ok(await takeChallenge(tx, challengeId)),
    )
    .then((taken) => {
      if (!taken.ok) return taken
      if (!taken.value) return refuse({ kind: 'challenge-unknown' })
      if (taken.value.expiresAt <= clock.now()) return refuse({ kind: 'challenge-expired' })
      return ok(taken.value)
    })

const open = (
  deps: AccessDeps,
  permit: Permit<'access.signIn'>,
  {
    signed,
    nonce,
    sessionToken,
  }: {
    readonly signed: CardSignature
    readonly nonce: string
    readonly sessionToken: SessionToken | undefined
  },
): Promise<Opened> =>
  deps.db.write(async (tx): Promise<Opened> => {
    const signer = await signerOf(deps, tx, {
      purpose: 'digitalSignature',
      texts: textsOf(deps, nonce),
      signed,
    })
    if (!signer.ok) return signer

    return ok(await openByCard(deps, tx, permit, { ...signer.value, before: sessionToken }))
  })

async function openByOther(
  deps: AccessDeps,
  permit: Permit<'access.signIn'>,
  {
    other,
    signed,
    nonce,
    sessionToken: before,
  }: {
    readonly other: OtherCard
    readonly signed: CardSignature & ForOrganisation
    readonly nonce: string
    readonly sessionToken: SessionToken | undefined
  },
): Promise<Opened> {
  const proved = verify(other.leaf, { texts: textsOf(deps, nonce), signed })
  if (!proved.ok) return proved
  const isForOrganisation = signed.isForOrganisation === true
  return openByOtherCard(deps, permit, { ...other, isForOrganisation, before })
}

const textsOf = ({ origins }: Pick<AccessDeps, 'origins'>, nonce: string): readonly Uint8Array[] =>
  origins.map((origin) => new TextEncoder().encode(challengeText(origin, nonce)))
