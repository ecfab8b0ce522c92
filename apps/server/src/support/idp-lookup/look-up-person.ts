import { createPublicKey, verify } from 'node:crypto'
import type { ResponseOf, InputOf } from '@sotevarmenne/api/endpoint'
import type { LookUpError } from '@sotevarmenne/api/idp-lookup'
import { minute } from '@sotevarmenne/kernel/instant'
import { ok, refuse, type Result } from '@sotevarmenne/kernel/result'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { attributeOf } from '@sotevarmenne/x509/names'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import * as api from '@sotevarmenne/api/idp-lookup'
import type { Certificates } from '#pki/issuance/index.ts'
import type { IssuedCertificate, LookUpRules } from '#pki/issuance/contract.ts'
import type { People } from '#people/persons/index.ts'
import type { Clock } from '#platform/clock.ts'
import type { Tx } from '#platform/db.ts'
import type { Permit } from '#platform/permit.ts'
import type { Revocations } from '#pki/revocation/index.ts'
import { operation } from '#platform/operation.ts'
import type { Runtime } from '#platform/runtime.ts'
import type { LookUpRefused, PersonLookedUp } from './contract.ts'
import {
  contextText,
  checkContext,
  serialsIn,
  type ContextRefusal,
  type UserContext,
} from './domain/context.ts'
import { texts } from './texts.ts'

export type LookUpDeps = Pick<Runtime, 'db' | 'clock' | 'record'> & {
  readonly people: Pick<People, 'identityCodeOf'>
  readonly certificates: Pick<Certificates, 'findCertificate' | 'findClientById'>
  readonly revocations: Pick<Revocations, 'statusOf'>
  /** CAs of certificates on cards; temporary certificates identify nobody (R76). */
  readonly issuers: readonly {
    readonly id: string
    readonly commonName: string
    readonly role: string
  }[]
}

export type LookUpRefusal =
  | ContextRefusal
  | { readonly kind: 'context-signature-wrong' }
  | { readonly kind: 'too-many-look-ups' }

type Response = ResponseOf<typeof api.lookUpPerson>

/**
 * The holder of a certificate. Not found is a response, not a refusal: each look-up is recorded with its
 * result, and is visible to the holder who was found (R127).
 */
export const lookUpPerson = operation({
  contract: api.lookUpPerson,
  problems: {
    'context-of-another-application': { status: 403, ...texts.ofAnotherApplication },
    'context-role-not-found': { status: 403, ...texts.roleNotFound },
    'context-expired': { status: 403, ...texts.expired },
    'context-too-long': { status: 403, ...texts.tooLong },
    'context-signature-wrong': { status: 403, ...texts.signatureWrong },
    'too-many-look-ups': { status: 429, ...texts.tooMany },
  },
  handle: (deps: LookUpDeps) => {
    const mayCall = countByMinute(deps.clock)
    return async (permit, requested): Promise<Result<Response, LookUpRefusal>> => {
      const { clientId, rules } = await serviceOf(deps, permit)
      if (!mayCall(clientId, rules.requestsPerMinute ?? defaultRequests))
        return refuse({ kind: 'too-many-look-ups' })

      const context: UserContext = {
        application: requested.UserContext.ApplicationName,
        user: requested.UserContext.AuthenticatedUser,
        role: requested.UserContext.RoleName,
        expiresAt: requested.UserContext.ExpiresAt,
      }
      const digest = digestOf(context, requested.UserContext.Signature, rules)
      const checked = checkContext(context, {
        registeredAs: rules.applicationName,
        now: deps.clock.now(),
      })
      const application = rules.applicationName
      const wrong = !checked.ok
        ? checked.refusal
        : digest === undefined
          ? ({ kind: 'context-signature-wrong' } as const)
          : undefined
      if (wrong !== undefined || digest === undefined) {
        const because = wrong ?? ({ kind: 'context-signature-wrong' } as const)
        const refused: LookUpRefused = { type: 'LookUpRefused', application, because: because.kind }
        await written(deps, (tx) => deps.record(tx, refused, permit))
        return refuse(because)
      }

      return deps.db.write(async (tx): Promise<Result<Response, LookUpRefusal>> => {
        const found = await find(deps, tx, requested)
        const looked: PersonLookedUp = {
          type: 'PersonLookedUp',
          ...(found.about && { about: found.about }),
          ...{ application, outcome: found.error ?? 'found', digest },
        }
        await deps.record(tx, looked, permit)
        return ok({
          serialNumber: requested.SearchTerm,
          ...(found.error === undefined
            ? { henkilotunnus: found.identityCode, httpStatusCode: 200 }
            : {
                httpStatusCode: statusOf[found.error],
                errorCode: found.error,
                errorMessage: messageOf[found.error],
              }),
        })
      })
    }
  },
})

type About = PersonLookedUp['about']

type Found =
  | { readonly error?: undefined; readonly identityCode: string; readonly about: About }
  | { readonly error: LookUpError; readonly about?: About }

async function find(
  { people, certificates, revocations, issuers, clock }: LookUpDeps,
  tx: Tx,
  { SearchTerm, Certificate }: InputOf<typeof api.lookUpPerson>,
): Promise<Found> {
  const named = issuers.filter(({ commonName }) => commonName === Certificate.IssuerCN)
  if (named.length === 0) return { error: error('CertificateIssuerCNInvalid') }
  if (named.every(({ role }) => role === 'temporary'))
    return { error: error('CertificateNotForIdentification') }

  for (const { id } of named)
    for (const serial of serialsIn(Certificate.SerialNumber)) {
      const row = await certificates.findCertificate(tx, { issuer: id, serial })
      if (row?.state !== 'issued' || row.holder === undefined) continue
      if (subjectNumberIn(row) !== SearchTerm) return { error: error('HetuNotFound') }
      const about = {
        personId: row.holder,
        ...(row.cardId !== undefined && { cardId: row.cardId }),
      }
      if (clock.now() > row.notAfter) return { error: error('CertificateExpired'), about }
      const { status } = await revocations.statusOf(tx, { issuer: id, serial })
      if (status !== 'good') return { error: error('CertificateRevoked'), about }
      return { identityCode: await people.identityCodeOf(tx, row.holder), about }
    }
  return { error: error('HetuNotFound') }
}

function subjectNumberIn({ der }: IssuedCertificate): string | undefined {
  const read = decodeCertificate(der)
  return read.ok ? attributeOf(read.value.subject, attributeTypes.serialNumber) : undefined
}

const error = <Name extends string>(name: Name) => `VarmennetiedotServiceError.${name}` as const

const statusOf: { readonly [Name in LookUpError]: number } = {
  'VarmennetiedotServiceError.HetuNotFound': 404,
  'VarmennetiedotServiceError.CertificateIssuerCNInvalid': 400,
  'VarmennetiedotServiceError.CertificateRevoked': 410,
  'VarmennetiedotServiceError.CertificateExpired': 410,
  'VarmennetiedotServiceError.CertificateNotForIdentification': 403,
}

const messageOf: { readonly [Name in LookUpError]: string } = {
  'VarmennetiedotServiceError.HetuNotFound': 'No person has such a certificate and number',
  'VarmennetiedotServiceError.CertificateIssuerCNInvalid': 'No such issuer of cards',
  'VarmennetiedotServiceError.CertificateRevoked': 'The certificate is revoked',
  'VarmennetiedotServiceError.CertificateExpired': 'The certificate has expired',
  'VarmennetiedotServiceError.CertificateNotForIdentification':
    'The certificate of a spare card identifies nobody',
}

/**
 * Digest of the context's signature, if it is valid: SHA-1 only where the rules of the service allow the old
 * form.
 */
function digestOf(
  context: UserContext,
  signature: string,
  { contextKey, alsoSha1 }: LookUpRules,
): PersonLookedUp['digest'] | undefined {
  const key = createPublicKey({
    key: Buffer.from(contextKey, 'base64'),
    format: 'der',
    type: 'spki',
  })
  const text = Buffer.from(contextText(context), 'utf16le')
  const bytes = Buffer.from(signature, 'base64')
  const signedBy = (digest: string): boolean => verify(digest, text, key, bytes)
  if (signedBy('sha256')) return 'SHA-256'
  return alsoSha1 === true && signedBy('sha1') ? 'SHA-1' : undefined
}

async function serviceOf(
  { certificates }: LookUpDeps,
  { actor }: Permit,
): Promise<{ readonly clientId: string; readonly rules: LookUpRules }> {
  if (actor.kind !== 'client') throw new Error('identification service is not a registered client')
  const client = await certificates.findClientById(actor.clientId)
  if (client?.rules.lookUp === undefined)
    throw new Error('permit without an identification service')
  return { clientId: actor.clientId, rules: client.rules.lookUp }
}

async function written({ db }: LookUpDeps, action: (tx: Tx) => Promise<void>): Promise<void> {
  await db.write(async (tx) => {
    await action(tx)
    return ok(undefined)
  })
}

/** Rate limit of a service without a rule of its own. */
const defaultRequests = 600

/** Counts look-ups by service; the minute is the same for all of them. */
function countByMinute(clock: Clock): (clientId: string, max: number) => boolean {
  const counts = new Map<string, number>()
  let since = clock.now()
  return (clientId, max) => {
    const now = clock.now()
    // A clock that was set back starts a new minute too.
    if (now < since || now - since >= minute) {
      counts.clear()
      since = now
    }
    const count = (counts.get(clientId) ?? 0) + 1
    counts.set(clientId, count)
    return count <= max
  }
}
