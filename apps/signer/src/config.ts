import { readFileSync } from 'node:fs'
import path from 'node:path'
import {
  identityProviderOf,
  identityProviderSettings,
} from '@sotevarmenne/issuing/identity-provider-settings'
import { issuerFileOf, issuerSettings } from '@sotevarmenne/issuing/issuer-settings'
import { settingPrefix, unknownSettings, type settingNames } from '@sotevarmenne/kernel/settings'
import { logLevels } from '@sotevarmenne/runtime/logger'
import { z } from 'zod'
import type { Passphrase } from './keys/sealed-file.ts'

const own = {
  SIGNER_PASSPHRASE: z.string().min(12).optional(),
  SIGNER_PASSPHRASE_FILE: z.string().optional(),
  /** JSON: where the key of each issuer is, by its name: `file:` or `pkcs11:` (RFC 7512). */
  CA_KEYS_FILE: z.string().optional(),
  /** Of each profile, unless more are usual. */
  CERTIFICATES_PER_DAY: z.coerce.number().int().positive().default(5000),
} satisfies { readonly [Name in (typeof settingNames.signer)[number]]: z.ZodType }

const settings = z.object({
  DATA: z.string().default('.data'),
  DEMO_ENVIRONMENT: z.literal('1').optional(),
  LOG_LEVEL: z.enum(logLevels).default('info'),
  ...issuerSettings,
  ...identityProviderSettings,
  ...own,
})

/** Settings of the signer and of the key ceremony, from `SOTEVARMENNE_…` of the environment. */
export type Config = ReturnType<typeof readConfig>

/**
 * Configuration of this process. A wrong one ends the process, with a message and no stack: a person can
 * correct it.
 */
export function configOfProcess(): Config {
  try {
    const config = readConfig(process.env)
    if (!config.isDemoEnvironment && (process.env[`${settingPrefix}DATA`] ?? '') === '')
      throw new Error(
        'SOTEVARMENNE_DATA is missing: outside a demo environment nothing else says where the CA keys are',
      )
    return config
  } catch (fault) {
    process.stderr.write(`${fault instanceof Error ? fault.message : String(fault)}\n`)
    process.exit(1)
  }
}

export function readConfig(environment: NodeJS.ProcessEnv) {
  const read = settings.safeParse(
    Object.fromEntries(
      Object.keys(settings.shape).map((name) => [name, environment[`${settingPrefix}${name}`]]),
    ),
  )
  const unknown = unknownSettings(environment)
  if (!read.success || unknown.length > 0) {
    const wrong = (read.error?.issues ?? []).map(
      (issue) => `${settingPrefix}${issue.path.join('.')}: ${issue.message}`,
    )
    const faults = [...unknown, ...wrong].map((fault) => `  ${fault}`)
    throw new Error(`invalid configuration:\n${faults.join('\n')}`)
  }
  const input = read.data
  const data = path.resolve(input.DATA)
  return {
    isDemoEnvironment: input.DEMO_ENVIRONMENT === '1',
    logLevel: input.LOG_LEVEL,
    cas: issuerFileOf(input),
    /** File with the time of the demo environment. */
    clockFile: path.join(data, 'clock.json'),
    keyFolder: path.join(data, 'keys'),
    publicFolder: path.join(data, 'ca'),
    socketFolder: path.join(data, 'run'),
    passphrase: input.SIGNER_PASSPHRASE ?? passphraseIn(input.SIGNER_PASSPHRASE_FILE),
    identityProvider: identityProvider(input, data),
    certificatesPerDay: input.CERTIFICATES_PER_DAY,
    keyUris: keyUrisIn(input.CA_KEYS_FILE),
  }
}

/** Undefined where nobody can identify, or no key of the provider is pinned. */
function identityProvider(input: z.output<typeof settings>, data: string) {
  const provider = identityProviderOf(input)
  const example = provider?.isExample ? path.join(data, 'suomi-fi/keys.json') : undefined
  const keysFile = input.SUOMI_FI_KEYS_FILE ?? example
  return provider && keysFile !== undefined ? { ...provider, keysFile } : undefined
}

function keyUrisIn(file: string | undefined): ReadonlyMap<string, string> {
  const content = contentOf(file)
  if (content === undefined) return new Map()
  const read = z.record(z.string(), z.string()).safeParse(JSON.parse(content))
  if (!read.success) throw new Error(`${String(file)} does not map each key name to a URI`)
  return new Map(Object.entries(read.data))
}

/** As bytes, so that it can be cleared; without white space around it. */
export function passphraseIn(file: string | undefined): Passphrase | undefined {
  if (file === undefined) return undefined
  const bytes = readFileSync(file)
  const isWhite = (byte = 0) => byte === 0x20 || (byte >= 0x09 && byte <= 0x0d)
  let [from, to] = [0, bytes.length]
  while (from < to && isWhite(bytes[from])) from += 1
  while (to > from && isWhite(bytes[to - 1])) to -= 1
  return bytes.subarray(from, to)
}

const contentOf = (file: string | undefined): string | undefined =>
  file === undefined ? undefined : readFileSync(file, 'utf8').trim()
