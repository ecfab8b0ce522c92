import { generateKeyPairSync, randomUUID, X509Certificate } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { SignedApproval } from '@sotevarmenne/issuing/domain/evidence'
import type { Result } from '@sotevarmenne/kernel/result'
import { writeDurably } from '@sotevarmenne/runtime/write-durably'
import { signData } from '@sotevarmenne/x509/algorithms'
import { attributeTypes } from '@sotevarmenne/x509/oids'
import { assembleCertificateRequest, encodeTbsRequest } from '@sotevarmenne/x509/request'
import type { EnrolmentRules } from '#pki/issuance/contract.ts'
import { clientStatement, pemOf } from '#pki/issuance/index.ts'
import type { Parts } from './parts.ts'

/** Every address under it is this machine (RFC 6761 § 6.3). */
export const demoTlsProxyName = 'service.localhost'

const programName = 'Program of the demo environment'
const stationName = 'Personalisation station of the demo environment'

/** Rules for the preregistered program of the demo environment, and for the API server itself. */
const exampleRules: EnrolmentRules = {
  profile: 'server',
  family: 'ecc',
  organisation: 'Esimerkkilän hyvinvointialue',
  organisationOid: '1.2.246.10.12345678.10.1',
  dnsNames: ['.esimerkkila.example', demoTlsProxyName],
  commonNames: [],
  validityDays: 365,
}

type ListenerParts = Pick<Parts, 'clock' | 'issuers'> & {
  readonly authentication: Pick<Parts['authentication'], 'requestPermits'>
  readonly systemPermit: Parts['systemPermit']
  readonly certificates: Pick<
    Parts['certificates'],
    'certifyClient' | 'registerClient' | 'enrolCertificate'
  >
}

/**
 * The demo environment opens the enrolment API by itself: at its first start it registers a program, with a
 * certificate that its own service CA issues for the program's request, and by that program's right gets the
 * certificate of the API. All files are in the folder, for trying out: `client.pem`, `client.key` and
 * `root.pem`; `station.pem` and `station.key` are those of a production station.
 */
export async function demoTlsProxy(
  folder: string,
  parts: ListenerParts,
  approve: ApproveStatement,
): Promise<{ readonly cert: string; readonly key: string }> {
  const file = (name: string): string => path.join(folder, name)
  if (!existsSync(file('listener.pem')) || (await hasEnded(file('listener.pem'), parts)))
    await makeListener(file, parts, approve)
  const read = (name: string) => readFile(file(name), 'utf8')
  return { cert: await read('listener.pem'), key: await read('listener.key') }
}

async function hasEnded(file: string, { clock }: ListenerParts): Promise<boolean> {
  const { validToDate } = new X509Certificate(await readFile(file))
  return validToDate.getTime() < clock.now()
}

async function makeListener(
  file: (name: string) => string,
  parts: ListenerParts,
  approve: ApproveStatement,
): Promise<void> {
  const { authentication, systemPermit, certificates, issuers } = parts
  await mkdir(file(''), { recursive: true, mode: 0o700 })
  const { certificate: above, root } = issuers.current('service', exampleRules.family)
  const write = async (name: string, key: string, certificate: Uint8Array): Promise<void> => {
    await writeDurably(file(`${name}.key`), key)
    await writeDurably(file(`${name}.pem`), `${pemOf(certificate)}${pemOf(above.der)}`, 0o644)
  }
  await writeDurably(file('root.pem'), pemOf(root.der), 0o644)

  const client = aKeyAndRequest('client.esimerkkila.example')
  const approval = await approvalOf({ name: programName, rules: exampleRules }, parts, approve)
  const permit = systemPermit('certificates.registerClient', 'cli')
  const { der: clientCertificate } = created(
    await certificates.certifyClient(permit, {
      ...{ rules: exampleRules, approval, request: client.request },
    }),
  )
  created(
    await certificates.registerClient(permit, {
      ...{ name: programName, certificate: clientCertificate, rules: exampleRules, approval },
    }),
  )
  await write('client', client.key, clientCertificate)
  await makeStation(parts, write, approve)

  const listener = aKeyAndRequest(demoTlsProxyName)
  const operation = 'certificates.enrolCertificate'
  const granted = created(
    await authentication.requestPermits.grant({
      operation,
      clientCertificate,
      input: {},
    }),
  ) as Parameters<typeof certificates.enrolCertificate>[0]
  const { der } = created(await certificates.enrolCertificate(granted, listener.request))
  await write('listener', listener.key, der)
}

/** By the two first cards of the demo environment, as two case officers sign elsewhere. */
export type ApproveStatement = (statement: Uint8Array) => Promise<SignedApproval['approvals']>

async function approvalOf(
  client: Parameters<typeof clientStatement>[0],
  { clock }: ListenerParts,
  approve: ApproveStatement,
): Promise<SignedApproval> {
  const text = clientStatement(client, { id: randomUUID(), drafted: clock.now() })
  if (text === undefined) throw new Error('unreachable: a server is approved')
  const statement = new Uint8Array(Buffer.from(text, 'utf8'))
  return { statement, approvals: await approve(statement) }
}

/** The production station of the demo environment: `npm run station` connects with these files. */
async function makeStation(
  parts: ListenerParts,
  write: (name: string, key: string, certificate: Uint8Array) => Promise<void>,
  approve: ApproveStatement,
): Promise<void> {
  const { systemPermit, certificates } = parts
  const { key, request } = aKeyAndRequest('station.esimerkkila.example')
  const permit = systemPermit('certificates.registerClient', 'cli')
  const rules = { ...exampleRules, dnsNames: ['station.esimerkkila.example'], isStation: true }
  const name = stationName
  const approval = await approvalOf({ name, rules }, parts, approve)
  const { der: certificate } = created(
    await certificates.certifyClient(permit, { rules, approval, request }),
  )
  created(await certificates.registerClient(permit, { name, certificate, rules, approval }))
  await write('station', key, certificate)
}

/** A P-256 key in PEM, and its request for a server of that name. */
function aKeyAndRequest(name: string): { readonly key: string; readonly request: Uint8Array } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const tbs = encodeTbsRequest({
    subject: [{ type: attributeTypes.commonName, value: name }],
    subjectPublicKeyInfo: new Uint8Array(publicKey.export({ format: 'der', type: 'spki' })),
    extensions: [],
  })
  const signatureAlgorithm = 'ecdsa-sha256'
  const signature = signData(signatureAlgorithm, privateKey, tbs)
  return {
    key: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    request: assembleCertificateRequest({ tbs, signatureAlgorithm, signature }),
  }
}

function created<Value>(result: Result<Value, { readonly kind: string }>): Value {
  if (!result.ok)
    throw new Error(`the demo enrolment API was not set up: ${JSON.stringify(result.refusal)}`)
  return result.value
}
