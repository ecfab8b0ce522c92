import { hash, randomUUID } from 'node:crypto'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate, formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { LegacyCa } from '#pki/ca/index.ts'
import { ttlCache } from '#platform/ttl-cache.ts'
import type { Permit } from '#platform/permit.ts'
import { endClientRow, findClient, findClientOf, insertClient } from './client-store.ts'
import type {
  Client,
  ClientEnded,
  ClientId,
  ClientRegistered,
  EnrolmentRules,
  SerialNumber,
} from './contract.ts'
import type { IssuingDeps } from './deps.ts'

export type RegisterClient = {
  readonly name: string
  /**
   * The certificate with which the client will open its connections, in DER. Any issuer will do: it is
   * pinned.
   */
  readonly certificate: Uint8Array
  readonly rules: EnrolmentRules
  /** Of its rules, by two case officers; a client that gets no certificates needs none. */
  readonly approval?: SignedApproval | undefined
}

export type RegisterRefusal =
  { readonly kind: 'certificate-unreadable' } | { readonly kind: 'certificate-of-another-client' }

/** Gives a program the right to request certificates by its rules. */
export const registerClient =
  ({ db, clock, recordAll }: IssuingDeps) =>
  async (
    permit: Permit<'certificates.registerClient'>,
    { name, certificate, rules, approval }: RegisterClient,
  ): Promise<Result<Client, RegisterRefusal>> => {
    const decoded = decodeCertificate(certificate)
    if (!decoded.ok) return refuse({ kind: 'certificate-unreadable' })
    const client: Client = {
      clientId: randomUUID() as ClientId,
      name,
      fingerprint: fingerprintOf(certificate),
      notAfter: decoded.value.notAfter,
      rules,
      ...(approval && { approval }),
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

/** Ends the right. The client's certificates stay valid; to end them too, revoke them. */
export const endClient =
  ({ db, clock, recordAll }: IssuingDeps) =>
  (
    permit: Permit<'certificates.endClient'>,
    clientId: ClientId,
  ): Promise<Result<undefined, { readonly kind: 'client-not-found' }>> =>
    db.write(async (tx) => {
      if (!(await endClientRow(tx, clientId, clock.now())))
        return refuse({ kind: 'client-not-found' })
      const event: ClientEnded = { type: 'ClientEnded', clientId }
      await recordAll(tx, [{ event, permit }])
      return ok(undefined)
    })

/** The client that opened a connection. */
export type PresentClient = {
  readonly client: Client
  /** Of the connection's certificate, when it names a CA of ours or a legacy CA as its issuer. */
  readonly ownCertificate?: { readonly issuer: IssuerId; readonly serial: SerialNumber }
}

export type ClientLookUp = {
  /** The client that opened a connection with this certificate (DER). */
  readonly ofCertificate: (certificate: Uint8Array) => Promise<PresentClient | undefined>
  readonly byId: (clientId: string) => Promise<Client | undefined>
}

/** Finds clients. Results are cached for a second: an ended client gets nothing after that. */
export function clientLookUp({
  db,
  clock,
  issuers,
  legacyCas = [],
}: Pick<IssuingDeps, 'db' | 'clock' | 'issuers' | 'legacyCas'>): ClientLookUp {
  const cas = [...issuers.all, ...legacyCas]
  const present = ttlCache<PresentClient | undefined>({ clock, milliseconds: second })
  const registered = ttlCache<Client | undefined>({ clock, milliseconds: second })

  const find = async (
    certificate: Uint8Array,
    fingerprint: string,
  ): Promise<PresentClient | undefined> => {
    const decoded = decodeCertificate(certificate)
    if (!decoded.ok || !isValidAt(decoded.value, clock.now())) return undefined
    const client = await db.read((tx) => findClientOf(tx, fingerprint))
    if (client === undefined) return undefined
    const { serial } = decoded.value
    const issuer = issuerOf(decoded.value, cas)
    if (issuer === undefined) return { client }
    const ownCertificate = { issuer: issuer.id, serial: formatSerial(serial) as SerialNumber }
    return { client, ownCertificate }
  }
  return {
    ofCertificate: (certificate) => {
      const fingerprint = fingerprintOf(certificate)
      return present(fingerprint, () => find(certificate, fingerprint))
    },
    byId: (clientId) => registered(clientId, () => db.read((tx) => findClient(tx, clientId))),
  }
}

/**
 * The CA that the certificate names. A legacy CA may have changed its key under one name: then the one whose
 * key signed. A certificate that none of them signed is still attributed to them, and has to be valid there.
 */
function issuerOf(
  certificate: Certificate,
  cas: readonly Pick<LegacyCa, 'id' | 'certificate'>[],
): Pick<LegacyCa, 'id'> | undefined {
  const named = cas.filter(({ certificate: { subjectDer } }) =>
    equalBytes(subjectDer, certificate.issuerDer),
  )
  const signer = named.find((each) =>
    verifySigned(certificate, each.certificate.subjectPublicKeyInfo),
  )
  return signer ?? named[0]
}

/** TLS proves the key only; we have to check whether the certificate has expired. */
const isValidAt = ({ notBefore, notAfter }: Certificate, now: Instant): boolean =>
  notBefore <= now && now <= notAfter

const fingerprintOf = (certificate: Uint8Array): string => hash('sha256', certificate)
