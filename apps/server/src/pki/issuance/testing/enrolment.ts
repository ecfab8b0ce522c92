import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { Agent, type RequestOptions } from 'node:https'
import { pino } from 'pino'
import { createAuthentication, type AuthenticationDeps } from '#identity/authentication/index.ts'
import { openEnrolmentApi } from '#platform/serve-enrolment-api.ts'
import { createRevocations } from '#pki/revocation/index.ts'
import { startTestCa } from '@sotevarmenne/tests/ca/test-ca'
import { aSelfSigned, type TlsIdentity } from '@sotevarmenne/tests/network/self-signed'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import type { EnrolmentRules } from '../contract.ts'
import { createCertificates } from '../create-certificates.ts'

export const rules: EnrolmentRules = {
  profile: 'server',
  family: 'ecc',
  organisation: 'Esimerkkilän hyvinvointialue',
  organisationOid: '1.2.246.10.12345678.10.1',
  dnsNames: ['.esimerkkila.example'],
  commonNames: [],
  validityDays: 365,
}

/** What the signer here, which demands no evidence, does not read. */
export const approval = { statement: new Uint8Array([1]), approvals: [] }

// Not in the function: the clock of its caller stands, and may be older than what is issued once the database has started.
const listener = aSelfSigned('listener')
const known = aSelfSigned('client')

/** The enrolment API over a CA for services, with one registered client. */
export async function openEnrolment(
  given: Pick<Parameters<typeof createCertificates>[0], 'db' | 'clock' | 'recordAll' | 'legacyCas'>,
) {
  const { clock } = given
  const ca = await startTestCa({
    clock,
    isWanted: ({ role, family }) => family === 'ecc' && (role === 'root' || role === 'service'),
  })
  const { issuers, signer } = ca
  const certificates = createCertificates({ ...given, issuers, signer })
  const revocations = createRevocations({ certificates, record: () => Promise.resolve(), clock })
  const deps = { db: given.db, clock, certificates, revocations }
  const { requestPermits } = createAuthentication(deps as unknown as AuthenticationDeps)
  const server = await openEnrolmentApi(
    {
      endpoints: certificates.enrolmentOperations ?? [],
      permits: requestPermits,
      logger: pino({ level: 'silent' }),
      publicUrl: 'https://localhost',
      ...{ clock, version: '0.1.0', readiness: {}, requestsPerMinute: 20_000 },
      tls: listener,
    },
    { host: '127.0.0.1', port: 0 },
  )
  const registered = await certificates.registerClient(aPermit('certificates.registerClient'), {
    name: 'Device desk',
    certificate: derOf(known.cert),
    ...{ rules, approval },
  })
  assert.ok(registered.ok)
  const agents = new Map<unknown, Agent>()
  return {
    ...{ ca, certificates, revocations, listener, known, client: registered.value },
    port: server.port,
    /** Of a POST by a program with this certificate. */
    optionsOf: (as: Partial<TlsIdentity>, path: string): RequestOptions => {
      const agent = agents.get(as) ?? new Agent({ keepAlive: true, ...as })
      agents.set(as, agent)
      return {
        ...{ agent, host: '127.0.0.1', servername: 'localhost', port: server.port },
        ...{ path, method: 'POST', ca: listener.cert },
      }
    },
    close: async () => {
      for (const agent of agents.values()) agent.destroy()
      await server.close()
      await ca.close()
    },
  }
}

export const derOf = (pem: string): Uint8Array => new Uint8Array(new X509Certificate(pem).raw)
