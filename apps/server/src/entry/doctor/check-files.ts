import { createPrivateKey, X509Certificate } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { day, formatInstant, instant, type Instant } from '@sotevarmenne/kernel/instant'
import { settingPrefix } from '@sotevarmenne/kernel/settings'
import { fault, firstOf, ok, warning, type Finding } from './finding.ts'

/**
 * The files that settings name: whether each can be read, whether others on the machine can read a secret, when a
 * certificate ends, and whether it belongs to its key.
 */
export async function checkFiles(
  settings: Readonly<Record<string, string | undefined>>,
  now: Instant,
): Promise<readonly Finding[]> {
  const findings: Finding[] = []
  for (const [name, file] of Object.entries(settings)) {
    if (!name.startsWith(settingPrefix) || !name.endsWith('_FILE') || !file) continue
    const bytes = await readFile(file).catch((thrown: unknown) => unreadable(thrown, name, file))
    if (!(bytes instanceof Uint8Array)) {
      findings.push(bytes)
      continue
    }
    if (isSecret.test(name)) findings.push(await checkSecret(name, file))
    if (!name.endsWith('_CERTIFICATE_FILE')) continue
    const keyFile = settings[name.replace(/CERTIFICATE_FILE$/, 'KEY_FILE')]
    findings.push(await checkCertificate(name, { file, bytes, keyFile, now }))
  }
  return findings
}

const unreadable = (thrown: unknown, name: string, file: string): Finding =>
  thrown instanceof Error && 'code' in thrown && thrown.code === 'EACCES'
    ? warning(name, `${file} is not for the user of this command, and was not checked`)
    : fault(name, `can't be read: ${thrown instanceof Error ? thrown.message : String(thrown)}`)

const isSecret = /(KEY|PASSWORD|PASSPHRASE|PIN)_FILE$/

async function checkSecret(name: string, file: string): Promise<Finding> {
  const { mode } = await stat(file)
  const rights = (mode & 0o777).toString(8).padStart(3, '0')
  return firstOf(name, {
    faultIf: (mode & 0o007) !== 0 && `${file} may be used by everybody (${rights}): chmod o= it`,
    warningIf: (mode & 0o020) !== 0 && `${file} may be changed by its group (${rights})`,
    else: `${file} is for its owner and group alone (${rights})`,
  })
}

async function checkCertificate(
  name: string,
  {
    file,
    bytes,
    keyFile,
    now,
  }: { file: string; bytes: Buffer; keyFile: string | undefined; now: Instant },
): Promise<Finding> {
  let certificate: X509Certificate
  try {
    certificate = new X509Certificate(bytes)
  } catch {
    return fault(name, `${file} holds no certificate (PEM)`)
  }
  const key = keyFile === undefined ? undefined : await readFile(keyFile).catch(() => undefined)
  if (key !== undefined && !isKeyOf(certificate, key))
    return fault(name, `the key in ${String(keyFile)} is not that of the certificate in ${file}`)
  const end = instant(Date.parse(certificate.validTo))
  const days = Math.floor((end - now) / day)
  if (end <= now) return fault(name, `the certificate in ${file} ended ${formatInstant(end)}`)
  if (Date.parse(certificate.validFrom) > now)
    return fault(name, `the certificate in ${file} is not valid yet: does the clock run right?`)
  const words = `the certificate in ${file} ends in ${String(days)} days`
  return days < warnDays ? warning(name, words) : ok(name, words)
}

function isKeyOf(certificate: X509Certificate, key: Buffer): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

/** Enough to have a certificate certified again by somebody else. */
const warnDays = 30
