import { createPublicKey, randomUUID, X509Certificate } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { signedStatement } from '@sotevarmenne/api/service-certificates'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import {
  formatIpAddress,
  formatIpNetwork,
  parseIpNetwork,
  type IpNetwork,
} from '@sotevarmenne/kernel/ip-address'
import type { Command } from 'commander'
import { z } from 'zod'
import type { ProfileId } from '#pki/ca/contract.ts'
import { profiles } from '#pki/ca/index.ts'
import type { Client, ClientId, EnrolmentRules } from '#pki/issuance/contract.ts'
import {
  clientApproval,
  clientStatement,
  pemOf,
  requestIn,
  type ClientApprovalRefusal,
} from '#pki/issuance/index.ts'
import { isTooLargeNetwork } from '#services/acme/index.ts'
import type { CommandContext, CommandedService, Terminal } from './commanded-service.ts'

/** Programs that may request certificates (docs/operations/enrolment.md). */
export function addClientCommands(
  program: Command,
  { withService, terminal }: CommandContext,
): void {
  const client = program.command('client').description('programs that may ask for certificates')
  client
    .command('statement')
    .description('writes what two case officers sign before a program is registered by these rules')
    .argument('<rules>', 'JSON, as for register')
    .argument('<statement>', 'where the text goes')
    .action(
      withService((service, rules: string, statement: string) =>
        writeStatement(service, { rules, statement }, terminal),
      ),
    )
  client
    .command('register')
    .description('gives a program the right to ask for certificates, by its rules')
    .argument('<rules>', 'JSON: name, profile, family, organisation, organisationOid, dnsNames …')
    .argument(
      '<certificate>',
      'PEM of the certificate with which it opens its connections, or of a request for one',
    )
    .argument('[made]', 'where the certificate goes that is made of the request')
    .option(
      '--approvals <files...>',
      'the statement of the rules as each of two case officers signed it; without them the program gets no certificates',
    )
    .action(
      withService(
        (
          service,
          rules: string,
          certificate: string,
          created: string | undefined,
          { approvals }: { readonly approvals?: readonly string[] },
        ) => register(service, { rules, certificate, created, approvals }, terminal),
      ),
    )
  client
    .command('list')
    .description('lists the clients, the ended ones too')
    .action(withService((service) => list(service, terminal)))
  client
    .command('end')
    .description('takes the right away; the certificates it got stay valid')
    .argument('<client>', 'its identifier, as list shows it')
    .action(withService((service, clientId: string) => end(service, clientId, terminal)))
}

const text = z.string().trim().min(1)
const dnsName = text.regex(/^\.?[a-z0-9-]+(\.[a-z0-9-]+)+$/)
/** Profiles with names that the rules can fix: a mailbox is none of them. */
const isForServices = (profile: unknown): boolean =>
  Object.values(profiles).some(({ id, certifies }) => id === profile && certifies === 'service')
function isPublicKey(base64: string): boolean {
  try {
    createPublicKey({ key: Buffer.from(base64, 'base64'), format: 'der', type: 'spki' })
    return true
  } catch {
    return false
  }
}
const isWrittenNetwork = (entry: string): boolean => {
  const network = parseIpNetwork(entry)
  return (
    network !== undefined && (entry.includes('/') ? formatIpNetwork : addressOf)(network) === entry
  )
}
const addressOf = ({ bytes }: IpNetwork) => formatIpAddress(bytes)
const rulesFile = z
  .strictObject({
    name: text.max(100),
    profile: z.custom<ProfileId>(isForServices, 'no profile for services'),
    family: z.enum(['rsa', 'ecc']),
    organisation: text.max(64),
    unit: text.max(64).optional(),
    organisationOid: text.regex(/^\d+(\.\d+)+$/),
    dnsNames: z.array(dnsName).default([]),
    addresses: z
      .array(
        z
          .string()
          .refine(isWrittenNetwork, 'neither an address nor a network in its one form')
          .refine(
            (entry) => !isTooLargeNetwork(entry),
            'a network larger than /24 of IPv4 or /64 of IPv6',
          ),
      )
      .optional(),
    commonNames: z.array(text.max(64)).default([]),
    validityDays: z.int().min(1).max(730),
    isStation: z.boolean().optional(),
    lookUp: z
      .strictObject({
        applicationName: text.max(100),
        contextKey: z.string().refine(isPublicKey, 'no SubjectPublicKeyInfo in base64 of DER'),
        alsoSha1: z.boolean().optional(),
        requestsPerMinute: z.int().min(1).max(100_000).optional(),
      })
      .optional(),
  })
  .refine(({ dnsNames, commonNames }) => (dnsNames.length === 0) !== (commonNames.length === 0), {
    path: ['dnsNames'],
    message: 'either DNS names or common names are needed',
  })
  .refine(({ dnsNames, addresses = [] }) => addresses.length === 0 || dnsNames.length > 0, {
    path: ['addresses'],
    message: 'addresses stand beside DNS names',
  })
  .refine(
    // A request for names outside the profile would be refused by the lint.
    ({ profile, dnsNames }) =>
      (profiles[profile].alternativeNames.dns !== undefined) === dnsNames.length > 0,
    { path: ['dnsNames'], message: 'a server has DNS names, a system that signs a common name' },
  )

async function register(
  service: CommandedService,
  files: {
    readonly rules: string
    readonly certificate: string
    readonly created: string | undefined
    readonly approvals: readonly string[] | undefined
  },
  { say, complain }: Terminal,
): Promise<boolean> {
  const read = await rulesIn(files.rules, { complain })
  if (read === undefined) return false
  const { name, rules } = read
  const approved = files.approvals && (await approvalIn(files.approvals, read))
  if (approved?.ok === false) {
    complain(refusedApprovals[approved.refusal.kind])
    return false
  }
  const approval = approved?.value
  const certificate = await certificateIn(service, { ...files, rules, approval }, { say, complain })
  if (certificate === undefined) return false
  const { systemPermit, certificates } = service
  const registered = await certificates.registerClient(
    systemPermit('certificates.registerClient', 'cli'),
    { name, certificate, rules, approval },
  )
  if (registered.ok) {
    say(`Registered: ${lineOf(registered.value)}`)
    return true
  }
  complain(
    registered.refusal.kind === 'certificate-unreadable'
      ? `${files.certificate} is no certificate that can be read.`
      : 'The certificate is that of another client. End that one first, or make a new certificate.',
  )
  return false
}

async function rulesIn(
  file: string,
  { complain }: Pick<Terminal, 'complain'>,
): Promise<{ readonly name: string; readonly rules: EnrolmentRules } | undefined> {
  const read = rulesFile.safeParse(JSON.parse(await readFile(file, 'utf8')))
  if (!read.success) {
    complain(`The rules in ${file} are wrong:`)
    for (const { path, message } of read.error.issues) complain(`  ${path.join('.')}: ${message}`)
    return undefined
  }
  const { name, ...rules } = read.data
  return { name, rules }
}

async function writeStatement(
  { clock }: CommandedService,
  files: { readonly rules: string; readonly statement: string },
  { say, complain }: Terminal,
): Promise<boolean> {
  const read = await rulesIn(files.rules, { complain })
  const statement = read && clientStatement(read, { id: randomUUID(), drafted: clock.now() })
  if (statement === undefined) return false
  await writeFile(files.statement, statement)
  say(`Two case officers sign it on the page of client programs: ${files.statement}`)
  return true
}

async function approvalIn(
  files: readonly string[],
  rules: { readonly name: string; readonly rules: EnrolmentRules },
): Promise<ReturnType<typeof clientApproval>> {
  const sent = await Promise.all(
    files.map(async (file) => signedStatement.parse(JSON.parse(await readFile(file, 'utf8')))),
  )
  return clientApproval(sent, rules)
}

const refusedApprovals: Readonly<Record<ClientApprovalRefusal['kind'], string>> = {
  'two-approvals-needed': 'Two approvals are needed: --approvals first.json second.json',
  'approvals-of-different-texts': 'The two approvals are of different texts.',
  'approvals-of-one-person':
    'Both approvals are of one person. Another case officer must sign too.',
  'approval-of-other-rules':
    'The approved text says something else than the rules. Write it again: client statement …',
  'approval-signature-wrong': 'A signature in the approvals does not fit its text.',
}

/** The certificate (DER) in the file, or the one issued for its request and written with its issuer's. */
async function certificateIn(
  { systemPermit, certificates, issuers }: CommandedService,
  requested: {
    readonly certificate: string
    readonly created: string | undefined
    readonly rules: EnrolmentRules
    readonly approval: SignedApproval | undefined
  },
  { say, complain }: Pick<Terminal, 'say' | 'complain'>,
): Promise<Uint8Array | undefined> {
  const { certificate: file, created, rules, approval } = requested
  const content = await readFile(file, 'utf8')
  if (!content.includes('CERTIFICATE REQUEST')) return new X509Certificate(content).raw
  if (created === undefined || rules.profile !== 'server') {
    complain(
      created === undefined
        ? `Say where the certificate goes: client register … ${file} client.pem`
        : 'A certificate is made of a request by rules of the profile server only: the others open no connections.',
    )
    return undefined
  }
  if (approval === undefined) {
    complain(`A certificate is made for the approvals of two case officers: --approvals …`)
    return undefined
  }
  const request = requestIn(content)
  const issued = request.ok
    ? await certificates.certifyClient(systemPermit('certificates.registerClient', 'cli'), {
        ...{ rules, approval, request: request.value },
      })
    : request
  if (!issued.ok) {
    complain(
      issued.refusal.kind === 'key-already-used'
        ? `The key of ${file} has a certificate already, by other rules or of another request. Make a new key and a request for it.`
        : `The request in ${file} is refused: ${JSON.stringify(issued.refusal)}`,
    )
    return undefined
  }
  const { der, issuer } = issued.value
  const above = issuers.find(issuer)?.certificate.der
  await writeFile(created, `${pemOf(der)}${above === undefined ? '' : pemOf(above)}`)
  say(`Its certificate, with its issuer's: ${created}`)
  return der
}

async function list({ db, certificates }: CommandedService, { say }: Terminal): Promise<boolean> {
  const clients = await db.read(certificates.allClients)
  if (clients.length === 0) say('No client is registered.')
  for (const client of clients) say(lineOf(client))
  return true
}

async function end(
  { systemPermit, certificates }: CommandedService,
  clientId: string,
  { say, complain }: Terminal,
): Promise<boolean> {
  const isId = z.uuid().safeParse(clientId).success
  const ended =
    isId &&
    (await certificates.endClient(
      systemPermit('certificates.endClient', 'cli'),
      clientId as ClientId,
    ))
  if (ended !== false && ended.ok) {
    say(`${clientId} gets no more certificates.`)
    return true
  }
  complain(`There is no client ${clientId}.`)
  return false
}

const lineOf = ({ clientId, name, rules, fingerprint, endedAt }: Client): string =>
  [
    clientId,
    name,
    `${rules.profile} (${rules.family})`,
    [...rules.dnsNames, ...(rules.addresses ?? []), ...rules.commonNames].join(' '),
    `SHA-256 ${fingerprint}`,
    ...(endedAt === undefined ? [] : [`ended ${formatInstant(endedAt)}`]),
  ].join('  ')
