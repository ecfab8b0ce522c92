import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cas } from '@sotevarmenne/issuing/issuer-file'
import { certifiesPeople, readIssuers } from '@sotevarmenne/issuing/issuers'
import type { SignerCounts } from '@sotevarmenne/issuing/socket/messages'
import type { Clock } from '@sotevarmenne/runtime/clock'
import type { KeyStore, SigningKey } from './keys/signing-key.ts'
import { createAdminKeys, makeFirstAdminMaster, openAdminMasters } from './admin-keys.ts'
import { createEvidenceCheck } from './evidence/check-evidence.ts'
import type { PinnedProvider } from './evidence/id-token.ts'
import { isCeremonyDue, isProduced, rehearseCeremony } from './ceremony/rehearse.ts'
import { mapWithConcurrency } from '@sotevarmenne/kernel/map-with-concurrency'
import { keysAtOnce } from './keys/keys-at-once.ts'
import { openMonthlyLog } from './memory/monthly-log.ts'
import { applyDecisions } from './memory/decisions.ts'
import { openMemory } from './memory/memory.ts'
import { openNoteKey } from './note-key.ts'
import { openSigningLog } from './signing-log.ts'
import { createKeyStore, type KeyStoreOptions } from './keys/key-store.ts'
import type { SessionLimits } from './keys/pkcs11/sessions.ts'
import type { Passphrase } from './keys/sealed-file.ts'
import { serveSigner } from './server.ts'
import { createSigner, type KeyedIssuer } from './signer.ts'

/**
 * Opens the keys (rehearses the key ceremony first if that is requested and due), and serves the sockets.
 */
export async function startSigner(options: StartSigner): Promise<RunningSigner> {
  const { cas, clock, keyFolder, publicFolder, say = () => undefined } = options
  await mkdir(keyFolder, { recursive: true, mode: 0o700 })
  const keys = createKeyStore({
    uris: options.keyUris ?? new Map(),
    folder: keyFolder,
    passphrase: options.passphrase,
    ...(options.workFactor === undefined ? {} : { workFactor: options.workFactor }),
    ...(options.hsmLimits && { hsmLimits: options.hsmLimits }),
    ...(options.onHsmChange && { onHsmChange: options.onHsmChange }),
  })
  const signingLog = await openSigningLog(join(keyFolder, 'signing-log'), { say })
  const isAlreadyProduced = await isProduced(publicFolder)
  // CAs that another file made are refused before a ceremony adds to them.
  if (isAlreadyProduced) await readIssuers(publicFolder, cas)
  if (options.rehearsesCeremony && (await isCeremonyDue(cas, options)))
    await rehearseCeremony({ ...options, keys, rootFolder: join(keyFolder, 'root'), say })
  else if (!isAlreadyProduced)
    throw new Error(`no CA in ${publicFolder}: run the key ceremony first`)

  const issuers = await readIssuers(publicFolder, cas)
  // The keys of root CAs are not here: they sign in ceremonies only.
  const online = issuers.all.filter(({ role }) => role !== 'root')
  const { name, current } = issuers.checkpointKeys
  const checkpointKey = await openKey(keys, name, current)
  const keyed = new Map<string, KeyedIssuer>(
    await mapWithConcurrency(online, keysAtOnce, async (issuer) => [
      issuer.id,
      { issuer, key: await openKey(keys, issuer.id, issuer.spki) },
    ]),
  )
  const masters = await openMasters(options)
  const noteKey = await openNoteKey(options, options.passphrase)
  if (typeof options.passphrase !== 'string') options.passphrase.fill(0)
  const uses = await openMonthlyLog(keyFolder, 'admin-key-uses', clock)
  const memory = await openMemory(join(keyFolder, 'memory'), clock, {
    ...{ earlierLogs: keyFolder, perDay: options.certificatesPerDay },
    master: masters.get(Math.min(...masters.keys())),
    isBegun: online.some((issuer) => certifiesPeople(issuer) && signingLog.hasSerialOf(issuer.id)),
  })
  const adminKeys = createAdminKeys({
    ...{ masters, memory: memory.derivations, clock },
    writeDown: uses.write,
  })
  const decisions = await applyDecisions({
    folder: join(keyFolder, 'decisions'),
    roots: new Map(issuers.roots.map((root) => [root.id, root])),
    ...{ clock, signingLog, memory },
    onRefused: (digest, fault) => {
      options.onFault(new Error(`the decision ${digest} is not applied`, { cause: fault }))
    },
  })
  const signer = createSigner({
    issuers: keyed,
    ...{ checkpointKey, noteKey, signingLog, memory, clock, adminKeys, decisions },
    ...(options.demandsEvidence && {
      checkEvidence: createEvidenceCheck({
        ...{ issuers: online, signingLog, crls: memory.crls, holders: memory.holders },
        identityProvider: options.identityProvider,
      }),
    }),
  })
  const server = await serveSigner(signer, options)

  return {
    counts: signer.counts,
    close: async () => {
      await server.close()
      await signingLog.close()
      await uses.close()
      await memory.close()
      await keys.close()
    },
  }
}

export type StartSigner = {
  readonly cas: Cas
  readonly clock: Clock
  /** Cleared once everything is open. */
  readonly passphrase: Passphrase
  /** Folder of the sealed keys and the signing log: only the signer's user reads it. */
  readonly keyFolder: string
  /** URIs of keys that are not in that folder (see `createKeyStore`). */
  readonly keyUris?: ReadonlyMap<string, string>
  /** Folder of the certificates, for everybody. */
  readonly publicFolder: string
  /** Folder of the sockets, one per client role. */
  readonly socketFolder: string
  /** Whether the groups of the sockets' folders may open them. */
  readonly isForGroup?: boolean
  /** Runs the ceremony by itself when one is due: for demo and test environments. */
  readonly rehearsesCeremony: boolean
  /** Of each profile, unless more are usual; without a limit when absent. */
  readonly certificatesPerDay?: number | undefined
  /** Whether persons' certificates are signed for evidence only; false in tests of something else. */
  readonly demandsEvidence: boolean
  /** Whose ID tokens are evidence for renewals; nobody's when absent. */
  readonly identityProvider?: PinnedProvider | undefined
  readonly say?: (line: string) => void
  readonly onFault: (fault: unknown) => void
  readonly workFactor?: number
  /** Timeouts for an HSM, when not the default. */
  readonly hsmLimits?: SessionLimits
  /** Called when an HSM is unavailable, when the reason changes, and when it is back. */
  readonly onHsmChange?: KeyStoreOptions['onHsmChange']
}

export type RunningSigner = {
  readonly counts: () => SignerCounts
  readonly close: () => Promise<void>
}

/**
 * Created automatically only where the ceremony is: a service that lost its master key must not silently
 * use another.
 */
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
  if (!key.ok) throw new Error(`the key of ${name} cannot be opened: ${key.refusal.kind}`)
  return key.value
}
