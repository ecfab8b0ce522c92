import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Command } from 'commander'
import type { LegacyCaImported } from '#pki/ca/contract.ts'
import {
  requestLegacyResponder,
  importLegacyCa,
  importLegacyCrl,
  importLegacyResponder,
  type TakeRefusal,
} from '#pki/ca/index.ts'
import type { CommandContext, CommandedService, Terminal } from './commanded-service.ts'
import { readOrganisationFile } from './organisation-file.ts'

/** Imports from a legacy system (docs/operations/legacy-system.md). */
export function addImportCommands(
  program: Command,
  { withService, terminal }: CommandContext,
): void {
  const imports = program.command('import').description('takes over from an older system')
  const bring = (name: string, description: string, file: string, take: Take): void => {
    imports
      .command(name)
      .description(description)
      .argument('<ca>', 'a name for it that begins with legacy-')
      .argument('<file>', file)
      .action(
        withService((service, id: string, from: string) =>
          bringOne(service, { id, from, what: name, take }, terminal),
        ),
      )
  }
  bring(
    'ca',
    'registers the CA of an older system (legacy CA), without its key',
    'its certificate, DER or PEM',
    (folder, { der, ...about }) => importLegacyCa(folder, { ...about, certificate: der }),
  )
  bring('crl', 'imports its newest CRL', 'DER or PEM', (folder, brought) =>
    importLegacyCrl(folder, { ...brought, crl: brought.der }),
  )
  bring(
    'responder',
    'imports the certificate that it issued to our OCSP responder',
    'DER or PEM',
    (folder, { der, ...about }) => importLegacyResponder(folder, { ...about, certificate: der }),
  )
  imports
    .command('responder-request')
    .description(
      'creates a key for OCSP responses about its certificates, and a certification request for it',
    )
    .argument('<ca>')
    .argument('<file>', 'where the request goes, PKCS#10 in DER')
    .action(
      withService(async (service, id: string, file: string) => {
        const request = await requestResponder(service, id)
        if (request.ok) await writeFile(file, request.value)
        if (request.ok) terminal.say(`The request is in ${file}. Have ${id} certify it for OCSP.`)
        else terminal.complain(`There is no legacy CA ${id}.`)
        return request.ok
      }),
    )
  imports
    .command('organisations')
    .description('imports organisations with their valid agreements and delegations')
    .argument('<file>', 'JSON')
    .requiredOption('--entered-by <identity code>', 'who has looked through the file')
    .requiredOption('--approved-by <identity code>', 'who else has')
    .action(
      withService((service, from: string, by: TwoPersons) =>
        importOrganisations(service, { from, ...by }, terminal),
      ),
    )
  imports
    .command('statuses')
    .description('takes over what is known of an issuer’s certificates')
    .argument('<issuer>', 'our word for it, professional-g1-ecc')
    .argument('<index>', 'a file as OpenSSL keeps it: state, end, revocation, serial')
    .option('--issued-here', 'certificates of this service that the database has lost')
    .action(
      withService(
        (service, issuer: string, index: string, { issuedHere }: { readonly issuedHere?: true }) =>
          importStatuses(service, { issuer, index, isIssuedHere: issuedHere === true }, terminal),
      ),
    )
}

type TwoPersons = { readonly enteredBy: string; readonly approvedBy: string }

/** Both are known to the service: they have its cards. */
async function importOrganisations(
  { systemPermit, codes, db, organisations, people, registration }: CommandedService,
  { from, ...by }: TwoPersons & { readonly from: string },
  { say, complain }: Terminal,
): Promise<boolean> {
  const idOf = async (typed: string): Promise<string | undefined> => {
    const code = parseIdentityCode(typed)
    if (!code.ok) return undefined
    return (await db.read((tx) => people.findByIdentityCode(tx, code.value)))?.personId
  }
  const [enteredBy, approvedBy] = [await idOf(by.enteredBy), await idOf(by.approvedBy)]
  if (enteredBy === undefined || approvedBy === undefined) {
    complain(
      'The service does not know both persons. Give the identity codes of two who have a card.',
    )
    return false
  }
  await codes.copyCodesDaily()
  const content: unknown = JSON.parse(await readFile(from, 'utf8'))
  const imported = await organisations.importOrganisations(
    systemPermit('organisations.importOrganisations', 'cli'),
    {
      organisations: readOrganisationFile(content, await db.read(registration.allPoints)),
      ...{ enteredBy, approvedBy },
    },
  )
  if (imported.ok) {
    const { organisations: added, agreements } = imported.value
    say(`New: ${String(added)} organisations, ${String(agreements)} agreements and delegations.`)
    return true
  }
  const { businessId, because } = imported.refusal
  complain(
    `${businessId} is refused: ${JSON.stringify(because)}. Correct the file and run the command again: what was imported already is skipped.`,
  )
  return false
}

type Take = (
  folder: string,
  brought: { readonly id: string; readonly now: Instant; readonly der: Uint8Array },
) => Promise<Result<undefined, TakeRefusal>>

/**
 * Recorded in the transaction, which is rolled back when it is refused. A file cannot be rolled back: after a
 * restarted transaction or a crash, an existing file is imported again.
 */
async function bringOne(
  { systemPermit, audit, caFolder, clock, db }: CommandedService,
  requested: {
    readonly id: string
    readonly from: string
    readonly what: string
    readonly take: Take
  },
  { say, complain }: Terminal,
): Promise<boolean> {
  const { id, from, what, take } = requested
  const der = derIn(await readFile(from))
  const permit = systemPermit('revocation.importStatuses', 'cli')
  const digest = digestOf(der)
  const taken = await db.write(async (tx) => {
    const event: LegacyCaImported = {
      ...{ type: 'LegacyCaImported', ca: id, what, digest },
    }
    await audit.record(tx, event, permit)
    return take(caFolder, { id, now: clock.now(), der })
  }, readCommitted)
  if (taken.ok) {
    say(`Imported: ${what} of ${id}, SHA-256 ${digest}.`)
    if (what === 'ca') say('Restart ocsp and web: they read legacy CAs at start.')
    return true
  }
  complain(`${from} is refused: ${JSON.stringify(taken.refusal)}`)
  return false
}

/** Recorded in the same way. */
const requestResponder = (
  { systemPermit, audit, caFolder, db }: CommandedService,
  id: string,
): Promise<Result<Uint8Array, TakeRefusal>> =>
  db.write(async (tx) => {
    const request = await requestLegacyResponder(caFolder, id)
    if (!request.ok) return request
    const event: LegacyCaImported = {
      ...{ type: 'LegacyCaImported', ca: id, what: 'responder-request' },
      digest: digestOf(request.value),
    }
    await audit.record(tx, event, systemPermit('revocation.importStatuses', 'cli'))
    return request
  }, readCommitted)

/** Reads nothing that other transactions change. */
const readCommitted = { isolation: 'read committed' } as const

const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** PEM is accepted too, since it is common. */
function derIn(bytes: Uint8Array): Uint8Array {
  const text = Buffer.from(bytes).toString('latin1')
  const body = /-----BEGIN [A-Z0-9 ]+-----([^-]+)-----END/.exec(text)?.[1]
  return body === undefined ? new Uint8Array(bytes) : new Uint8Array(Buffer.from(body, 'base64'))
}

async function importStatuses(
  { systemPermit, issuers, legacyCas, importStatuses: take }: CommandedService,
  requested: { readonly issuer: string; readonly index: string; readonly isIssuedHere: boolean },
  { say, complain }: Terminal,
): Promise<boolean> {
  const own = issuers.find(requested.issuer)
  const issuer = own ?? legacyCas.find(({ id }) => id === requested.issuer)
  if (issuer === undefined) {
    complain(`There is no issuer ${requested.issuer}.`)
    return false
  }
  let input = 0
  const imported = await take(systemPermit('revocation.importStatuses', 'cli'), {
    issuer: issuer.id,
    ...(own && requested.isIssuedHere && { shards: own.shards }),
    lines: createInterface({ input: createReadStream(requested.index), crlfDelay: Infinity }),
    onProgress: ({ certificates, revocations }) => {
      if (certificates < input + notifyEach) return
      input = certificates
      say(`… ${String(certificates)} certificates, ${String(revocations)} revoked`)
    },
  })
  if (imported.ok) {
    const { certificates, revocations } = imported.value
    say(`New: ${String(certificates)} certificates, ${String(revocations)} of them revoked.`)
    return true
  }
  const { line, detail } = imported.refusal
  complain(
    `Line ${String(line)} of ${requested.index}: ${detail}. Correct the file and run the command again: what was imported already is skipped.`,
  )
  return false
}

const notifyEach = 100_000
