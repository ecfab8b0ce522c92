import { createSealing } from '#platform/sealing.ts'
import { decideAccountRequest, listAccountRequests, viewPowerOfAttorney } from './decide-request.ts'
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
import { followSigning, remindOfPowersOfAttorney } from './follow-members.ts'
import { changeContacts, changeUnits, viewCodedUnits } from './change-facts.ts'
import { joinAccount } from './join-account.ts'
import { checkMember, prepareAction } from './check-member.ts'
import { lookUpAccount, openAccount } from './open-account.ts'
import { mailsOf, oneselfToNotify, othersToNotify } from './notify-members.ts'
import { viewAccount, viewAccountPeople, viewOwnAccounts } from './view-accounts.ts'

export type Accounts = ReturnType<typeof createAccounts>

/**
 * `key`: at least 32 secret bytes, from which the key that seals addresses, powers of attorney and links is
 * derived.
 */
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
    changeContacts: changeContacts(deps),
    viewCodedUnits: viewCodedUnits(deps),
    changeUnits: changeUnits(deps),
    inviteMember: inviteMember(deps),
    withdrawInvitation: withdrawInvitation(deps),
    viewInvitation: viewInvitation(deps),
    acceptInvitation: acceptInvitation(deps),
    endMembership: endMembership(deps),
    listAccountRequests: listAccountRequests(deps),
    viewPowerOfAttorney: viewPowerOfAttorney(deps),
    decideAccountRequest: decideAccountRequest(deps),
    /**
     * For other modules: an action for an organisation, prepared outside the transaction and checked in it.
     */
    prepareAction: prepareAction(deps),
    checkMember: checkMember(deps),
    mailsOf: mailsOf(deps),
    othersToNotify,
    oneselfToNotify,
    forgetExpired: forgetExpired(deps),
    followSigning: followSigning(deps),
    remindOfPowersOfAttorney: remindOfPowersOfAttorney(deps),
    subscriptions: [endWithDeath(deps)],
  }
}
