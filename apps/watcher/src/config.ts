import path from 'node:path'

/** Durations in milliseconds, files by their absolute names. */
export type WatcherConfig = {
  /** How often the service publishes each CRL. */
  readonly publicationInterval: number
  /** How soon a revocation must be visible everywhere. */
  readonly visibleWithin: number
  /** Time between two rounds. */
  readonly every: number
  readonly maxBytes: number
  /** Addresses of single nodes; none means that each address is fetched as it is. */
  readonly nodes: readonly string[]
  /** Which revocations the service has recorded: what `sotevarmenne revocations` writes. */
  readonly revocations?: string
  /** Where the watcher remembers what it saw. */
  readonly state: string
  /** Host and port of its metrics. */
  readonly listen?: { readonly host: string; readonly port: number }
  readonly cas: readonly WatchedCa[]
}

export type WatchedCa = {
  readonly name: string
  /** The CA's certificate, and that of its issuer; the same file for a root. */
  readonly certificate: string
  readonly issuer: string
  /** Certificates of this CA, whose addresses are watched. */
  readonly certificates: readonly string[]
  /** CRLs that no certificate given names, such as those of other shards. */
  readonly crls: readonly string[]
  /** The CRL of all certificates, which the union of the others must equal. */
  readonly fullCrl?: string
}

/** A fault of the configuration, in words for its operator. */
export class ConfigFault extends Error {}

/** Reads the configuration; file names in it are relative to its own folder. */
export function parseConfig(text: string, folder: string): WatcherConfig {
  const config = membersOf(parseJson(text), 'the configuration', [
    ...['publicationInterval', 'visibleWithin', 'every', 'maxBytes', 'nodes', 'revocations'],
    ...['state', 'listen', 'cas'],
  ])
  const fileOf = (value: unknown, name: string): string => path.resolve(folder, textOf(value, name))
  const cas = listOf(config['cas'], 'cas').map((value, index): WatchedCa => {
    const at = `cas[${String(index)}]`
    const ca = membersOf(value, at, [
      ...['name', 'certificate', 'issuer', 'certificates', 'crls', 'fullCrl'],
    ])
    const certificate = fileOf(ca['certificate'], `${at}.certificate`)
    return {
      name: textOf(ca['name'], `${at}.name`),
      certificate,
      issuer: ca['issuer'] === undefined ? certificate : fileOf(ca['issuer'], `${at}.issuer`),
      certificates: listOf(ca['certificates'] ?? [], `${at}.certificates`).map((file) =>
        fileOf(file, `${at}.certificates`),
      ),
      crls: listOf(ca['crls'] ?? [], `${at}.crls`).map((each) => addressOf(each, `${at}.crls`)),
      ...(ca['fullCrl'] !== undefined && { fullCrl: addressOf(ca['fullCrl'], `${at}.fullCrl`) }),
    }
  })
  if (cas.length === 0) throw new ConfigFault('cas: names no CA')
  const [doubled] = cas.filter(({ name }, index) => cas.findIndex((ca) => ca.name === name) < index)
  if (doubled !== undefined) throw new ConfigFault(`cas: ${doubled.name} stands twice`)
  return {
    publicationInterval: durationOf(config['publicationInterval'] ?? '60m', 'publicationInterval'),
    visibleWithin: durationOf(config['visibleWithin'] ?? '60s', 'visibleWithin'),
    every: durationOf(config['every'] ?? '60s', 'every'),
    maxBytes: countOf(config['maxBytes'] ?? 20_000_000, 'maxBytes'),
    nodes: listOf(config['nodes'] ?? [], 'nodes').map((each) => addressOf(each, 'nodes')),
    ...(config['revocations'] !== undefined && {
      revocations: fileOf(config['revocations'], 'revocations'),
    }),
    state: fileOf(config['state'] ?? 'watcher-state.json', 'state'),
    ...(config['listen'] !== undefined && { listen: listenOf(textOf(config['listen'], 'listen')) }),
    cas,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new ConfigFault('the configuration is not JSON')
  }
}

/** An unknown member is a fault: a misspelled one would watch nothing, silently. */
function membersOf(
  value: unknown,
  name: string,
  known: readonly string[],
): { readonly [member: string]: unknown } {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ConfigFault(`${name}: not an object`)
  const [unknown] = Object.keys(value).filter((member) => !known.includes(member))
  if (unknown !== undefined) throw new ConfigFault(`${name}: unknown member ${unknown}`)
  return value as { readonly [member: string]: unknown }
}

function listOf(value: unknown, name: string): readonly unknown[] {
  if (!Array.isArray(value)) throw new ConfigFault(`${name}: not a list`)
  return value
}

function textOf(value: unknown, name: string): string {
  if (typeof value !== 'string' || value === '') throw new ConfigFault(`${name}: missing`)
  return value
}

function addressOf(value: unknown, name: string): string {
  const text = textOf(value, name)
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol))
    throw new ConfigFault(`${name}: not an http address: ${text}`)
  return text
}

function countOf(value: unknown, name: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value <= 0)
    throw new ConfigFault(`${name}: not a count`)
  return value
}

const unitsInMilliseconds: { readonly [unit: string]: number } = {
  ...{ s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 },
}

function durationOf(value: unknown, name: string): number {
  const [, count, unit = ''] = /^([1-9]\d{0,5})(s|m|h|d)$/.exec(textOf(value, name)) ?? []
  if (count === undefined) throw new ConfigFault(`${name}: write it as 60s, 60m, 24h or 1d`)
  return Number(count) * (unitsInMilliseconds[unit] ?? 0)
}

function listenOf(text: string): { readonly host: string; readonly port: number } {
  const [, host = '', port] = /^(.+):(\d{1,5})$/.exec(text) ?? []
  if (port === undefined) throw new ConfigFault('listen: write it as 127.0.0.1:9477')
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) }
}
