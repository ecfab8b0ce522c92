import { appendFile } from 'node:fs/promises'
import { once } from 'node:events'
import { join } from 'node:path'
import { formatJournalLine } from '@sotevarmenne/issuing/signing-log-line'
import { readAuthorities, readIssuers } from '../../apps/server/src/pki/ca/index.ts'
import { createFileKeys } from '../../apps/signer/src/keys/file-keys.ts'
import { openJournal, type Journal, type JournalEntry } from '../../apps/signer/src/signing-log.ts'
import { serveSigner } from '../../apps/signer/src/server.ts'
import { createSigner, type Signer } from '../../apps/signer/src/signer.ts'
import type { SigningKey } from '../../apps/signer/src/keys/signing-key.ts'
import { isOfServices } from '../../apps/server/src/services/service-certificates/testing.ts'
import { ofEllipticCurves, testPassphrase } from '../support/authority.ts'
import { clock } from './issuing-world.ts'
import { dieHere } from './killing.ts'
import type { SignerArrow, SignerTask } from './killing-signer.ts'

/** A signer that is killed on the way; put together as `startSigner` does it. */
const [{ folder, role, killAt }] = (await once(process, 'message')) as [SignerTask]
process.once('disconnect', () => process.exit(1))
const at = (arrow: SignerArrow): Promise<void> => (arrow === killAt ? dieHere() : Promise.resolve())

const keyFolder = join(folder, 'keys')
const keys = createFileKeys({ folder: keyFolder, passphrase: testPassphrase, workFactor: 10 })
const issuers = await readIssuers(
  join(folder, 'authority'),
  readAuthorities({ isWanted: role === 'service' ? isOfServices : ofEllipticCurves }),
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
const journal = await openJournal(join(keyFolder, 'journal'))
const mortalJournal: Journal = {
  ...journal,
  append: async (entries) => {
    await at('signed-not-journalled')
    if (killAt === 'half-journalled') await writeHalf(entries)
    await at('half-journalled')
    await journal.append(entries)
    await at('journalled-not-answered')
  },
}
const signer = createSigner({
  issuers: new Map([[issuer.id, { issuer, key: await openKey(issuer.id, issuer.spki) }]]),
  checkpointKey: await openKey(issuers.checkpointKeys.name, issuers.checkpointKeys.current),
  journal: mortalJournal,
  clock,
})
const mortalSigner: Signer = {
  ...signer,
  signCertificate: async (asked) => {
    await at('bytes-read')
    return signer.signCertificate(asked)
  },
}
await serveSigner(mortalSigner, {
  socketFolder: join(folder, 'run'),
  onFault: (fault) => {
    process.stderr.write(`${String(fault)}\n`)
  },
})
process.send?.('ready')

/** What a crash leaves of a write: the first line whole, of the second a piece. One that came alone stands for both. */
const writeHalf = ([first, second = first]: readonly JournalEntry[]): Promise<void> =>
  appendFile(
    join(keyFolder, 'journal'),
    `${first === undefined ? '' : formatJournalLine(first)}${second === undefined ? '' : formatJournalLine(second).slice(0, 100)}`,
  )
