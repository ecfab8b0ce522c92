import type { RoleChange } from '@sotevarmenne/api/authentication'
import type { GivenRole, Role } from '@sotevarmenne/api/permission'
import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

export type { GivenRole, Role }

/** A proposed change of one person's role that waits for its approval (dual control). UUID. */
export type ProposalId = Brand<string, 'ProposalId'>

export type RoleProposal = {
  readonly proposalId: ProposalId
  readonly personId: string
  readonly role: GivenRole
  readonly change: RoleChange
  readonly proposedBy: string
  readonly proposedAt: Instant
}

export type RoleProposed = {
  readonly type: 'RoleProposed'
  readonly proposalId: ProposalId
  readonly role: GivenRole
  readonly change: RoleChange
  readonly about: { readonly personId: string }
}

export type RoleProposalRejected = {
  readonly type: 'RoleProposalRejected'
  readonly proposalId: ProposalId
  readonly role: GivenRole
  readonly about: { readonly personId: string }
}

export type RoleAppointed = {
  readonly type: 'RoleAppointed'
  /** Absent for the roles given at the bootstrap of the service. */
  readonly proposalId?: ProposalId
  readonly role: GivenRole
  readonly about: { readonly personId: string }
}

export type RoleEnded = {
  readonly type: 'RoleEnded'
  /** Absent when the role ended with the person's death. */
  readonly proposalId?: ProposalId
  readonly role: GivenRole
  readonly about: { readonly personId: string }
}

/** Somebody saw the person's roles. */
export type RolesViewed = {
  readonly type: 'RolesViewed'
  readonly about: { readonly personId: string }
}
