import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { valueOf } from '@sotevarmenne/x509/testing'
import { aVendor } from '../../apps/server/src/cards/test-cards/testing.ts'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import {
  openPatientListener,
  type PatientListener,
} from '@sotevarmenne/tests/card/patient-listener'
import { openSslConfiguration, whyNoVirtualReader } from '@sotevarmenne/tests/card/virtual-reader'

/**
 * In PC/SC by one command of the reader software, beside a nurse's card, at a patient system that is a test
 * system.
 */
describe('a downloaded test card', { skip: whyNoVirtualReader() ?? false }, () => {
  let listener: PatientListener
  let vendor: ReturnType<typeof aVendor>
  let testCardId: string
  let readerSoftware: ReturnType<typeof spawn> | undefined

  before(async () => {
    listener = await openPatientListener()
    const clock = { now: () => instant(Date.now()) }
    vendor = aVendor({ ...listener.service.forVendors, clock })
    const { card, secret } = valueOf(await vendor.make())
    testCardId = card.testCardId
    await writeFile(file('test-card.json'), valueOf(await vendor.fetchFile(secret)).file)
    readerSoftware = await startReader(file('test-card.json'))
  })
  after(async () => {
    if (readerSoftware?.exitCode === null) {
      const ended = once(readerSoftware, 'exit')
      process.kill(-(readerSoftware.pid ?? 0), 'SIGTERM')
      await ended
    }
    await listener.close()
  })

  const file = (name: string) => path.join(listener.reader.directory, name)
  const run = async (
    program: string,
    words: readonly string[],
    more?: Readonly<Record<string, string>>,
  ): Promise<string> => {
    const { code, output } = await listener.reader.run(program, words, more)
    assert.equal(code, 0, `${program} ${words.join(' ')}\n${output}`)
    return output
  }

  /**
   * `npm run reader -- card <file> --pcsc`: once it prints its page, the card is in the second reader, where
   * PC/SC soon sees it.
   */
  async function startReader(cardFile: string) {
    const { reader } = listener
    const ports = await freePorts(['READER', 'READER_TLS', 'READER_PAGE'])
    const program = spawn(
      process.execPath,
      ['tools/set-up/reader.mjs', 'card', cardFile, '--pcsc'],
      {
        cwd: path.resolve(import.meta.dirname, '../..'),
        detached: true,
        stdio: ['ignore', 'pipe', 'ignore'],
        env: {
          ...process.env,
          ...reader.environment,
          ...Object.fromEntries(
            Object.entries(ports).map(([name, port]) => [
              `SOTEVARMENNE_${name}_PORT`,
              String(port),
            ]),
          ),
          ...{ SOTEVARMENNE_VPCD_PORT: String(reader.ports[1]), SOTEVARMENNE_DATA: file('vendor') },
        },
      },
    )
    let said = ''
    for await (const part of program.stdout) {
      said += String(part)
      if (said.includes('The reader software:')) break
    }
    assert.match(said, /The reader software:/)
    await reader.untilSeen(1)
    return program
  }

  const sign = async (token: string, pin: string, id: string) => {
    const slot = ['--token-label', token]
    await run('pkcs11-tool', [
      ...[...slot, '--login', '--pin', pin, '--sign', '--mechanism', 'ECDSA-SHA384'],
      ...['--signature-format', 'openssl', '--input-file', file('data')],
      ...['--output-file', file('signature')],
    ])
    const certificate = file(`certificate-${id}.der`)
    await run('pkcs11-tool', [
      ...[...slot, '--read-object', '--type', 'cert', '--id', id, '--output-file', certificate],
    ])
    await run('openssl', [
      ...['x509', '-inform', 'DER', '-in', certificate, '-pubkey', '-noout', '-out', file('key')],
    ])
    await run('openssl', [
      ...['dgst', '-sha384', '-verify', file('key'), '-signature', file('signature'), file('data')],
    ])
    return run('openssl', ['x509', '-in', certificate, '-noout', '-issuer'])
  }

  it('signs in OpenSC with both PINs, and its signature matches the certificate on it', async () => {
    await writeFile(file('data'), 'a prescription of a test')
    for (const [token, pin, id] of [
      ['TEST CARD (PIN1)', '1234', '45'],
      ['TEST CARD (PIN2)', '123456', '46'],
    ] as const)
      assert.match(await sign(token, pin, id), /CA for Test Purposes/)
  })

  /** Response of the patient system's TLS listener to a client with the key of PIN1. */
  const who = async (): Promise<string> => {
    await writeFile(file('pin'), '1234')
    await writeFile(file('openssl.cnf'), openSslConfiguration(file('pin')))
    const uri = (type: string) =>
      `pkcs11:token=${encodeURIComponent('TEST CARD (PIN1)')};id=%45;type=${type}`
    return run(
      'sh',
      [
        ...['-c', String.raw`printf 'GET /who HTTP/1.0\r\n\r\n' | openssl "$@"`, 'openssl'],
        ...['s_client', '-connect', new URL(listener.url).host, '-tls1_3', '-quiet'],
        ...['-CAfile', listener.caFile, '-verify_return_error'],
        ...['-cert', uri('cert'), '-key', uri('private')],
      ],
      { OPENSSL_CONF: file('openssl.cnf') },
    )
  }

  it('logs in by the commands of the quick start', async () => {
    const guide = new URL('../../docs/relying-parties/quick-start.md', import.meta.url)
    const examples = new URL('../../docs/relying-parties/examples/', import.meta.url)
    const { service } = listener
    const { port } = await freePorts(['port'])
    const folder = file('quick-start')
    await mkdir(folder)
    await copyFile(new URL('server.mjs', examples), path.join(folder, 'server.mjs'))
    const text = (await readFile(guide, 'utf8'))
      .replaceAll('http://localhost:8081', service.validationUrl)
      .replaceAll('8447', String(port))
    const blocks = [...text.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)
    assert.equal(blocks.length, 5)
    const [trust = '', create = '', serve = '', insert = '', logIn = ''] = blocks
    // The test has inserted the card by this very command.
    assert.match(insert, /^npm run reader -- card test-card.json --pcsc\n$/)
    const inFolder = (block: string) => run('sh', ['-ec', `cd ${folder}\n${block}`])
    await inFolder(trust)
    await inFolder(create)
    const server = spawn(
      'sh',
      ['-c', `exec ${serve.replace(/^(ISSUERS='[^']*') node/, `env $1 ${process.execPath}`)}`],
      {
        cwd: folder,
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    )
    try {
      assert.match(String(await once(server.stdout, 'data')), /listening/)
      assert.match(await inFolder(logIn), /\r\n\r\n99900000011\n/)
    } finally {
      server.kill()
    }
  })

  it('logs in to the patient system by mutual TLS, and no longer once its vendor has revoked it (R236)', async () => {
    assert.match(await who(), /"registrationNumber":"99900000011"/)
    valueOf(await vendor.revoke(testCardId))
    const since = performance.now()
    while (!/"kind":"revoked"/.test(await who())) {
      assert.ok(performance.now() - since < 30_000)
      await wait(200)
    }
  })
})
