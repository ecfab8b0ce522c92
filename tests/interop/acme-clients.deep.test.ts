import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import * as acme from 'acme-client'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { openAcmeService, whyNot, type AcmeService } from './acme-service.ts'

/** Every step has a limit: a program that waits for a keyboard fails. */
const run = (program: string, words: readonly string[]) =>
  promisify(execFile)(program, words, { timeout: 40_000 })
const mail = 'otto@vendor.example'

/*
 * What each program has of: account, order without validation, order with validation, renewal with a new key,
 * renewal with the same key, revocation, new account key, deactivation. The guide's table says the same
 * (docs/relying-parties/acme.md).
 */
describe('each common ACME program does every step that it has', { concurrency: 3 }, () => {
  let service: AcmeService
  let web: Awaited<ReturnType<AcmeService['serveChallenges']>>
  before(async () => {
    service = await openAcmeService()
    web = await service.serveChallenges()
  })
  after(async () => {
    await web.close()
    await service.close()
  })

  const leafIn = async (file: string) => new X509Certificate(await readFile(file, 'utf8'))
  /** Two names of the program: ordered without validation, and with. */
  const namesOf = (program: string) => {
    const names = [`${program}.example.fi`, `web.${program}.example.fi`] as const
    for (const name of names) service.reachable(name)
    return names
  }
  const keyOf = (program: string) =>
    service.aKey([`${program}.example.fi`, `.${program}.example.fi`])

  it('acme.sh', { skip: whyNot('acme.sh') }, async () => {
    const [plain, validated] = namesOf('acmesh')
    const { keyId, key } = await keyOf('acmesh')
    const home = path.join(service.folder, 'acme.sh')
    await mkdir(home)
    const acmeSh = (...words: string[]) =>
      run('acme.sh', [
        ...words,
        ...['--home', home, '--config-home', home, '--server', service.directory],
      ])
    const issue = (name: string, ...words: string[]) =>
      acmeSh('--issue', '-d', name, '--webroot', web.root, ...words)
    const fileOf = (name: string) => path.join(home, `${name}_ecc`, `${name}.cer`)

    await acmeSh('--register-account', '-m', mail, '--eab-kid', keyId, '--eab-hmac-key', key)
    await issue(plain)
    await issue(validated, '--always-force-new-domain-key')
    const first = await leafIn(fileOf(validated))
    assert.equal(first.subjectAltName, `DNS:${validated}`)
    await acmeSh('--renew', '-d', validated, '--ecc', '--force')
    const second = await leafIn(fileOf(validated))
    assert.notEqual(second.serialNumber, first.serialNumber)
    const sameKey = acmeSh('--renew', '-d', plain, '--ecc', '--force')
    await assert.rejects(sameKey, /always-force-new-domain-key/)
    await acmeSh('--revoke', '-d', validated, '--ecc')
    assert.equal(await service.stateOf(second), 'revoked')
    await acmeSh('--update-account', '-m', mail)
    await acmeSh('--deactivate-account')
  })

  it('uacme', { skip: whyNot('uacme') }, async () => {
    const [plain, validated] = namesOf('uacme')
    const { keyId, key } = await keyOf('uacme')
    const home = path.join(service.folder, 'uacme')
    const hook = path.join(service.folder, 'uacme.sh')
    await writeFile(
      hook,
      `#!/bin/sh
[ "$2" = http-01 ] || exit 1
case "$1" in begin) printf %s "$5" > ${web.challenges}/"$4" ;; esac
`,
      { mode: 0o755 },
    )
    const uacme = (...words: string[]) =>
      run('uacme', [
        ...[
          '-v',
          '-t',
          'EC',
          '-c',
          home,
          '-a',
          service.directory,
          '-y',
          '-h',
          hook,
          '-e',
          `${keyId}:${key}`,
        ],
        ...words,
      ])
    const fileOf = (name: string) => path.join(home, name, 'cert.pem')
    const keyFileOf = (name: string) => path.join(home, 'private', name, 'key.pem')

    await uacme('new', mail)
    await uacme('issue', plain)
    await uacme('issue', validated)
    const first = await leafIn(fileOf(validated))
    assert.equal(first.subjectAltName, `DNS:${validated}`)
    await assert.rejects(uacme('-f', 'issue', validated), /private\/<name>\/key.pem/)
    await rm(keyFileOf(validated))
    await uacme('-f', 'issue', validated)
    const second = await leafIn(fileOf(validated))
    assert.notEqual(second.serialNumber, first.serialNumber)
    await uacme('newkey')
    await uacme('revoke', fileOf(validated))
    assert.equal(await service.stateOf(second), 'revoked')
    await uacme('update', mail)
    await uacme('deactivate')
  })

  it('dehydrated', { skip: whyNot('dehydrated') }, async () => {
    const [plain, validated] = namesOf('dehydrated')
    const { keyId, key } = await keyOf('dehydrated')
    const home = path.join(service.folder, 'dehydrated')
    await mkdir(home)
    const config = path.join(home, 'config')
    const configure = (more: string) =>
      writeFile(
        config,
        `CA=${service.directory}\nBASEDIR=${home}\nWELLKNOWN=${web.challenges}\nEAB_KID=${keyId}\nEAB_HMAC_KEY=${key}\nCONTACT_EMAIL=${mail}\n${more}`,
      )
    await configure('')
    const dehydrated = (...words: string[]) => run('dehydrated', ['--config', config, ...words])
    const fileOf = (name: string) => path.join(home, 'certs', name, 'cert.pem')

    await dehydrated('--register', '--accept-terms')
    await dehydrated('--cron', '--domain', plain)
    await dehydrated('--cron', '--domain', validated)
    const first = await leafIn(fileOf(validated))
    assert.equal(first.subjectAltName, `DNS:${validated}`)
    await dehydrated('--cron', '--force', '--domain', validated)
    const second = await leafIn(fileOf(validated))
    assert.notEqual(second.serialNumber, first.serialNumber)
    await dehydrated('--revoke', fileOf(validated))
    assert.equal(await service.stateOf(second), 'revoked')
    await configure('PRIVATE_KEY_RENEW=no\n')
    await assert.rejects(dehydrated('--cron', '--force', '--domain', plain), /PRIVATE_KEY_RENEW/)
    await dehydrated('--account')
    await dehydrated('--deactivate')
  })

  it('Caddy', { skip: whyNot('caddy') }, async () => {
    const [plain] = namesOf('caddy')
    const { keyId, key } = await keyOf('caddy')
    const ports = await freePorts(['http', 'https'])
    const home = path.join(service.folder, 'caddy')
    await mkdir(home)
    const file = path.join(home, 'Caddyfile')
    await writeFile(
      file,
      `{
  admin off
  email ${mail}
  storage file_system ${home}
  http_port ${String(ports.http)}
  https_port ${String(ports.https)}
  acme_ca ${service.directory}
  acme_eab {
    key_id ${keyId}
    mac_key ${key}
  }
}
${plain} {
  respond "served"
}
`,
    )
    const caddy = spawn('caddy', ['run', '--config', file], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
    })
    const ended = once(caddy, 'exit')
    let said = ''
    caddy.stderr.on('data', (data: Buffer) => {
      said += data.toString()
    })
    try {
      await until(
        () => said.includes('certificate obtained successfully'),
        () => said,
      )
    } finally {
      caddy.kill()
      await ended
    }
  })

  it('Apache with mod_md', { skip: whyNot('apache2') }, async () => {
    const [plain] = namesOf('apache')
    const { keyId, key } = await keyOf('apache')
    const ports = await freePorts(['http', 'https'])
    // Apache does not run as root, and the folder of the tests is for their user alone.
    const home = await mkdtemp('/tmp/sotevarmenne-apache-')
    const user = await userOf('www-data')
    if (user) await chown(home, user.uid, user.gid)
    const modules = ['mpm_event', 'authz_core', 'ssl', 'md', 'socache_shmcb']
    const config = path.join(home, 'apache.conf')
    await writeFile(
      config,
      `ServerRoot ${home}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join('\n')}
PidFile ${home}/pid
DefaultRuntimeDir ${home}
ErrorLog ${home}/log
LogLevel md:info
Listen 127.0.0.1:${String(ports.http)}
Listen 127.0.0.1:${String(ports.https)}
ServerName ${plain}
ServerAdmin ${mail}
MDStoreDir ${home}/md
MDCertificateAuthority ${service.directory}
MDCertificateAgreement accepted
MDContactEmail ${mail}
MDExternalAccountBinding ${keyId} ${key}
MDPortMap 80:${String(service.httpPort)} 443:${String(ports.https)}
MDChallengeDns01 ${service.hook}
MDRetryDelay 1s
MDPrivateKeys secp256r1
MDRenewWindow 366d
MDomain ${plain}
<VirtualHost 127.0.0.1:${String(ports.https)}>
  ServerName ${plain}
  SSLEngine on
</VirtualHost>
`,
    )
    const apache = spawn('apache2', ['-D', 'FOREGROUND', '-f', config], {
      ...{ stdio: 'ignore', ...user },
    })
    const ended = once(apache, 'exit')
    const log = async () => readFile(path.join(home, 'log'), 'utf8').catch(() => '')
    const serialOf = async (of: 'staging' | 'domains') =>
      leafIn(path.join(home, 'md', of, plain, 'pubcert.secp256r1.pem')).then(
        ({ serialNumber }) => serialNumber,
        () => undefined,
      )
    try {
      await until(async () => (await serialOf('staging')) !== undefined, log)
      const first = await serialOf('staging')
      apache.kill('SIGUSR1')
      await until(async () => (await serialOf('domains')) === first, log)
      await until(async () => (await serialOf('staging')) !== undefined, log)
      assert.notEqual(await serialOf('staging'), first)
    } finally {
      apache.kill()
      await ended
      await rm(home, { recursive: true })
    }
  })

  it('npm’s acme-client', async () => {
    const [plain, validated] = namesOf('npm')
    const { keyId, key } = await keyOf('npm')
    const client = new acme.Client({
      ...{ directoryUrl: service.directory, accountKey: await acme.crypto.createPrivateEcdsaKey() },
      ...{ externalAccountBinding: { kid: keyId, hmacKey: key }, backoffMin: 100 },
    })
    const order = async (name: string) => {
      const [ofCertificate, csr] = await acme.crypto.createCsr(
        { commonName: name },
        await acme.crypto.createPrivateEcdsaKey(),
      )
      assert.ok(ofCertificate)
      return client.auto({
        ...{ csr, email: mail, termsOfServiceAgreed: true, skipChallengeVerification: true },
        challengePriority: ['http-01'],
        challengeCreateFn: (_authorization, { token }, content) =>
          writeFile(path.join(web.challenges, token), content),
        challengeRemoveFn: () => Promise.resolve(),
      })
    }
    await order(plain)
    const first = new X509Certificate(await order(validated))
    const second = await order(validated)
    assert.equal(first.subjectAltName, `DNS:${validated}`)
    assert.notEqual(new X509Certificate(second).serialNumber, first.serialNumber)
    await client.revokeCertificate(second)
    assert.equal(await service.stateOf(new X509Certificate(second)), 'revoked')
    await client.updateAccountKey(await acme.crypto.createPrivateEcdsaKey())
    await client.updateAccount({ contact: [`mailto:${mail}`] })
    await client.updateAccount({ status: 'deactivated' })
  })

  it('Ruby’s acme-client', { skip: whyNot('ruby-acme-client') }, async () => {
    const [plain] = namesOf('ruby')
    const { keyId, key } = await keyOf('ruby')
    const home = path.join(service.folder, 'ruby')
    await mkdir(home)
    const file = (name: string): string => path.join(home, name)
    await run('openssl', [
      ...['req', '-new', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-noenc'],
      ...['-subj', `/CN=${plain}`, '-keyout', file('key.pem'), '-out', file('request.pem')],
    ])
    await writeFile(
      file('order.rb'),
      `require 'acme-client'
client = Acme::Client.new(private_key: OpenSSL::PKey::EC.generate('prime256v1'), directory: '${service.directory}')
client.new_account(contact: 'mailto:${mail}', terms_of_service_agreed: true,
  external_account_binding: { kid: '${keyId}', hmac_key: '${key}' })
order = client.new_order(identifiers: ['${plain}'])
order.finalize(csr: OpenSSL::X509::Request.new(File.read('${file('request.pem')}')))
while order.status == 'processing'
  sleep 0.2
  order.reload
end
File.write('${file('cert.pem')}', order.certificate)
client.revoke(certificate: order.certificate)
client.account_key_change(new_private_key: OpenSSL::PKey::EC.generate('prime256v1'))
client.account_update(contact: 'mailto:${mail}')
client.account_deactivate
`,
    )
    await run('ruby', [file('order.rb')])
    assert.equal(await service.stateOf(await leafIn(file('cert.pem'))), 'revoked')
  })
})

/** The user's numbers, where this process is root. */
async function userOf(name: string) {
  if (process.getuid?.() !== 0) return undefined
  const numberOf = async (option: '-u' | '-g') => Number((await run('id', [option, name])).stdout)
  return { uid: await numberOf('-u'), gid: await numberOf('-g') }
}

/** Waits for what is shown, a minute at most. */
async function until(
  isSo: () => boolean | Promise<boolean>,
  why: () => string | Promise<string>,
): Promise<void> {
  for (let left = 600; left > 0; left -= 1) {
    if (await isSo()) return
    await sleep(100)
  }
  throw new Error(`timeout: ${(await why()).slice(-4000)}`)
}
