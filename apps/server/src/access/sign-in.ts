import { randomBytes, randomUUID } from 'node:crypto'
import type { Session as SessionShown } from '@sotevarmenne/api/access'
import { formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RequestFacts, SessionChange } from '#platform/endpoint.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import { signerOf, type CardSignature, type CardSignatureRefusal } from './card-signature.ts'
import type { ChallengeId } from './contract.ts'
import type { AccessDeps } from './deps.ts'
import { challengeLife, challengeText, nonceOctets } from './domain/challenge.ts'
import { openByCard, recordRefusal } from './open-session.ts'
import { forgetExpiredChallenges, insertChallenge, takeChallenge, type Challenge } from './store.ts'

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

export type SignIn = CardSignature & { readonly challengeId: string }

export type SignInRefusal =
  | { readonly kind: 'challenge-unknown' }
  | { readonly kind: 'challenge-expired' }
  | CardSignatureRefusal

type Opened = Result<SessionChange<SessionShown>, SignInRefusal>

/**
 * Opens a session for the holder of the card that signed `<origin>;<nonce>` with its authentication key. A challenge is
 * spent by the first answer, right or wrong. A refusal is recorded with its reason only.
 */
export const signIn =
  (deps: AccessDeps) =>
  async (
    permit: Permit<'access.signIn'>,
    answer: SignIn,
    { sessionToken }: Pick<RequestFacts, 'sessionToken'> = {},
  ): Promise<Opened> => {
    const challenge = await spendChallenge(deps, answer.challengeId)
    const opened = challenge.ok
      ? await open(deps, permit, { signed: answer, nonce: challenge.value.nonce, sessionToken })
      : challenge
    if (!opened.ok) await recordRefusal(deps, permit, { method: 'card', ...opened.refusal })
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
      texts: deps.origins.map((origin) => new TextEncoder().encode(challengeText(origin, nonce))),
      signed,
    })
    if (!signer.ok) return signer

    return ok(await openByCard(deps, tx, permit, { ...signer.value, before: sessionToken }))
  })
