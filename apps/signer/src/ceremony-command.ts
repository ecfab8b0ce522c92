import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { IssuerFacts } from '@sotevarmenne/issuing/domain/issuer'
import { readCas, type Cas } from '@sotevarmenne/issuing/issuer-file'
import { algorithms, readCertificate } from '@sotevarmenne/issuing/issuers'
import { instant } from '@sotevarmenne/kernel/instant'
import type { Clock } from '@sotevarmenne/runtime/clock'
import { unlessMissing } from '@sotevarmenne/runtime/unless-missing'
import { crlReasonCodes, type CrlReason } from '@sotevarmenne/x509/crl-reason'
import { Command, CommanderError } from 'commander'
import { z } from 'zod'
import { makeAdminMaster, makeFirstAdminMaster } from './admin-keys.ts'
import { runCeremony, type Ceremony } from './ceremony/run-ceremony.ts'
import { doubtfulRoots, sha256, type RootKey, type SignedRecord } from './ceremony/record.ts'
import { isProduced, makeCheckpointKey, renewCheckpointKey } from './ceremony/rehearse.ts'
import { decide } from './ceremony/decide.ts'
import { requestCertificate } from './ceremony/request-certificate.ts'
import type { TwoSecrets } from './ceremony/two-persons.ts'
import { createKeyStore } from './keys/key-store.ts'
import type { KeyStore } from './keys/signing-key.ts'
import { makeNoteKey } from './note-key.ts'
import { decisionFile, submitDecision } from './memory/decisions.ts'
import { readConfig, type Config } from './config.ts'

export type CeremonyTerminal = {
  readonly say: (line: string) => void
  readonly complain: (line: string) => void
  /** Prompts without showing what is typed, where that is possible. */
  readonly promptForSecret: (request: string) => Promise<string>
}

type Requested = { readonly file?: string; readonly roots: string; readonly public: string }

/**
 * Runs the command after `cli ceremony`; resolves to the exit code. docs/operations/ceremony.md has the
 * order.
 */
export async function runCeremonyCommand(
  words: readonly string[],
  {
    terminal,
    clock,
    environment,
    workFactor,
  }: {
    readonly terminal: CeremonyTerminal
    readonly clock: Clock
    readonly environment: NodeJS.ProcessEnv
    readonly workFactor?: number
  },
): Promise<number> {
  const { say, complain } = terminal
  let exitCode = 0
  const input = workFactor === undefined ? {} : { workFactor }

  const hold = async (
    requested: Requested,
    operations: Pick<Ceremony, 'requestOf' | 'revoke'>,
    isRehearsal = false,
  ): Promise<void> => {
    const cas = readCas({ file: requested.file })
    printPlan(cas, isRehearsal, terminal)
    const secrets = isRehearsal
      ? rehearsedSecrets
      : await promptForSecrets(cas, requested, terminal)
    const held = await runCeremony({
      cas,
      secrets,
      rootFolder: requested.roots,
      publicFolder: requested.public,
      clock,
      say,
      isRehearsal,
      ...input,
      ...operations,
    })
    if (held.ok) {
      printRecord(held.value, terminal)
      return
    }
    complain(`The ceremony was not held: ${JSON.stringify(held.refusal, undefined, 2)}`)
    exitCode = 1
  }

  const refused = (what: string): void => {
    complain(`Nothing was done: ${what}.`)
    exitCode = 1
  }

  const program = new Command('ceremony')
    .description('The key ceremony for the CAs in the reviewed file')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => {
        say(text.trimEnd())
      },
      writeErr: (text) => {
        complain(text.trimEnd())
      },
    })
  const inRoom = (name: string, description: string): Command =>
    program
      .command(name)
      .description(description)
      .option('--file <file>', 'the reviewed file of CAs; default: the shipped TEST one')
      .requiredOption('--roots <folder>', 'sealed keys of the roots: a medium that lies in a safe')
      .requiredOption('--public <folder>', 'certificates, lists, answers and records')

  inRoom('hold', 'opens or makes the roots, certifies what is requested, signs lists and a record')
    .option('--requests <folder>', 'with <issuer>.csr of each issuing CA')
    .action(async (requested: Requested & { readonly requests?: string }) => {
      const strangers = await strangersIn(requested.requests, readCas({ file: requested.file }))
      for (const name of strangers) refused(`${name} is no request of an issuing CA`)
      if (strangers.length === 0)
        await hold(requested, { requestOf: requestsIn(requested.requests) })
    })
  inRoom('sign-request', 'certifies the request of one issuing CA')
    .argument('<issuer>')
    .argument('<request>', 'PKCS#10, DER')
    .action(async (issuer: string, file: string, requested: Requested) => {
      if (!issuingIds(readCas({ file: requested.file })).includes(issuer))
        refused(`there is no issuing CA ${issuer} in the file`)
      else if ((await readCertificate(requested.public, issuer)) !== undefined)
        refused(`${issuer} has its certificate already`)
      else
        await hold(requested, {
          requestOf: async ({ id }) => (id === issuer ? bytesOf(file) : undefined),
        })
    })
  inRoom('sign-crl', 'signs the roots’ CRLs and OCSP responses again')
    .option('--revoke <file>', 'JSON: [{ root, serial, reason, revokedAt }]')
    .action(async (requested: Requested & { readonly revoke?: string }) => {
      const revocations =
        requested.revoke === undefined ? [] : await readRevocations(requested.revoke)
      await hold(requested, {
        requestOf: () => Promise.resolve(undefined),
        revoke: revocations,
      })
    })
  inRoom('decide', 'signs a decision about the signer’s memory, after a bad day')
    .argument('<decision>', 'JSON, as docs/operations/ceremony.md shows')
    .action(async (file: string, requested: Requested) => {
      const decision = decisionFile.parse(JSON.parse(await readFile(file, 'utf8')))
      say(JSON.stringify(decision, undefined, 2))
      const cas = readCas({ file: requested.file })
      const secrets = await promptForSecrets(cas, requested, terminal)
      const decided = await decide(decision, {
        ...{ cas, secrets, clock, say, ...input },
        rootFolder: requested.roots,
        publicFolder: requested.public,
      })
      if (decided.ok) say(`Every root has signed the decision: ${decided.value}`)
      else refused(JSON.stringify(decided.refusal))
    })
  program
    .command('submit-decision')
    .description('where the signer runs: a signed decision, for its next start')
    .argument('<file>')
    .action(async (file: string) => {
      const { publicFolder, keyFolder, cas } = readConfig(environment)
      const digest = await submitDecision(await readFile(file, 'utf8'), {
        folder: path.join(keyFolder, 'decisions'),
        roots: await rootKeysIn(publicFolder, readCas(cas)),
        clock,
      })
      say(`The decision ${digest} is applied when the signer starts again.`)
    })
  program
    .command('rehearse')
    .description('the whole ceremony with throw-away keys, in a folder of its own')
    .option('--file <file>')
    .argument('<folder>')
    .action(async (folder: string, { file }: { readonly file?: string }) => {
      const keys = createKeyStore({
        uris: new Map(),
        folder: path.join(folder, 'keys'),
        passphrase: 'a rehearsal is worth nothing',
        ...input,
      })
      await hold(
        {
          ...(file === undefined ? {} : { file }),
          roots: path.join(folder, 'roots'),
          public: path.join(folder, 'public'),
        },
        {
          requestOf: async (facts) => {
            await mkdir(path.join(folder, 'keys'), { recursive: true, mode: 0o700 })
            return requestCertificate(keys, facts)
          },
        },
        true,
      )
    })
  program
    .command('request')
    .description(
      'where the signer runs: makes the keys of issuing CAs and their certificate requests',
    )
    .argument('<folder>', 'where the requests go')
    .action(async (folder: string) => {
      await makeRequests({ ...readConfig(environment), ...input }, folder, terminal)
    })
  program
    .command('renew-checkpoint-key')
    .description('where the signer runs: makes the next checkpoint key of the audit log')
    .action(() => renewHeadKey(readConfig(environment), terminal))
  program
    .command('create-note-key')
    .description('where the signer runs: makes the key that signs audit log heads for witnesses')
    .argument('<origin>', 'the name of this log for witnesses, for ever: service.example/audit-log')
    .action(async (origin: string) => {
      const config = readConfig(environment)
      const key = await makeNoteKey(config, origin, sealOf({ ...config, ...input }))
      say(`made the key for witnesses of ${origin}; the signer uses it from its next start.`)
      say(`Give each witness its verifier key, which is in audit-note.vkey: ${key}`)
    })
  program
    .command('renew-card-admin-key')
    .description('where the signer runs: makes the next master key of the cards’ admin keys')
    .action(() => renewAdminMaster(readConfig(environment), terminal))
  program
    .command('verify')
    .description('whether a record is signed by every root')
    .option('--file <file>')
    .requiredOption('--public <folder>')
    .argument('<record>')
    .action(async (record: string, requested: Omit<Requested, 'roots'>) => {
      const doubtful = await verifyRecord(record, requested)
      if (doubtful.length === 0) say('The record is signed by every root.')
      else complain(`The record is not signed by: ${doubtful.join(', ')}`)
      exitCode = doubtful.length === 0 ? 0 : 1
    })

  try {
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode
    throw thrown
  }
}

const rehearsedSecrets: TwoSecrets = ['rehearsed secret, one', 'rehearsed secret, two']

function printPlan({ ceremony, issuers }: Cas, isRehearsal: boolean, { say }: CeremonyTerminal) {
  say(`${isRehearsal ? 'Rehearsal' : 'Key ceremony'}: ${ceremony.name}`)
  say(`The file has the digest ${ceremony.fileDigest}`)
  for (const { id, commonName } of issuers) say(`  ${id}  ${commonName}`)
}

/** Each person types a secret that the other does not see; twice, when it is to seal new roots. */
async function promptForSecrets(
  { ceremony, issuers }: Cas,
  { public: folder }: Requested,
  { promptForSecret }: CeremonyTerminal,
): Promise<TwoSecrets> {
  const roots = issuers.filter(({ role }) => role === 'root')
  const certificates = await Promise.all(roots.map(({ id }) => readCertificate(folder, id)))
  const isFirst = certificates.every((each) => each === undefined)
  const secretOf = async (person: string): Promise<string> => {
    const secret = await promptForSecret(`${person}, type your secret: `)
    if (isFirst && secret !== (await promptForSecret(`${person}, type it once more: `)))
      throw new Error('the two entries of the secret differ: nothing was done, start again')
    return secret
  }
  const [one, other] = ceremony.persons
  return [await secretOf(one), await secretOf(other)]
}

function printRecord({ record }: SignedRecord, { say }: CeremonyTerminal): void {
  for (const operation of record.operations) say(`  ${operation.operation} ${operation.issuer}`)
  say(`The record of ${record.heldAt} is signed by every root and lies in ceremonies/.`)
}

const bytesOf = async (file: string): Promise<Uint8Array> => new Uint8Array(await readFile(file))

const issuingIds = ({ issuers }: Cas): readonly string[] =>
  issuers.filter(({ role }) => role !== 'root').map(({ id }) => id)

/** Requests in the folder that name no issuing CA: somebody's mistake, or an attack. */
async function strangersIn(folder: string | undefined, cas: Cas): Promise<readonly string[]> {
  const known = issuingIds(cas).map((id) => `${id}.csr`)
  const names = folder === undefined ? [] : await readdir(folder)
  return names.filter((name) => name.endsWith('.csr') && !known.includes(name))
}

const requestsIn =
  (folder: string | undefined) =>
  async ({ id }: IssuerFacts): Promise<Uint8Array | undefined> =>
    folder === undefined ? undefined : unlessMissing(bytesOf(path.join(folder, `${id}.csr`)))

const isReason = (reason: string): reason is CrlReason => Object.hasOwn(crlReasonCodes, reason)

const revocationsFile = z.array(
  z.strictObject({
    root: z.string(),
    serial: z
      .string()
      .regex(/^([0-9a-f]{2})+$/)
      .transform((text) => new Uint8Array(Buffer.from(text, 'hex'))),
    reason: z.string().refine(isReason),
    revokedAt: z.iso.datetime().transform((text) => instant(Date.parse(text))),
  }),
)

async function readRevocations(file: string) {
  const read = revocationsFile.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!read.success) throw new Error(`${file} is not valid: ${z.prettifyError(read.error)}`)
  return read.data
}

type KeysConfig = Config & { readonly workFactor?: number }

/** The keys stay in the signer's store; only requests leave. */
const makeRequests = (
  config: KeysConfig,
  folder: string,
  { say }: CeremonyTerminal,
): Promise<void> =>
  withSignerKeys(config, async (keys, publicFolder) => {
    await mkdir(folder, { recursive: true })
    if (!(await isProduced(publicFolder))) await makeCheckpointKey(keys, publicFolder)
    for (const facts of readCas(config.cas).issuers) {
      if (facts.role === 'root') continue
      if ((await readCertificate(publicFolder, facts.id)) !== undefined) {
        say(`${facts.id} has its certificate: nothing was done for it`)
        continue
      }
      const hasKey = await keys.has(facts.id)
      await writeFile(path.join(folder, `${facts.id}.csr`), await requestCertificate(keys, facts))
      say(
        hasKey
          ? `made the request of ${facts.id}, whose key was there`
          : `made the key of ${facts.id}, and its request`,
      )
    }
    if (await makeFirstAdminMaster(config.keyFolder, sealOf(config)))
      say('made the master key of the cards’ admin keys: back it up with the others')
  })

async function renewAdminMaster(config: Config, { say }: CeremonyTerminal): Promise<void> {
  const version = await makeAdminMaster(config.keyFolder, sealOf(config))
  say(`made version ${String(version)}: cards are produced with it once the signer restarts.`)
  say('Earlier versions stay: the cards that were made with them are opened with nothing else.')
}

function sealOf({ passphrase, workFactor }: KeysConfig) {
  if (passphrase === undefined) throw new Error('SOTEVARMENNE_SIGNER_PASSPHRASE_FILE is missing')
  return { passphrase, ...(workFactor === undefined ? {} : { workFactor }) }
}

const renewHeadKey = (config: Config, { say }: CeremonyTerminal): Promise<void> =>
  withSignerKeys(config, async (keys, publicFolder) => {
    const { name, spki } = await renewCheckpointKey(keys, publicFolder)
    say(
      `made the key ${name}: it signs checkpoints of the audit log once signer, jobs and web restart.`,
    )
    say(`Its public half is ${name}.spki, SHA-256 ${sha256(spki)}: give it to the auditor.`)
  })

async function withSignerKeys(
  config: KeysConfig,
  action: (keys: KeyStore, publicFolder: string) => Promise<void>,
): Promise<void> {
  const seal = sealOf(config)
  const { publicFolder, keyFolder } = config
  await mkdir(publicFolder, { recursive: true })
  await mkdir(keyFolder, { recursive: true, mode: 0o700 })
  const keys = createKeyStore({
    uris: config.keyUris,
    folder: keyFolder,
    ...seal,
  })
  try {
    await action(keys, publicFolder)
  } finally {
    await keys.close()
  }
}

const signedRecord = z.object({
  record: z.record(z.string(), z.unknown()),
  signatures: z.array(z.object({ root: z.string(), signature: z.string() })),
})

async function verifyRecord(
  file: string,
  { file: cas, public: folder }: Omit<Requested, 'roots'>,
): Promise<readonly string[]> {
  const read = signedRecord.parse(JSON.parse(await readFile(file, 'utf8')))
  return doubtfulRoots(read, await rootKeysIn(folder, readCas({ file: cas })))
}

/** The keys of the roots that have a certificate in the folder. */
async function rootKeysIn(folder: string, { issuers }: Cas): Promise<ReadonlyMap<string, RootKey>> {
  const roots = new Map<string, RootKey>()
  for (const { id, role, family } of issuers) {
    const certificate = role === 'root' ? await readCertificate(folder, id) : undefined
    if (certificate !== undefined)
      roots.set(id, {
        spki: certificate.subjectPublicKeyInfo,
        signatureAlgorithm: algorithms[family],
      })
  }
  return roots
}
