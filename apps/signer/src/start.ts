import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { readAuthorities } from '@sotevarmenne/issuing/issuer-file'
import { systemClock, worldClock } from '@sotevarmenne/runtime/clock'
import { createLogger } from '@sotevarmenne/runtime/logger'
import { startSigner } from './start-signer.ts'
import { configOfProcess, type Config } from './config.ts'

/**
 * The signer: holds the CA keys and signs what passes its own judgement. It listens on its socket and opens nothing
 * else. Says `ready` to the process that started it, if one did, and ends with it.
 */
const config = configOfProcess()
const logger = createLogger('signer', { level: config.logLevel })

const signer = await startSigner({
  authorities: readAuthorities(config.authorities),
  clock: config.isExampleWorld ? worldClock(config.clockFile) : systemClock,
  passphrase: passphraseOf(config),
  keyFolder: config.keyFolder,
  keyUris: config.keyUris,
  publicFolder: config.publicFolder,
  socketFolder: config.socketFolder,
  isForGroup: !config.isExampleWorld,
  rehearsesCeremony: config.isExampleWorld || process.argv.includes('--rehearse-ceremony'),
  // The passphrase of an example world is random and lies beside the keys: nothing is won by making it slow.
  ...(config.isExampleWorld ? { workFactor: 12 } : {}),
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

/** The example world keeps its passphrase beside its keys, which are worth nothing; nobody else may. */
function passphraseOf({ passphrase, isExampleWorld, keyFolder }: Config): string {
  if (passphrase !== undefined) return passphrase
  if (!isExampleWorld)
    throw new Error(
      'SOTEVARMENNE_SIGNER_PASSPHRASE or SOTEVARMENNE_SIGNER_PASSPHRASE_FILE is missing',
    )
  const file = path.join(keyFolder, 'example-passphrase')
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    // The first start of an example world: there is none yet.
    mkdirSync(keyFolder, { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' })
    return readFileSync(file, 'utf8').trim()
  }
}
