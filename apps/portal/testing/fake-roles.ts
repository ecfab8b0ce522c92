import { randomUUID } from 'node:crypto'
import type { RolesView } from '@sotevarmenne/api/authentication'
import type { GivenRole } from '@sotevarmenne/api/permission'
import { fakeNow } from './fake-clock.ts'

type Person = { readonly personId: string; readonly name: string }
type Proposal = RolesView['proposals'][number]

/** The signed-in case officer. */
export const kaisa: Person = {
  personId: '00000000-0000-4000-8000-000000000601',
  name: 'Kaisa Käsittelijä',
}

const hanna: Person = {
  personId: '00000000-0000-4000-8000-000000000602',
  name: 'Hanna-Kaarina Hallintovirkailija-Näkkäläjärvi',
}

const olli: Person = { personId: '00000000-0000-4000-8000-000000000002', name: 'Olli Lääkäri' }

export type FakeRoles = {
  roleHolders: RolesView['holders']
  roleProposals: RolesView['proposals']
  /** As the signed-in case officer. */
  propose(person: Person, role: GivenRole, change: Proposal['change']): void
  decide(proposalId: string, decision: 'approved' | 'rejected'): void
}

/** Two case officers and a CA officer; one proposal that the signed-in case officer may approve. */
export function fakeRoles(): FakeRoles {
  const holders: RolesView['holders'] = [
    { ...kaisa, role: 'caseOfficer', appointedAt: '2026-01-07T07:00:00.000Z' },
    { ...hanna, role: 'caseOfficer', appointedAt: '2026-02-03T07:00:00.000Z' },
    { ...hanna, role: 'hotlineAgent', appointedAt: '2026-02-03T07:00:00.000Z' },
  ]
  const proposals: RolesView['proposals'] = [
    {
      proposalId: randomUUID(),
      person: olli,
      role: 'auditor',
      change: 'appoint',
      proposedBy: hanna,
      proposedAt: '2026-11-23T12:00:00.000Z',
      may: ['approve', 'reject'],
    },
  ]
  return {
    roleHolders: holders,
    roleProposals: proposals,
    propose: (person, role, change) => {
      proposals.push({
        proposalId: randomUUID(),
        person,
        role,
        change,
        proposedBy: kaisa,
        proposedAt: fakeNow,
        may: ['withdraw'],
      })
    },
    decide: (proposalId, decision) => {
      const index = proposals.findIndex((one) => one.proposalId === proposalId)
      const [decided] = proposals.splice(index, 1)
      if (decided !== undefined && decision === 'approved')
        holders.push({ ...decided.person, role: decided.role, appointedAt: fakeNow })
    },
  }
}
