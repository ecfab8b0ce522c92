import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { WatchedCa, WatcherConfig } from './config.ts'
import { fetchBytes } from './fetch-bytes.ts'
import type { Fault } from './check-crl.ts'
import { asPem, readCertificate, type CertificateFacts } from './openssl.ts'
import type { RecordedRevocations } from './recorded.ts'
import type { State } from './state.ts'

/** Something wrong, at an address, and at one node of it where there are several. */
export type Finding = Fault & {
  readonly ca: string
  readonly address: string
  readonly node?: string
}

/** What the checks of one CA share in a round. */
export type Context = {
  readonly ca: WatchedCa
  readonly config: WatcherConfig
  readonly state: State
  /** Milliseconds since 1970. */
  readonly now: number
  readonly recorded?: RecordedRevocations | undefined
  readonly findings: Finding[]
  /** Writes a file of this round; returns its name. */
  readonly write: (content: string | Uint8Array) => Promise<string>
}

export type Watched = {
  readonly facts: CertificateFacts
  readonly pem: string
  readonly file: string
}

/** Files of a round have numbers: they are read by OpenSSL, and removed after it. */
export function writerTo(folder: string): Context['write'] {
  let count = 0
  return async (content) => {
    count += 1
    const file = path.join(folder, String(count))
    await writeFile(file, content)
    return file
  }
}

export async function readWatched({ write }: Context, file: string): Promise<Watched> {
  const bytes = await readFile(file)
  const pem = await asPem(bytes)
  return { facts: await readCertificate(bytes), pem, file: await write(pem) }
}

export function report(
  { findings, ca }: Context,
  address: string,
  faults: readonly (Fault & { readonly node?: string })[],
  node = '',
): void {
  for (const fault of faults) {
    const at = fault.node ?? node
    findings.push({ ...fault, ca: ca.name, address, ...(at !== '' && { node: at }) })
  }
}

/** What one node gave; the node is empty where the address is fetched as it is. */
export type Fetched<Read> = {
  readonly node: string
  readonly read: Read
  readonly bytes: number
}

/** Fetches the address at every node; what a node does not give, or gives wrongly, is a finding. */
export async function fetchAtNodes<Read>(
  context: Context,
  { address, body }: { readonly address: string; readonly body?: Uint8Array },
  read: (bytes: Uint8Array) => Promise<Read>,
): Promise<readonly Fetched<Read>[]> {
  const { nodes, maxBytes } = context.config
  const fetchAt = async (node: string | undefined): Promise<readonly Fetched<Read>[]> => {
    let bytes
    try {
      bytes = await fetchBytes(address, { node, maxBytes, ...(body !== undefined && { body }) })
    } catch (fault) {
      report(context, address, [{ kind: 'unreachable', detail: messageOf(fault) }], node)
      return []
    }
    try {
      return [{ node: node ?? '', read: await read(bytes), bytes: bytes.length }]
    } catch (fault) {
      report(context, address, [{ kind: 'not-verified', detail: messageOf(fault) }], node)
      return []
    }
  }
  return (await Promise.all((nodes.length === 0 ? [undefined] : nodes).map(fetchAt))).flat()
}

export const messageOf = (fault: unknown): string =>
  fault instanceof Error ? fault.message : String(fault)
