import { execFile } from 'node:child_process'

/** What a certificate says of itself: where its status and its issuer's certificate are published. */
export type CertificateFacts = {
  readonly subject: string
  /** Hexadecimal, without leading zeros. */
  readonly serial: string
  /** SHA-256 of the DER, hexadecimal. */
  readonly fingerprint: string
  readonly crls: readonly string[]
  readonly ocsp: readonly string[]
  readonly caIssuers: readonly string[]
}

/** Times in milliseconds since 1970. */
export type CrlFacts = {
  readonly number: bigint
  readonly thisUpdate: number
  readonly nextUpdate: number
  readonly fingerprint: string
  /** The serial numbers on the CRL with the time of each revocation. */
  readonly entries: ReadonlyMap<string, number>
}

/** An OCSP response that was verified up to the given CA certificates. */
export type OcspFacts = {
  readonly status: 'good' | 'revoked' | 'unknown'
  readonly revokedAt?: number
  readonly thisUpdate: number
  readonly nextUpdate: number
}

/** OpenSSL could not read something, or a signature is wrong; the message is its own. */
export class NotVerified extends Error {}

const timeLimit = 60_000
const largestOutput = 1024 * 1024 * 1024

/** Runs `openssl` of this machine, with the input at its standard input; returns what it writes. */
async function run(
  words: readonly string[],
  input: Uint8Array = new Uint8Array(),
): Promise<{ readonly output: Buffer; readonly errors: string }> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      'openssl',
      [...words],
      {
        ...{ timeout: timeLimit, maxBuffer: largestOutput, encoding: 'buffer' },
        env: { ...process.env, LC_ALL: 'C' },
      },
      (fault, output, said) => {
        const errors = said.toString()
        if (fault === null) resolve({ output, errors })
        else reject(new NotVerified(errors.trim().split('\n').at(-1) ?? fault.message))
      },
    )
    // OpenSSL may end before it has read everything; its exit code says why.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

async function openssl(words: readonly string[], input?: Uint8Array) {
  const { output, errors } = await run(words, input)
  return { output: output.toString(), errors }
}

export async function readCertificate(certificate: Uint8Array): Promise<CertificateFacts> {
  const { output } = await openssl(
    [
      ...['x509', '-noout', '-subject', '-serial', '-fingerprint', '-sha256'],
      ...['-nameopt', 'RFC2253', '-ext', 'crlDistributionPoints,authorityInfoAccess'],
    ],
    certificate,
  )
  const addresses = (before: string): string[] =>
    [...output.matchAll(new RegExp(`^ *${before}URI:(\\S+)$`, 'gm'))].map(([, at = '']) => at)
  return {
    subject: lineOf(output, 'subject='),
    serial: plainSerial(lineOf(output, 'serial=')),
    fingerprint: fingerprintOf(output),
    crls: addresses(''),
    ocsp: addresses('OCSP - '),
    caIssuers: addresses('CA Issuers - '),
  }
}

/**
 * Reads a CRL in DER (RFC 5280 § 5) and verifies its signature by the CA certificate of that PEM file.
 * Rejects with `NotVerified` where it cannot be read, or another key signed it.
 */
export async function readCrl(der: Uint8Array, caFile: string): Promise<CrlFacts> {
  const facts = ['-lastupdate', '-nextupdate', '-crlnumber', '-fingerprint', '-sha256']
  const { output, errors } = await openssl(
    [
      ...['crl', '-inform', 'DER', '-noout', ...facts],
      ...['-dateopt', 'iso_8601', '-verify', '-CAfile', caFile, '-no-CApath', '-no-CAstore'],
    ],
    der,
  )
  if (!/^verify OK$/m.test(errors))
    throw new NotVerified(errors.trim().split('\n').at(-1) ?? 'its signature is not verified')
  return {
    number: BigInt(lineOf(output, 'crlNumber=')),
    thisUpdate: timeOf(lineOf(output, 'lastUpdate=')),
    nextUpdate: timeOf(lineOf(output, 'nextUpdate=')),
    fingerprint: fingerprintOf(output),
    entries: await readEntries(der),
  }
}

async function readEntries(der: Uint8Array): Promise<ReadonlyMap<string, number>> {
  const { output } = await openssl(['crl', '-inform', 'DER', '-noout', '-text'], der)
  const entries = output.matchAll(/^ {4}Serial Number: ([0-9A-F]+)\n +Revocation Date: (.+)$/gm)
  return new Map(
    [...entries].map(([, serial = '', at = '']) => [plainSerial(serial), timeOf(at)] as const),
  )
}

/** A request about one certificate (RFC 6960 § 4.1), without a nonce: caches may respond. */
export async function ocspRequest(files: {
  readonly ca: string
  readonly certificate: string
}): Promise<Uint8Array> {
  const { output } = await run([
    ...['ocsp', '-no_nonce', '-issuer', files.ca, '-cert', files.certificate, '-reqout', '-'],
  ])
  return new Uint8Array(output)
}

/**
 * Verifies the response, and that its responder was certified by one of the trusted CA certificates (RFC 6960
 * § 4.2.2.2). Its times are checked by the caller.
 */
export async function readOcspResponse(files: {
  readonly ca: string
  readonly certificate: string
  readonly response: string
  readonly trusted: string
}): Promise<OcspFacts> {
  const { output, errors } = await openssl([
    ...['ocsp', '-no_nonce', '-issuer', files.ca, '-cert', files.certificate],
    ...['-respin', files.response, '-CAfile', files.trusted, '-no-CApath', '-no-CAstore'],
    ...['-partial_chain', '-validity_period', '31536000'],
  ])
  if (!/^Response verify OK$/m.test(errors))
    throw new NotVerified(errors.trim().split('\n')[0] ?? 'the response is not verified')
  const [, status] = /: (good|revoked|unknown)$/m.exec(output) ?? []
  if (status !== 'good' && status !== 'revoked' && status !== 'unknown')
    throw new NotVerified('the response says nothing of this certificate')
  const [, revokedAt] = /^\s*Revocation Time: (.+)$/m.exec(output) ?? []
  return {
    status,
    ...(revokedAt !== undefined && { revokedAt: timeOf(revokedAt) }),
    thisUpdate: timeOf(/^\s*This Update: (.+)$/m.exec(output)?.[1] ?? ''),
    nextUpdate: timeOf(/^\s*Next Update: (.+)$/m.exec(output)?.[1] ?? ''),
  }
}

/** A PEM certificate from DER or PEM. */
export async function asPem(certificate: Uint8Array): Promise<string> {
  return (await openssl(['x509'], certificate)).output
}

const lineOf = (output: string, name: string): string =>
  output
    .split('\n')
    .find((line) => line.startsWith(name))
    ?.slice(name.length) ?? ''

const fingerprintOf = (output: string): string =>
  (/Fingerprint=([0-9A-F:]+)$/m.exec(output)?.[1] ?? '').replaceAll(':', '').toLowerCase()

/** OpenSSL writes leading zeros in one place and not in another. */
const plainSerial = (serial: string): string => serial.toLowerCase().replace(/^0+(?=.)/, '')

function timeOf(text: string): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw new NotVerified(`not a time: ${text}`)
  return at
}
