import { settingPrefix } from '@sotevarmenne/kernel/settings'
import type { ProcessName } from './processes.ts'

/**
 * What an installation must say, because no default is right for it: where the data are, and who tells facts
 * about people and organisations. A demo environment has both in itself.
 */
export function missingSettings(
  environment: NodeJS.ProcessEnv,
  process: ProcessName,
): readonly string[] {
  const isSet = (name: string) => (environment[`${settingPrefix}${name}`] ?? '') !== ''
  if (isSet('DEMO_ENVIRONMENT')) return []
  const hasDatabase = isSet('DATABASE_URL') || (environment['DATABASE_URL'] ?? '') !== ''
  return [
    ...(isSet('DATA') ? [] : ['DATA']),
    ...(hasDatabase ? [] : ['DATABASE_URL']),
    ...(handlesPeople(process) ? otherSystems.filter((name) => !isSet(name)) : []),
    ...(handlesPeople(process) && isSet('SELLER_FILE') && !isSet('INVOICE_OPERATOR_URL')
      ? ['INVOICE_OPERATOR_URL']
      : []),
  ].map((name) => `${settingPrefix}${name}`)
}

/** Throws with the names of all that is missing. */
export function demandSettings(environment: NodeJS.ProcessEnv, process: ProcessName): void {
  const missing = missingSettings(environment, process)
  if (missing.length === 0) return
  throw new Error(
    `${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing: outside a demo environment nothing else says where the data are and who is asked (docs/operations/install.md). ` +
      `SOTEVARMENNE_DATABASE_URL=embedded is the embedded database in SOTEVARMENNE_DATA`,
  )
}

/** OCSP and client-certificate sign-in ask no register. */
const handlesPeople = (process: ProcessName): boolean =>
  process !== 'ocsp' && process !== 'tls-sign-in'

const otherSystems = [
  'REGISTERS_URL',
  'CODE_SERVER_URL',
  'BUSINESS_REGISTER_URL',
  'SIGNING_REGISTER_URL',
  'BUREAU_URL',
]
