import type { Audit } from '#audit/index.ts'
import type { Unsealed } from '#platform/sealing.ts'
import type { AuditReviewDeps } from './deps.ts'
import { createAuditReview } from './index.ts'

/** What auditors read of the audit log, where nobody and nothing is known by name unless the test passes it. */
export const anAuditReview = ({
  audit,
  ...given
}: Pick<AuditReviewDeps, 'db' | 'clock'> & { readonly audit: Audit } & Partial<
    Unsealed<AuditReviewDeps>
  >) =>
  createAuditReview({
    audit,
    record: audit.record,
    secret: new Uint8Array(32).fill(3),
    people: {
      findPerson: () => Promise.resolve(undefined),
      findByIdentityCode: () => Promise.resolve(undefined),
      identityCodeOf: () => Promise.reject(new Error('nobody is known')),
      searchPeople: () => Promise.resolve([]),
      namesOf: () => Promise.resolve(new Map()),
    },
    spareCards: {
      spareCardsForCaller: () => Promise.resolve([]),
      holderOfSpareCardNumber: () => Promise.resolve(undefined),
    },
    certificates: {
      findCertificate: () => Promise.resolve(undefined),
      allClients: () => Promise.resolve([]),
    },
    organisations: {
      organisationsByIds: () => Promise.resolve(new Map()),
      searchOrganisations: () => Promise.resolve([]),
    },
    registration: { findPoints: () => Promise.resolve(new Map()) },
    issuers: [],
    ...given,
  })
