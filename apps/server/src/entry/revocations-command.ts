import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Command } from 'commander'
import { revocationsSince } from '#pki/revocation/index.ts'
import type { CommandContext, CommandedService, Terminal } from './commanded-service.ts'

/** `cli revocations`: for the watcher (apps/watcher), which compares it with what is published. */
export function addRevocationsCommand(
  program: Command,
  { withService, terminal }: CommandContext,
): void {
  program
    .command('revocations')
    .description(
      'lists the recorded revocations of certificates that have not ended, as lines of JSON; the last line says as of when',
    )
    .action(withService((service) => list(service, terminal)))
}

/** Pages of so many revocations: each is a statement of its own. */
const pageSize = 10_000

async function list({ db, clock }: CommandedService, { say }: Terminal): Promise<boolean> {
  const asOf = clock.now()
  let position = 0
  for (;;) {
    const after = position
    const page = await db.read((tx) => revocationsSince(tx, { position: after, limit: pageSize }))
    for (const { issuer, serial, revokedAt, notAfter } of page)
      if (notAfter >= asOf)
        say(
          JSON.stringify({
            ...{ issuer, serial },
            ...{ revokedAt: formatInstant(revokedAt), notAfter: formatInstant(notAfter) },
          }),
        )
    position = page.at(-1)?.position ?? position
    if (page.length < pageSize) break
  }
  say(JSON.stringify({ asOf: formatInstant(asOf) }))
  return true
}
