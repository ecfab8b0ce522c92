import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readCas } from '@sotevarmenne/issuing/issuer-file'
import { readIssuers } from '@sotevarmenne/issuing/issuers'
import { day, instant, plus, type Instant } from '@sotevarmenne/kernel/instant'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { assembleCertificateList, encodeTbsCertificateList } from '@sotevarmenne/x509/crl'
import { createSignerClient } from '../../server/src/pki/ca/index.ts'
import { startSigner } from './start-signer.ts'
import { createCertificates } from '../../server/src/pki/issuance/index.ts'
import { aRequest } from '../../server/src/pki/issuance/testing.ts'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { runCeremonyCommand } from './ceremony-command.ts'

type ConfiguredIssuer = {
  readonly role: string
  readonly family: string
  readonly generation: number
  readonly under?: string
  readonly commonName: string
}

/**
 * Three machines that share only the files that somebody carries: the signer's machine (`data`), the one
 * without network (`room`, with its medium), and the desk of the two persons, where the reviewed file is
 * written.
 */
describe('a key ceremony by files, from the first root to its second generation,', () => {
  const held = instant(Date.parse('2026-11-24T14:00:00Z'))
  let now: Instant = held
  let number = 0n
  let folder: string
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ceremony-by-files-'))
    database = await openTestDatabase()
    await writeFile(at('blocked-keys.txt'), '')
    const shipped = join(import.meta.dirname, '../../../libs/issuing/src/example-cas.json')
    const input = JSON.parse(await readFile(shipped, 'utf8')) as { issuers: ConfiguredIssuer[] }
    await review({
      ...input,
      ceremony: {
        name: 'The first ceremony',
        persons: ['Custodian One', 'Custodian Two'],
        firstDay: '2026-11-24',
        lastDay: '2026-11-25',
      },
      // RSA-4096 keys take long to generate; the ceremony treats both alike.
      issuers: input.issuers.filter(({ family }) => family === 'ecc'),
    })
  })
  after(async () => {
    await database.close()
    await rm(folder, { recursive: true })
  })

  const at = (...names: readonly string[]): string => join(folder, ...names)
  const file = (): string => at('cas.json')
  const review = (input: object) => writeFile(file(), JSON.stringify(input, undefined, 2))
  const reviewed = async () =>
    JSON.parse(await readFile(file(), 'utf8')) as { ceremony: object; issuers: ConfiguredIssuer[] }
  const passphrase = 'a passphrase for tests only'

  /** A command, with what the persons type; only the signer's machine has environment settings. */
  const run = async (words: readonly string[], typed: readonly string[] = []) => {
    const said: string[] = []
    const responses = [...typed]
    const request = (): Promise<string> => {
      const response = responses.shift()
      return response === undefined
        ? Promise.reject(new Error('no secret left to type'))
        : Promise.resolve(response)
    }
    const say = (line: string): void => void said.push(line)
    const code = await runCeremonyCommand(words, {
      clock: { now: () => now },
      environment: {
        SOTEVARMENNE_DATA: at('data'),
        SOTEVARMENNE_SIGNER_PASSPHRASE: passphrase,
        SOTEVARMENNE_CA_FILE: file(),
      },
      terminal: { promptForSecret: request, say, complain: say },
      workFactor: 10,
    })
    return { code, said: said.join('\n') }
  }
  const inRoom = () => ['--file', file(), '--roots', at('medium'), '--public', at('room')]
  const [one, other] = ['the secret of one person', 'the secret of the other']
  const first = [one, one, other, other]
  const carry = (from: string, to: string) => cp(from, to, { recursive: true })

  /**
   * Runs the signer's machine with the carried files: a certificate of each role's newest CA, and their CRLs.
   */
  const serve = async () => {
    const cas = readCas({ file: file() })
    const publicFolder = at('data', 'ca')
    const socketFolder = at('data', 'run')
    const clock = { now: () => now }
    const running = await startSigner({
      ...{ cas, publicFolder, socketFolder, passphrase, clock },
      keyFolder: at('data', 'keys'),
      rehearsesCeremony: false,
      demandsEvidence: false,
      workFactor: 10,
      onFault: assert.ifError,
    })
    const signer = createSignerClient({ socketFolder })
    const issuers = await readIssuers(publicFolder, cas)
    try {
      const certificates = createCertificates({
        ...{ db: database.db, clock, issuers, signer },
        recordAll: () => Promise.resolve(),
      })
      const issued = await certificates.issueCertificate(aPermit('certificates.issueCertificate'), {
        ...aRequest(now),
        validTo: addDays(dateInHelsinki(now), 1000),
      })
      assert.ok(issued.ok, JSON.stringify(issued))
      for (const issuer of issuers.all.filter(({ role }) => role === 'professional')) {
        const tbs = encodeTbsCertificateList({
          signatureAlgorithm: issuer.signatureAlgorithm,
          issuer: issuer.subjectDer,
          thisUpdate: now,
          nextUpdate: plus(now, day),
          number: (number += 1n),
          authorityKeyIdentifier: issuer.subjectKeyIdentifier,
          entries: [],
        })
        async function* chunks() {
          yield await Promise.resolve(tbs)
        }
        const signed = await signer.signCrl({
          issuer: issuer.id,
          shard: undefined,
          chunks: chunks(),
        })
        assert.ok(signed.ok, JSON.stringify(signed))
        const { signatureAlgorithm } = issuer
        const crl = assembleCertificateList({ tbs, signatureAlgorithm, signature: signed.value })
        await writeFile(at(`${issuer.id}.crl`), crl)
      }
      await writeFile(at(`of-${issued.value.issuer}.crt`), issued.value.der)
      return issued.value.issuer
    } finally {
      signer.close()
      await running.close()
    }
  }

  /** OpenSSL, which knows only the root: the chain is valid, and neither certificate in it is on a CRL. */
  const verify = (generation: number): string => {
    const ca = `professional-g${String(generation)}-ecc`
    const root = `root-g${String(generation)}-ecc`
    const published = (name: string) => at('data', 'ca', name)
    return execFileSync(
      'openssl',
      [
        ...['verify', '-x509_strict', '-crl_check_all', '-attime', String(Math.ceil(now / 1000))],
        ...['-CAfile', published(`${root}.crt`), '-untrusted', published(`${ca}.crt`)],
        ...['-CRLfile', published(`${root}.crl`), '-CRLfile', at(`${ca}.crl`)],
        at(`of-${ca}.crt`),
      ],
      { encoding: 'utf8', stdio: 'pipe' },
    )
  }

  it('is rehearsed from the very same file, and the rehearsal says that it is one', async () => {
    const { code, said } = await run(['rehearse', '--file', file(), at('scratch')])
    assert.equal(code, 0, said)
    const [name = ''] = await readdir(at('scratch/public/ceremonies'))
    const text = await readFile(at('scratch/public/ceremonies', name), 'utf8')
    const { record } = JSON.parse(text) as {
      record: { isRehearsal: boolean }
    }
    assert.equal(record.isRehearsal, true)
    await rm(at('scratch'), { recursive: true })
  })

  it('begins at the signer: keys stay there, and requests leave, each signed with its key', async () => {
    const { code, said } = await run(['request', at('out')])
    assert.equal(code, 0, said)
    const names = (await readdir(at('out'))).toSorted()
    assert.deepEqual(names, [
      'professional-g1-ecc.csr',
      'service-g1-ecc.csr',
      'temporary-g1-ecc.csr',
      'test-g1-ecc.csr',
    ])
    for (const name of names) {
      const words = ['req', '-verify', '-noout', '-inform', 'DER', '-in', at('out', name)]
      execFileSync('openssl', words, { stdio: 'pipe' })
    }
    const stored = await readdir(at('data/keys'))
    assert.ok(stored.some((name) => name.startsWith('professional-g1-ecc')))
    assert.ok(!stored.some((name) => name.startsWith('root')), 'the signer has no root')
  })

  it('is refused to one person alone, on another day, or with a changed or broken file', async () => {
    const hold = ['hold', ...inRoom(), '--requests', at('out')]
    const untouched = async (words: readonly string[], typed: readonly string[]) => {
      const { code, said } = await run(words, typed)
      assert.equal(code, 1)
      await assert.rejects(readdir(at('room', 'ceremonies')), /ENOENT/, 'nothing is published')
      return said
    }
    assert.match(await untouched(hold, [one, one, one, one]), /secrets-alike/)
    await assert.rejects(run(hold, [one, one]), /no secret left/)
    now = plus(held, -day)
    assert.match(await untouched(hold, first), /ceremony-too-early[^]*2026-11-24/)
    now = plus(held, 2 * day)
    assert.match(await untouched(hold, first), /ceremony-expired[^]*2026-11-25/)
    now = held

    const input = await reviewed()
    const issuers = input.issuers.map((each) =>
      each.role === 'service' ? { ...each, commonName: 'TEST Somebody else’s CA' } : each,
    )
    const digest = createHash('sha256')
      .update(await readFile(file()))
      .digest('hex')
    await review({ ...input, issuers })
    const changed = await untouched(hold, first)
    assert.match(changed, /request-not-acceptable[^]*service-g1-ecc/)
    assert.ok(
      !changed.includes(digest),
      'the digest that is shown is another than the reviewed one',
    )
    await writeFile(file(), JSON.stringify(input).slice(0, -20))
    await assert.rejects(run(hold, first), /is no JSON/)
    await review(input)
  })

  it('runs without network, and creates files and a record signed by every root', async () => {
    const { code, said } = await run(['hold', ...inRoom(), '--requests', at('out')], first)
    assert.equal(code, 0, said)
    const [name = ''] = await readdir(at('room/ceremonies'))
    const path = at('room/ceremonies', name)
    const { record } = JSON.parse(await readFile(path, 'utf8')) as {
      record: { persons: string[]; file: string; isRehearsal: boolean }
    }
    assert.deepEqual(record.persons, ['Custodian One', 'Custodian Two'])
    assert.equal(record.isRehearsal, false)
    const digest = createHash('sha256')
      .update(await readFile(file()))
      .digest('hex')
    assert.equal(record.file, digest)
    assert.ok(said.includes(digest))
    const words = ['verify', '--file', file(), '--public', at('room'), path]
    assert.equal((await run(words)).code, 0)
    assert.deepEqual(
      (await readdir(at('room'))).filter((each) => /key|secret/.test(each)),
      [],
      'nothing secret lies among what is carried away',
    )
  })

  it('is carried to the signer, which issues with the result and has never seen a root', async () => {
    await carry(at('room'), at('data/ca'))
    assert.equal(await serve(), 'professional-g1-ecc')
    assert.match(verify(1), /OK/)
  })

  it('is run again for a second root and its CAs, with requests that came later', async () => {
    now = plus(held, 400 * day)
    const input = await reviewed()
    const next = input.issuers.map((each) => ({
      ...each,
      generation: 2,
      commonName: each.commonName.replace('G1', 'G2'),
      ...(each.under && { under: 'root-g2-ecc' }),
    }))
    const ceremony = {
      ...{ name: 'The second', persons: ['Custodian Three', 'Custodian Two'] },
      ...{ firstDay: '2027-12-01', lastDay: '2028-01-31' },
    }
    await review({ ...input, ceremony, issuers: [...input.issuers, ...next] })
    const requested = await run(['request', at('out2')])
    assert.match(requested.said, /professional-g1-ecc has its certificate: nothing was done/)
    assert.equal((await readdir(at('out2'))).length, 4)

    // The room gets the files that are served today; the medium comes from the safe.
    await rm(at('room'), { recursive: true })
    await carry(at('data/ca'), at('room'))
    const before = await readFile(at('room/professional-g1-ecc.crt'))
    const { code, said } = await run(['hold', ...inRoom(), '--requests', at('out2')], [one, other])
    assert.equal(code, 0, said)
    assert.match(said, /made the key of root-g2-ecc/)
    assert.match(said, /certified professional-g2-ecc/)
    assert.doesNotMatch(said, /certified professional-g1-ecc/)
    assert.deepEqual(await readFile(at('room/professional-g1-ecc.crt')), before)
    const records = (await readdir(at('room/ceremonies'))).toSorted()
    const latest = at('room/ceremonies', records.at(-1) ?? '')
    const words = ['verify', '--file', file(), '--public', at('room'), latest]
    assert.equal((await run(words)).code, 0, 'both roots have signed')
  })

  it('leaves both generations in use: OpenSSL accepts the old and the new certificate, each by its own root', async () => {
    await rm(at('data/ca'), { recursive: true })
    await carry(at('room'), at('data/ca'))
    assert.equal(await serve(), 'professional-g2-ecc')
    assert.match(verify(2), /OK/)
    assert.match(verify(1), /OK/, 'the old one, by lists that are of today')
    const crossed = () =>
      execFileSync(
        'openssl',
        [
          ...['verify', '-attime', String(Math.ceil(now / 1000))],
          ...['-CAfile', at('data/ca/root-g1-ecc.crt')],
          ...['-untrusted', at('data/ca/professional-g2-ecc.crt')],
          at('of-professional-g2-ecc.crt'),
        ],
        { stdio: 'pipe' },
      )
    assert.throws(crossed, /unable to get local issuer certificate/)
  })
})
