import { appendFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { formatSigningLogLine } from '@sotevarmenne/issuing/signing-log-line'
import { readCas, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import { createFileKeys } from '../../apps/signer/src/keys/file-keys.ts'
import {
  openSigningLog,
  type SigningLog,
  type SigningLogEntry,
} from '../../apps/signer/src/signing-log.ts'
import { serveSigner } from '../../apps/signer/src/server.ts'
import { createSigner, type Signer } from '../../apps/signer/src/signer.ts'
import type { SigningKey } from '../../apps/signer/src/keys/signing-key.ts'
import { isOfServices } from '../../apps/server/src/services/service-certificates/testing.ts'
import { ofEllipticCurves, testPassphrase } from '@sotevarmenne/tests/ca/test-ca'
import { clock } from './issuing-environment.ts'
import { dieHere } from './killing.ts'
import type { SignerCrashPoint, SignerTask } from './killing-signer.ts'

/** A signer that is killed on the way; set up like `startSigner`. */
const [{ folder, role, killAt }] = (await once(process, 'message')) as [SignerTask]
process.once('disconnect', () => process.exit(1))
const at = (crashPoint: SignerCrashPoint): Promise<void> =>
  crashPoint === killAt ? dieHere() : Promise.resolve()

const keyFolder = join(folder, 'keys')
const keys = createFileKeys({ folder: keyFolder, passphrase: testPassphrase, workFactor: 10 })
const issuers = await readIssuers(
  join(folder, 'ca'),
  readCas({ isWanted: role === 'service' ? isOfServices : ofEllipticCurves }),
)
const openKey = async (name: string, spki: Uint8Array): Promise<SigningKey> => {
  const key = await keys.open(name, spki)
  if (!key.ok) throw new Error(key.refusal.kind)
  return {
    ...key.value,
    sign: async (data) => {
      await at('linted')
      return key.value.sign(data)
    },
  }
}
const issuer = issuers.current(role, 'ecc')
const signingLog = await openSigningLog(join(keyFolder, 'signing-log'))
const mortalSigningLog: SigningLog = {
  ...signingLog,
  append: async (entries) => {
    await at('signed-not-logged')
    if (killAt === 'half-logged') await writeHalf(entries)
    await at('half-logged')
    await signingLog.append(entries)
    await at('logged-not-returned')
  },
}
const signer = createSigner({
  issuers: new Map([[issuer.id, { issuer, key: await openKey(issuer.id, issuer.spki) }]]),
  checkpointKey: await openKey(issuers.checkpointKeys.name, issuers.checkpointKeys.current),
  signingLog: mortalSigningLog,
  clock,
})
const mortalSigner: Signer = {
  ...signer,
  signCertificate: async (requested) => {
    await at('bytes-read')
    return signer.signCertificate(requested)
  },
}
await serveSigner(mortalSigner, {
  socketFolder: join(folder, 'run'),
  onFault: (fault) => {
    process.stderr.write(`${String(fault)}\n`)
  },
})
process.send?.('ready')

/** An interrupted write: the first line complete, the second partial. A single entry is used as both. */
const writeHalf = ([first, second = first]: readonly SigningLogEntry[]): Promise<void> =>
  appendFile(
    join(keyFolder, 'signing-log'),
    `${first === undefined ? '' : formatSigningLogLine(first)}${second === undefined ? '' : formatSigningLogLine(second).slice(0, 100)}`,
  )
