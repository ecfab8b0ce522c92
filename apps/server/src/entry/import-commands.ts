import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { createInterface } from 'node:readline'
import { parseIdentityCode } from '@sotevarmenne/identifiers/identity-code'
import type { Instant } from '@sotevarmenne/kernel/instant'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Command } from 'commander'
import type { OlderAuthorityImported } from '#pki/ca/contract.ts'
import {
  requestOlderResponder,
  takeOlderAuthority,
  takeOlderList,
  takeOlderResponder,
  type TakeRefusal,
} from '#pki/ca/index.ts'
import type { CommandedService, Terminal, WithService } from './commanded-service.ts'
import { readOrganisationFile } from './organisation-file.ts'

/** Takes over from an older system (docs/operations/legacy-system.md). */
export function addImportCommands(
  program: Command,
  { withService, terminal }: { readonly withService: WithService; readonly terminal: Terminal },
): void {
  const imports = program.command('import').description('takes over from an older system')
  const bring = (name: string, description: string, file: string, take: Take): void => {
    imports
      .command(name)
      .description(description)
      .argument('<authority>', 'a name for it that begins with older-')
      .argument('<file>', file)
      .action(
        withService((service, id: string, from: string) =>
          bringOne(service, { id, from, what: name, take }, terminal),
        ),
      )
  }
  bring(
    'authority',
    'makes the authority of an older system known, without its key',
    'its certificate, DER or PEM',
    (folder, { der, ...about }) => takeOlderAuthority(folder, { ...about, certificate: der }),
  )
  bring('list', 'brings the newest list that it has signed', 'DER or PEM', (folder, brought) =>
    takeOlderList(folder, { ...brought, list: brought.der }),
  )
  bring(
    'responder',
    'brings the certificate that it has made for our OCSP answers',
    'DER or PEM',
    (folder, { der, ...about }) => takeOlderResponder(folder, { ...about, certificate: der }),
  )
  imports
    .command('responder-request')
    .description('makes a key for OCSP answers about its certificates, and a request for it')
    .argument('<authority>')
    .argument('<file>', 'where the request goes, PKCS#10 in DER')
    .action(
      withService(async (service, id: string, file: string) => {
        const request = await requestResponder(service, id)
        if (request.ok) await writeFile(file, request.value)
        if (request.ok) terminal.say(`The request is in ${file}. Have ${id} certify it for OCSP.`)
        else terminal.complain(`There is no authority ${id} of an older system.`)
        return request.ok
      }),
    )
  imports
    .command('organisations')
    .description('takes over organisations with the agreements and authorisations that hold')
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
    .action(
      withService((service, issuer: string, index: string) =>
        importStatuses(service, { issuer, index }, terminal),
      ),
    )
}

type TwoPersons = { readonly enteredBy: string; readonly approvedBy: string }

/** Both are known to the service: they have cards of it. */
async function importOrganisations(
  { access, codes, db, organisations, people, registration }: CommandedService,
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
    access.systemPermit('organisations.importOrganisations', 'cli'),
    {
      organisations: readOrganisationFile(content, await db.read(registration.allPoints)),
      ...{ enteredBy, approvedBy },
    },
  )
  if (imported.ok) {
    const { organisations: added, papers } = imported.value
    say(`New: ${String(added)} organisations, ${String(papers)} agreements and authorisations.`)
    return true
  }
  const { businessId, because } = imported.refusal
  complain(
    `${businessId} is refused: ${JSON.stringify(because)}. Mend it and run the command again: what was taken over is passed over.`,
  )
  return false
}

type Take = (
  folder: string,
  brought: { readonly id: string; readonly now: Instant; readonly der: Uint8Array },
) => Promise<Result<undefined, TakeRefusal>>

/**
 * Recorded in the transaction that is given up when it is refused. A file can't be given up: where the transaction is begun
 * anew, or a crash came before its end, what is there already is taken again.
 */
async function bringOne(
  { access, audit, authorityFolder, clock, db }: CommandedService,
  asked: {
    readonly id: string
    readonly from: string
    readonly what: string
    readonly take: Take
  },
  { say, complain }: Terminal,
): Promise<boolean> {
  const { id, from, what, take } = asked
  const der = derIn(await readFile(from))
  const permit = access.systemPermit('revocation.importStatuses', 'cli')
  const digest = digestOf(der)
  const taken = await db.write(async (tx) => {
    const event: OlderAuthorityImported = {
      ...{ type: 'OlderAuthorityImported', authority: id, what, digest },
    }
    await audit.record(tx, event, permit)
    return take(authorityFolder, { id, now: clock.now(), der })
  }, readCommitted)
  if (taken.ok) {
    say(`Taken: ${what} of ${id}, SHA-256 ${digest}.`)
    if (what === 'authority')
      say('Restart status and web: they read which there are at their start.')
    return true
  }
  complain(`${from} is refused: ${JSON.stringify(taken.refusal)}`)
  return false
}

/** Recorded alike. */
const requestResponder = (
  { access, audit, authorityFolder, db }: CommandedService,
  id: string,
): Promise<Result<Uint8Array, TakeRefusal>> =>
  db.write(async (tx) => {
    const request = await requestOlderResponder(authorityFolder, id)
    if (!request.ok) return request
    const event: OlderAuthorityImported = {
      ...{ type: 'OlderAuthorityImported', authority: id, what: 'responder-request' },
      digest: digestOf(request.value),
    }
    await audit.record(tx, event, access.systemPermit('revocation.importStatuses', 'cli'))
    return request
  }, readCommitted)

/** Nothing that another transaction does is looked at. */
const readCommitted = { isolation: 'read committed' } as const

const digestOf = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex')

/** PEM is taken as it is used everywhere. */
function derIn(octets: Uint8Array): Uint8Array {
  const text = Buffer.from(octets).toString('latin1')
  const body = /-----BEGIN [A-Z0-9 ]+-----([^-]+)-----END/.exec(text)?.[1]
  return body === undefined ? new Uint8Array(octets) : new Uint8Array(Buffer.from(body, 'base64'))
}

async function importStatuses(
  { access, issuers, older, importStatuses: take }: CommandedService,
  asked: { readonly issuer: string; readonly index: string },
  { say, complain }: Terminal,
): Promise<boolean> {
  const issuer = issuers.find(asked.issuer) ?? older.find(({ id }) => id === asked.issuer)
  if (issuer === undefined) {
    complain(`There is no issuer ${asked.issuer}.`)
    return false
  }
  let told = 0
  const imported = await take(access.systemPermit('revocation.importStatuses', 'cli'), {
    issuer: issuer.id,
    lines: createInterface({ input: createReadStream(asked.index), crlfDelay: Infinity }),
    onProgress: ({ certificates, revocations }) => {
      if (certificates < told + tellEach) return
      told = certificates
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
    `Line ${String(line)} of ${asked.index}: ${detail}. Mend it and run the command again: what was taken over is passed over.`,
  )
  return false
}

const tellEach = 100_000
