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
  keepFactsProblems,
  codedUnitsProblems,
  lookUpProblems,
  mandateProblems,
  memberProblems,
  openAccountProblems,
  withdrawProblems,
} from './problems.ts'

/** A mandate of two megabytes in base64, and what is beside it. */
const bodyLimit = 3_100_000

/** Of one address, a minute: a person opens one link. */
const looksPerMinute = 30

export const accountApi = (accounts: Accounts): readonly Endpoint[] => [
  endpoint({
    contract: contracts.viewOwnAccounts,
    deed: 'accounts.viewOwnAccounts',
    act: (permit) => accounts.viewOwnAccounts(permit),
    problems: {},
  }),
  endpoint({
    contract: contracts.lookUpAccount,
    deed: 'accounts.lookUpAccount',
    act: accounts.lookUpAccount,
    problems: lookUpProblems,
  }),
  endpoint({
    contract: contracts.openAccount,
    deed: 'accounts.openAccount',
    act: accounts.openAccount,
    problems: openAccountProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.joinAccount,
    deed: 'accounts.joinAccount',
    act: accounts.joinAccount,
    problems: joinAccountProblems,
    bodyLimit,
  }),
  endpoint({
    contract: contracts.viewAccount,
    deed: 'accounts.viewAccount',
    act: accounts.viewAccount,
    problems: memberProblems,
  }),
  endpoint({
    contract: contracts.viewAccountPeople,
    deed: 'accounts.viewAccount',
    act: accounts.viewAccountPeople,
    problems: memberProblems,
  }),
  endpoint({
    contract: contracts.keepContacts,
    deed: 'accounts.keepContacts',
    act: accounts.keepContacts,
    problems: keepFactsProblems,
  }),
  endpoint({
    contract: contracts.viewCodedUnits,
    deed: 'accounts.viewAccount',
    act: accounts.viewCodedUnits,
    problems: codedUnitsProblems,
  }),
  endpoint({
    contract: contracts.keepUnits,
    deed: 'accounts.keepUnits',
    act: accounts.keepUnits,
    problems: keepFactsProblems,
  }),
  endpoint({
    contract: contracts.inviteMember,
    deed: 'accounts.inviteMember',
    act: accounts.inviteMember,
    problems: inviteProblems,
  }),
  endpoint({
    contract: contracts.withdrawInvitation,
    deed: 'accounts.inviteMember',
    act: accounts.withdrawInvitation,
    problems: withdrawProblems,
  }),
  endpoint({
    contract: contracts.endMembership,
    deed: 'accounts.endMembership',
    act: accounts.endMembership,
    problems: endMembershipProblems,
  }),
  endpoint({
    contract: contracts.viewInvitation,
    deed: 'accounts.viewInvitation',
    act: accounts.viewInvitation,
    problems: invitationProblems,
    requestsPerMinute: looksPerMinute,
  }),
  endpoint({
    contract: contracts.acceptInvitation,
    deed: 'accounts.acceptInvitation',
    act: accounts.acceptInvitation,
    problems: acceptProblems,
  }),
  endpoint({
    contract: contracts.listAccountRequests,
    deed: 'accounts.viewRequests',
    act: accounts.listAccountRequests,
    problems: cursorProblems,
  }),
  endpoint({
    contract: contracts.viewMandate,
    deed: 'accounts.viewRequests',
    act: accounts.viewMandate,
    problems: mandateProblems,
  }),
  endpoint({
    contract: contracts.decideAccountRequest,
    deed: 'accounts.decideRequest',
    act: accounts.decideAccountRequest,
    problems: decideRequestProblems,
  }),
]
