import { randomBytes, randomUUID } from 'node:crypto'
import * as api from '@sotevarmenne/api/authentication'
import type { SessionView } from '@sotevarmenne/api/authentication'
import { formatInstant, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { RequestFacts, SessionChange } from '#platform/endpoint.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import type { ThirdPartyCard } from '#identity/third-party-cards/index.ts'
import { operation } from '#platform/operation.ts'
import { sessionOperation } from '#platform/operation.ts'
import {
  cardSignatureOf,
  isOfOurCa,
  leafOf,
  signerOf,
  verify,
  type CardSignature,
  type CardSignatureRefusal,
} from './card-signature.ts'
import type { ChallengeId } from '../contract.ts'
import type { AuthenticationDeps } from '../deps.ts'
import { challengeLife, challengeText, nonceBytes } from '../domain/challenge.ts'
import type { Refused } from '../sessions/refused-sign-ins.ts'
import { openByCard } from '../sessions/open-session.ts'
import {
  openByThirdPartyCard,
  thirdPartyCardIn,
  type ThirdPartyCardSignInRefusal,
} from './sign-in-by-third-party-card.ts'
import {
  forgetExpiredChallenges,
  insertChallenge,
  takeChallenge,
  type Challenge,
} from '../stores/challenges.ts'
import { signInProblems } from '../problems.ts'

export type ChallengeRequested = { challengeId: string; nonce: string; expiresAt: string }

/** A new challenge for a card: 64 random bytes, valid for one response within two minutes. */
export const requestSignInChallenge = operation({
  contract: api.requestSignInChallenge,
  problems: {},
  handle:
    ({ db, clock }: Pick<AuthenticationDeps, 'db' | 'clock'>) =>
    (_permit): Promise<Result<ChallengeRequested, never>> =>
      db.write(async (tx) => {
        const now = clock.now()
        const challengeId = randomUUID() as string as ChallengeId
        const nonce = randomBytes(nonceBytes).toString('base64')
        const expiresAt = plus(now, challengeLife)
        await forgetExpiredChallenges(tx, now)
        await insertChallenge(tx, challengeId, { nonce, expiresAt })
        return ok({ challengeId, nonce, expiresAt: formatInstant(expiresAt) })
      }),
})

/**
 * A person who acts for an organisation may be known to the population register alone: they need no card of
 * this service.
 */
export type ForOrganisation = { readonly isForOrganisation?: boolean | undefined }

export type SignInRefusal =
  | { readonly kind: 'challenge-not-found' }
  | { readonly kind: 'challenge-expired' }
  | CardSignatureRefusal
  | ThirdPartyCardSignInRefusal

type Opened = Result<SessionChange<SessionView>, SignInRefusal>

/**
 * Opens a session for the holder of the card that signed `<origin>;<nonce>` with its authentication key: a
 * card of this service or of an accepted issuer. The first response spends a challenge, right or wrong. A
 * refusal is recorded with its reason only, or counted where no card of ours was shown in response to a
 * challenge.
 */
export const signIn = sessionOperation({
  contract: api.signIn,
  problems: signInProblems,
  handle:
    (deps: AuthenticationDeps) =>
    async (
      permit,
      { challengeId, isForOrganisation, ...sent },
      { sessionToken }: Pick<RequestFacts, 'sessionToken'> = {},
    ): Promise<Opened> => {
      const signed = cardSignatureOf(sent)
      const challenge = await spendChallenge(deps, challengeId)
      const other = await thirdPartyCardIn(deps, signed)
      const requested = { signed: { ...signed, isForOrganisation }, sessionToken }
      const opened = !challenge.ok
        ? challenge
        : other
          ? await openByThirdParty(deps, permit, {
              ...requested,
              other,
              nonce: challenge.value.nonce,
            })
          : await open(deps, permit, { ...requested, nonce: challenge.value.nonce })
      const method = other?.issuer.cards ?? 'card'
      if (!opened.ok) {
        const refused: Refused = { method, ...opened.refusal }
        if (challenge.ok && isOfOurCa(deps, leafOf(signed)))
          await deps.refusedSignIns.record(permit, refused)
        else deps.refusedSignIns.count(refused)
      }
      return opened
    },
})

const spendChallenge = (
  { db, clock }: AuthenticationDeps,
  challengeId: string,
): Promise<Result<Challenge, SignInRefusal>> =>
  db
    .write(async (tx): Promise<Result<Challenge | undefined, never>> =>
      ok(await takeChallenge(tx, challengeId)),
    )
    .then((taken) => {
      if (!taken.ok) return taken
      if (!taken.value) return refuse({ kind: 'challenge-not-found' })
      if (taken.value.expiresAt <= clock.now()) return refuse({ kind: 'challenge-expired' })
      return ok(taken.value)
    })

const open = (
  deps: AuthenticationDeps,
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

async function openByThirdParty(
  deps: AuthenticationDeps,
  permit: Permit<'access.signIn'>,
  {
    other,
    signed,
    nonce,
    sessionToken: before,
  }: {
    readonly other: ThirdPartyCard
    readonly signed: CardSignature & ForOrganisation
    readonly nonce: string
    readonly sessionToken: SessionToken | undefined
  },
): Promise<Opened> {
  const proved = verify(other.leaf, { texts: textsOf(deps, nonce), signed })
  if (!proved.ok) return proved
  const isForOrganisation = signed.isForOrganisation === true
  return openByThirdPartyCard(deps, permit, { ...other, isForOrganisation, before })
}

const textsOf = (
  { origins }: Pick<AuthenticationDeps, 'origins'>,
  nonce: string,
): readonly Uint8Array[] =>
  origins.map((origin) => new TextEncoder().encode(challengeText(origin, nonce)))
