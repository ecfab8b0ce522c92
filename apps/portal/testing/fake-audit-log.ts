import type { CheckpointView, AuditEntryView } from '@sotevarmenne/api/audit'

type Permission = readonly [
  operation: string,
  type: string,
  reason: string,
  facts?: AuditEntryView['facts'],
]

const person = '00000000-0000-4000-8000-000000000001'
const card = '00000000-0000-4000-8000-000000000101'

const operations: readonly Permission[] = [
  ['audit.viewAuditLog', 'AuditLogSearched', 'auditor', { sought: { limit: 25 } }],
  ['cards.handOverCard', 'CardHandedOver', 'registrar of a point', { documentType: 'passport' }],
  ['crl.publishCrl', 'CrlPublished', 'work of the service', { number: 42, entries: 7 }],
  ['certificates.issueCertificate', 'CertificateIssued', 'work of the service'],
  ['orders.placeOrder', 'OrderPlaced', 'registrar of a point'],
  ['access.signIn', 'SignedIn', 'open to everybody'],
]

/** Thirty invented audit entries, newest first. */
export const auditLog: readonly AuditEntryView[] = Array.from({ length: 30 }, (_, index) => {
  const [operation, type, reason, facts = {}] = operations[index % operations.length] ?? [
    '',
    '',
    '',
  ]
  const isOfService = reason === 'work of the service'
  return {
    entryId: `00000000-0000-4000-8000-${String(700 + index).padStart(12, '0')}`,
    at: new Date(Date.UTC(2026, 10, 24, 10, 15) - index * 60_000).toISOString(),
    type,
    operation,
    actor: isOfService
      ? { kind: 'process', name: 'jobs' }
      : { kind: 'person', personId: '00000000-0000-4000-8000-000000000009' },
    reason,
    about: isOfService ? undefined : { personId: person, cardId: card },
    facts,
  }
})

const root = 'vK7Yb1f8bJ0mD9s1rUe3a2o6xNcQwZk5tHqLr4pGxyA='

export const checkpoints: readonly CheckpointView[] = [0, 1, 2].map((index) => ({
  size: auditLog.length - index,
  root,
  at: new Date(Date.UTC(2026, 10, 24, 10, 15) - index * 60_000).toISOString(),
  signature: root,
}))

export const checkpointKey = `MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE${'A'.repeat(80)}AAAAAA==`
