import { hash } from 'node:crypto'
import { looksLikeIpAddress } from '@sotevarmenne/kernel/ip-address'
import { ok, type Result } from '@sotevarmenne/kernel/result'
import { decodeCertificateRequest } from '@sotevarmenne/x509/request'
import { z } from 'zod'
import type { Tx } from '#platform/db.ts'
import { pemOf } from '#pki/issuance/index.ts'
import type { AcmeResponse } from './acme-response.ts'
import { no, type AcmeRefusal } from './acme-refusal.ts'
import { certificateUrl } from './addresses.ts'
import type { AcmeOrderFinalised } from './contract.ts'
import type { AcmeDeps } from './deps.ts'
import { mayCertify } from './domain/caa.ts'
import { thumbprintOfSpki } from './keys.ts'
import { readOrder, showOrder } from './show-order.ts'
import { byAccount, type SignedRequest } from './signed-request.ts'
import { findApproval } from './store.ts'
import { findAccount, findAccountOfKey } from './stores/accounts.ts'
import { findOrder, lockOrder, saveOrder, type AcmeOrder } from './stores/orders.ts'
import { forProgram, refusedByRules } from './under-approval.ts'

type Answered = Promise<Result<AcmeResponse, AcmeRefusal>>

const finalisation = z.object({ csr: z.base64url().max(60_000) })

/**
 * Accepts the certificate request (RFC 8555 § 7.4), if it has exactly the names of the order (R193), and
 * creates the application for which the certificate is issued. One order becomes one application, however
 * often it is finalised (R194): repeating the same request returns the order. The key of an account is never certified
 * (RFC 8555 § 11.1).
 */
export const finaliseOrder =
  (deps: AcmeDeps) =>
  async (request: SignedRequest, { id }: { readonly id: string }): Answered => {
    const signed = byAccount(request)
    if (!signed.ok) return signed
    const requested = finalisation.safeParse(signed.value.payload)
    if (!requested.success) return no('malformed', 'The payload has no “csr”.')
    const csr = new Uint8Array(Buffer.from(requested.data.csr, 'base64url'))
    const requestDigest = new Uint8Array(hash('sha256', csr, 'buffer'))
    const { accountId } = signed.value.by.account
    const ofKey = await thumbprintOfRequest(csr)

    const finalised = async (tx: Tx): Answered => {
      const order = await lockOrder(tx, id)
      if (order?.accountId !== accountId)
        return no('malformed', 'There is no such order.', { status: 404 })
      if (order.requestDigest && Buffer.compare(order.requestDigest, requestDigest) === 0)
        return ok(await showOrder(deps, tx, order))
      const { state } = await readOrder(deps, tx, order)
      if (state !== 'ready') return no('orderNotReady', `The order is ${state}.`)
      const account = await findAccount(tx, deps.sealing, accountId)
      const approval = account && (await findApproval(tx, deps.sealing, account.approvalId))
      if (account?.state !== 'valid' || approval?.standing.state !== 'approved')
        return no('unauthorized', 'The account, or its approval, has ended.')
      if (ofKey !== undefined && (await findAccountOfKey(tx, deps.sealing, ofKey)))
        return no('badPublicKey', 'The key is an account’s: make another for the certificate.')
      const { state: _state, requestedBy, requestedAt, ...decided } = approval.standing
      const ordered = await deps.serviceCertificates.orderByProgram(
        tx,
        deps.systemPermit('acme.serve'),
        {
          ...forProgram(approval, order.names),
          ...{ accountId, approvalId: account.approvalId, request: csr },
          approval: { sentBy: requestedBy, sentAt: requestedAt, ...decided },
        },
      )
      if (!ordered.ok) return refusedByRules(ordered.refusal)
      const applicationId = ordered.value
      const changed: AcmeOrder = { ...order, state: 'finalised', requestDigest, applicationId }
      await saveOrder(tx, changed)
      const event: AcmeOrderFinalised = {
        type: 'AcmeOrderFinalised',
        ...{ orderId: order.orderId, accountId, applicationId },
      }
      await deps.record(tx, event, deps.systemPermit('acme.serve'))
      return ok(await showOrder(deps, tx, changed))
    }
    const forbidden = await queryCaa(deps, { id, accountId })
    if (forbidden) return forbidden
    // The order is locked, a key is certified once by its unique index, and the job checks everything again:
    // issuance by others meanwhile is no reason to start again.
    return deps.db.write(finalised, { isolation: 'read committed' })
  }

/** Of the key to be certified; undefined when the request is malformed, which the rules say. */
async function thumbprintOfRequest(csr: Uint8Array): Promise<string | undefined> {
  const request = decodeCertificateRequest(csr)
  return request.ok ? thumbprintOfSpki(request.value.subjectPublicKeyInfo) : undefined
}

/**
 * Whether the names' owners allow this service to certify them, just before issuance (R239); outside
 * transactions.
 */
async function queryCaa(
  { db, probe, caaDomain }: AcmeDeps,
  { id, accountId }: { readonly id: string; readonly accountId: string },
): Promise<Result<never, AcmeRefusal> | undefined> {
  if (caaDomain === undefined) return undefined
  const order = await db.read((tx) => findOrder(tx, id))
  // An order that can't be finalised is refused below, and one that was finalised is only returned.
  if (order?.accountId !== accountId || order.state === 'finalised') return undefined
  // Addresses have no CAA records.
  for (const name of order.names.filter((one) => !looksLikeIpAddress(one))) {
    const records = await probe.lookUpCaa(name)
    if (!records.ok) return records
    if (!mayCertify(records.value, caaDomain))
      return no('caa', `The CAA records of ${name} do not name ${caaDomain}.`)
  }
  return undefined
}

/** The certificate with its issuing CA (RFC 8555 § 7.4.2); the alternate has the root too. */
export const fetchCertificate =
  (deps: AcmeDeps, { withRoot }: { readonly withRoot: boolean }) =>
  async (request: SignedRequest, { id }: { readonly id: string }): Answered => {
    const signed = byAccount(request)
    if (!signed.ok) return signed
    const { accountId } = signed.value.by.account
    return deps.db.read(async (tx): Answered => {
      const order = await findOrder(tx, id)
      const chain = order?.accountId === accountId ? await chainOf(deps, tx, order) : undefined
      if (!chain) return no('malformed', 'There is no such certificate.', { status: 404 })
      const plain = certificateUrl(deps, id)
      const url = withRoot ? plain : `${plain}/with-root`
      return ok({
        ...{ status: 200, links: [{ url, rel: 'alternate' }] },
        body: { pem: (withRoot ? chain : chain.slice(0, -1)).map(pemOf).join('') },
      })
    })
  }

/** The certificate, its CA and the root, DER; undefined before it is issued. */
async function chainOf(
  deps: AcmeDeps,
  tx: Tx,
  order: AcmeOrder,
): Promise<readonly Uint8Array[] | undefined> {
  const { certified } = await readOrder(deps, tx, order)
  const certificate = certified && (await deps.certificates.findCertificate(tx, certified))
  return certificate?.state === 'issued'
    ? [certificate.der, ...deps.certificates.chainOf(certificate.issuer)]
    : undefined
}
