import type { Permit } from '#platform/permit.ts'
import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import type { AcmeResponse } from './acme-response.ts'
import { no, type AcmeRefusal } from './acme-refusal.ts'
import { accountUrl, newAccountUrl } from './addresses.ts'
import type {
  AcmeAccountEnded,
  AcmeAccountId,
  AcmeAccountKeyChanged,
  AcmeAccountOpened,
  EnrolmentApproval,
} from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { algorithmOf, readAccountKey, spkiOf, thumbprintOf } from './keys.ts'
import {
  byAccount,
  byKey,
  isSignedBy,
  jsonIn,
  jws,
  noLonger,
  overOf,
  readBinding,
  type SignedRequest,
} from './signed-request.ts'
import { findApproval, findEabKey } from './store.ts'
import {
  endAccountRow,
  findAccountOfKey,
  insertAccount,
  saveContact,
  saveKey,
  type AcmeAccount,
} from './stores/accounts.ts'
import { aboutApproval, checkUnderApproval } from './under-approval.ts'

type Answered = Promise<Result<AcmeResponse, AcmeRefusal>>

/** One key, one use (RFC 8555 § 11.1). */
const certified = no('badPublicKey', 'The key has a certificate: make another for the account.')

/** E-mail addresses; no other contacts are used. */
const contact = z.array(z.string().max(210)).max(5)
const newAccount = z.object({
  contact: contact.default([]),
  onlyReturnExisting: z.boolean().default(false),
  externalAccountBinding: z.unknown().optional(),
})

/**
 * Opens an account for a key (RFC 8555 § 7.3), which the EAB key ties to an approval by two case officers; or
 * finds the one that the key opened before. An EAB key opens one account.
 */
export const openAccount =
  (deps: AcmeDeps) =>
  async (request: SignedRequest): Answered => {
    const signed = byKey(request)
    if (!signed.ok) return signed
    const requested = newAccount.safeParse(signed.value.payload)
    if (!requested.success) return no('malformed', 'The payload is no new account.')
    const { jwk, thumbprint } = signed.value.by
    const before = await existing(deps, thumbprint)
    if (before) return before
    if (requested.data.onlyReturnExisting)
      return no('accountDoesNotExist', 'The key has opened no account.')
    const contacts = checkContact(requested.data.contact)
    if (!contacts.ok) return contacts
    if (requested.data.externalAccountBinding === undefined)
      return no('externalAccountRequired', 'Give the key id and key that the service has shown.')
    const binding = await readBinding(requested.data.externalAccountBinding, {
      ...{ url: newAccountUrl(deps), jwk },
      keyOf: (keyId) => deps.db.read((tx) => findEabKey(tx, deps.sealing, keyId)),
    })
    if (!binding.ok) return binding

    const { keyId, approvalId, expiresAt } = binding.value
    const now = deps.clock.now()
    if (expiresAt <= now) return no('unauthorized', 'The binding key has expired.')
    const opened = await deps.db.write(async (tx): Promise<Result<AcmeAccount, AcmeRefusal>> => {
      const approval = await findApproval(tx, deps.sealing, approvalId)
      if (approval?.standing.state !== 'approved')
        return no('unauthorized', 'The approval of the binding key is not in force.')
      const may = await checkUnderApproval(deps, tx, approval)
      if (!may.ok) return may
      if (await deps.certificates.isKeyCertified(tx, spkiOf(jwk))) return certified
      const account: AcmeAccount = {
        accountId: randomUUID() as string as AcmeAccountId,
        ...{ approvalId, keyId, jwk, thumbprint, state: 'valid' },
        ...{ contact: contacts.value, openedAt: now },
      }
      if (!(await insertAccount(tx, deps.sealing, account)))
        return no('unauthorized', 'The binding key has opened an account already.')
      const event: AcmeAccountOpened = {
        type: 'AcmeAccountOpened',
        ...{ ...aboutApproval(approval), accountId: account.accountId, keyId, thumbprint },
      }
      await deps.record(tx, event, deps.systemPermit('acme.serve'))
      return ok(account)
    })
    if (opened.ok) return ok(showAccount(deps, opened.value, 201))
    // Of two concurrent requests with one key, the second finds the account that the first opened.
    return (await existing(deps, thumbprint)) ?? opened
  }

async function existing(
  deps: AcmeDeps,
  thumbprint: string,
): Promise<Result<AcmeResponse, AcmeRefusal> | undefined> {
  const found = await deps.db.read(async (tx) => {
    const account = await findAccountOfKey(tx, deps.sealing, thumbprint)
    const approval = account && (await findApproval(tx, deps.sealing, account.approvalId))
    return account && approval && { account, approval }
  })
  if (!found) return undefined
  const over = overOf(found)
  return over === undefined ? ok(showAccount(deps, found.account)) : noLonger(over)
}

const accountChange = z.object({
  contact: contact.optional(),
  status: z.unknown().optional(),
})

/** Shows the account, changes its contact, or deactivates it for good (RFC 8555 § 7.3.2, § 7.3.6). */
export const changeAccount =
  (deps: AcmeDeps) =>
  async (request: SignedRequest, { id }: { readonly id: string }): Answered => {
    const signed = byAccount(request)
    if (!signed.ok) return signed
    const { account, approval } = signed.value.by
    if (account.accountId !== id) return no('unauthorized', 'This is the account of another.')
    if (signed.value.payload === undefined) return ok(showAccount(deps, account))
    const requested = accountChange.safeParse(signed.value.payload)
    if (!requested.success) return no('malformed', 'The contact is a list of addresses.')
    // Every other status is ignored (RFC 8555 § 7.3.2).
    if (requested.data.status === 'deactivated') return deactivate(deps, { account, approval })
    if (requested.data.contact === undefined) return ok(showAccount(deps, account))
    const contacts = checkContact(requested.data.contact)
    if (!contacts.ok) return contacts
    const changed = { ...account, contact: contacts.value }
    await deps.db.write(async (tx) => {
      await saveContact(tx, deps.sealing, changed)
      return ok(undefined)
    })
    return ok(showAccount(deps, changed))
  }

async function deactivate(
  deps: AcmeDeps,
  { account, approval }: { readonly account: AcmeAccount; readonly approval: EnrolmentApproval },
): Answered {
  return deps.db.write(async (tx): Answered => {
    await endAccountIn(deps, tx, { ...account, ...aboutApproval(approval) }, 'program')
    return ok(showAccount(deps, { ...account, state: 'deactivated' }))
  })
}

/** Ends it, unless it has ended already; with it end its orders that are not issued yet (R191). */
export async function endAccountIn(
  deps: AcmeDeps,
  tx: Tx,
  {
    accountId,
    approvalId,
    organisationId,
  }: Pick<AcmeAccount, 'accountId' | 'approvalId'> & { readonly organisationId: string },
  by: AcmeAccountEnded['by'],
  permit: Permit<'acme.serve' | 'acme.endAccount'> = deps.systemPermit('acme.serve'),
): Promise<boolean> {
  const as = by === 'program' ? 'deactivated' : 'ended'
  if (!(await endAccountRow(tx, accountId, { as, at: deps.clock.now() }))) return false
  await deps.serviceCertificates.endProgram(tx, { accountId })
  const event: AcmeAccountEnded = {
    ...{ type: 'AcmeAccountEnded', approvalId, organisationId, accountId, by },
  }
  await deps.record(tx, event, permit)
  return true
}

/** Without a nonce, and with the key itself (RFC 8555 § 7.3.5). */
const innerHeader = z.object({
  ...{ alg: z.string(), jwk: z.unknown(), url: z.string() },
  ...{ nonce: z.undefined().optional(), kid: z.undefined().optional() },
})
const keyChange = z.object({ account: z.string(), oldKey: z.unknown() })

/** Replaces the account's key (RFC 8555 § 7.3.5): both have signed, the new one about the old. */
export const changeKey =
  (deps: AcmeDeps) =>
  async (request: SignedRequest): Answered => {
    const signed = byAccount(request)
    if (!signed.ok) return signed
    const { account, approval } = signed.value.by
    const inner = jws.safeParse(signed.value.payload)
    if (!inner.success) return no('malformed', 'The payload is no flattened JWS.')
    const header = innerHeader.safeParse(jsonIn(inner.data.protected))
    const change = keyChange.safeParse(jsonIn(inner.data.payload))
    if (!header.success || !change.success)
      return no(
        'malformed',
        'The inner JWS must be of the new key, about the account and its old key.',
      )
    if (header.data.url !== signed.value.url)
      return no('malformed', 'The inner JWS is for another address.')
    const next = await readAccountKey(header.data.jwk)
    if (!next) return no('badPublicKey', 'The new key can’t be used, or is too weak.')
    const algorithm = algorithmOf(next.jwk)
    if (header.data.alg !== algorithm)
      return no('badSignatureAlgorithm', `The new key signs with ${algorithm}.`, {
        algorithms: [algorithm],
      })
    if (!(await isSignedBy(inner.data, next.key, algorithm)))
      return no('malformed', 'The new key did not sign the inner JWS.')
    const old = await readAccountKey(change.data.oldKey)
    if (
      change.data.account !== accountUrl(deps, account.accountId) ||
      !old ||
      !isDeepStrictEqual(old.jwk, account.jwk)
    )
      return no('malformed', 'The inner JWS is about another account or key.')

    const thumbprint = await thumbprintOf(next.jwk)
    return deps.db.write(async (tx): Answered => {
      const holder = await findAccountOfKey(tx, deps.sealing, thumbprint)
      if (holder)
        return no('malformed', 'The new key has an account already.', {
          ...{ status: 409, location: accountUrl(deps, holder.accountId) },
        })
      if (await deps.certificates.isKeyCertified(tx, spkiOf(next.jwk))) return certified
      const changed = { ...account, jwk: next.jwk, thumbprint }
      await saveKey(tx, changed)
      const { accountId } = account
      const event: AcmeAccountKeyChanged = {
        ...{ type: 'AcmeAccountKeyChanged', ...aboutApproval(approval), accountId, thumbprint },
      }
      await deps.record(tx, event, deps.systemPermit('acme.serve'))
      return ok(showAccount(deps, changed))
    })
  }

function checkContact(given: readonly string[]): Result<readonly string[], AcmeRefusal> {
  if (given.some((each) => !each.startsWith('mailto:')))
    return no('unsupportedContact', 'Only “mailto:” is written to.')
  return given.every((each) => z.email().safeParse(each.slice('mailto:'.length)).success)
    ? ok(given)
    : no('invalidContact', 'A contact is one address of mail, without header fields.')
}

const showAccount = (
  deps: Pick<AcmeDeps, 'publicUrl'>,
  { accountId, state, contact: contacts, openedAt }: AcmeAccount,
  status = 200,
): AcmeResponse => ({
  status,
  location: accountUrl(deps, accountId),
  body: {
    status: state === 'ended' ? 'revoked' : state,
    contact: contacts,
    createdAt: formatInstant(openedAt),
    orders: `${accountUrl(deps, accountId)}/orders`,
  },
})
