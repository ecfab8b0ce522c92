import { createSealing } from '#platform/sealing.ts'
import {
  askApproval,
  endAccount,
  endApproval,
  giveKey,
  listApprovals,
  viewApproval,
} from './ask-approval.ts'
import {
  decideApproval,
  listApprovalQueue,
  viewApprovalConformity,
  viewQueuedApproval,
} from './decide-approval.ts'
import type { AcmeDeps } from './deps.ts'
import { forgetUsedNonces, giveNonce } from './nonces.ts'
import { changeAccount, changeKey, openAccount } from './open-account.ts'
import { readSigned } from './signed-request.ts'

export type Acme = ReturnType<typeof createAcme>

/** `key`: at least 32 secret octets, from which the key that seals contacts and binding keys is derived. */
export function createAcme({
  key,
  ...rest
}: Omit<AcmeDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: AcmeDeps = { ...rest, sealing: createSealing(key, 'acme') }
  const { publicUrl } = deps
  return {
    listApprovals: listApprovals(deps),
    askApproval: askApproval(deps),
    viewApproval: viewApproval(deps),
    endApproval: endApproval(deps),
    giveKey: giveKey(deps),
    endAccount: endAccount(deps),
    listApprovalQueue: listApprovalQueue(deps),
    viewQueuedApproval: viewQueuedApproval(deps),
    viewApprovalConformity: viewApprovalConformity(deps),
    decideApproval: decideApproval(deps),
    /** Each minute. */
    forgetUsedNonces: () => forgetUsedNonces(deps),
    /** What programs say, and are told. */
    protocol: {
      publicUrl,
      /** RFC 8555 § 7.1.1. */
      directory: {
        newNonce: `${publicUrl}/acme/new-nonce`,
        newAccount: `${publicUrl}/acme/new-account`,
        keyChange: `${publicUrl}/acme/key-change`,
        meta: { website: publicUrl, externalAccountRequired: true },
      },
      giveNonce: () => giveNonce(deps),
      readSigned: (request: Parameters<typeof readSigned>[1]) => readSigned(deps, request),
      acts: {
        '/acme/new-account': openAccount(deps),
        '/acme/account/:id': changeAccount(deps),
        '/acme/key-change': changeKey(deps),
      },
    },
  }
}
