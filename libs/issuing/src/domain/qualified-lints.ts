import type { QcStatement } from '@sotevarmenne/x509/extensions'
import type { Lint } from './lint-subject.ts'
import { qcStatementsOf } from './qc-statements.ts'

/** Rules for the QCStatements of a certificate. */
export const qualifiedLints: readonly Lint[] = [
  {
    rule: 'qualified-as-decided',
    source:
      'EN 319 412-5 § 4.2 and § 5: a qualified certificate states that it is one; none of a TEST CA is',
    check: ({ certificate: { known }, profile, issuer }) => {
      const written = JSON.stringify(known.qcStatements ?? [])
      return written === JSON.stringify(qcStatementsOf(profile, issuer)) ? undefined : written
    },
  },
  {
    rule: 'disclosure-readable',
    source: 'EN 319 412-5 § 4.3.4: over https, in English too, two letters for each language',
    check: ({ certificate: { known } }) => {
      const locations = (known.qcStatements ?? []).flatMap(locationsOf)
      if (locations.length === 0) return undefined
      const wrong = locations.find(
        ({ url, language }) => !url.startsWith('https://') || !/^[a-z]{2}$/.test(language),
      )
      if (wrong !== undefined) return `${wrong.language} ${wrong.url}`
      return locations.some(({ language }) => language === 'en') ? undefined : 'none in English'
    },
  },
]

const locationsOf = (statement: QcStatement) =>
  statement.kind === 'qcPds' ? statement.locations : []
