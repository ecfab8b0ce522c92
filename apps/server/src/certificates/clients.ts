import { createHash, randomUUID } from 'node:crypto'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import { endClientRow, findClient, findClientOf, insertClient } from './client-store.ts'
import type { Client, ClientEnded, ClientId, ClientRegistered, EnrolmentRules } from './contract.ts'
import type { IssuingDeps } from './deps.ts'

export type RegisterClient = {
  readonly name: string
  /** The certificate with which the client will open its connections, in DER. Whoever issued it: it is known by itself. */
  readonly certificate: Uint8Array
  readonly rules: EnrolmentRules
}

export type RegisterRefusal =
  { readonly kind: 'certificate-unreadable' } | { readonly kind: 'certificate-of-another-client' }

/** Gives a program the right to ask for certificates by its rules. */
export const registerClient =
  ({ db, clock, recordAll }: IssuingDeps) =>
  async (
    permit: Permit<'certificates.registerClient'>,
    { name, certificate, rules }: RegisterClient,
  ): Promise<Result<Client, RegisterRefusal>> => {
    if (!decodeCertificate(certificate).ok) return refuse({ kind: 'certificate-unreadable' })
    const client: Client = {
      clientId: randomUUID() as ClientId,
      name,
      fingerprint: fingerprintOf(certificate),
      rules,
      registeredAt: clock.now(),
    }
    return db.write(async (tx) => {
      if (!(await insertClient(tx, client)))
        return refuse({ kind: 'certificate-of-another-client' })
      const { clientId, fingerprint } = client
      const event: ClientRegistered = { type: 'ClientRegistered', clientId, fingerprint, rules }
      await recordAll(tx, [{ event, permit }])
      return ok(client)
    })
  }

/** Takes the right away. What the client got stays valid; whoever wants that ended revokes it. */
export const endClient =
  ({ db, clock, recordAll }: IssuingDeps) =>
  (
    permit: Permit<'certificates.endClient'>,
    clientId: ClientId,
  ): Promise<Result<undefined, { readonly kind: 'client-unknown' }>> =>
    db.write(async (tx) => {
      if (!(await endClientRow(tx, clientId, clock.now())))
        return refuse({ kind: 'client-unknown' })
      const event: ClientEnded = { type: 'ClientEnded', clientId }
      await recordAll(tx, [{ event, permit }])
      return ok(undefined)
    })

export type ClientLookUp = {
  /** Who opened a connection with this certificate (DER). */
  readonly ofCertificate: (certificate: Uint8Array) => Promise<Client | undefined>
  readonly byId: (clientId: string) => Promise<Client | undefined>
}

/** Finds clients. What was found is believed for a second: an ended client gets nothing after that. */
export function clientLookUp({ db, clock }: Pick<IssuingDeps, 'db' | 'clock'>): ClientLookUp {
  const known = new Map<string, { readonly client: Client | undefined; readonly at: Instant }>()
  const find = async (
    key: string,
    ask: (tx: Tx) => Promise<Client | undefined>,
  ): Promise<Client | undefined> => {
    const before = known.get(key)
    const now = clock.now()
    if (before !== undefined && now >= before.at && now < before.at + believedFor)
      return before.client
    known.delete(key)
    const client = await db.read(ask)
    if (known.size >= mostKnown) known.clear()
    known.set(key, { client, at: now })
    return client
  }
  return {
    ofCertificate: (certificate) => {
      const fingerprint = fingerprintOf(certificate)
      return find(fingerprint, async (tx) =>
        isValidAt(certificate, clock.now()) ? findClientOf(tx, fingerprint) : undefined,
      )
    },
    byId: (clientId) => find(clientId, (tx) => findClient(tx, clientId)),
  }
}

const believedFor = second
/** Of strangers there is no end. */
const mostKnown = 1000

/** TLS proves the key only; whether the certificate has ended is for us to see. */
function isValidAt(certificate: Uint8Array, now: Instant): boolean {
  const decoded = decodeCertificate(certificate)
  return decoded.ok && decoded.value.notBefore <= now && now <= decoded.value.notAfter
}

const fingerprintOf = (certificate: Uint8Array): string =>
  createHash('sha256').update(certificate).digest('hex')
