import assert from 'node:assert/strict'
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { checkpointBytes } from '@sotevarmenne/issuing/checkpoint'
import type { TreeHead } from '@sotevarmenne/issuing/domain/tree-head'
import { readCas } from '@sotevarmenne/issuing/issuer-file'
import { readIssuers } from '@sotevarmenne/issuing/issuers'
import { instant } from '@sotevarmenne/kernel/instant'
import { verifySignature } from '@sotevarmenne/x509/algorithms'
import { createSignerClient } from '../../server/src/pki/ca/index.ts'
import { startSigner } from './start-signer.ts'
import { runCeremonyCommand } from './ceremony-command.ts'

describe('the commands of the key ceremony', () => {
  const now = instant(Date.parse('2026-11-24T14:00:00Z'))
  let folder: string
  /** The shipped file with the tree of elliptic curves only: RSA-4096 keys take long to generate. */
  let file: string
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ceremony-command-'))
    const shipped = await readFile(
      join(import.meta.dirname, '../../../libs/issuing/src/example-cas.json'),
      'utf8',
    )
    const input = JSON.parse(shipped) as { readonly issuers: { readonly family: string }[] }
    file = join(folder, 'cas.json')
    const issuers = input.issuers.filter(({ family }) => family === 'ecc')
    await writeFile(file, JSON.stringify({ ...input, issuers }))
    await writeFile(join(folder, 'blocked-keys.txt'), '')
  })
  after(() => rm(folder, { recursive: true }))

  const run = async (
    words: readonly string[],
    typed: readonly string[] = [],
    environment: NodeJS.ProcessEnv = {},
  ) => {
    const said: string[] = []
    const responses = [...typed]
    const send = (request: string) => {
      said.push(request)
      const response = responses.shift()
      return response === undefined
        ? Promise.reject(new Error('no secret left to type'))
        : Promise.resolve(response)
    }
    const say = (line: string): void => void said.push(line)
    const code = await runCeremonyCommand(words, {
      clock: { now: () => now },
      environment,
      terminal: { promptForSecret: send, say, complain: say },
      workFactor: 10,
    })
    return { code, said: said.join('\n') }
  }
  const room = () => [
    '--file',
    file,
    '--roots',
    join(folder, 'roots'),
    '--public',
    join(folder, 'p'),
  ]
  const secrets = ['the secret of one person', 'the secret of another']
  const [one = '', other = ''] = secrets

  it('rehearse the whole file, and verify the resulting record', async () => {
    const { code, said } = await run(['rehearse', '--file', file, join(folder, 'rehearsal')])
    assert.equal(code, 0, said)
    assert.match(said, /Rehearsal: TEST CAs/)
    assert.match(said, /certified professional-g1-ecc/)
    const public_ = join(folder, 'rehearsal/public')
    const [record = ''] = await readdir(join(public_, 'ceremonies'))
    const path = join(public_, 'ceremonies', record)
    const words = ['verify', '--file', file, '--public', public_, path]
    assert.deepEqual(await run(words), { code: 0, said: 'The record is signed by every root.' })

    const written = await readFile(path, 'utf8')
    await writeFile(path, written.replace('Example Custodian Two', 'Nobody'))
    assert.deepEqual(await run(words), {
      code: 1,
      said: 'The record is not signed by: root-g1-ecc, test-root-g1-ecc',
    })
  })

  it('prompt each person by name, twice for a first secret, and once afterwards', async () => {
    const first = await run(['hold', ...room()], [one, one, other, other])
    assert.equal(first.code, 0, first.said)
    assert.match(first.said, /Example Custodian One, type it once more/)
    // Issuing CAs send request files, and there were none.
    assert.doesNotMatch(first.said, /certified professional/)
    const again = await run(['sign-crl', ...room()], [one, other])
    assert.equal(again.code, 0, again.said)
    assert.doesNotMatch(again.said, /once more/)
  })

  it('let two persons decide about the signer’s memory; it is applied at the next start', async () => {
    const decision = join(folder, 'decision.json')
    const reason = 'its number was signed by mistake'
    const content = { kind: 'last-crl-number', issuer: 'professional-g1-ecc', number: 12, reason }
    await writeFile(decision, JSON.stringify({ ...content, reason: 'short' }))
    await assert.rejects(run(['decide', ...room(), decision], [one, other]), /reason/)
    await writeFile(decision, JSON.stringify(content))
    const alone = await run(['decide', ...room(), decision], [one, one])
    assert.equal(alone.code, 1)
    assert.match(alone.said, /secrets-alike/)
    const { code, said } = await run(['decide', ...room(), decision], [one, other])
    assert.equal(code, 0, said)
    const [, file = ''] = /signed the decision: (.*\.json)/.exec(said) ?? []

    const data = join(folder, 'decided')
    await cp(room()[5] ?? '', join(data, 'ca'), { recursive: true })
    const environment = {
      SOTEVARMENNE_DATA: data,
      SOTEVARMENNE_SIGNER_PASSPHRASE: 'a passphrase for tests only',
      SOTEVARMENNE_CA_FILE: join(folder, 'cas.json'),
    }
    const submitted = await run(['submit-decision', file], [], environment)
    assert.match(
      submitted.said,
      /The decision [0-9a-f]{64} is applied when the signer starts again/,
    )
  })

  it('do nothing when a secret is mistyped, and say why a root does not open', async () => {
    const fresh = ['--file', file, '--roots', join(folder, 'other'), '--public', join(folder, 'o')]
    await assert.rejects(
      run(['hold', ...fresh], [one, 'mistyped']),
      /entries of the secret differ: nothing was done/,
    )
    const { code, said } = await run(['sign-crl', ...room()], [other, one])
    assert.equal(code, 1)
    assert.match(said, /root-does-not-open[^]*wrong-passphrase-or-damaged/)
  })

  it('refuse requests and revocations that are not in the file, before anybody types a secret', async () => {
    const requests = join(folder, 'requests')
    await mkdir(requests)
    await writeFile(join(requests, 'professional-g8-ecc.csr'), '')
    const held = await run(['hold', ...room(), '--requests', requests])
    assert.equal(held.code, 1)
    assert.match(held.said, /professional-g8-ecc\.csr is no request of an issuing CA/)

    const unknown = await run(['sign-request', ...room(), 'service-g7-ecc', 'x.csr'])
    assert.equal(unknown.code, 1)
    assert.match(unknown.said, /no issuing CA service-g7-ecc/)

    const revocations = join(folder, 'revocations.json')
    const revoked = { serial: '0a0b', reason: 'cACompromise', revokedAt: '2026-11-24T13:00:00Z' }
    await writeFile(revocations, JSON.stringify([{ root: 'root-g1-ecc', ...revoked }]))
    const words = ['sign-crl', ...room(), '--revoke', revocations]
    const { code, said } = await run(words, [one, other])
    assert.equal(code, 1)
    assert.match(said, /serial-not-found[^]*root-g1-ecc[^]*0a0b/)
  })

  it('create the next checkpoint key, with which the signer starts; the earlier ones stay known', async () => {
    const data = join(folder, 'data')
    const passphrase = 'a passphrase for tests only'
    const cas = readCas({ file })
    const publicFolder = join(data, 'ca')
    const signer = () =>
      startSigner({
        ...{ cas, publicFolder, passphrase, clock: { now: () => now } },
        keyFolder: join(data, 'keys'),
        socketFolder: join(data, 'run'),
        rehearsesCeremony: true,
        demandsEvidence: false,
        onFault: assert.ifError,
        workFactor: 10,
      })
    const signHead = async (head: TreeHead) => {
      const running = await signer()
      const client = createSignerClient({ socketFolder: join(data, 'run') })
      const signed = await client.signCheckpoint({ ...head, proof: [] })
      client.close()
      await running.close()
      assert.ok(signed.ok)
      return signed.value
    }
    const isBy = (spki: Uint8Array, of: TreeHead, signature: Uint8Array): boolean =>
      verifySignature({
        ...{ algorithm: 'ecdsa-sha256', spki, signature },
        data: checkpointBytes(of),
      })
    const head = { size: 1, root: new Uint8Array(32), at: now }
    const before = await signHead(head)
    const { current: first } = (await readIssuers(publicFolder, cas)).checkpointKeys
    const environment = {
      SOTEVARMENNE_DATA: data,
      SOTEVARMENNE_SIGNER_PASSPHRASE: passphrase,
      SOTEVARMENNE_CA_FILE: file,
    }
    const { code, said } = await run(['renew-checkpoint-key'], [], environment)
    assert.equal(code, 0, said)
    assert.match(said, /made the key checkpoint-2[^]*SHA-256 [0-9a-f]{64}/)

    const after = await signHead(head)
    const { current, former } = (await readIssuers(publicFolder, cas)).checkpointKeys
    assert.deepEqual(former, [first])
    assert.ok(isBy(first, head, before) && isBy(current, head, after))
    assert.ok(!isBy(first, head, after))
  })

  it('refuse a broken file and name the wrong members', async () => {
    const broken = join(folder, 'broken.json')
    await writeFile(broken, '{ "issuers": [')
    await assert.rejects(run(['rehearse', '--file', broken, join(folder, 'x')]), /is no JSON/)
    const input = JSON.parse(await readFile(file, 'utf8')) as { issuers: object[] }
    const [root, professional] = input.issuers
    await writeFile(
      broken,
      JSON.stringify({
        ...input,
        validationUrl: 'https://example.fi',
        ceremony: { name: 'x', persons: ['One', 'One'], firstDay: '2026-13-01', lastDay: 'now' },
        issuers: [root, { ...professional, under: 'root-g1-rsa', years: 40 }],
      }),
    )
    await assert.rejects(
      run(['rehearse', '--file', broken, join(folder, 'x')]),
      /validationUrl[^]*ceremony\.firstDay: it is no date[^]*issuers\.1\.years/,
    )
    await assert.rejects(readdir(join(folder, 'x')), /ENOENT/)
  })
})
