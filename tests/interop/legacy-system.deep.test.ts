import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBenchService, type BenchService } from '../bench/service.ts'
import { noServer } from '@sotevarmenne/tests/database/postgres'

const missing = noServer()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

/**
 * The commands of docs/operations/legacy-system.md, verbatim, in an installed service. The legacy system is
 * OpenSSL's own: its CA, its index, its CRL.
 */
describe('a legacy system with imported CA, CRL, responder and statuses', { skip }, () => {
  let folder: string
  let service: BenchService
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'legacy-system-'))
    await makeLegacySystem()
    service = await startBenchService()
  })
  after(async () => {
    await service.stop()
    await rm(folder, { recursive: true })
  })

  const at = (name: string): string => path.join(folder, name)
  const openssl = (...words: readonly string[]) =>
    new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
      execFile('openssl', words, { cwd: folder }, (fault, stdout, stderr) => {
        resolve({ code: fault === null ? 0 : Number(fault.code), output: stdout + stderr })
      })
    })
  const make = async (...words: readonly string[]): Promise<void> => {
    const { code, output } = await openssl(...words)
    assert.equal(code, 0, output)
  }

  /** Three certificates: one good, one revoked for key compromise, and one missing from the index. */
  async function makeLegacySystem(): Promise<void> {
    await writeFile(
      at('legacy.cnf'),
      [
        '[ca]\ndefault_ca = legacy',
        '[legacy]\ndatabase = index.txt\nserial = serial\ncrlnumber = crlnumber\nnew_certs_dir = new',
        'default_md = sha256\ndefault_days = 300\ndefault_crl_days = 30\npolicy = any\nunique_subject = no',
        '[any]\ncommonName = supplied',
        '[responder]\nextendedKeyUsage = OCSPSigning\nnoCheck = ignored\nkeyUsage = critical, digitalSignature',
      ].join('\n'),
    )
    await mkdir(at('new'))
    await writeFile(at('index.txt'), '')
    await writeFile(at('serial'), '4D0000000000000000000000000000000001\n')
    await writeFile(at('crlnumber'), '07\n')
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc']
    const ownCa = [
      ...['-subj', '/CN=Legacy CA', '-days', '400', '-keyout', 'legacy.key', '-out', 'legacy.crt'],
      ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
    ]
    await make('req', '-x509', ...key, ...ownCa)
    const ca = ['-config', 'legacy.cnf', '-cert', 'legacy.crt', '-keyfile', 'legacy.key', '-batch']
    for (const name of ['good', 'bad', 'forgotten']) {
      const files = ['-keyout', `${name}.key`, '-out', `${name}.csr`]
      await make('req', '-new', ...key, '-subj', `/CN=${name}`, ...files)
      await make('ca', ...ca, '-in', `${name}.csr`, '-out', `${name}.crt`, '-notext')
    }
    await make('ca', ...ca, '-revoke', 'bad.crt', '-crl_reason', 'keyCompromise')
    await make('ca', ...ca, '-gencrl', '-out', 'legacy.crl')
    const index = await readFile(at('index.txt'), 'utf8')
    await writeFile(at('index.txt'), index.replace(/.*CN=forgotten\n/, ''))
  }

  const validationUrl = (of: string): string => `http://localhost:${String(service.ocspPort)}${of}`
  const request = async (certificate: string) => {
    const words = ['-issuer', 'legacy.crt', '-cert', certificate, '-CAfile', 'legacy.crt']
    return (await openssl('ocsp', ...words, '-url', validationUrl('/ocsp/legacy-prof'))).output
  }

  it('is imported by the commands of the page, each of which reports what it imported', async () => {
    const cli = (...words: readonly string[]) => service.cli(['import', ...words])
    assert.match(await cli('ca', 'legacy-prof', at('legacy.crt')), /Imported: ca.*[^]*Restart/)
    assert.match(await cli('crl', 'legacy-prof', at('legacy.crl')), /Imported: crl of legacy-prof/)
    await cli('responder-request', 'legacy-prof', at('responder.csr'))
    await make(
      ...['x509', '-req', '-inform', 'DER', '-in', 'responder.csr', '-days', '90'],
      ...['-CA', 'legacy.crt', '-CAkey', 'legacy.key', '-extfile', 'legacy.cnf'],
      ...['-extensions', 'responder', '-out', 'responder.crt'],
    )
    assert.match(await cli('responder', 'legacy-prof', at('responder.crt')), /Imported: responder/)
    const statuses = () => cli('statuses', 'legacy-prof', at('index.txt'))
    assert.match(await statuses(), /New: 2 certificates, 1 of them revoked/)
    assert.match(await statuses(), /New: 0 certificates, 0 of them revoked/)
  })

  it('has OCSP responses: good, revoked with its reason, and unknown for a serial missing from its index', async () => {
    // Certificates that the legacy system issued under our own key are included, and go on our own CRL.
    const [line = ''] = (await readFile(at('index.txt'), 'utf8')).match(/^R.*$/m) ?? []
    await writeFile(at('ours.txt'), `${line.replace(/\t4D/, '\t4E')}\n`)
    const ours = ['import', 'statuses', 'professional-g1-ecc', at('ours.txt')]
    assert.match(await service.cli(ours), /New: 1 certificates, 1 of them revoked/)

    await service.start('ocsp')
    for (
      let requested = 0;
      requested < 100 && !(await request('good.crt')).includes('good.crt: good');
      requested += 1
    )
      await sleep(100)
    const good = await request('good.crt')
    assert.match(good, /Response verify OK/)
    assert.match(good, /good\.crt: good/)
    assert.match(
      await request('bad.crt'),
      /bad\.crt: revoked[^]*keyCompromise[^]*Response verify OK/,
    )
    assert.match(await request('forgotten.crt'), /forgotten\.crt: unknown/)
  })

  it('has its CRL and certificate at our addresses, where OpenSSL checks its certificates', async () => {
    const fetched = async (of: string, name: string): Promise<void> => {
      const response = await fetch(validationUrl(of))
      assert.equal(response.status, 200, of)
      await writeFile(at(name), new Uint8Array(await response.arrayBuffer()))
    }
    await fetched('/crl/legacy-prof.crl', 'served.crl')
    await fetched('/ca/legacy-prof.crt', 'served.crt')
    const words = ['-crl_check', '-CAfile', 'served.crt', '-CRLfile', 'served.crl']
    assert.equal((await openssl('verify', ...words, 'good.crt')).code, 0)
    assert.match((await openssl('verify', ...words, 'bad.crt')).output, /certificate revoked/)
  })

  it('has its certificates under our own key on our own CRL', async () => {
    const url = validationUrl('/crl/professional-g1-ecc.crl')
    const response = await fetch(url)
    assert.equal(response.status, 200)
    await writeFile(at('ours.crl'), new Uint8Array(await response.arrayBuffer()))
    const { output } = await openssl('crl', '-in', 'ours.crl', '-noout', '-text')
    assert.match(output, /Serial Number: 4E0{29,}\d[^]*Key Compromise/)
  })
})
