import type { NameProof, NameProofsView } from '@sotevarmenne/api/service-certificates'
import { second } from '@sotevarmenne/kernel/instant'
import { mapWithConcurrency } from '@sotevarmenne/kernel/map-with-concurrency'
import type { Result } from '@sotevarmenne/kernel/result'
import type { Sealing } from '#platform/sealing.ts'
import { within } from '#platform/within.ts'
import {
  mayProveByDns,
  publishedProof,
  writtenOut,
  type PublishedProof,
} from './domain/name-proof.ts'

/** What is publicly visible of a name or address; why it is not does not matter. */
export type ProofProbe = {
  readonly fetchKeyAuthorization: (name: string, file: string) => Promise<Result<string, unknown>>
  readonly lookUpTexts: (name: string) => Promise<Result<readonly string[], unknown>>
}

/**
 * What an organisation publishes at the names of one request, which `id` identifies, and which of them have it now.
 * Looked up each time, and outside transactions: what is published may have gone since.
 */
export async function lookUpNameProofs(
  { probe, sealing }: { readonly probe: ProofProbe; readonly sealing: Sealing },
  { id, names }: { readonly id: string; readonly names: readonly string[] },
): Promise<NameProofsView> {
  const token = (purpose: string): string =>
    Buffer.from(sealing.fingerprint(`${purpose} ${id}`)).toString('base64url')
  const published = publishedProof({
    fileName: token('file of a proof'),
    content: token('proof of control'),
  })
  const until = performance.now() + patience
  return {
    ...published,
    names: await mapWithConcurrency(writtenOut(names), maxAtOnce, async (name) => ({
      ...{ name, proof: await proofOf(probe, published, name, until) },
    })),
  }
}

/** Names that are looked at together, and how long a page waits for all of them. */
const maxAtOnce = 10
const patience = 15 * second

async function proofOf(
  probe: ProofProbe,
  { record, file }: PublishedProof,
  name: string,
  until: number,
): Promise<NameProof> {
  const left = until - performance.now()
  if (left <= 0) return 'not-looked-up'
  const looked = async (): Promise<NameProof> => {
    if (mayProveByDns(name)) {
      const texts = await probe.lookUpTexts(`${record.prefix}${name}`)
      if (texts.ok && texts.value.includes(record.value)) return 'dns'
    }
    const content = await probe.fetchKeyAuthorization(name, file.name)
    return content.ok && content.value === file.content ? 'http' : 'none'
  }
  return within(left, looked()).catch(() => 'not-looked-up')
}
