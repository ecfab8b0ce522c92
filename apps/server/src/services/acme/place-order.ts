import { randomUUID } from 'node:crypto'
import { day, hour, plus } from '@sotevarmenne/kernel/instant'
import { canonicalIpAddress } from '@sotevarmenne/kernel/ip-address'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import { pageOf, readCursor } from '#platform/paging.ts'
import { secureRandomBytes } from '#platform/secure-random-bytes.ts'
import { checkServerName, maxNames } from '#services/service-certificates/index.ts'
import type { AcmeResponse } from './acme-response.ts'
import { no, type AcmeErrorType, type AcmeRefusal } from './acme-refusal.ts'
import { accountUrl, orderUrl } from './addresses.ts'
import type {
  AcmeOrderId,
  AcmeOrderPlaced,
  AuthorizationId,
  EnrolmentApproval,
} from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { acmeProfiles } from './domain/acme-profiles.ts'
import { allowedBy, identifierOf } from './domain/approved-names.ts'
import { checkReplaces } from './renewal-info.ts'
import { showOrder } from './show-order.ts'
import { byAccount, type SignedRequest } from './signed-request.ts'
import {
  findOrder,
  insertOrder,
  isFailuresFull,
  isOrdersFull,
  ordersOf,
  type AcmeOrder,
  type Authorization,
} from './stores/orders.ts'
import { checkUnderApproval } from './under-approval.ts'

type Answered = Promise<Result<AcmeResponse, AcmeRefusal>>

const newOrder = z.object({
  identifiers: z
    .array(z.object({ type: z.string().max(20), value: z.string().max(300) }))
    .min(1)
    .max(200),
  notBefore: z.unknown().optional(),
  notAfter: z.unknown().optional(),
  /** ID of a certificate (RFC 9773 § 4.1). */
  replaces: z.string().max(200).optional(),
  /** A name of `acmeProfiles`. Unknown where they are not offered (RFC 8555 § 7.4: then it is ignored). */
  profile: z.unknown().optional(),
})

/** Time that a program has to prove its names and finalise. */
const orderLife = 7 * day

/**
 * Orders a certificate (RFC 8555 § 7.4). A name that the approval lists literally needs no validation: an
 * order of such names is ready at once. Every name must be possible for a server and allowed by the approval
 * (R190).
 */
export const placeOrder =
  (deps: AcmeDeps) =>
  async (request: SignedRequest): Answered => {
    const signed = byAccount(request)
    if (!signed.ok) return signed
    const requested = newOrder.safeParse(signed.value.payload)
    if (!requested.success) return no('malformed', 'The payload is no new order.')
    const { identifiers, notBefore, notAfter, replaces, profile } = requested.data
    if (notBefore !== undefined || notAfter !== undefined)
      return no('malformed', 'The service decides how long a certificate is valid.')
    const other = identifiers.find(({ type }) => type !== 'dns' && type !== 'ip')
    if (other) return no('unsupportedIdentifier', 'Only DNS names and IP addresses are certified.')
    const names = [...new Set(identifiers.map(({ value }) => value.toLowerCase()))]
    const wrong = identifiers.find(({ type, value }) => !isOfType(type, value.toLowerCase()))
    if (wrong)
      return no('malformed', `The value of an identifier is not of its type, ${wrong.type}.`)
    if (deps.offersProfiles === true && !isOffered(profile))
      return no('invalidProfile', `The profiles of the directory are: ${profileNames.join(', ')}.`)
    const { account, approval } = signed.value.by
    const allowed = checkOrdered(deps.certificates, approval, names)
    if (!allowed.ok) return allowed

    const now = deps.clock.now()
    const { accountId, approvalId } = account
    const placed = async (tx: Tx): Answered => {
      const since = plus(now, -hour)
      const { ordersAnHour, failuresAnHour } = deps.limits
      if (await isOrdersFull(tx, accountId, { since, max: ordersAnHour }))
        return no('rateLimited', `An account orders ${String(ordersAnHour)} an hour.`, {
          retryAfter: 600,
        })
      if (await isFailuresFull(tx, accountId, { since, max: failuresAnHour }))
        return no('rateLimited', 'Too many names of the account were not proved.', {
          retryAfter: 600,
        })
      const may = await checkUnderApproval(deps, tx, approval, names)
      if (!may.ok) return may
      if (replaces !== undefined) {
        const replaceable = await checkReplaces(deps, tx, { replaces, approvalId, names })
        if (!replaceable.ok) return replaceable
      }
      const orderId = randomUUID() as string as AcmeOrderId
      const authorizations = names.map((name): Authorization => {
        const ofName = {
          authorizationId: randomUUID() as string as AuthorizationId,
          orderId,
          accountId,
          name,
        }
        return allowedBy(approval.facts.names, name) === 'without-proof'
          ? { ...ofName, state: 'valid' }
          : {
              ...ofName,
              state: 'pending',
              token: Buffer.from(secureRandomBytes(24)).toString('base64url'),
            }
      })
      const order: AcmeOrder = {
        ...{
          orderId,
          accountId,
          approvalId,
          names,
          createdAt: now,
          expiresAt: plus(now, orderLife),
        },
        state: authorizations.every(({ state }) => state === 'valid') ? 'ready' : 'pending',
        ...(replaces !== undefined && { replaces }),
      }
      await insertOrder(tx, order, authorizations)
      const event: AcmeOrderPlaced = { type: 'AcmeOrderPlaced', orderId, accountId, names }
      await deps.record(tx, event, deps.systemPermit('acme.serve'))
      return ok(await showOrder(deps, tx, order, 201))
    }
    // Only two orders that replace the same certificate must conflict; two that take the last place of an hour
    // together do no harm.
    const isolation = replaces === undefined ? 'read committed' : 'serializable'
    return deps.db.write(placed, { isolation })
  }

const profileNames: readonly unknown[] = Object.keys(acmeProfiles)
const isOffered = (profile: unknown): boolean =>
  profile === undefined || profileNames.includes(profile)

/** An address has one text (RFC 8738 § 3), and is no DNS name. */
const isOfType = (type: string, value: string): boolean =>
  identifierOf(value).type === type && (type === 'dns' || canonicalIpAddress(value) === value)

/** Whether each name may be ordered, with one problem for each name that may not. */
function checkOrdered(
  { isServerAddress }: Pick<AcmeDeps['certificates'], 'isServerAddress'>,
  { facts }: EnrolmentApproval,
  names: readonly string[],
): Result<undefined, AcmeRefusal> {
  if (names.length > maxNames)
    return no('malformed', `A certificate has ${String(maxNames)} names at most.`)
  const subproblems = names.flatMap((name) => {
    const kind: AcmeErrorType = 'rejectedIdentifier'
    const checked = checkServerName(name, isServerAddress)
    if (!checked.ok)
      return [{ kind, name, detail: `No server here has this name: ${checked.refusal.kind}.` }]
    return allowedBy(facts.names, name) === 'not-at-all'
      ? [{ kind, name, detail: 'The approval of the account does not allow this name.' }]
      : []
  })
  const [first] = subproblems
  return first
    ? no('rejectedIdentifier', `${first.name.slice(0, 253)}: ${first.detail}`, { subproblems })
    : ok(undefined)
}

export const viewOrder =
  (deps: AcmeDeps) =>
  async (request: SignedRequest, { id }: { readonly id: string }): Answered => {
    const signed = byAccount(request)
    if (!signed.ok) return signed
    const { accountId } = signed.value.by.account
    return deps.db.read(async (tx): Answered => {
      const order = await findOrder(tx, id)
      return order?.accountId === accountId
        ? ok(await showOrder(deps, tx, order))
        : no('malformed', 'There is no such order.', { status: 404 })
    })
  }

const ordersOnPage = 100

/** The orders of the account, page by page (RFC 8555 § 7.1.2.1). */
export const listAccountOrders =
  (deps: AcmeDeps) =>
  async (
    request: SignedRequest,
    { id, query }: { readonly id: string; readonly query: { readonly cursor?: string } },
  ): Answered => {
    const signed = byAccount(request)
    if (!signed.ok) return signed
    const { accountId } = signed.value.by.account
    if (accountId !== id) return no('unauthorized', 'This is the account of another.')
    const behind = readCursor(query.cursor)
    if (!behind.ok) return no('malformed', 'There is no such page.')
    return deps.db.read(async (tx): Answered => {
      const requested = { behind: behind.value, limit: ordersOnPage + 1 }
      const found = await ordersOf(tx, { accountId }, requested)
      const { page, nextCursor } = pageOf(found, {
        limit: ordersOnPage,
        placeOf: ({ createdAt, orderId }) => ({ at: createdAt, id: orderId }),
      })
      const next = `${accountUrl(deps, accountId)}/orders?cursor=${nextCursor ?? ''}`
      return ok({
        status: 200,
        ...(nextCursor !== undefined && { links: [{ url: next, rel: 'next' }] }),
        body: { orders: page.map(({ orderId }) => orderUrl(deps, orderId)) },
      })
    })
  }
