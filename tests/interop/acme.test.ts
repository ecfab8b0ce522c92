import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from 'node:tls'
import { promisify } from 'node:util'
import { encodePem } from '@sotevarmenne/x509/bundle'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { openAcmeService, whyNot, type AcmeService } from './acme-service.ts'

const guide = new URL('../../docs/relying-parties/acme.md', import.meta.url)
const example = new URL('../../docs/relying-parties/examples/nginx-certbot.conf', import.meta.url)

const run = promisify(execFile)

describe('third-party programs order certificates by ACME', () => {
  let service: AcmeService
  before(async () => {
    service = await openAcmeService()
  })
  after(() => service.close())

  it(
    'lego: bound to the approval, without validation, by HTTP and by DNS; revoked',
    { skip: whyNot('lego') },
    async () => {
      const { aKey, folder, directory, httpPort, dns, hook, reachable, stateOf } = service
      const { hospital, keyId, key } = await aKey(['lego.example.fi', '.lego.example.fi'])
      const lego = async (...words: string[]) => {
        const begun = performance.now()
        await run('lego', words, {
          // Files without a configured place go to the current directory.
          cwd: folder,
          env: { ...process.env, EXEC_PATH: hook },
        })
        return performance.now() - begun
      }
      const common = (name: string): string[] => [
        ...['--server', directory, '--accept-tos', '--email', 'otto@vendor.example'],
        ...['--path', path.join(folder, 'lego'), '--eab', '--kid', keyId, '--hmac', key],
        ...['--domains', name],
      ]
      const byHttp = ['--http', '--http.port', `127.0.0.1:${String(httpPort)}`]
      const byDns = ['--dns', 'exec', '--dns.disable-cp', '--dns.resolvers', dns.address]
      const leafOf = async (name: string) =>
        new X509Certificate(
          await readFile(path.join(folder, 'lego/certificates', `${name}.crt`), 'utf8'),
        )

      const milliseconds = await lego(...common('lego.example.fi'), ...byHttp, 'run')
      process.stdout.write(`lego, account to certificate: ${milliseconds.toFixed(0)} ms\n`)
      const first = await leafOf('lego.example.fi')
      assert.match(first.subject, new RegExp(`serialNumber=${hospital.unitOid}`))
      const names = ['http.lego.example.fi', 'dns.lego.example.fi'] as const
      for (const [name, how] of [
        [names[0], byHttp],
        [names[1], byDns],
      ] as const) {
        reachable(name)
        await lego(...common(name), ...how, 'run')
        const leaf = await leafOf(name)
        assert.equal(leaf.subjectAltName, `DNS:${name}`)
      }
      await lego(...common('lego.example.fi'), 'revoke')
      assert.equal(await stateOf(first), 'revoked')
      const outside = lego(...common('elsewhere.example.fi'), ...byHttp, 'run')
      await assert.rejects(outside, /rejectedIdentifier/)
    },
  )

  it(
    'certbot: the same, with its own server and with hooks; revoked by the key',
    { skip: whyNot('certbot') },
    async () => {
      const { aKey, folder, directory, httpPort, hook, reachable, stateOf } = service
      const { hospital, keyId, key } = await aKey(['certbot.example.fi', '.certbot.example.fi'])
      const certbot = (...words: string[]) =>
        run('certbot', [
          ...words,
          ...['--non-interactive', '--server', directory],
          ...['config', 'work', 'logs'].flatMap((each) => [
            `--${each}-dir`,
            path.join(folder, 'certbot', each),
          ]),
        ])
      const certonly = (name: string, ...how: string[]) =>
        certbot(
          ...['certonly', '--agree-tos', '--email', 'otto@vendor.example', '--no-eff-email'],
          ...['--eab-kid', keyId, '--eab-hmac-key', key, '-d', name, ...how],
        )
      const live = (name: string): string => path.join(folder, 'certbot/config/live', name)
      const leafOf = async (name: string) =>
        new X509Certificate(await readFile(path.join(live(name), 'cert.pem'), 'utf8'))
      const byHttp = ['--standalone', '--http-01-port', String(httpPort)]
      const byDns = [
        ...['--manual', '--preferred-challenges', 'dns'],
        ...['--manual-auth-hook', hook],
      ]

      await certonly('certbot.example.fi', ...byHttp, '--required-profile', 'server')
      const first = await leafOf('certbot.example.fi')
      assert.match(first.subject, new RegExp(`serialNumber=${hospital.unitOid}`))
      for (const [name, how] of [
        ['http.certbot.example.fi', byHttp],
        ['dns.certbot.example.fi', byDns],
      ] as const) {
        reachable(name)
        // Not among the profiles: certbot orders without.
        await certonly(name, ...how, '--preferred-profile', 'other')
        assert.equal((await leafOf(name)).subjectAltName, `DNS:${name}`)
      }
      await assert.rejects(
        certonly('certbot.example.fi', ...byHttp, '--force-renewal', '--required-profile', 'other'),
        /other.*profile|profile.*other|invalidProfile/s,
      )
      const ofKey = path.join(live('certbot.example.fi'), 'privkey.pem')
      await certbot(
        ...['revoke', '--cert-path', path.join(live('certbot.example.fi'), 'cert.pem')],
        ...['--key-path', ofKey, '--reason', 'keycompromise', '--no-delete-after-revoke'],
      )
      assert.equal(await stateOf(first), 'revoked')
      await assert.rejects(
        certonly('elsewhere.example.fi', ...byHttp),
        /rejectedIdentifier|approval/,
      )
      await certbot('unregister')
    },
  )

  it(
    'nginx by the example and the words of the guide: with certbot and lego, renewed while it serves',
    { skip: whyNot('nginx', 'certbot', 'lego') },
    async () => {
      const { aKey, environment, folder, directory, httpPort, responses, stateOf } = service
      const name = 'kanta.example.fi'
      const { tls: tlsPort } = await freePorts(['tls'])
      const file = (...parts: string[]): string => path.join(folder, 'nginx', ...parts)
      await mkdir(file('www'), { recursive: true })
      responses.set(`${name} A`, ['127.0.0.1'])
      const reload = `nginx -e ${file('log')} -c ${file('main.conf')} -s reload`
      const ofHere = (text: string): string =>
        [
          ['listen 80;', `listen 127.0.0.1:${String(httpPort)};`],
          ['listen 443 ssl;', `listen 127.0.0.1:${String(tlsPort)} ssl;`],
          [/^.*listen \[::\].*\n/gm, ''],
          ['/var/www/acme', file('www')],
          ['/etc/letsencrypt', file('certbot/config')],
          ['/etc/lego', file('lego')],
          ['https://service.example/acme/directory', directory],
          ['nginx -s reload', reload],
        ].reduce((said: string, [from, to]) => said.replaceAll(from as string, to as string), text)
      const commandOf = async (beginning: string): Promise<string> => {
        const blocks = (await readFile(guide, 'utf8')).matchAll(/```sh\n([^`]+)```/g)
        const found = [...blocks].find(([, block = '']) => block.startsWith(`${beginning} `))
        const { keyId, key } = await aKey([`.example.fi`])
        return ofHere((found?.[1] ?? '').replaceAll('KEY_ID', keyId).replaceAll('KEY', key))
      }
      const inShell = (command: string) => run('sh', ['-ec', command], { cwd: folder })

      const site = ofHere(await readFile(example, 'utf8'))
      const [, ofPort80 = ''] = site.split(/^(?=# Only once|server \{)/m)
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      await writeFile(
        file('main.conf'),
        `daemon off; pid ${file('pid')}; error_log ${file('log')};
        ${process.getuid?.() === 0 ? `user ${userInfo().username};` : ''}
        events {}
        http {
          access_log off; include ${file('site.conf')};
          ${temporary.map((each) => `${each}_temp_path ${file(each)};`).join(' ')}
        }`,
      )
      await writeFile(file('site.conf'), ofPort80)
      const nginx = spawn('nginx', ['-e', file('log'), '-c', file('main.conf')])
      const ended = once(nginx, 'exit')
      try {
        const answered = () =>
          fetch(`http://127.0.0.1:${String(httpPort)}/page`, { redirect: 'manual' }).catch(
            () => undefined,
          )
        const sentOn = await untilThere(answered)
        assert.equal(sentOn.headers.get('location'), 'https://127.0.0.1/page')
        await inShell(
          `${(await commandOf('certbot')).trim()} --non-interactive ${foldersOfCertbot(file('certbot'))}`,
        )
        await writeFile(file('site.conf'), site)
        await inShell(reload)
        const roots = environment.ca.issuers.roots.map(({ certificate }) =>
          encodePem('CERTIFICATE', [certificate.der]),
        )
        const served = (other?: X509Certificate) =>
          untilThere(async () => {
            const leaf = await servedBy(tlsPort, { name, roots })
            return leaf?.serialNumber === other?.serialNumber ? undefined : leaf
          })
        const first = await served()
        assert.match(first.subject, new RegExp(`CN=${name}`))
        assert.equal(await stateOf(first), 'issued')

        const timer = `certbot renew --no-random-sleep-on-renew ${foldersOfCertbot(file('certbot'))}`
        await inShell(timer)
        assert.equal((await served()).serialNumber, first.serialNumber)
        const stored = file('certbot/config/renewal', `${name}.conf`)
        const before = await readFile(stored, 'utf8')
        await writeFile(
          stored,
          before.replace(/^.*renew_before_expiry.*$/m, 'renew_before_expiry = 366 days'),
        )
        await inShell(timer)
        const second = await served(first)
        assert.equal(await stateOf(second), 'issued')
        await inShell(
          `${(await commandOf('certbot revoke')).trim()} --non-interactive ${foldersOfCertbot(file('certbot'))}`,
        )
        assert.equal(await stateOf(second), 'revoked')

        const [order = '', renew = ''] = (await commandOf('lego')).split(/\n(?=lego)/)
        await inShell(order)
        const byLego = async (): Promise<string> =>
          new X509Certificate(await readFile(file('lego', 'certificates', `${name}.crt`)))
            .serialNumber
        const ofRun = await byLego()
        const now = (command: string): string =>
          command.replace('renew ', 'renew --no-random-sleep ')
        await inShell(now(renew))
        assert.equal(await byLego(), ofRun)
        await inShell(now(renew).replace('--days 30', '--days 366'))
        assert.notEqual(await byLego(), ofRun)
      } finally {
        nginx.kill()
        await ended
      }
    },
  )
})

const foldersOfCertbot = (under: string): string =>
  ['config', 'work', 'logs'].map((each) => `--${each}-dir ${path.join(under, each)}`).join(' ')

/** The server's certificate for the name, if it chains to a root; undefined when no server is listening. */
function servedBy(
  port: number,
  { name: servername, roots: ca }: { readonly name: string; readonly roots: readonly string[] },
): Promise<X509Certificate | undefined> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...{ port, host: '127.0.0.1', servername }, ca: [...ca] }, () => {
      resolve(socket.getPeerX509Certificate())
      socket.end()
    })
    socket.on('error', (fault: NodeJS.ErrnoException) => {
      if (fault.code === 'ECONNREFUSED') resolve(undefined)
      else reject(fault)
    })
  })
}

/** Polls until there is a result, half a minute at most. */
async function untilThere<Thing>(request: () => Promise<Thing | undefined>): Promise<Thing> {
  for (let left = 300; left > 0; left -= 1) {
    const thing = await request()
    if (thing !== undefined) return thing
    await sleep(100)
  }
  throw new Error('timeout: no result within half a minute')
}
