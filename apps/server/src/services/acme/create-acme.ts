import { createSealing } from '#platform/sealing.ts'
import {
  requestApproval,
  endAccount,
  endApproval,
  createEabKey,
  listApprovals,
  listOrders,
  viewApproval,
} from './request-approval.ts'
import {
  decideApproval,
  listApprovalQueue,
  listApprovalsInForce,
  viewApprovalConformity,
  viewQueuedApproval,
} from './decide-approval.ts'
import type { AcmeDeps } from './deps.ts'
import { forgetUsedNonces, giveNonce } from './nonces.ts'
import { changeAccount, changeKey, openAccount } from './open-account.ts'
import { finaliseOrder, fetchCertificate } from './finalise-order.ts'
import { listAccountOrders, placeOrder, viewOrder } from './place-order.ts'
import { renewalInfo } from './renewal-info.ts'
import { revokeCertificate } from './revoke-certificate.ts'
import { respondToChallenge, validateName, viewAuthorization } from './validate-name.ts'
import { readSigned } from './signed-request.ts'

export type Acme = ReturnType<typeof createAcme>

/** `key`: at least 32 secret bytes, from which the key that seals contacts and EAB keys is derived. */
export function createAcme({
  key,
  ...rest
}: Omit<AcmeDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: AcmeDeps = { ...rest, sealing: createSealing(key, 'acme') }
  const { publicUrl } = deps
  return {
    listApprovals: listApprovals(deps),
    requestApproval: requestApproval(deps),
    viewApproval: viewApproval(deps),
    endApproval: endApproval(deps),
    createEabKey: createEabKey(deps),
    endAccount: endAccount(deps),
    listApprovalQueue: listApprovalQueue(deps),
    listApprovalsInForce: listApprovalsInForce(deps),
    viewQueuedApproval: viewQueuedApproval(deps),
    viewApprovalConformity: viewApprovalConformity(deps),
    decideApproval: decideApproval(deps),
    /** For an outbox of their own. */
    validationJobs: [validateName(deps)],
    listOrders: listOrders(deps),
    /** Each minute. */
    forgetUsedNonces: () => forgetUsedNonces(deps),
    /** The requests of programs, and the responses. */
    protocol: {
      publicUrl,
      /** RFC 8555 § 7.1.1. */
      directory: {
        newNonce: `${publicUrl}/acme/new-nonce`,
        newAccount: `${publicUrl}/acme/new-account`,
        newOrder: `${publicUrl}/acme/new-order`,
        revokeCert: `${publicUrl}/acme/revoke-cert`,
        keyChange: `${publicUrl}/acme/key-change`,
        renewalInfo: `${publicUrl}/acme/renewal-info`,
        meta: {
          ...{ website: publicUrl, externalAccountRequired: true },
          ...(deps.caaDomain !== undefined && { caaIdentities: [deps.caaDomain] }),
        },
      },
      renewalInfo: renewalInfo(deps),
      giveNonce: () => giveNonce(deps),
      readSigned: (request: Parameters<typeof readSigned>[1]) => readSigned(deps, request),
      actions: {
        '/acme/new-account': openAccount(deps),
        '/acme/account/:id': changeAccount(deps),
        '/acme/account/:id/orders': listAccountOrders(deps),
        '/acme/key-change': changeKey(deps),
        '/acme/new-order': placeOrder(deps),
        '/acme/order/:id': viewOrder(deps),
        '/acme/order/:id/finalize': finaliseOrder(deps),
        '/acme/authorization/:id': viewAuthorization(deps),
        '/acme/challenge/:id/:type': respondToChallenge(deps),
        '/acme/certificate/:id': fetchCertificate(deps, { withRoot: false }),
        '/acme/certificate/:id/with-root': fetchCertificate(deps, { withRoot: true }),
        '/acme/revoke-cert': revokeCertificate(deps),
      },
    },
  }
}
