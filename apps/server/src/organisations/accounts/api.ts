import { powerOfAttorneyUpload } from '@sotevarmenne/api/uploads'
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

/** Rate limit for one address, per minute: a person opens one link. */
const accessesPerMinute = 30

export const accountApi = (accounts: Accounts): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewOwnAccounts,
    action: (permit) => accounts.viewOwnAccounts(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.lookUpAccount,
    action: accounts.lookUpAccount,
    problems: lookUpProblems,
  }),
  endpoint({
    contract: contracts.openAccount,
    action: accounts.openAccount,
    problems: openAccountProblems,
    bodyLimit: powerOfAttorneyUpload.bodyLimit,
  }),
  endpoint({
    contract: contracts.joinAccount,
    action: accounts.joinAccount,
    problems: joinAccountProblems,
    bodyLimit: powerOfAttorneyUpload.bodyLimit,
  }),
  endpoint({
    contract: contracts.viewAccount,
    action: accounts.viewAccount,
    problems: memberProblems,
  }),
  endpoint({
    contract: contracts.viewAccountPeople,
    action: accounts.viewAccountPeople,
    problems: memberProblems,
  }),
  endpoint({
    contract: contracts.changeContacts,
    action: accounts.changeContacts,
    problems: changeFactsProblems,
  }),
  endpoint({
    contract: contracts.viewCodedUnits,
    action: accounts.viewCodedUnits,
    problems: codedUnitsProblems,
  }),
  endpoint({
    contract: contracts.changeUnits,
    action: accounts.changeUnits,
    problems: changeFactsProblems,
  }),
  endpoint({
    contract: contracts.inviteMember,
    action: accounts.inviteMember,
    problems: inviteProblems,
  }),
  endpoint({
    contract: contracts.withdrawInvitation,
    action: accounts.withdrawInvitation,
    problems: withdrawProblems,
  }),
  endpoint({
    contract: contracts.endMembership,
    action: accounts.endMembership,
    problems: endMembershipProblems,
  }),
  endpoint({
    contract: contracts.viewInvitation,
    action: accounts.viewInvitation,
    problems: invitationProblems,
    requestsPerMinute: accessesPerMinute,
  }),
  endpoint({
    contract: contracts.acceptInvitation,
    action: accounts.acceptInvitation,
    problems: acceptProblems,
  }),
  endpoint({
    contract: contracts.listAccountRequests,
    action: accounts.listAccountRequests,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewPowerOfAttorney,
    action: accounts.viewPowerOfAttorney,
    problems: powerOfAttorneyProblems,
  }),
  endpoint({
    contract: contracts.decideAccountRequest,
    action: accounts.decideAccountRequest,
    problems: decideRequestProblems,
  }),
]
