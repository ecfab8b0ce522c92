import type { QcStatement } from '@sotevarmenne/x509/extensions'
import { qcTypes } from '@sotevarmenne/x509/oids'
import type { IssuerFacts } from './issuer.ts'

/** Signatures of people, or seals of organisations. */
export type QualifiedFor = 'esign' | 'eseal' | undefined

/**
 * The QCStatements of a certificate (EN 319 412-5 § 4 and § 5): none unless its issuer is qualified
 * and its profile is for signatures or seals.
 */
export function qcStatementsOf(
  { qualifiedFor }: { readonly qualifiedFor: QualifiedFor },
  { qualified }: Pick<IssuerFacts, 'qualified'>,
): readonly QcStatement[] {
  if (qualifiedFor === undefined || qualified === undefined) return []
  return [
    { kind: 'qcCompliance' },
    // Only a card stores its key so that nobody else can use it.
    ...(qualifiedFor === 'esign' ? [{ kind: 'qcSscd' } as const] : []),
    { kind: 'qcType', types: [qcTypes[qualifiedFor]] },
    { kind: 'qcPds', locations: qualified },
  ]
}
