import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readCas } from '@sotevarmenne/issuing/issuer-file'
import { systemClock, demoClock } from '@sotevarmenne/runtime/clock'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { startSigner } from './start-signer.ts'
import type { Passphrase } from './keys/sealed-file.ts'
import { configOfProcess, type Config } from './config.ts'

/**
 * The signer: holds the CA keys and signs what it checks to be correct. It listens on its sockets and opens
 * no other connection. Reports `ready` to the process that started it, if there is one, and ends with it.
 */
const config = configOfProcess()
const logger = createLogger('signer', { level: config.logLevel })

const signer = await startSigner({
  cas: readCas(config.cas),
  clock: config.isDemoEnvironment ? demoClock(config.clockFile) : systemClock,
  passphrase: passphraseOf(config),
  keyFolder: config.keyFolder,
  keyUris: config.keyUris,
  publicFolder: config.publicFolder,
  socketFolder: config.socketFolder,
  isForGroup: !config.isDemoEnvironment,
  certificatesPerDay: config.certificatesPerDay,
  identityProvider: config.identityProvider,
  demandsEvidence: true,
  rehearsesCeremony: config.isDemoEnvironment || process.argv.includes('--rehearse-ceremony'),
  // The passphrase of a demo environment is random and stored beside the keys: a slow scrypt would gain
  // nothing.
  ...(config.isDemoEnvironment ? { workFactor: 12 } : {}),
  say: (line) => {
    process.stdout.write(`Key ceremony: ${line}\n`)
  },
  onHsmChange: (token, trouble) => {
    if (trouble === undefined) logger.info({ token }, 'the HSM can be used')
    else logger.warn({ token, trouble }, 'the HSM can’t be used')
  },
  onFault: (fault) => {
    logger.error({ fault })
  },
})

const stop = (): void => {
  void signer.close().then(() => process.exit(0))
}
process.once('SIGTERM', stop)
process.once('SIGINT', stop)
process.once('disconnect', stop)
process.send?.('ready')
// `sotevarmenne-signer rehearse`: the CAs are there, and the service is started by its unit.
if (process.argv.includes('--then-stop')) stop()

/** The demo environment stores its passphrase beside its worthless keys; no other environment may. */
function passphraseOf({ passphrase, isDemoEnvironment, keyFolder }: Config): Passphrase {
  if (passphrase !== undefined) return passphrase
  if (!isDemoEnvironment)
    throw new Error(
      'SOTEVARMENNE_SIGNER_PASSPHRASE or SOTEVARMENNE_SIGNER_PASSPHRASE_FILE is missing',
    )
  const file = path.join(keyFolder, 'example-passphrase')
  if (!existsSync(file)) {
    // The first start of a demo environment: there is none yet.
    mkdirSync(keyFolder, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
  }
  return readFileSync(file, 'utf8').trim()
}
