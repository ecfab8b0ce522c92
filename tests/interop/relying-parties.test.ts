import assert from 'node:assert/strict'
import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { request } from 'node:https'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { after, before, describe, it } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { promisify } from 'node:util'
import { instant } from '@sotevarmenne/kernel/instant'
import { gatherEvidenceByHttp } from '@sotevarmenne/signatures/gather-evidence'
import { readSignedMessage, withTimeStamp } from '@sotevarmenne/signatures/read-signed-data'
import { signContent, type SigningKey } from '@sotevarmenne/signatures/signed-data'
import { aSigningEnvironment, signedPdf } from '@sotevarmenne/signatures/testing'
import { plainPdf } from '@sotevarmenne/signatures/testing/documents'
import { verifySignature } from '@sotevarmenne/signatures/verify'
import { signData } from '@sotevarmenne/x509/algorithms'
import { decodeCertificate } from '@sotevarmenne/x509/certificate'
import { encodePem } from '@sotevarmenne/x509/bundle'
import { valueOf } from '@sotevarmenne/x509/testing'
import type { IssuedCertificate } from '../../apps/server/src/pki/issuance/contract.ts'
import { statusOverHttp } from '../../apps/server/src/identity/third-party-cards/index.ts'
import { aCardKey, aRequest } from '../../apps/server/src/pki/issuance/testing.ts'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { serveCa, type ServedCa } from '@sotevarmenne/tests/ca/served-ca'

const guide = new URL('../../docs/relying-parties/README.md', import.meta.url)
const examples = new URL('examples/', guide)
const example = (name: string): Promise<string> => readFile(new URL(name, examples), 'utf8')
const needs = (...programs: readonly (readonly [string, string])[]): string | false => {
  const missing = programs.find(([name, word]) => spawnSync(name, [word]).error !== undefined)
  return missing !== undefined && process.env['CI'] !== 'true' && `not installed: ${missing[0]}`
}
const run = promisify(execFile)

describe('the examples for relying parties', () => {
  const clock = { now: () => instant(Date.now()) }
  /** Policies of people's certificates. */
  const policies = ['351.5', '355.6', '355.8'].map((arc) => `1.3.6.1.4.1.32473.1.${arc}`)
  const cas = ['root-g1-ecc', 'professional-g1-ecc', 'test-root-g1-ecc', 'test-g1-ecc']
  const programs: ChildProcess[] = []
  let ports: Readonly<Record<'nginx' | 'node' | 'nodeByOcsp', number>>
  let service: ServedCa

  before(async () => {
    ports = await freePorts(['nginx', 'node', 'nodeByOcsp'])
    service = await serveCa()
    await run('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
      ...['-subj', '/CN=www.example.fi', '-keyout', file('server.key'), '-out', file('server.pem')],
    ])
  })
  after(async () => {
    for (const program of programs) program.kill('SIGKILL')
    await service.close()
  })

  const file = (name: string): string => join(service.ca.folder, name)
  /** A program that checks one certificate, by the CA certificates of a file and the policies. */
  const checkAs = async (
    program: (...words: readonly string[]) => Promise<{ readonly stdout: string }>,
  ): Promise<void> => {
    const card = await issue()
    const check = async (pem: string, ...of: readonly string[]) => {
      await writeFile(file('card.pem'), pem)
      return program(file('card.pem'), file('all.pem'), ...of).then(
        ({ stdout }) => stdout,
        (fault: unknown) => {
          const { stdout, stderr } = fault as { readonly stdout: string; readonly stderr: string }
          return stdout + stderr
        },
      )
    }
    const good = 'good, by a chain of 2\n'
    assert.equal(await check(card.pem, ...policies), good)
    assert.equal(await check(card.pem, '1.2.3'), 'refused: not a policy of people\n')
    const ofTest = await issue({ isTest: true })
    assert.equal(await check(ofTest.pem, ...policies), 'refused: not a policy of people\n')
    // Issued by nobody but its holder, with every policy that is wanted.
    await run('openssl', [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
      ...['-subj', '/CN=Own', '-keyout', file('own.key'), '-out', file('own.pem')],
      ...['-addext', `certificatePolicies=${policies.join(',')}`],
    ])
    const own = await readFile(file('own.pem'), 'utf8')
    assert.equal(await check(own, ...policies), 'refused: no path to a trusted root CA\n')
    await revoke(card)
    await until(async () => (await check(card.pem, ...policies)) !== good)
    assert.equal(await check(card.pem, ...policies), 'refused: revoked\n')
  }

  type Card = { readonly pem: string; readonly key: string; readonly issued: IssuedCertificate }
  /** A certificate with its key in software, instead of a card. */
  const issue = async ({ isTest = false } = {}): Promise<Card> => {
    const key = aCardKey()
    const permit = aPermit('certificates.issueCertificate')
    const request = aRequest(clock.now(), { key })
    const issued = await service.certificates.issueCertificate(
      permit,
      isTest ? { ...request, isTest } : request,
    )
    assert.ok(issued.ok)
    // A test card also sends its CA: a server that trusts the root alone would accept it.
    const above = isTest ? service.certificates.chainOf(issued.value.issuer).slice(0, 1) : []
    return {
      issued: issued.value,
      pem: encodePem('CERTIFICATE', [issued.value.der, ...above]),
      key: key.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    }
  }
  const revoke = ({ issued }: Card): Promise<void> => service.revoke(issued)
  /** Logs in; returns the server's response, or that it closed the connection. */
  const logIn = ({ pem: cert, key }: Partial<Card>, port: number): Promise<string> =>
    new Promise((resolve) => {
      const sent = request(
        { port, host: '127.0.0.1', cert, key, rejectUnauthorized: false, agent: false },
        (response) => {
          void text(response).then((body) => {
            resolve(`${String(response.statusCode)} ${body}`)
          })
        },
      )
      sent.on('error', () => {
        resolve('cut off')
      })
      sent.end()
    })
  const start = (name: string, words: readonly string[], more: NodeJS.ProcessEnv = {}) => {
    const program = spawn(name, words, {
      env: { ...process.env, ...more },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    programs.push(program)
    return program
  }

  it(
    'verify a card’s signature, with openssl and pdfsig, and refuse that of a test card (R253)',
    { skip: needs(['pdfsig', '-v'], ['certutil', '--help']) },
    async () => {
      const signingKeyOf = async (role: 'professional' | 'test') => {
        const own = aCardKey()
        const requested = aRequest(clock.now(), { key: own, profile: 'professional-signature' })
        const issued = await service.certificates.issueCertificate(
          aPermit('certificates.issueCertificate'),
          role === 'test' ? { ...requested, isTest: true } : requested,
        )
        const { certificate, root } = service.ca.issuers.current(role, 'ecc')
        const key: SigningKey = {
          certificate: valueOf(decodeCertificate(valueOf(issued).der)),
          chain: [certificate.der, root.der],
          algorithm: 'ecdsa-sha384',
          sign: (data) => Promise.resolve(signData('ecdsa-sha384', own.privateKey, data)),
        }
        return { key, issuer: certificate, root }
      }
      const { key, issuer, root } = await signingKeyOf('professional')
      // It also sends its CA: a server that trusts the root alone would accept it.
      const test = await signingKeyOf('test')
      const now = clock.now()
      const { stamp, root: stamps } = aSigningEnvironment(now)

      const content = new TextEncoder().encode('Amoxicillin 500 mg')
      const form = { kind: 'cades', signingTime: now } as const
      const signing = { form, content, attached: true, withCertificates: true }
      const message = valueOf(readSignedMessage(valueOf(await signContent(key, signing))))
      const token = await stamp(message.signer.signature, now)
      await writeFile(file('prescription.p7m'), withTimeStamp(message, token))
      // The commands of the guide, as they stand there.
      const [, commands = ''] = /```sh\n(.*?)```/s.exec(await readFile(guide, 'utf8')) ?? []
      const [ofMessage = '', ofPdf = ''] = commands.split('\n\n')
      const inFolder = (command: string) => run('sh', ['-ec', command], { cwd: service.ca.folder })
      const verifyMessage = () => inFolder(ofMessage)
      assert.match((await verifyMessage()).stderr, /CAdES Verification successful/)
      await writeFile(file('prescription.p7m'), valueOf(await signContent(test.key, signing)))
      await assert.rejects(verifyMessage, /no explicit policy/)

      // The OCSP process's responses for the whole chain are stored with the signature, and show it good.
      const chain = [key.certificate, issuer, root]
      const found = () => gatherEvidenceByHttp(chain)
      await until(async () => (await found()).ocspResponses.length === 2)
      const evidence = { certificates: chain, ...(await found()) }
      const verified = await verifySignature({
        message: valueOf(readSignedMessage(withTimeStamp(message, token))),
        contentDigest: () => Promise.resolve(undefined),
        signers: { anchors: [root], intermediates: [] },
        timeStamps: { anchors: [stamps.certificate], intermediates: [] },
        ...{ evidence, now },
      })
      assert.equal(valueOf(verified).status, 'good')

      const wishes = { kind: 'signature', signedAt: now, label: 'Signature' } as const
      await writeFile(file('contract.pdf'), await signedPdf(plainPdf(), key, wishes))
      for (const ca of ['professional-g1-ecc', 'temporary-g1-ecc']) {
        const sent = await fetch(`${service.validationUrl}/ca/${ca}.pem`)
        await writeFile(file(`${ca}.pem`), await sent.text())
      }
      const lookAt = async () => {
        await rm(file('nss'), { recursive: true, force: true })
        return (await inFolder(ofPdf)).stdout
      }
      assert.match(await lookAt(), /Signature Validation: Signature is Valid/)
      assert.match(await lookAt(), /Certificate Validation: Certificate is Trusted/)
      await writeFile(file('contract.pdf'), await signedPdf(plainPdf(), test.key, wishes))
      const ofTestCard = await lookAt()
      assert.match(ofTestCard, /Signature Validation: Signature is Valid/)
      assert.doesNotMatch(ofTestCard, /Certificate is Trusted/)
    },
  )

  it('check a certificate by the full CRL or by its own shard; the CRL of another shard is no evidence for OpenSSL', async () => {
    const good = await issue()
    const lost = await issue()
    await revoke(lost)
    const addressOf = ({ issued }: Card): string => {
      const decoded = decodeCertificate(issued.der)
      return (decoded.ok && decoded.value.known.crlDistributionPoints?.[0]) || 'none'
    }
    const full = `${service.validationUrl}/crl/professional-g1-ecc.crl`
    const shard = /\/crl\/professional-g1-ecc\/(\d)\.crl$/.exec(addressOf(lost))?.[1]
    assert.ok(shard, addressOf(lost))
    const another = full.replace('.crl', `/${String((Number(shard) + 1) % 8)}.crl`)
    const verify = async (card: Card, list: string): Promise<string> => {
      const [certificate, crl] = [file('certificate.pem'), file('one.crl')]
      await writeFile(certificate, card.pem)
      await writeFile(crl, new Uint8Array(await (await fetch(list)).arrayBuffer()))
      const words = ['-CAfile', file('all.pem'), '-crl_check', '-CRLfile', crl, certificate]
      return run('openssl', ['verify', ...words]).then(
        () => 'good',
        (fault: unknown) => /error \d+.*: ([^\n]+)/.exec(String(fault))?.[1] ?? String(fault),
      )
    }
    await until(async () => (await verify(lost, full)) === 'certificate revoked')
    await until(async () => (await verify(lost, addressOf(lost))) === 'certificate revoked')
    assert.equal(await verify(good, full), 'good')
    assert.equal(await verify(good, addressOf(good)), 'good')
    assert.match(await verify(lost, another), /scope|unable to get certificate CRL/i)
  })

  it('agree with the card test, which uses the addresses in the certificate', async () => {
    const lost = await issue()
    const request = async ({ issued }: Card) => {
      const certificate = decodeCertificate(issued.der)
      const issuer = service.ca.issuers.all.find(({ id }) => id === issued.issuer)?.certificate
      assert.ok(certificate.ok && issuer)
      const about = { certificate: certificate.value, issuer, at: clock.now() }
      return [await statusOverHttp.byOcsp(about), await statusOverHttp.byCrl(about)]
    }
    assert.deepEqual(await request(lost), ['good', 'good'])
    await revoke(lost)
    await until(async () => (await request(lost)).every((input) => input === 'revoked'))
  })

  it(
    'at nginx accept a card, but no test card, and no longer once it is revoked (R253)',
    { skip: needs(['nginx', '-v'], ['curl', '-V']) },
    async () => {
      await run(new URL('fetch-crls.sh', examples).pathname, [
        ...[service.validationUrl, file('crls.pem')],
        ...cas,
      ])
      const server = (await example('nginx.conf'))
        .replaceAll('/etc/nginx/sotevarmenne', service.ca.folder)
        .replace('listen 8443', `listen 127.0.0.1:${String(ports.nginx)}`)
      await writeFile(
        file('main.conf'),
        `daemon off; master_process off; pid ${file('nginx.pid')}; error_log ${file('nginx.log')};
       events {} http { access_log off; ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
         .map((each) => `${each}_temp_path ${file(each)};`)
         .join(' ')} ${server} }`,
      )
      start('nginx', ['-e', file('nginx.log'), '-c', file('main.conf')])
      const card = await issue()
      await until(async () => (await logIn(card, ports.nginx)) !== 'cut off')
      assert.match(await logIn(card, ports.nginx), /^200 SUCCESS .*serialNumber=00098705718/)
      assert.match(await logIn({}, ports.nginx), /^400 /)
      assert.match(await logIn(await issue({ isTest: true }), ports.nginx), /^403 /)
      await revoke(card)
      await until(async () => (await logIn(card, ports.nginx)).startsWith('400 '))
    },
  )

  it('at Node accept a card, but no test card, and no longer once it is on the CRLs (R253)', async () => {
    const words = [String(ports.node), service.ca.folder, service.validationUrl, ...cas]
    const program = start(process.execPath, [new URL('server.mjs', examples).pathname, ...words], {
      CRLS_EVERY: '200',
    })
    assert.match(String(await once(program.stdout, 'data')), /listening/)
    const [card, other] = [await issue(), await issue()]
    assert.equal(await logIn(card, ports.node), '200 00098705718\n')
    assert.equal(await logIn({}, ports.node), 'cut off')
    assert.match(await logIn(await issue({ isTest: true }), ports.node), /^403 /)
    await revoke(card)
    await until(async () => (await logIn(card, ports.node)) === 'cut off')
    assert.equal(await logIn(other, ports.node), '200 00098705718\n')
  })

  it('at Node refuse a revoked card by OCSP, before the CRL of the minute says so (F40)', async () => {
    const words = [String(ports.nodeByOcsp), service.ca.folder, service.validationUrl, ...cas]
    const program = start(process.execPath, [new URL('server.mjs', examples).pathname, ...words], {
      CRLS_EVERY: '3600000',
    })
    assert.match(String(await once(program.stdout, 'data')), /listening/)
    const card = await issue()
    assert.equal(await logIn(card, ports.nodeByOcsp), '200 00098705718\n')
    await revoke(card)
    await until(async () => (await logIn(card, ports.nodeByOcsp)) === '403 revoked\n')
  })

  it(
    'in Python find a card good, refuse a test card, and the card once it is revoked',
    { skip: needs(['/usr/bin/python3', '--version']) },
    async () => {
      await checkAs((...of) =>
        run('/usr/bin/python3', [new URL('check_certificate.py', examples).pathname, ...of]),
      )
    },
  )

  it(
    'in C#, by Debian’s mono, find a card good, refuse a test card, and the card once it is revoked (R659)',
    { skip: needs(['mcs', '--version'], ['mono', '--version']) },
    async () => {
      const program = file('CheckCertificate.exe')
      const source = new URL('CheckCertificate.cs', examples).pathname
      await run('mcs', ['-warnaserror', '-r:System.Numerics.dll', `-out:${program}`, source])
      await checkAs((...of) => run('mono', [program, ...of]))
    },
  )

  it(
    'in Java find a card good, refuse a test card, and the card once it is revoked (R253)',
    { skip: needs(['javac', '-version']) },
    async () => {
      const card = await issue()
      await writeFile(file('card.pem'), card.pem)
      await run('javac', [
        '-d',
        service.ca.folder,
        new URL('CheckCertificate.java', examples).pathname,
      ])
      const check = () =>
        run('java', [
          '-cp',
          service.ca.folder,
          'CheckCertificate',
          file('card.pem'),
          file('all.pem'),
          ...policies,
        ]).then(
          ({ stdout }) => stdout,
          (fault: unknown) => (fault as { readonly stdout: string }).stdout,
        )
      const good = 'good, by a chain of 2\n'
      assert.equal(await check(), good)
      await writeFile(file('card.pem'), (await issue({ isTest: true })).pem)
      assert.match(await check(), /^refused: .*unable to find valid certification path/s)
      await writeFile(file('card.pem'), card.pem)
      await revoke(card)
      await until(async () => (await check()) !== good)
      assert.match(await check(), /^refused: .*revoked.*KEY_COMPROMISE/s)
    },
  )
})

/** Polls until it is true, about a minute at most: programs start slowly on a busy machine. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 180_000
  while (!(await isSo())) {
    assert.ok(performance.now() < deadline, 'not within three minutes')
    await wait(100)
  }
}
