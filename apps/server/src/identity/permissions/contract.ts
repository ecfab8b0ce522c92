import type { Brand } from '@sotevarmenne/kernel/brand'
import type { Instant } from '@sotevarmenne/kernel/instant'

declare module '#platform/permit.ts' {
  interface Permissions {
    permissions:
      'permissions.bootstrap' | 'access.viewRoles' | 'access.proposeRole' | 'access.decideProposal'
  }
}

/** What a person may be to the service. */
export type Role = 'holder' | 'registrar' | GivenRole

/** Roles that are given and taken here, by two persons. Registrars are appointed by `registration`, of a point. */
export type GivenRole = 'handler' | 'auditor' | 'caOfficer' | 'revocationAgent'

/** One change of one person's role that waits for its second pair of eyes. UUID. */
export type ProposalId = Brand<string, 'ProposalId'>

export type RoleProposal = {
  readonly proposalId: ProposalId
  readonly personId: string
  readonly role: GivenRole
  readonly change: 'appoint' | 'end'
  readonly proposedBy: string
  readonly proposedAt: Instant
}

export type RoleProposed = {
  readonly type: 'RoleProposed'
  readonly proposalId: ProposalId
  readonly role: GivenRole
  readonly change: 'appoint' | 'end'
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
  /** Absent at the beginning of the service, which two persons made together. */
  readonly proposalId?: ProposalId
  readonly role: GivenRole
  readonly about: { readonly personId: string }
}

export type RoleEnded = {
  readonly type: 'RoleEnded'
  /** Absent where it ended with the life of whoever had it. */
  readonly proposalId?: ProposalId
  readonly role: GivenRole
  readonly about: { readonly personId: string }
}

/** Somebody saw which roles the person has. */
export type RolesViewed = {
  readonly type: 'RolesViewed'
  readonly about: { readonly personId: string }
}

/** The service has its first registrar and handler, and can't be begun again. */
export type Bootstrapped = {
  readonly type: 'Bootstrapped'
  readonly registrar: string
  readonly handler: string
}
