import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { instant } from '@sotevarmenne/kernel/instant'
import { makePersonalisedCard, type IssueForCard } from '@sotevarmenne/smartcard/testing'
import { createCertificates } from '../../apps/server/src/pki/issuance/index.ts'
import { ofProfessionals, startTestCa, type TestCa } from '@sotevarmenne/tests/ca/test-ca'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { startRealm } from '@sotevarmenne/tests/card/kerberos'
import { makeNssDatabase } from '@sotevarmenne/tests/card/nss-database'
import { issueForCard } from '@sotevarmenne/tests/ca/served-ca'
import { startTlsServer, type TlsServer } from '@sotevarmenne/tests/network/tls-server'
import {
  cardModules,
  openSslConfiguration,
  startVirtualReader,
  whyNoVirtualReader,
  type VirtualReader,
} from '@sotevarmenne/tests/card/virtual-reader'

const pins = { pin1: '1234', pin2: '123456' }
const now = instant(Date.now())
const objects = { authentication: '45', signature: '46', issuer: '48', root: '49' } as const
const tokens = {
  authentication: 'TEST-AMMATTIKORTTI (PIN1)',
  signature: 'TEST-AMMATTIKORTTI (PIN2)',
} as const

describe('a card of our TEST CA', { skip: whyNoVirtualReader() ?? false }, () => {
  let reader: VirtualReader
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let ours: TestCa
  let another: TestCa
  let server: TlsServer
  // Ended in reverse order; a part that did not start needs no end.
  const endings: (() => Promise<void>)[] = []

  before(async () => {
    reader = await startVirtualReader()
    endings.unshift(() => reader.stop())
    database = await openTestDatabase()
    endings.unshift(database.close)
    ours = await startTestCa({ clock: { now: () => now }, isWanted: ofProfessionals })
    endings.unshift(ours.close)
    // The same names and other keys: only signatures distinguish them.
    another = await startTestCa({ clock: { now: () => now } })
    endings.unshift(another.close)
    server = await startTlsServer({
      directory: reader.directory,
      trusted: ours.issuers.roots.map(({ certificate }) => certificate.der),
    })
    endings.unshift(() => server.stop())
  })
  after(async () => {
    for (const end of endings) await end()
  })

  const file = (name: string) => path.join(reader.directory, name)

  const run = async (program: string, ...words: readonly string[]) => {
    const { code, output } = await reader.run(program, words)
    assert.equal(code, 0, `${program} ${words.join(' ')}\n${output}`)
    return output
  }

  const issueBy = ({ issuers, signer }: TestCa): IssueForCard =>
    issueForCard({
      issuers,
      certificates: createCertificates({
        db: database.db,
        clock: { now: () => now },
        recordAll: () => Promise.resolve(),
        issuers,
        signer,
      }),
    })

  /** Reads the four certificates off the card in the reader, as PEM files; returns their paths. */
  const readCertificates = async () => {
    const read = async (which: keyof typeof objects) => {
      const pem = file(`${which}.pem`)
      await run('pkcs15-tool', '--read-certificate', objects[which], '--output', pem)
      return pem
    }
    return {
      authentication: await read('authentication'),
      signature: await read('signature'),
      issuer: await read('issuer'),
      root: await read('root'),
    }
  }

  /** Requests a page from the server over TLS 1.3, with a key of the card in the reader or without one. */
  const requestPage = async (purpose?: 'authentication' | 'signature') => {
    const pin = file('pin')
    await writeFile(pin, purpose === 'signature' ? pins.pin2 : pins.pin1)
    await writeFile(file('openssl.cnf'), openSslConfiguration(pin))
    const uri = (type: 'cert' | 'private') =>
      purpose &&
      `pkcs11:token=${encodeURIComponent(tokens[purpose])};id=%${objects[purpose]};type=${type}`
    const identified =
      purpose === undefined
        ? []
        : ['-cert', uri('cert'), '-key', uri('private'), '-cert_chain', file('issuer.pem')]
    const words = [
      ...['s_client', '-connect', server.address, '-tls1_3', '-quiet'],
      ...['-CAfile', server.certificate, '-verify_return_error', ...identified],
    ].filter((word) => word !== undefined)
    const { output } = await reader.run(
      'sh',
      ['-c', String.raw`printf 'GET / HTTP/1.0\r\n\r\n' | openssl "$@"`, 'openssl', ...words],
      { OPENSSL_CONF: file('openssl.cnf') },
    )
    return output
  }

  /**
   * Requests the same page by NSS, which finds the card through OpenSC and trusts the server by its own
   * database.
   */
  const requestPageByNss = async (certificates: Awaited<ReturnType<typeof readCertificates>>) => {
    const database = await makeNssDatabase(reader, {
      folder: file('nss'),
      trusted: [
        { file: server.certificate, as: 'P,,' },
        { file: certificates.issuer, as: ',,' },
      ],
      module: cardModules.pkcs11,
    })
    await writeFile(file('request'), 'GET / HTTP/1.0\r\n\r\n')
    const { output } = await reader.run('tstclnt', [
      ...['-h', 'localhost', '-4', '-p', new URL(`tcp://${server.address}`).port, '-d', database],
      ...['-n', `${tokens.authentication}:todentamisvarmenne`, '-w', pins.pin1],
      // From a file: with standard input at its end it would wait for the server, and the server for it.
      ...['-V', 'tls1.3:tls1.3', '-A', file('request')],
    ])
    return output
  }

  for (const [keyAlgorithm, mechanism, hash] of [
    ['p384', 'ECDSA-SHA384', 'sha384'],
    ['rsa3072', 'SHA256-RSA-PKCS', 'sha256'],
  ] as const)
    describe(`with keys of ${keyAlgorithm}`, () => {
      let created: Awaited<ReturnType<typeof makePersonalisedCard>>
      let inserted: Awaited<ReturnType<VirtualReader['insert']>>
      let certificates: Awaited<ReturnType<typeof readCertificates>>
      before(async () => {
        created = await makePersonalisedCard({ plan: { keyAlgorithm }, pins, issue: issueBy(ours) })
        inserted = await reader.insert(created.card)
        certificates = await readCertificates()
      })
      after(() => inserted.remove())

      it('shows its keys and certificates to pkcs15-tool', async () => {
        const dump = await run('pkcs15-tool', '--dump')
        for (const id of [objects.authentication, objects.signature]) {
          const found = dump.match(new RegExp(String.raw`\bID +: ${id}$`, 'gm'))
          assert.ok((found?.length ?? 0) >= 2, `a key and its certificate ${id} in\n${dump}`)
        }
        for (const which of ['authentication', 'signature', 'issuer', 'root'] as const) {
          const pem = await readFile(certificates[which], 'utf8')
          const der = Buffer.from(pem.replaceAll(/-----[^-]+-----|\s/g, ''), 'base64')
          assert.deepEqual(new Uint8Array(der), created.certificates[which], which)
        }
      })

      it('has a chain that openssl verifies with the card’s content alone', async () => {
        for (const which of ['authentication', 'signature'] as const)
          await run(
            'openssl',
            ...['verify', '-x509_strict', '-CAfile', certificates.root],
            ...['-untrusted', certificates.issuer, certificates[which]],
          )
        await run(
          'openssl',
          ...['verify', '-purpose', 'sslclient', '-CAfile', certificates.root],
          ...['-untrusted', certificates.issuer, certificates.authentication],
        )
      })

      it('signs with both keys, and openssl verifies by the certificates on it', async () => {
        await writeFile(file('message'), 'potilasasiakirja')
        for (const which of ['authentication', 'signature'] as const) {
          const pin = which === 'authentication' ? pins.pin1 : pins.pin2
          await run(
            'pkcs11-tool',
            ...['--token-label', tokens[which], '--login', '--pin', pin],
            ...['--sign', '--id', objects[which], '--mechanism', mechanism],
            ...['--signature-format', 'openssl'],
            ...['--input-file', file('message'), '--output-file', file('signature')],
          )
          const key = await run('openssl', 'x509', '-in', certificates[which], '-noout', '-pubkey')
          await writeFile(file('key.pem'), key)
          const said = await run(
            'openssl',
            ...['dgst', `-${hash}`, '-verify', file('key.pem')],
            ...['-signature', file('signature'), file('message')],
          )
          assert.match(said, /Verified OK/, which)
        }
      })

      it('passes the tests of pkcs11-tool with both PINs', async () => {
        for (const [which, pin] of [
          ['authentication', pins.pin1],
          ['signature', pins.pin2],
        ] as const)
          assert.match(
            await run(
              'pkcs11-tool',
              ...['--token-label', tokens[which], '--login', '--pin', pin, '--test'],
            ),
            /No errors/,
          )
      })

      it('logs in over TLS 1.3 with its authentication key', async () => {
        const page = await requestPage('authentication')
        assert.match(page, /HTTP\/1\.0 200/, page)
        assert.match(page, /ESIMERKKI/, page)
      })

      it('logs in over TLS 1.3 by NSS, as in Firefox', async () => {
        const page = await requestPageByNss(certificates)
        assert.match(page, /HTTP\/1\.0 200/, page)
        assert.match(page, /ESIMERKKI/, page)
      })

      it('signs with both keys for GnuTLS', async () => {
        for (const [which, pin] of [
          ['authentication', pins.pin1],
          ['signature', pins.pin2],
        ] as const) {
          const key = `pkcs11:token=${encodeURIComponent(tokens[which])};id=%${objects[which]};type=private`
          const said = await run(
            'p11tool',
            ...['--provider', cardModules.pkcs11, '--login', '--set-pin', pin, '--test-sign', key],
          )
          assert.match(said, /Signing using .+ ok\nVerifying against private key.+ ok/, which)
        }
      })

      it('signs a message by openssl cms, which verifies it up to the root', async () => {
        const [pin, message, signed] = [file('pin'), file('message'), file('message.p7s')]
        await writeFile(pin, pins.pin2)
        await writeFile(file('openssl.cnf'), openSslConfiguration(pin))
        await writeFile(message, 'potilasasiakirja')
        const key = `pkcs11:token=${encodeURIComponent(tokens.signature)};id=%${objects.signature};type=private`
        const cms = (...words: readonly string[]) =>
          reader.run('openssl', ['cms', ...words], { OPENSSL_CONF: file('openssl.cnf') })
        const created = await cms(
          ...['-sign', '-binary', '-md', hash, '-in', message, '-out', signed, '-outform', 'DER'],
          ...['-signer', certificates.signature, '-inkey', key],
        )
        assert.equal(created.code, 0, created.output)
        const read = ['-verify', '-binary', '-inform', 'DER', '-in', signed, '-content', message]
        const trusted = ['-CAfile', certificates.root, '-certfile', certificates.issuer]
        const verified = await cms(...read, ...trusted, '-purpose', 'any', '-out', file('read'))
        assert.match(verified.output, /CMS Verification successful/)
        await writeFile(message, 'another')
        assert.notEqual((await cms(...read, ...trusted, '-purpose', 'any')).code, 0)
      })

      // The PKINIT of Debian's Kerberos signs with RSA keys of cards only.
      if (keyAlgorithm === 'rsa3072')
        it('logs on to a workstation’s realm: Kerberos gives a ticket to its holder, and to nobody else', async () => {
          const realm = await startRealm({
            directory: reader.directory,
            root: certificates.root,
            issuer: certificates.issuer,
            user: 'aino',
            subject: '.*serialNumber=[0-9]{11}.*',
          })
          try {
            const kinit = (user: string, pin: string) => {
              const identity = `PKCS11:module_name=${cardModules.pkcs11}:token=${tokens.authentication}:certid=${objects.authentication}`
              const words = ['-X', `X509_user_identity=${identity}`, user]
              const typed = ['-c', 'pin=$1; shift; echo "$pin" | kinit "$@"', 'kinit', pin]
              return reader.run('sh', [...typed, ...words], realm.environment)
            }
            assert.equal((await kinit('aino', '9999')).code, 1)
            const given = await kinit('aino', pins.pin1)
            assert.equal(given.code, 0, given.output)
            const shown = await reader.run('klist', [], realm.environment)
            assert.match(shown.output, /aino@TEST\.EXAMPLE/)
            assert.notEqual((await kinit('olli', pins.pin1)).code, 0)
          } finally {
            await realm.stop()
          }
        })

      it('is refused at log-in with its signature key', async () => {
        const page = await requestPage('signature')
        assert.doesNotMatch(page, /HTTP\/1\.0 200/, page)
        assert.match(page, /unsupported certificate/, page)
      })
    })

  it('is required for log-in: without a certificate access is refused', async () => {
    const page = await requestPage()
    assert.doesNotMatch(page, /HTTP\/1\.0 200/, page)
    assert.match(page, /certificate required/, page)
  })

  it('can’t be replaced by a card of another CA with the same names', async () => {
    const { card } = await makePersonalisedCard({ pins, issue: issueBy(another) })
    const inserted = await reader.insert(card)
    try {
      await readCertificates()
      const page = await requestPage('authentication')
      assert.doesNotMatch(page, /HTTP\/1\.0 200/, page)
      assert.match(page, /alert (decrypt error|bad certificate|unknown ca)/, page)
    } finally {
      await inserted.remove()
    }
  })
})
