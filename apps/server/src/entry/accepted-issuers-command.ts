import { createHash } from 'node:crypto'
import path from 'node:path'
import { formatInstant } from '@sotevarmenne/kernel/instant'
import type { Certificate } from '@sotevarmenne/x509/certificate'
import { formatName } from '@sotevarmenne/x509/names'
import type { Command } from 'commander'
import { readAcceptedIssuers } from '#identity/third-party-cards/index.ts'
import type { CommandContext } from './commanded-service.ts'

/**
 * `cli accepted-issuers <file>`: shows what a file of accepted issuers allows, for review before it is in
 * force.
 */
export function addAcceptedIssuersCommand(
  program: Command,
  { ownCas, terminal: { say } }: CommandContext,
): void {
  program
    .command('accepted-issuers')
    .description(
      'checks a file of other trust services whose cards sign people in, and shows what it says',
    )
    .argument('<file>', 'JSON; what it names lies beside it')
    .action(async (file: string) => {
      const input = { file: path.resolve(file), notOurs: await ownCas() }
      const issuers = readAcceptedIssuers(input)
      for (const { name, cards, levelOfAssurance, root, ca, ...issuer } of issuers) {
        const { policies, purposes, signaturePolicies = [], person } = issuer
        say(`${name}: ${cards}, level of assurance ${levelOfAssurance}`)
        for (const line of [...certificateLines('root', root), ...certificateLines('ca', ca)])
          say(`  ${line}`)
        say(`  policies: ${policies.join(', ')}`)
        say(`  purposes: ${purposes.join(', ') || 'none asked for'}`)
        say(`  signs documents under: ${signaturePolicies.join(', ') || 'nothing'}`)
        say(
          `  whose it is: ${person.by === 'satu' ? 'SATU, by the population register' : person.url}`,
        )
      }
    })
}

const certificateLines = (
  what: string,
  { subject, der, notAfter }: Certificate,
): readonly string[] => [
  `${what}: ${formatName(subject)}, until ${formatInstant(notAfter)}`,
  `  SHA-256 ${createHash('sha256').update(der).digest('hex')}`,
]
