import * as contracts from '@sotevarmenne/api/accounts'
import { endpoint, type Endpoint } from '#platform/endpoint.ts'
import { cursorProblems } from '#platform/paging.ts'
import type { Accounts } from './create-accounts.ts'
import {
  acceptProblems,
  decideRequestProblems,
  endMembershipProblems,
  invitationProblems,
  inviteProblems,
  joinAccountProblems,
  changeFactsProblems,
  codedUnitsProblems,
  lookUpProblems,
  powerOfAttorneyProblems,
  memberProblems,
  openAccountProblems,
  withdrawProblems,
} from './problems.ts'

/** A power of attorney of two megabytes in base64, and the other fields. */
const bodyLimit = 3_100_000

/** Rate limit for one address, per minute: a person opens one link. */
const accessesPerMinute = 30

export const accountApi = (accounts: Accounts): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewOwnAccounts,
    operation: 'accounts.viewOwnAccounts',
    action: (permit) => accounts.viewOwnAccounts(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.lookUpAccount,
    operation: 'accounts.lookUpAccount',
    action: accounts.lookUpAccount,
    problems: lookUpProblems,
  }),
  endpoint({
    contract: contracts.openAccount,
    operation: 'accounts.openAccount',
    action: accounts.openAccount,
    problems: openAccountProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.joinAccount,
    operation: 'accounts.joinAccount',
    action: accounts.joinAccount,
    problems: joinAccountProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.viewAccount,
    operation: 'accounts.viewAccount',
    action: accounts.viewAccount,
    problems: memberProblems,
  }),
  endpoint({
    contract: contracts.viewAccountPeople,
    operation: 'accounts.viewAccount',
    action: accounts.viewAccountPeople,
    problems: memberProblems,
  }),
  endpoint({
    contract: contracts.changeContacts,
    operation: 'accounts.changeContacts',
    action: accounts.changeContacts,
    problems: changeFactsProblems,
  }),
  endpoint({
    contract: contracts.viewCodedUnits,
    operation: 'accounts.viewAccount',
    action: accounts.viewCodedUnits,
    problems: codedUnitsProblems,
  }),
  endpoint({
    contract: contracts.changeUnits,
    operation: 'accounts.changeUnits',
    action: accounts.changeUnits,
    problems: changeFactsProblems,
  }),
  endpoint({
    contract: contracts.inviteMember,
    operation: 'accounts.inviteMember',
    action: accounts.inviteMember,
    problems: inviteProblems,
  }),
  endpoint({
    contract: contracts.withdrawInvitation,
    operation: 'accounts.inviteMember',
    action: accounts.withdrawInvitation,
    problems: withdrawProblems,
  }),
  endpoint({
    contract: contracts.endMembership,
    operation: 'accounts.endMembership',
    action: accounts.endMembership,
    problems: endMembershipProblems,
  }),
  endpoint({
    contract: contracts.viewInvitation,
    operation: 'accounts.viewInvitation',
    action: accounts.viewInvitation,
    problems: invitationProblems,
    requestsPerMinute: accessesPerMinute,
  }),
  endpoint({
    contract: contracts.acceptInvitation,
    operation: 'accounts.acceptInvitation',
    action: accounts.acceptInvitation,
    problems: acceptProblems,
  }),
  endpoint({
    contract: contracts.listAccountRequests,
    operation: 'accounts.viewRequests',
    action: accounts.listAccountRequests,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewPowerOfAttorney,
    operation: 'accounts.viewRequests',
    action: accounts.viewPowerOfAttorney,
    problems: powerOfAttorneyProblems,
  }),
  endpoint({
    contract: contracts.decideAccountRequest,
    operation: 'accounts.decideRequest',
    action: accounts.decideAccountRequest,
    problems: decideRequestProblems,
  }),
]
