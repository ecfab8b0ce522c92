import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { WatcherConfig } from './config.ts'
import { messageOf, readWatched, writerTo, type Context, type Finding } from './context.ts'
import { readRecorded, type RecordedRevocations } from './recorded.ts'
import type { State } from './state.ts'
import { compareLists, watchCrl, type WatchedCrl } from './watch-crls.ts'
import { watchCaCertificate, watchOcsp } from './watch-status.ts'

/** The newest copy of a CRL, for the metrics. */
export type CrlOfCa = WatchedCrl & { readonly ca: string }

export type Round = {
  readonly findings: readonly Finding[]
  readonly crls: readonly CrlOfCa[]
  readonly state: State
}

/**
 * Fetches and verifies everything once. Rejects only where the watcher itself can't work: what is wrong outside is
 * a finding.
 */
export async function runRound(
  config: WatcherConfig,
  { state, now }: { readonly state: State; readonly now: number },
): Promise<Round> {
  const folder = await mkdtemp(path.join(tmpdir(), 'watcher-'))
  const write = writerTo(folder)
  const findings: Finding[] = []
  try {
    const recorded = await recordedOf(config, findings)
    const crls: CrlOfCa[] = []
    const differing: { [ca: string]: { readonly [serial: string]: number } } = {}
    for (const ca of config.cas) {
      const context = { ca, config, state, now, recorded, findings, write }
      const watched = await watchCa(context)
      crls.push(...watched.crls.map((crl) => ({ ...crl, ca: ca.name })))
      differing[ca.name] = watched.differing
    }
    const seen = crls.flatMap(({ address, seen }) => (seen === undefined ? [] : [[address, seen]]))
    return {
      ...{ findings, crls },
      state: { crls: { ...state.crls, ...(Object.fromEntries(seen) as State['crls']) }, differing },
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function recordedOf(
  { revocations }: WatcherConfig,
  findings: Finding[],
): Promise<RecordedRevocations | undefined> {
  if (revocations === undefined) return undefined
  try {
    return await readRecorded(revocations)
  } catch (fault) {
    const detail = messageOf(fault)
    findings.push({ kind: 'recorded-unreadable', ca: '', address: revocations, detail })
    return undefined
  }
}

async function watchCa(context: Context): Promise<{
  readonly crls: readonly WatchedCrl[]
  readonly differing: { readonly [serial: string]: number }
}> {
  const { ca } = context
  const own = await readWatched(context, ca.certificate)
  const above = await readWatched(context, ca.issuer)
  const below = []
  for (const file of ca.certificates) below.push(await readWatched(context, file))

  // The status of the CA itself is published by its issuer; a root has none.
  const isRoot = own.facts.fingerprint === above.facts.fingerprint
  const aboveCrls = []
  for (const address of isRoot ? [] : own.facts.crls)
    aboveCrls.push(await watchCrl(context, address, above))
  const addresses = new Set([...below.flatMap(({ facts }) => facts.crls), ...ca.crls])
  if (ca.fullCrl !== undefined) addresses.delete(ca.fullCrl)
  const shards = []
  for (const address of addresses) shards.push(await watchCrl(context, address, own))
  const full = ca.fullCrl === undefined ? undefined : await watchCrl(context, ca.fullCrl, own)
  const differing = compareLists(context, shards, full)

  const trusted = await context.write(`${own.pem}${above.pem}`)
  const areThere = (crls: readonly (WatchedCrl | undefined)[]): readonly WatchedCrl[] =>
    crls.filter((crl) => crl !== undefined)
  const ofOwn = areThere([...shards, full])
  const ofAbove = areThere(aboveCrls)
  const statuses = [
    ...(isRoot ? [] : [{ of: own, issuer: above, crls: ofAbove }]),
    ...below.map((of) => ({ of, issuer: own, crls: ofOwn })),
  ]
  const fetched = new Set<string>()
  for (const { of, issuer, crls } of statuses) {
    for (const address of of.facts.caIssuers)
      if (!fetched.has(address)) await watchCaCertificate(context, address, issuer)
    for (const address of of.facts.caIssuers) fetched.add(address)
    for (const address of of.facts.ocsp)
      await watchOcsp(context, address, {
        ...{ of, issuer, trusted },
        crls: crls.map(({ crl }) => crl),
      })
  }
  return { crls: [...ofAbove, ...ofOwn], differing }
}
