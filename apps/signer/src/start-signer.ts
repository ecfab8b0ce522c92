import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Authorities } from '@sotevarmenne/issuing/issuer-file'
import { readIssuers } from '@sotevarmenne/issuing/issuers'
import type { SignerCounts } from '@sotevarmenne/issuing/socket/messages'
import type { Clock } from '@sotevarmenne/runtime/clock'
import type { KeyStore, SigningKey } from './keys/signing-key.ts'
import { createAdminKeys, makeFirstAdminMaster, openAdminMasters, openUses } from './admin-keys.ts'
import { isCeremonyDue, isMade, rehearseCeremony } from './ceremony/rehearse.ts'
import { inLanes } from './map-with-concurrency.ts'
import { openJournal } from './signing-log.ts'
import { createKeyStore, type KeyStoreOptions } from './keys/key-store.ts'
import type { SessionLimits } from './keys/pkcs11/sessions.ts'
import { serveSigner } from './server.ts'
import { createSigner, type KeyedIssuer } from './signer.ts'

/** Opens the keys (rehearses the key ceremony first where that is asked and one is due), and serves the socket. */
export async function startSigner(options: StartSigner): Promise<RunningSigner> {
  const { authorities, clock, keyFolder, publicFolder, say = () => undefined } = options
  await mkdir(keyFolder, { recursive: true, mode: 0o700 })
  const keys = createKeyStore({
    uris: options.keyUris ?? new Map(),
    folder: keyFolder,
    passphrase: options.passphrase,
    ...(options.workFactor === undefined ? {} : { workFactor: options.workFactor }),
    ...(options.hsmLimits && { hsmLimits: options.hsmLimits }),
    ...(options.onHsmChange && { onHsmChange: options.onHsmChange }),
  })
  const journal = await openJournal(join(keyFolder, 'journal'))
  if (options.rehearsesCeremony && (await isCeremonyDue(authorities, options)))
    await rehearseCeremony({ ...options, keys, rootFolder: join(keyFolder, 'root'), say })
  else if (!(await isMade(publicFolder)))
    throw new Error(`no authority in ${publicFolder}: its key ceremony has to be held first`)

  const issuers = await readIssuers(publicFolder, authorities)
  // The keys of roots are not here: they sign in ceremonies only.
  const online = issuers.all.filter(({ role }) => role !== 'root')
  const { name, current } = issuers.checkpointKeys
  const checkpointKey = await openKey(keys, name, current)
  const keyed = new Map<string, KeyedIssuer>(
    await inLanes(online, async (issuer) => [
      issuer.id,
      { issuer, key: await openKey(keys, issuer.id, issuer.spki) },
    ]),
  )
  const masters = await openMasters(options)
  const uses = await openUses(keyFolder, clock)
  const adminKeys = createAdminKeys({ masters, writeDown: uses.write, clock })
  const signer = createSigner({ issuers: keyed, checkpointKey, journal, clock, adminKeys })
  const server = await serveSigner(signer, options)

  return {
    counts: signer.counts,
    close: async () => {
      await server.close()
      await journal.close()
      await uses.close()
      await keys.close()
    },
  }
}

export type StartSigner = {
  readonly authorities: Authorities
  readonly clock: Clock
  readonly passphrase: string
  /** The sealed keys and the journal: the signer's user alone reads it. */
  readonly keyFolder: string
  /** Where keys live that are not in that folder (see `createKeyStore`). */
  readonly keyUris?: ReadonlyMap<string, string>
  /** The certificates, for everybody. */
  readonly publicFolder: string
  /** Of the sockets, one for each kind of asker. */
  readonly socketFolder: string
  /** Whether the groups of the sockets' folders may open them. */
  readonly isForGroup?: boolean
  /** Holds the ceremony by itself when one is due: for example worlds and tests. */
  readonly rehearsesCeremony: boolean
  readonly say?: (line: string) => void
  readonly onFault: (fault: unknown) => void
  readonly workFactor?: number
  /** How long an HSM is waited for, when not as usual. */
  readonly hsmLimits?: SessionLimits
  /** Told when an HSM is away, or away for another reason, and when it is back. */
  readonly onHsmChange?: KeyStoreOptions['onHsmChange']
}

export type RunningSigner = {
  readonly counts: () => SignerCounts
  readonly close: () => Promise<void>
}

/** Made by itself only where the ceremony is: a service that lost its master key must not go on with another unseen. */
async function openMasters({
  keyFolder,
  passphrase,
  workFactor,
  rehearsesCeremony,
  say = () => undefined,
}: StartSigner): Promise<ReadonlyMap<number, Uint8Array>> {
  const seal = { passphrase, ...(workFactor === undefined ? {} : { workFactor }) }
  if (rehearsesCeremony && (await makeFirstAdminMaster(keyFolder, seal)))
    say('the master key of card admin keys was made')
  return openAdminMasters(keyFolder, passphrase)
}

async function openKey(keys: KeyStore, name: string, spki: Uint8Array): Promise<SigningKey> {
  const key = await keys.open(name, spki)
  if (!key.ok) throw new Error(`the key of ${name} does not open: ${key.refusal.kind}`)
  return key.value
}
