import { createHmac, randomBytes } from 'node:crypto'
import type { Session as SessionShown } from '@sotevarmenne/api/access'
import { minute, plus } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { RequestFacts, SessionChange } from '#platform/endpoint.ts'
import type { Permit, SessionToken } from '#platform/permit.ts'
import { isFor, leafOf, ownerOf, type CertificateRefusal } from '../card/card-signature.ts'
import type { AccessDeps } from '../deps.ts'
import { attemptLife } from '../domain/attempt.ts'
import { openByCard, recordRefusal } from '../sessions/open-session.ts'
import {
  openByOtherCard,
  otherCardIn,
  type OtherCardSignInRefusal,
} from '../other-cards/sign-in-by-other-card.ts'
import { hashToken } from '../sessions/session-token.ts'
import type { ForOrganisation } from '../card/sign-in.ts'
import {
  forgetExpiredCardDoorAttempts,
  insertCardDoorAttempt,
  noteSeen,
  takeCardDoorAttempt,
  type Seen,
} from '../stores/client-certificate-attempts.ts'

export type NoCardDoor = { readonly kind: 'card-door-not-in-use' }

export type BegunAtCardDoor = {
  /** The browser keeps it until it comes back; nobody else can answer this attempt. */
  readonly attempt: string
  readonly address: string
}

/** Sends the browser to the door that asks for the card's certificate by TLS. */
export const beginAtCardDoor =
  ({ db, clock, cardDoorUrl }: Pick<AccessDeps, 'db' | 'clock' | 'cardDoorUrl'>) =>
  async (
    _permit: Permit<'access.signIn'>,
    _input: object,
    { language }: Pick<RequestFacts, 'language'>,
  ): Promise<Result<BegunAtCardDoor, NoCardDoor>> => {
    if (cardDoorUrl === undefined) return refuse({ kind: 'card-door-not-in-use' })
    const attempt = aSecret()
    const state = stateOf(attempt)
    return db.write(async (tx) => {
      const now = clock.now()
      await forgetExpiredCardDoorAttempts(tx, now)
      const hashes = { attemptHash: hashToken(attempt), stateHash: hashToken(state) }
      await insertCardDoorAttempt(tx, hashes, plus(now, attemptLife))
      return ok({ attempt, address: `${cardDoorUrl}/${language}/sign-in?state=${state}` })
    })
  }

/** How long the way back from the door may take. */
const codeLife = minute

/**
 * What the door saw of a browser whose attempt has this state: a certificate whose key it proved, or none. Answers the code
 * that the browser brings back; undefined when no attempt waits for it. Whose certificate it is, is judged when it is
 * brought back: by then nothing of it can be stale.
 */
export const seeAtCardDoor =
  ({ db, clock }: Pick<AccessDeps, 'db' | 'clock'>) =>
  async (state: string, certificate: Uint8Array | undefined): Promise<string | undefined> => {
    const code = aSecret()
    const noted = await db.write(async (tx) => {
      const now = clock.now()
      return ok(
        await noteSeen(tx, hashToken(state), {
          ...{ codeHash: hashToken(code), codeExpiresAt: plus(now, codeLife), now },
          ...(certificate && { certificate }),
        }),
      )
    })
    return noted.ok && noted.value ? code : undefined
  }

/** The certificate of a browser that never came back says who was there: it does not wait until the next one begins. */
export const forgetLeftAtCardDoor =
  ({ db, clock }: Pick<AccessDeps, 'db' | 'clock'>) =>
  async (): Promise<void> => {
    const forgotten = await db.write(async (tx) => {
      await forgetExpiredCardDoorAttempts(tx, clock.now())
      return ok(undefined)
    })
    if (!forgotten.ok) throw new Error('unreachable: to forget is not refused')
  }

export type CardDoorRefusal =
  | { readonly kind: 'attempt-unknown' }
  | { readonly kind: 'attempt-expired' }
  /** Another's code, or none: of a browser that was not at the door in this attempt. */
  | { readonly kind: 'card-door-answer-wrong' }
  | { readonly kind: 'no-certificate-chosen' }
  | CertificateRefusal
  | OtherCardSignInRefusal

type Opened = Result<SessionChange<SessionShown>, CardDoorRefusal>

/**
 * Opens a session for the holder of the certificate whose key the door proved (R179). An attempt is spent by its first
 * answer, right or wrong; a refusal is recorded with its reason only.
 */
export const signInAtCardDoor =
  (deps: AccessDeps) =>
  async (
    permit: Permit<'access.signIn'>,
    {
      isForOrganisation,
      ...answer
    }: { readonly attempt: string; readonly code: string } & ForOrganisation,
    { sessionToken }: Pick<RequestFacts, 'sessionToken'> = {},
  ): Promise<Opened> => {
    const certificate = await redeem(deps, answer)
    const other = certificate.ok
      ? await otherCardIn(deps, { chain: [certificate.value] })
      : undefined
    const opened = !certificate.ok
      ? certificate
      : other
        ? await openByOtherCard(deps, permit, {
            ...{ ...other, isForOrganisation: isForOrganisation === true, before: sessionToken },
          })
        : await open(deps, permit, { der: certificate.value, sessionToken })
    const method = other?.issuer.cards ?? 'card'
    if (!opened.ok) await recordRefusal(deps, permit, { method, ...opened.refusal })
    return opened
  }

async function redeem(
  { db, clock }: AccessDeps,
  { attempt, code }: { readonly attempt: string; readonly code: string },
): Promise<Result<Uint8Array, CardDoorRefusal>> {
  const taken = await db.write(async (tx) => ok(await takeCardDoorAttempt(tx, hashToken(attempt))))
  if (!taken.ok) return taken
  if (!taken.value) return refuse({ kind: 'attempt-unknown' })
  const { expiresAt, seen } = taken.value
  const now = clock.now()
  if (expiresAt <= now) return refuse({ kind: 'attempt-expired' })
  if (!seen || !isCodeOf(seen, code)) return refuse({ kind: 'card-door-answer-wrong' })
  if (seen.codeExpiresAt <= now) return refuse({ kind: 'attempt-expired' })
  return seen.certificate ? ok(seen.certificate) : refuse({ kind: 'no-certificate-chosen' })
}

const isCodeOf = ({ codeHash }: Seen, code: string): boolean =>
  equalBytes(codeHash, hashToken(code))

const open = (
  deps: AccessDeps,
  permit: Permit<'access.signIn'>,
  {
    der,
    sessionToken,
  }: { readonly der: Uint8Array; readonly sessionToken: SessionToken | undefined },
): Promise<Opened> =>
  deps.db.write(async (tx): Promise<Opened> => {
    const leaf = leafOf({ chain: [der] })
    if (!leaf) return refuse({ kind: 'certificate-unreadable' })
    if (!isFor(leaf, 'digitalSignature')) return refuse({ kind: 'certificate-of-another-purpose' })
    const owner = await ownerOf(deps, tx, leaf)
    if (!owner.ok) return owner
    return ok(await openByCard(deps, tx, permit, { ...owner.value, before: sessionToken }))
  })

const aSecret = (): string => randomBytes(32).toString('base64url')

/** What the door is told of the attempt: it follows from the browser's secret, and tells nothing of it. */
const stateOf = (attempt: string): string =>
  createHmac('sha256', attempt).update('state at the card door').digest('base64url')
