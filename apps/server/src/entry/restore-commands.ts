import { createReadStream } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { formatInstant, type Instant } from '@sotevarmenne/kernel/instant'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { formatSerial } from '@sotevarmenne/x509/certificate'
import { decodeCertificateList, type CertificateList } from '@sotevarmenne/x509/crl'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { Command } from 'commander'
import type { Issuer } from '#pki/ca/index.ts'
import { compareSigningLog, type SigningLogFinding } from '#pki/issuance/index.ts'
import type { CommandContext, CommandedService, Terminal } from './commanded-service.ts'

/**
 * After a restore: what the database lost is still in the signing log and in the CRLs
 * (docs/operations/backup.md).
 */
export function addRestoreCommands(
  program: Command,
  { withService, terminal }: CommandContext,
): void {
  const restore = program.command('restore').description('after a database came from a backup')
  restore
    .command('compare')
    .description('compares what the signer has signed with what is written')
    .argument('<signing-log>', 'a copy of the file `signing-log` beside the keys')
    .argument('[folder]', 'where to write, for `import statuses`, what has no row')
    .action(
      withService((service, signingLog: string, folder?: string) =>
        compare(service, { signingLog, folder }, terminal),
      ),
    )
  restore
    .command('revocations')
    .description('takes revocations over that stand on a list of ours and not in the database')
    .argument('<crl>', 'a CRL as it was published, DER')
    .action(withService((service, list: string) => takeRevocations(service, list, terminal)))
}

async function compare(
  { db, issuers, clock }: CommandedService,
  files: { readonly signingLog: string; readonly folder: string | undefined },
  { say, complain }: Terminal,
): Promise<boolean> {
  const lines = createInterface({ input: createReadStream(files.signingLog), crlfDelay: Infinity })
  const { signed, unknownToSigningLog, findings } = await compareSigningLog({ db, issuers })(lines)
  say(`The signer has signed ${String(signed)} certificates.`)
  for (const { kind, issuer, serial } of findings) complain(`  ${kind} ${issuer} ${serial}`)
  if (unknownToSigningLog > 0)
    complain(
      `The signing log lacks ${String(unknownToSigningLog)} certificates: it is older than the database. Do not start the signer with it.`,
    )
  const isWhole = findings.length === 0 && unknownToSigningLog === 0
  if (isWhole) say('Each of them is written, with the bytes that were signed.')
  const missing = Map.groupBy(
    findings.filter(({ kind }) => kind === 'row-missing'),
    ({ issuer }) => issuer,
  )
  for (const [id, ofIssuer] of files.folder === undefined ? [] : missing) {
    const issuer = issuers.find(id)
    if (issuer === undefined || files.folder === undefined) continue
    await mkdir(files.folder, { recursive: true })
    const file = path.join(files.folder, `${id}.txt`)
    await writeFile(
      file,
      indexOf(ofIssuer, { notAfter: issuer.certificate.notAfter, now: clock.now() }),
    )
    say(`Written to ${file}, as revoked: import statuses --issued-here ${id} ${file}`)
  }
  return isWhole
}

/** OpenSSL's index. The end of a lost certificate is unknown, but not later than that of its issuer. */
const indexOf = (
  findings: readonly SigningLogFinding[],
  { notAfter, now }: { readonly notAfter: Instant; readonly now: Instant },
): string =>
  findings
    .map(({ serial }) => indexLine({ serial, notAfter, revokedAt: now, reason: 'superseded' }))
    .join('')

const indexLine = (revoked: {
  readonly serial: string
  readonly notAfter: Instant
  readonly revokedAt: Instant
  readonly reason: string
}): string => {
  const { serial, notAfter, revokedAt, reason } = revoked
  return `R\t${time(notAfter)}\t${time(revokedAt)},${reason}\t${serial.toUpperCase()}\tunknown\t\n`
}

const time = (at: Instant): string =>
  `${formatInstant(at)
    .replaceAll(/[-:T]|\..*/g, '')
    .slice(0, 14)}Z`

async function takeRevocations(
  { systemPermit, issuers, importStatuses }: CommandedService,
  file: string,
  { say, complain }: Terminal,
): Promise<boolean> {
  const list = decodeCertificateList(new Uint8Array(await readFile(file)))
  const issuer = list.ok ? issuerOf(list.value, issuers.all) : undefined
  if (!list.ok || issuer === undefined) {
    complain(`${file} is no CRL of one of our issuers.`)
    return false
  }
  const { notAfter } = issuer.certificate
  const lines = list.value.entries.map(({ serial, revokedAt, reason = 'unspecified' }) =>
    indexLine({ serial: formatSerial(serial), notAfter, revokedAt, reason }).trimEnd(),
  )
  const taken = await importStatuses(systemPermit('revocation.importStatuses', 'cli'), {
    issuer: issuer.id,
    shards: issuer.shards,
    lines: Readable.from(lines),
  })
  if (taken.ok) {
    const { certificates, revocations } = taken.value
    say(
      `CRL ${String(list.value.number)} of ${issuer.id}: ${String(revocations)} of ${String(lines.length)} revocations were missing, and ${String(certificates)} certificates.`,
    )
    return true
  }
  complain(`Revocation ${String(taken.refusal.line)} of the CRL: ${taken.refusal.detail}.`)
  return false
}

const issuerOf = (list: CertificateList, issuers: readonly Issuer[]): Issuer | undefined =>
  issuers.find(
    ({ subjectDer, spki }) => equalBytes(subjectDer, list.issuerDer) && verifySigned(list, spki),
  )
