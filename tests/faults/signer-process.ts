import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { instant } from '@sotevarmenne/kernel/instant'
import { readAuthorities, readIssuers } from '../../apps/server/src/authority/index.ts'
import { createFileKeys } from '../../apps/server/src/authority/signer/file-keys.ts'
import { openJournal, type Journal } from '../../apps/server/src/authority/signer/journal.ts'
import { serveSigner } from '../../apps/server/src/authority/signer/server.ts'
import { createSigner } from '../../apps/server/src/authority/signer/signer.ts'
import type { SigningKey } from '../../apps/server/src/authority/signing-key.ts'
import { ofEllipticCurves, testPassphrase } from '../support/authority.ts'
import { dieHere, parseSignerTask, type SignerArrow } from './killing.ts'

/** A signer that is killed at one arrow of signing; put together as `startSigner` does it. */
const { folder, killAt } = parseSignerTask(process.argv[2])
const at = (arrow: SignerArrow): Promise<void> => (arrow === killAt ? dieHere() : Promise.resolve())

const keyFolder = join(folder, 'keys')
const keys = createFileKeys({ folder: keyFolder, passphrase: testPassphrase, workFactor: 10 })
const issuers = await readIssuers(
  join(folder, 'authority'),
  readAuthorities({ isWanted: ofEllipticCurves }),
)
const openKey = async (name: string, spki: Uint8Array): Promise<SigningKey> => {
  const key = await keys.open(name, spki)
  if (!key.ok) throw new Error(key.refusal.kind)
  return {
    ...key.value,
    sign: async (data) => {
      await at('asked')
      return key.value.sign(data)
    },
  }
}
const professional = issuers.current('professional', 'ecc')
const journal = await openJournal(join(keyFolder, 'journal'))
const dyingJournal: Journal = {
  ...journal,
  append: async (entries) => {
    await at('signed-not-written')
    const [entry] = entries
    if (entry !== undefined && killAt === 'half-a-line-written')
      await appendFile(join(keyFolder, 'journal'), `${entry.use} ${entry.digest.slice(0, 20)}`)
    await at('half-a-line-written')
    await journal.append(entries)
    await at('written-not-answered')
  },
}
const signer = createSigner({
  issuers: new Map([
    [
      professional.id,
      { issuer: professional, key: await openKey(professional.id, professional.spki) },
    ],
  ]),
  checkpointKey: await openKey('checkpoint', issuers.checkpointKey),
  journal: dyingJournal,
  clock: { now: () => instant(Date.now()) },
})
await serveSigner(signer, {
  socketPath: join(folder, 'signer.sock'),
  onFault: (fault) => {
    process.stderr.write(`${String(fault)}\n`)
  },
})
process.send?.('ready')
