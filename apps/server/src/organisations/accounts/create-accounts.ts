import { withSealing, type Unsealed } from '#platform/sealing.ts'
import type { Tx } from '#platform/db.ts'
import { bindOperations } from '#platform/operation.ts'
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
import { everMembersAmong, membersOf } from './store.ts'
import { waitingRequests } from './stores/waiting.ts'
import { membersInForce, viewAccount, viewAccountPeople, viewOwnAccounts } from './view-accounts.ts'

type MemberSought = { readonly organisationId: string; readonly memberId: string }

export type Accounts = ReturnType<typeof createAccounts>

/** Seals addresses, powers of attorney and links. */
export function createAccounts(wired: Unsealed<AccountsDeps>) {
  const deps: AccountsDeps = withSealing(wired, 'accounts')
  return {
    ...bindOperations(deps, {
      viewOwnAccounts,
      lookUpAccount,
      openAccount,
      joinAccount,
      viewAccount,
      viewAccountPeople,
      changeContacts,
      viewCodedUnits,
      changeUnits,
      inviteMember,
      withdrawInvitation,
      endMembership,
      viewInvitation,
      acceptInvitation,
      listAccountRequests,
      viewPowerOfAttorney,
      decideAccountRequest,
    }),
    /**
     * For other modules: an action for an organisation, prepared outside the transaction and checked in it.
     */
    prepareAction: prepareAction(deps),
    checkMember: checkMember(deps),
    /** For the advice desk, which records the access to each. */
    membersInForce: membersInForce(deps),
    /** For pages about what was done: who is named there. */
    everMembersAmong,
    memberOf: async (tx: Tx, { organisationId, memberId }: MemberSought) =>
      (await membersOf(tx, organisationId)).find((member) => member.memberId === memberId),
    mailsOf: mailsOf(deps),
    othersToNotify,
    oneselfToNotify,
    forgetExpired: forgetExpired(deps),
    followSigning: followSigning(deps),
    remindOfPowersOfAttorney: remindOfPowersOfAttorney(deps),
    schedules: [
      { name: 'invitations that nobody took up', run: forgetExpired(deps) },
      { name: 'the register of those who sign', run: followSigning(deps) },
      { name: 'powers of attorney that end', run: remindOfPowersOfAttorney(deps) },
    ],
    subscriptions: [endWithDeath(deps)],
    waiting: [waitingRequests],
  }
}
