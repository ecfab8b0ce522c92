import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Command } from 'commander'
import type { CommandedService, Terminal, WithService } from './commanded-service.ts'

/** Takes over from an older system (docs/operations/older-system.md). */
export function addImportCommands(
  program: Command,
  { withService, terminal }: { readonly withService: WithService; readonly terminal: Terminal },
): void {
  program
    .command('import')
    .description('takes over from an older system')
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

async function importStatuses(
  { access, issuers, importStatuses: take }: CommandedService,
  asked: { readonly issuer: string; readonly index: string },
  { say, complain }: Terminal,
): Promise<boolean> {
  const issuer = issuers.find(asked.issuer)
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
