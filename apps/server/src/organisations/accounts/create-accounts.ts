import { createSealing } from '#platform/sealing.ts'
import { decideAccountRequest, listAccountRequests, viewMandate } from './decide-request.ts'
import type { AccountsDeps } from './deps.ts'
import { endWithDeath } from './end-with-death.ts'
import {
  acceptInvitation,
  endMembership,
  forgetExpired,
  inviteMember,
  viewInvitation,
  withdrawInvitation,
} from './invite-members.ts'
import { followSigning, remindOfMandates } from './follow-members.ts'
import { keepContacts, keepUnits, viewCodedUnits } from './keep-facts.ts'
import { joinAccount } from './join-account.ts'
import { judgeMember, prepareAct } from './judge-member.ts'
import { lookUpAccount, openAccount } from './open-account.ts'
import { mailsOf, oneselfToTell, othersToTell } from './tell-members.ts'
import { viewAccount, viewAccountPeople, viewOwnAccounts } from './view-accounts.ts'

export type Accounts = ReturnType<typeof createAccounts>

/** `key`: at least 32 secret octets, from which the key that seals addresses, mandates and links is derived. */
export function createAccounts({
  key,
  ...rest
}: Omit<AccountsDeps, 'sealing'> & { readonly key: Uint8Array }) {
  const deps: AccountsDeps = { ...rest, sealing: createSealing(key, 'accounts') }
  return {
    viewOwnAccounts: viewOwnAccounts(deps),
    lookUpAccount: lookUpAccount(deps),
    openAccount: openAccount(deps),
    joinAccount: joinAccount(deps),
    viewAccount: viewAccount(deps),
    viewAccountPeople: viewAccountPeople(deps),
    keepContacts: keepContacts(deps),
    viewCodedUnits: viewCodedUnits(deps),
    keepUnits: keepUnits(deps),
    inviteMember: inviteMember(deps),
    withdrawInvitation: withdrawInvitation(deps),
    viewInvitation: viewInvitation(deps),
    acceptInvitation: acceptInvitation(deps),
    endMembership: endMembership(deps),
    listAccountRequests: listAccountRequests(deps),
    viewMandate: viewMandate(deps),
    decideAccountRequest: decideAccountRequest(deps),
    /** For other modules: an act for an organisation, prepared outside the transaction and judged in it. */
    prepareAct: prepareAct(deps),
    judgeMember: judgeMember(deps),
    mailsOf: mailsOf(deps),
    othersToTell,
    oneselfToTell,
    forgetExpired: forgetExpired(deps),
    followSigning: followSigning(deps),
    remindOfMandates: remindOfMandates(deps),
    subscriptions: [endWithDeath(deps)],
  }
}
