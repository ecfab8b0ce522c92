import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { startBenchService, type BenchService } from '../bench/service.ts'
import { noServer } from '../support/postgres.ts'

const missing = noServer()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

/**
 * The commands of docs/operations/legacy-system.md, as they stand there, in an installed service. The older system is
 * OpenSSL's own: its authority, its index, its list.
 */
describe(
  'an older system whose authority, list, responder and statuses were taken over',
  { skip },
  () => {
    let folder: string
    let service: BenchService
    before(async () => {
      folder = await mkdtemp(path.join(tmpdir(), 'older-system-'))
      await makeOlderSystem()
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

    /** Three certificates: one good, one revoked for its key, and one that the index does not know. */
    async function makeOlderSystem(): Promise<void> {
      await writeFile(
        at('older.cnf'),
        [
          '[ca]\ndefault_ca = older',
          '[older]\ndatabase = index.txt\nserial = serial\ncrlnumber = crlnumber\nnew_certs_dir = new',
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
      const authority = [
        ...['-subj', '/CN=Older CA', '-days', '400', '-keyout', 'older.key', '-out', 'older.crt'],
        ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
      ]
      await make('req', '-x509', ...key, ...authority)
      const ca = ['-config', 'older.cnf', '-cert', 'older.crt', '-keyfile', 'older.key', '-batch']
      for (const name of ['good', 'bad', 'forgotten']) {
        const files = ['-keyout', `${name}.key`, '-out', `${name}.csr`]
        await make('req', '-new', ...key, '-subj', `/CN=${name}`, ...files)
        await make('ca', ...ca, '-in', `${name}.csr`, '-out', `${name}.crt`, '-notext')
      }
      await make('ca', ...ca, '-revoke', 'bad.crt', '-crl_reason', 'keyCompromise')
      await make('ca', ...ca, '-gencrl', '-out', 'older.crl')
      const index = await readFile(at('index.txt'), 'utf8')
      await writeFile(at('index.txt'), index.replace(/.*CN=forgotten\n/, ''))
    }

    const statusUrl = (of: string): string => `http://localhost:${String(service.statusPort)}${of}`
    const ask = async (certificate: string) => {
      const words = ['-issuer', 'older.crt', '-cert', certificate, '-CAfile', 'older.crt']
      return (await openssl('ocsp', ...words, '-url', statusUrl('/ocsp/older-prof'))).output
    }

    it('is taken over by the commands of the page, each telling what it took', async () => {
      const cli = (...words: readonly string[]) => service.cli(['import', ...words])
      assert.match(
        await cli('authority', 'older-prof', at('older.crt')),
        /Taken: authority.*[^]*Restart/,
      )
      assert.match(await cli('list', 'older-prof', at('older.crl')), /Taken: list of older-prof/)
      await cli('responder-request', 'older-prof', at('responder.csr'))
      await make(
        ...['x509', '-req', '-inform', 'DER', '-in', 'responder.csr', '-days', '90'],
        ...['-CA', 'older.crt', '-CAkey', 'older.key', '-extfile', 'older.cnf'],
        ...['-extensions', 'responder', '-out', 'responder.crt'],
      )
      assert.match(await cli('responder', 'older-prof', at('responder.crt')), /Taken: responder/)
      const statuses = () => cli('statuses', 'older-prof', at('index.txt'))
      assert.match(await statuses(), /New: 2 certificates, 1 of them revoked/)
      assert.match(await statuses(), /New: 0 certificates, 0 of them revoked/)
    })

    it('is answered for by OCSP: good, revoked with its reason, and unknown what its index had not', async () => {
      // What was issued under our own key by the older system counts too, and goes on our own list.
      const [line = ''] = (await readFile(at('index.txt'), 'utf8')).match(/^R.*$/m) ?? []
      await writeFile(at('ours.txt'), `${line.replace(/\t4D/, '\t4E')}\n`)
      const ours = ['import', 'statuses', 'professional-g1-ecc', at('ours.txt')]
      assert.match(await service.cli(ours), /New: 1 certificates, 1 of them revoked/)

      await service.start('status')
      for (
        let asked = 0;
        asked < 100 && !(await ask('good.crt')).includes('good.crt: good');
        asked += 1
      )
        await sleep(100)
      const good = await ask('good.crt')
      assert.match(good, /Response verify OK/)
      assert.match(good, /good\.crt: good/)
      assert.match(await ask('bad.crt'), /bad\.crt: revoked[^]*keyCompromise[^]*Response verify OK/)
      assert.match(await ask('forgotten.crt'), /forgotten\.crt: unknown/)
    })

    it('has its list and certificate at our addresses, by which OpenSSL judges its certificates', async () => {
      const fetched = async (of: string, name: string): Promise<void> => {
        const answer = await fetch(statusUrl(of))
        assert.equal(answer.status, 200, of)
        await writeFile(at(name), new Uint8Array(await answer.arrayBuffer()))
      }
      await fetched('/crl/older-prof.crl', 'served.crl')
      await fetched('/ca/older-prof.crt', 'served.crt')
      const words = ['-crl_check', '-CAfile', 'served.crt', '-CRLfile', 'served.crl']
      assert.equal((await openssl('verify', ...words, 'good.crt')).code, 0)
      assert.match((await openssl('verify', ...words, 'bad.crt')).output, /certificate revoked/)
    })

    it('has what it had issued under our own key on our own list', async () => {
      const url = statusUrl('/crl/professional-g1-ecc.crl')
      const answer = await fetch(url)
      assert.equal(answer.status, 200)
      await writeFile(at('ours.crl'), new Uint8Array(await answer.arrayBuffer()))
      const { output } = await openssl('crl', '-in', 'ours.crl', '-noout', '-text')
      assert.match(output, /Serial Number: 4E0{29,}\d[^]*Key Compromise/)
    })
  },
)
