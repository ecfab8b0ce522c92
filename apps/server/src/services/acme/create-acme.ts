import { withSealing, type Unsealed } from '#platform/sealing.ts'
import { bindOperations } from '#platform/operation.ts'
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
import { viewNameProofs, viewQueuedNameProofs } from './view-name-proofs.ts'
import { accountHashPrefix } from './addresses.ts'
import type { AcmeDeps } from './deps.ts'
import { acmeProfiles } from './domain/acme-profiles.ts'
import { forgetUsedNonces, giveNonce } from './nonces.ts'
import { changeAccount, changeKey, openAccount } from './open-account.ts'
import { finaliseOrder, fetchCertificate } from './finalise-order.ts'
import { listAccountOrders, placeOrder, viewOrder } from './place-order.ts'
import { renewalInfo } from './renewal-info.ts'
import { revokeCertificate } from './revoke-certificate.ts'
import { respondToChallenge, validateName, viewAuthorization } from './validate-name.ts'
import { readSigned } from './signed-request.ts'
import { waitingApprovals } from './stores/waiting.ts'

export type Acme = ReturnType<typeof createAcme>

/** Seals contacts and EAB keys. */
export function createAcme(wired: Unsealed<AcmeDeps>) {
  const deps: AcmeDeps = withSealing(wired, 'acme')
  const { publicUrl } = deps
  return {
    ...bindOperations(deps, {
      listApprovals,
      requestApproval,
      viewApproval,
      endApproval,
      createEabKey,
      endAccount,
      listOrders,
      listApprovalQueue,
      listApprovalsInForce,
      viewQueuedApproval,
      viewApprovalConformity,
      decideApproval,
      viewNameProofs,
      viewQueuedNameProofs,
    }),
    waiting: [waitingApprovals],
    /** For an outbox of their own. */
    validationJobs: [validateName(deps)],
    schedules: [{ name: 'used nonces that are over', run: () => forgetUsedNonces(deps) }],
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
          ...(deps.offersProfiles === true && { profiles: acmeProfiles }),
          ...(deps.issuerDomainName !== undefined && {
            issuerDomainNames: [deps.issuerDomainName],
            accountHashPrefix: accountHashPrefix(deps),
            // After a new account key, records of the former one prove nothing.
            keyRotationPeriod: 0,
          }),
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
