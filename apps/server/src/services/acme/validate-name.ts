import { hash } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { formatInstant, second, type Instant } from '@sotevarmenne/kernel/instant'
import { looksLikeIpAddress } from '@sotevarmenne/kernel/ip-address'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { JobHandler } from '#platform/outbox.ts'
import type { AcmeResponse } from './acme-response.ts'
import { no, problemOf, type AcmeRefusal } from './acme-refusal.ts'
import { authorizationUrl, challengeUrl } from './addresses.ts'
import {
  challengeTypes,
  type ChallengeType,
  type NameNotValidated,
  type NameValidated,
} from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { provesControl } from './domain/acme-certificate.ts'
import { identifierOf } from './domain/approved-names.ts'
import { lookUpPersistentRecord } from './look-up-persistent-record.ts'
import { byAccount, type SignedRequest } from './signed-request.ts'
import { findApproval } from './store.ts'
import { findAccount } from './stores/accounts.ts'
import {
  authorizationsOf,
  countInWork,
  findAuthorization,
  lockOrder,
  saveAuthorization,
  saveOrder,
  type AcmeOrder,
  type Authorization,
} from './stores/orders.ts'
import { checkUnderApproval } from './under-approval.ts'

type Answered = Promise<Result<AcmeResponse, AcmeRefusal>>

const validating = 'acme.validate'
/** DNS proves nothing about an address (RFC 8738 § 7). */
const byDns: ReadonlySet<ChallengeType> = new Set(['dns-01', 'dns-persist-01'])
const challengesFor = (
  { issuerDomainName }: Pick<AcmeDeps, 'issuerDomainName'>,
  name: string,
): readonly ChallengeType[] =>
  challengeTypes.filter(
    (type) =>
      (type !== 'dns-persist-01' || issuerDomainName !== undefined) &&
      (!byDns.has(type) || !looksLikeIpAddress(name)),
  )

/** Per account: an account with a hundred slow servers delays only itself. */
const maxInWork = 20

/** Shows an authorization, or deactivates it (RFC 8555 § 7.5). */
export const viewAuthorization =
  (deps: AcmeDeps) =>
  async (request: SignedRequest, { id }: { readonly id: string }): Answered => {
    const signed = byAccount(request)
    if (!signed.ok) return signed
    const { accountId } = signed.value.by.account
    const { payload } = signed.value
    if (payload !== undefined && !deactivation.safeParse(payload).success)
      return no('malformed', 'Only the status is changed, to “deactivated”.')
    return deps.db.write(async (tx): Answered => {
      const found = await ownAuthorization(tx, { id, accountId })
      if (!found.ok) return found
      const { authorization, order } = found.value
      if (payload === undefined || authorization.state === 'invalid')
        return ok(showAuthorization(deps, order, authorization))
      const given: Authorization = { ...authorization, state: 'deactivated' }
      await saveAuthorization(tx, given)
      if (order.state === 'pending' || order.state === 'ready')
        await saveOrder(tx, {
          ...{ ...order, state: 'invalid' },
          problem: {
            kind: 'malformed',
            detail: `The authorization of ${given.name} was given up.`,
          },
        })
      return ok(showAuthorization(deps, order, given))
    })
  }

const deactivation = z.object({ status: z.literal('deactivated') })

/**
 * Shows a challenge; or, when the program says it is ready, starts its validation as a job
 * (RFC 8555 § 7.5.1).
 */
export const respondToChallenge =
  (deps: AcmeDeps) =>
  async (
    request: SignedRequest,
    { id, type }: { readonly id: string; readonly type: string },
  ): Answered => {
    const signed = byAccount(request)
    if (!signed.ok) return signed
    const { account, approval } = signed.value.by
    const challenge = challengeTypes.find((one) => one === type)
    const unknown = no('malformed', 'There is no such challenge.', { status: 404 })
    if (!challenge) return unknown
    return deps.db.write(async (tx): Answered => {
      const found = await ownAuthorization(tx, { id, accountId: account.accountId })
      if (!found.ok) return found
      const { authorization, order } = found.value
      const { state, token, name } = authorization
      if (token === undefined || !challengesFor(deps, name).includes(challenge)) return unknown
      if ((authorization.challenge ?? challenge) !== challenge) return unknown
      if (signed.value.payload === undefined || state !== 'pending')
        return ok(showChallenge(deps, authorization, challenge))
      const now = deps.clock.now()
      if (order.state !== 'pending' || order.expiresAt <= now)
        return no('malformed', 'The order of this challenge is over.')
      if ((await countInWork(tx, account.accountId)) >= maxInWork)
        return no('rateLimited', 'Other names of the account are being looked at.', {
          retryAfter: 5,
        })
      const may = await checkUnderApproval(deps, tx, approval, order.names)
      if (!may.ok) return may
      const begun: Authorization = { ...authorization, state: 'processing', challenge }
      await saveAuthorization(tx, begun, now)
      await deps.planValidation(tx, {
        ...{ kind: validating, key: authorization.authorizationId },
        payload: { authorizationId: authorization.authorizationId },
      })
      return ok(showChallenge(deps, begun, challenge))
    })
  }

async function ownAuthorization(
  tx: Tx,
  { id, accountId }: { readonly id: string; readonly accountId: string },
): Promise<
  Result<{ readonly authorization: Authorization; readonly order: AcmeOrder }, AcmeRefusal>
> {
  const seen = await findAuthorization(tx, id)
  const order = seen?.accountId === accountId ? await lockOrder(tx, seen.orderId) : undefined
  // Read again, under the lock of its order.
  const authorization = order && (await findAuthorization(tx, id))
  return order && authorization
    ? ok({ authorization, order })
    : no('malformed', 'There is no such authorization.', { status: 404 })
}

/** Milliseconds before each try: what was published a moment ago may not have reached all servers yet. */
const tries = [0, second, 3 * second]

/**
 * Validates a name. A job: after a crash it runs again, and only results are written. The program is told
 * exactly what is written.
 */
export const validateName = (deps: AcmeDeps): JobHandler => ({
  kind: validating,
  handle: async ({ payload }) => {
    const { authorizationId } = ofAuthorization.parse(payload)
    const request = await deps.db.read(async (tx) => {
      const authorization = await findAuthorization(tx, authorizationId)
      const account =
        authorization && (await findAccount(tx, deps.sealing, authorization.accountId))
      const approval = account && (await findApproval(tx, deps.sealing, account.approvalId))
      return authorization && approval && { authorization, account, approved: approval.facts.names }
    })
    if (request?.authorization.state !== 'processing') return
    const { authorization, account, approved } = request
    const { challenge, token } = authorization
    if (challenge === undefined || token === undefined) throw new Error('no HTTP request expected')

    const { name, accountId } = authorization
    const requested = { name, token, keyOf: account.thumbprint, challenge, accountId, approved }
    let proved: Result<Proof, AcmeRefusal> = ok({})
    for (const pause of tries) {
      await wait(pause)
      proved = await look(deps, requested)
      if (proved.ok || proved.refusal.kind === 'rejectedIdentifier') break
    }
    await settle(deps, authorizationId, proved)
  },
})

const ofAuthorization = z.object({ authorizationId: z.string() })

type Requested = {
  readonly name: string
  readonly token: string
  /** The thumbprint of the account's key. */
  readonly keyOf: string
  readonly challenge: ChallengeType
  readonly accountId: string
  readonly approved: readonly string[]
}

type Proof = {
  /** Nothing rests on it from then on. */
  readonly until?: Instant
  readonly recordName?: string
}

async function look(
  deps: Pick<AcmeDeps, 'probe' | 'clock' | 'issuerDomainName' | 'publicUrl'>,
  requested: Requested,
): Promise<Result<Proof, AcmeRefusal>> {
  const { probe } = deps
  const { name, token, keyOf, challenge } = requested
  if (challenge === 'dns-persist-01') return lookUpPersistentRecord(deps, requested)
  const expected = `${token}.${keyOf}`
  if (challenge === 'http-01') {
    const found = await probe.fetchKeyAuthorization(name, token)
    if (!found.ok) return found
    // The content found is not reported: it may belong to somebody other than the requester.
    return found.value === expected
      ? ok({})
      : no('incorrectResponse', `Something else lies at the address of the challenge of ${name}.`)
  }
  if (challenge === 'tls-alpn-01') {
    const shown = await probe.fetchAcmeCertificate(name)
    if (!shown.ok) return shown
    const digest = new Uint8Array(hash('sha256', expected, 'buffer'))
    return provesControl(shown.value, { name, digest })
      ? ok({})
      : no('incorrectResponse', `The certificate of ${name} is not that of the challenge.`)
  }
  const texts = await probe.lookUpTexts(`_acme-challenge.${name}`)
  if (!texts.ok) return texts
  return texts.value.includes(hash('sha256', expected, 'base64url'))
    ? ok({})
    : no('incorrectResponse', `_acme-challenge.${name} has no such text.`)
}

async function settle(
  deps: AcmeDeps,
  authorizationId: string,
  proved: Result<Proof, AcmeRefusal>,
): Promise<void> {
  await deps.db.write(async (tx) => {
    const seen = await findAuthorization(tx, authorizationId)
    const order = seen && (await lockOrder(tx, seen.orderId))
    const authorization = order && (await findAuthorization(tx, authorizationId))
    if (!order || authorization?.state !== 'processing') return ok(undefined)
    const { challenge, name, accountId } = authorization
    if (challenge === undefined) throw new Error('no validation was tried')
    const settledAt = deps.clock.now()
    const about = {
      ...{ authorizationId: authorization.authorizationId, name, challenge },
      ...{ orderId: order.orderId, accountId },
    }
    const permit = deps.systemPermit('acme.validate')
    if (proved.ok) {
      await saveAuthorization(tx, { ...authorization, state: 'valid', settledAt })
      const all = await authorizationsOf(tx, order.orderId)
      const isReady = order.state === 'pending' && all.every(({ state }) => state === 'valid')
      const { until = order.expiresAt, recordName } = proved.value
      const expiresAt = until < order.expiresAt ? until : order.expiresAt
      if (isReady || expiresAt !== order.expiresAt)
        await saveOrder(tx, { ...order, expiresAt, ...(isReady && { state: 'ready' }) })
      const event: NameValidated = {
        ...{ type: 'NameValidated', ...about },
        ...(recordName !== undefined && { recordName }),
      }
      await deps.record(tx, event, permit)
      return ok(undefined)
    }
    const { kind, detail } = proved.refusal
    const problem = { kind, detail }
    await saveAuthorization(tx, { ...authorization, state: 'invalid', settledAt, problem })
    if (order.state === 'pending') await saveOrder(tx, { ...order, state: 'invalid', problem })
    const event: NameNotValidated = { type: 'NameNotValidated', ...about, because: kind }
    await deps.record(tx, event, permit)
    return ok(undefined)
  })
}

/** It expires with its order, unless it was decided against before (RFC 8555 § 7.1.6). */
const shownState = ({ state }: Authorization, isOver: boolean) =>
  isOver && state !== 'invalid' && state !== 'deactivated' ? 'expired' : state

/** RFC 8555 § 7.1.4. A name that needed no validation has no challenge. */
const showAuthorization = (
  deps: AcmeDeps,
  { expiresAt }: AcmeOrder,
  authorization: Authorization,
): AcmeResponse => {
  const { name, token, challenge } = authorization
  const state = shownState(authorization, expiresAt <= deps.clock.now())
  const types =
    token === undefined ? [] : challenge === undefined ? challengesFor(deps, name) : [challenge]
  return {
    status: 200,
    ...(state === 'processing' && { retryAfter: 1 }),
    body: {
      status: state === 'processing' ? 'pending' : state,
      expires: formatInstant(expiresAt),
      identifier: identifierOf(name),
      challenges: types.map((type) => challengeBody(deps, authorization, type)),
    },
  }
}

const showChallenge = (
  deps: AcmeDeps,
  authorization: Authorization,
  type: ChallengeType,
): AcmeResponse => ({
  status: 200,
  links: [{ url: authorizationUrl(deps, authorization.authorizationId), rel: 'up' }],
  ...(authorization.state === 'processing' && { retryAfter: 1 }),
  body: challengeBody(deps, authorization, type),
})

const challengeBody = (
  deps: AcmeDeps,
  { authorizationId, state, token, settledAt, problem }: Authorization,
  type: ChallengeType,
) => ({
  ...{ type, url: challengeUrl(deps, authorizationId, type) },
  ...(type === 'dns-persist-01' ? { issuerDomainNames: [deps.issuerDomainName] } : { token }),
  status: state === 'deactivated' ? 'invalid' : state,
  ...(state === 'valid' && settledAt !== undefined && { validated: formatInstant(settledAt) }),
  ...(problem && { error: problemOf(problem) }),
})
