import { readFile } from 'node:fs/promises'
import { X509Certificate } from 'node:crypto'
import { instant } from '@sotevarmenne/kernel/instant'
import { decodeCertificate, type Certificate } from '@sotevarmenne/x509/certificate'
import type { Command } from 'commander'
import type { ProfileId } from '#pki/ca/contract.ts'
import {
  exampleCertificate,
  exampleIssuers,
  explainProfile,
  isProfile,
  profiles,
  readCas,
} from '#pki/ca/index.ts'
import type { CommandContext } from './commanded-service.ts'

/**
 * `cli profile <id> [certificate]`: what a certificate profile contains and why, next to a real certificate.
 */
export function addProfileCommand(program: Command, { terminal: { say } }: CommandContext): void {
  program
    .command('profile')
    .description('shows a profile field by field, beside a certificate where one is given')
    .argument('[profile]', 'its identifier; without it they are listed')
    .argument('[certificate]', 'a file, DER or PEM')
    .option(
      '--example [issuer]',
      'beside an invented certificate, of that issuer of the shipped file',
    )
    .option('--language <language>', 'fi, sv or en', 'en')
    .action(
      async (
        id: string | undefined,
        file: string | undefined,
        options: { language: string; example?: true | string },
      ) => {
        if (id === undefined) {
          for (const each of Object.keys(profiles)) say(each)
          return
        }
        if (!isProfile(id)) program.error(`There is no profile ${id}.`)
        const language =
          options.language === 'fi' || options.language === 'sv' ? options.language : 'en'
        const certificate = await (file === undefined
          ? exampleOf(id, options.example)
          : readCertificate(file))
        for (const { name, meaning, rule, found } of explainProfile(profiles[id], certificate)) {
          say(name[language])
          say(`  ${meaning[language]}`)
          say(`  ${words.rule[language]}: ${rule}`)
          if (certificate !== undefined) say(`  ${words.found[language]}: ${found ?? '–'}`)
        }
      },
    )
}

/** Rejects when the issuer does not use this profile. */
async function exampleOf(
  id: ProfileId,
  requested: true | string | undefined,
): Promise<Certificate | undefined> {
  if (requested === undefined) return undefined
  const issuer = exampleIssuers(id, readCas().issuers).find(
    (each) => requested === true || requested === each.id,
  )
  if (issuer === undefined || profiles[id].certifies === 'ca')
    throw new Error(`there is no example of ${id}${requested === true ? '' : ` by ${requested}`}`)
  return (await exampleCertificate(id, issuer, instant(Date.now()))).certificate
}

const words = {
  rule: { fi: 'sääntö', sv: 'regel', en: 'rule' },
  found: { fi: 'varmenteessa', sv: 'i certifikatet', en: 'in the certificate' },
} as const

/** Throws when the file contains no readable certificate. */
async function readCertificate(file: string): Promise<Certificate> {
  const bytes = await readFile(file)
  const decoded = decodeCertificate(new Uint8Array(derOf(bytes, file)))
  if (!decoded.ok) throw new Error(`${file} holds no certificate: ${decoded.refusal.kind}`)
  return decoded.value
}

function derOf(bytes: Buffer, file: string): Uint8Array {
  try {
    return new X509Certificate(bytes).raw
  } catch (cause) {
    throw new Error(`${file} holds no certificate`, { cause })
  }
}
