import { readFileSync } from 'node:fs'
import path from 'node:path'
import { issuerFileOf, issuerSettings } from '@sotevarmenne/issuing/issuer-settings'
import { settingPrefix, unknownSettings, type settingNames } from '@sotevarmenne/kernel/settings'
import { z } from 'zod'

const own = {
  SIGNER_PASSPHRASE: z.string().min(12).optional(),
  SIGNER_PASSPHRASE_FILE: z.string().optional(),
  /** JSON: where the key of each issuer lives, by its name: `file:` or `pkcs11:` (RFC 7512). */
  CA_KEYS_FILE: z.string().optional(),
} satisfies { readonly [Name in (typeof settingNames.signer)[number]]: z.ZodType }

const settings = z.object({
  DATA: z.string().default('.data'),
  EXAMPLE_WORLD: z.literal('1').optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug']).default('info'),
  ...issuerSettings,
  ...own,
})

/** Settings of the signer and of the key ceremony, from `SOTEVARMENNE_…` of the environment. */
export type Config = ReturnType<typeof readConfig>

/** Of this process. One that is wrong ends the process, and is said without a stack: a person put it there. */
export function configOfProcess(): Config {
  try {
    return readConfig(process.env)
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
    throw new Error(`the configuration is wrong:\n${faults.join('\n')}`)
  }
  const told = read.data
  const data = path.resolve(told.DATA)
  return {
    isExampleWorld: told.EXAMPLE_WORLD === '1',
    logLevel: told.LOG_LEVEL,
    authorities: issuerFileOf(told),
    /** Where the time of the example world stands. */
    clockFile: path.join(data, 'clock.json'),
    keyFolder: path.join(data, 'keys'),
    publicFolder: path.join(data, 'authority'),
    socketFolder: path.join(data, 'run'),
    passphrase: told.SIGNER_PASSPHRASE ?? contentOf(told.SIGNER_PASSPHRASE_FILE),
    keyUris: keyUrisIn(told.CA_KEYS_FILE),
  }
}

function keyUrisIn(file: string | undefined): ReadonlyMap<string, string> {
  const content = contentOf(file)
  if (content === undefined) return new Map()
  const read = z.record(z.string(), z.string()).safeParse(JSON.parse(content))
  if (!read.success) throw new Error(`${String(file)} does not name a place for each key`)
  return new Map(Object.entries(read.data))
}

const contentOf = (file: string | undefined): string | undefined =>
  file === undefined ? undefined : readFileSync(file, 'utf8').trim()
