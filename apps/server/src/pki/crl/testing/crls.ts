import assert from 'node:assert/strict'
import { generateKeyPairSync, randomBytes, type KeyObject } from 'node:crypto'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, beforeEach } from 'node:test'
import { anIssuer } from '@sotevarmenne/issuing/testing'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse } from '@sotevarmenne/kernel/result'
import { signData, verifySigned } from '@sotevarmenne/x509/algorithms'
import { decodeCertificateList, type CertificateList } from '@sotevarmenne/x509/crl'
import { crlDistributionPoints } from '@sotevarmenne/x509/extensions'
import { encodeName } from '@sotevarmenne/x509/names'
import { identifierOf, aHolder, aCa, noon, valueOf } from '@sotevarmenne/x509/testing'
import { crlUrlOf, type Issuer, type SignerClient } from '#pki/ca/index.ts'
import type { SignerRefusal } from '#pki/ca/contract.ts'
import type { CertificateRow, SerialNumber } from '#pki/issuance/contract.ts'
import type { Certificates } from '#pki/issuance/index.ts'
import type { DomainEvent } from '#platform/record.ts'
import { createRevocations } from '#pki/revocation/index.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { createCrls, type Crls } from '../crl-updater.ts'
import type { TestDatabase } from '@sotevarmenne/tests/database/postgres'

export const ca = aCa({ keys: 'P-384', notAfter: plus(noon, 20 * 365 * day) })
export const sharded: Issuer = {
  ...anIssuer(),
  shards: 3,
  subjectDer: encodeName(ca.name),
  subjectKeyIdentifier: identifierOf(ca.spki),
  spki: ca.spki,
  certificate: ca.certificate,
  chain: [ca.certificate.der],
  root: ca.certificate,
}

/** CRLs of one CA, with a clock, a signer and a database that a test decides. */
export function openCrls({ db }: TestDatabase) {
  let now = instant(Date.parse('2026-11-24T14:00:00Z'))
  const clock = { now: () => now }
  const rows = new Map<string, CertificateRow>()
  let events: DomainEvent[] = []
  const record = (_tx: unknown, event: DomainEvent) => {
    events.push(event)
    return Promise.resolve()
  }
  const certificates: Pick<Certificates, 'findCertificate' | 'certificatesOfCard'> = {
    findCertificate: (_tx, { serial }) => Promise.resolve(rows.get(serial)),
    certificatesOfCard: () => Promise.resolve([]),
  }
  const revocations = createRevocations({
    certificates,
    record: () => Promise.resolve(),
    clock,
  })
  let folder: string
  let nodes: Crls[] = []
  let faults: unknown[] = []
  let signed = 0
  /** What the signer returns instead of a signature. */
  let refusal: SignerRefusal | undefined
  const presented: Uint8Array[] = []
  let signing: 'well' | 'not' | 'with another key' = 'well'
  const anotherKey = generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey

  const signer: Pick<SignerClient, 'signCrl' | 'noteEnds'> = {
    noteEnds: async ({ tbs }) => {
      presented.push(...tbs)
      return ok(undefined)
    },
    signCrl: async ({ chunks }) => {
      if (refusal !== undefined) return refuse(refusal)
      if (signing === 'not') return refuse({ kind: 'signer-unavailable', detail: 'away' })
      const pieces: Uint8Array[] = []
      for await (const chunk of chunks) pieces.push(chunk)
      signed += 1
      const key: KeyObject = signing === 'well' ? ca.privateKey : anotherKey
      return ok(signData('ecdsa-sha384', key, Buffer.concat(pieces)))
    },
  }
  const aNode = (name: string, changes: Partial<Parameters<typeof createCrls>[0]> = {}): Crls => {
    const node = createCrls({
      ...{ db, record, signer, certificates, revocations, clock },
      issuers: { all: [sharded], find: (id) => (id === sharded.id ? sharded : undefined) },
      countIssued: () => Promise.resolve(1000),
      limits: () => ({ number: 60, share: 0.05, windowMinutes: 60 }),
      folder: join(folder, name),
      permit: () => aPermit('crl.publishCrl'),
      onFault: (fault) => faults.push(fault),
      ...changes,
    })
    nodes.push(node)
    return node
  }
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sotevarmenne-lists-'))
  })
  beforeEach(() => {
    signing = 'well'
    refusal = undefined
    presented.length = 0
    signed = 0
    events = []
    faults = []
  })
  afterEach(async () => {
    await Promise.all(nodes.map((node) => node.close()))
    nodes = []
    now = plus(now, day)
  })
  after(() => rm(folder, { recursive: true }))

  /** Revokes a new certificate that is on the CRL of the shard. */
  const revoke = async (
    shard: number,
    notAfter: Instant = plus(now, 365 * day),
    issuer: Issuer = sharded,
  ) => {
    const serial = `5a${randomBytes(16).toString('hex')}` as SerialNumber
    const extensions = [crlDistributionPoints([crlUrlOf(issuer, shard)])]
    const { der } = aHolder(ca, { extensions }).certificate
    rows.set(serial, {
      ...{ issuer: issuer.id, serial, profile: 'professional-authentication', state: 'issued' },
      ...{ notBefore: now, notAfter, der },
    })
    const revoked = await db.write((tx) =>
      revocations.revokeCertificates(tx, aPermit('cards.cancelCard'), {
        issuer: issuer.id,
        serials: [serial],
        reason: 'keyCompromise',
        cause: 'card-lost',
      }),
    )
    assert.ok(revoked.ok)
    return serial
  }
  const bytesOf = async (node: Crls, shard?: number, of = sharded): Promise<Uint8Array> => {
    const file = node.find(of.id, shard)
    assert.ok(file)
    return new Uint8Array(await readFile(file.plain.path))
  }
  const listOf = async (node: Crls, shard?: number, of = sharded): Promise<CertificateList> => {
    const crl = valueOf(decodeCertificateList(await bytesOf(node, shard, of)))
    assert.ok(verifySigned(crl, ca.spki))
    return crl
  }
  const serialsOf = ({ entries }: CertificateList): readonly string[] =>
    entries.map(({ serial }) => Buffer.from(serial).toString('hex'))

  return {
    aNode,
    revoke,
    listOf,
    serialsOf,
    bytesOf,
    revocations,
    record,
    clock,
    get now() {
      return now
    },
    set now(next) {
      now = next
    },
    get events() {
      return events
    },
    get signed() {
      return signed
    },
    get signing() {
      return signing
    },
    set signing(next) {
      signing = next
    },
    set refusal(next: SignerRefusal | undefined) {
      refusal = next
    },
    presented,
    get faults() {
      return faults
    },
    get nodes() {
      return nodes
    },
    set nodes(next) {
      nodes = next
    },
  }
}
