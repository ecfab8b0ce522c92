import { hash, randomUUID } from 'node:crypto'
import { second, type Instant } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { verifySigned } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate, formatSerial, type Certificate } from '@sotevarmenne/x509/certificate'
import { equalBytes } from '@sotevarmenne/x509/der'
import type { IssuerId } from '#pki/ca/contract.ts'
import type { OlderAuthority } from '#pki/ca/index.ts'
import { believe } from '#platform/believe.ts'
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
    const decoded = decodeCertificate(certificate)
    if (!decoded.ok) return refuse({ kind: 'certificate-unreadable' })
    const client: Client = {
      clientId: randomUUID() as ClientId,
      name,
      fingerprint: fingerprintOf(certificate),
      notAfter: decoded.value.notAfter,
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

/** Who opened a connection. */
export type PresentClient = {
  readonly client: Client
  /** Of the connection's certificate, when it names an authority of ours or of an older system as its issuer. */
  readonly ownCertificate?: { readonly issuer: IssuerId; readonly serial: SerialNumber }
}

export type ClientLookUp = {
  /** Who opened a connection with this certificate (DER). */
  readonly ofCertificate: (certificate: Uint8Array) => Promise<PresentClient | undefined>
  readonly byId: (clientId: string) => Promise<Client | undefined>
}

/** Finds clients. What was found is believed for a second: an ended client gets nothing after that. */
export function clientLookUp({
  db,
  clock,
  issuers,
  older = [],
}: Pick<IssuingDeps, 'db' | 'clock' | 'issuers' | 'older'>): ClientLookUp {
  const authorities = [...issuers.all, ...older]
  const present = believe<PresentClient | undefined>({ clock, milliseconds: second })
  const registered = believe<Client | undefined>({ clock, milliseconds: second })

  const find = async (
    certificate: Uint8Array,
    fingerprint: string,
  ): Promise<PresentClient | undefined> => {
    const decoded = decodeCertificate(certificate)
    if (!decoded.ok || !isValidAt(decoded.value, clock.now())) return undefined
    const client = await db.read((tx) => findClientOf(tx, fingerprint))
    if (client === undefined) return undefined
    const { serial } = decoded.value
    const issuer = issuerOf(decoded.value, authorities)
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
 * The authority that the certificate names. An older one may have changed its key under one name: then the one whose key
 * signed. What none of them signed is still said to be theirs, and has to be good with them.
 */
function issuerOf(
  certificate: Certificate,
  authorities: readonly Pick<OlderAuthority, 'id' | 'certificate'>[],
): Pick<OlderAuthority, 'id'> | undefined {
  const named = authorities.filter(({ certificate: { subjectDer } }) =>
    equalBytes(subjectDer, certificate.issuerDer),
  )
  const signer = named.find((each) =>
    verifySigned(certificate, each.certificate.subjectPublicKeyInfo),
  )
  return signer ?? named[0]
}

/** TLS proves the key only; whether the certificate has ended is for us to see. */
const isValidAt = ({ notBefore, notAfter }: Certificate, now: Instant): boolean =>
  notBefore <= now && now <= notAfter

const fingerprintOf = (certificate: Uint8Array): string => hash('sha256', certificate)
