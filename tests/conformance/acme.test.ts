import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { promisify } from 'node:util'
import { addressRule, probeNames } from '../../apps/server/src/acme/index.ts'
import { createAcmeWorld, type AcmeWorld } from '../../apps/server/src/acme/testing.ts'
import { systemClock } from '../../apps/server/src/platform/clock.ts'
import { startDnsServer, type DnsAnswers } from '../support/dns-server.ts'
import { freePorts } from '../support/free-ports.ts'
import { openTestDatabase } from '../support/postgres.ts'

/** Debian's programs that speak ACME. Where `CI=true` a missing one fails the run. */
function whyNot(program: 'certbot' | 'lego'): string | false {
  const { status } = spawnSync(program, ['--version'])
  if (status === 0) return false
  if (process.env['CI'] === 'true') throw new Error(`install ${program}`)
  return `install ${program}`
}

const run = promisify(execFile)

describe('programs of others order certificates by ACME', () => {
  let world: AcmeWorld
  let service: Awaited<ReturnType<AcmeWorld['serve']>>
  let dns: Awaited<ReturnType<typeof startDnsServer>>
  let database: Awaited<ReturnType<typeof openTestDatabase>>
  let folder: string
  let directory: string
  let httpPort: number
  let running: { readonly stop: () => Promise<void> }[]
  const answers: DnsAnswers = new Map()
  const texts = (): string => path.join(folder, 'texts')

  before(async () => {
    const ports = await freePorts(['acme', 'http'])
    httpPort = ports.http
    folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-acme-'))
    await writeFile(texts(), '')
    dns = await startDnsServer(answers)
    database = await openTestDatabase('PGlite')
    const publicUrl = `http://127.0.0.1:${String(ports.acme)}`
    directory = `${publicUrl}/acme/directory`
    world = await createAcmeWorld(database.db, {
      publicUrl,
      clock: systemClock,
      probe: probeNames({
        ...{ mayConnect: addressRule(['127.0.0.1']), resolvers: [dns.address], httpPort },
      }),
    })
    service = await world.serve()
    await service.listen({ port: ports.acme, host: '127.0.0.1' })
    running = [world.outbox.run(), world.validations.run()]
    // A zone's own server answers with what the programs' hooks have written down.
    await writeFile(
      path.join(folder, 'hook.sh'),
      `#!/bin/sh
case "$1" in
  present) echo "$2 $3" >> ${texts()} ;;
  cleanup) : ;;
  *) echo "_acme-challenge.$CERTBOT_DOMAIN. $CERTBOT_VALIDATION" >> ${texts()} ;;
esac
`,
    )
    await chmod(path.join(folder, 'hook.sh'), 0o755)
  })
  after(async () => {
    await Promise.all(running.map((each) => each.stop()))
    await service.close()
    await world.close()
    await dns.close()
    await database.close()
    await rm(folder, { recursive: true })
  })

  const reachable = (name: string): void => {
    answers.set(`${name} A`, ['127.0.0.1'])
    answers.set(`_acme-challenge.${name} TXT`, () =>
      readFileSync(texts(), 'utf8')
        .split('\n')
        .flatMap((line) => {
          const [of, value] = line.split(' ')
          return of === `_acme-challenge.${name}.` && value !== undefined ? [value] : []
        }),
    )
  }
  async function aKey(names: string[]) {
    const hospital = await world.aHospital()
    const { approvalId } = await world.anApproval(hospital, { names })
    return { hospital, ...(await world.aKey(hospital, approvalId)) }
  }
  const stateOf = (leaf: X509Certificate) =>
    world.db.read(async (tx) => {
      const found = await world.serviceCertificates.programApplicationOf(tx, {
        ...{ issuer: 'service-g1-ecc', serial: leaf.serialNumber.toLowerCase() },
      })
      return found?.standing.state
    })

  it(
    'lego: bound to the approval, without proof, by HTTP and by DNS; renewed, revoked',
    { skip: whyNot('lego') },
    async () => {
      const { hospital, keyId, key } = await aKey(['lego.example.fi', '.lego.example.fi'])
      const lego = async (...words: string[]) => {
        const begun = performance.now()
        await run('lego', words, {
          env: { ...process.env, EXEC_PATH: path.join(folder, 'hook.sh') },
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
      await lego(
        ...common('lego.example.fi'),
        ...byHttp,
        'renew',
        '--days',
        '400',
        '--no-random-sleep',
      )
      const renewed = await leafOf('lego.example.fi')
      assert.notEqual(renewed.serialNumber, first.serialNumber)
      await lego(...common('lego.example.fi'), 'revoke')
      assert.equal(await stateOf(renewed), 'revoked')
      assert.equal(await stateOf(first), 'issued')
      const outside = lego(...common('elsewhere.example.fi'), ...byHttp, 'run')
      await assert.rejects(outside, /rejectedIdentifier/)
    },
  )

  it(
    'certbot: the same, with its own server and with hooks',
    { skip: whyNot('certbot') },
    async () => {
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
        ...['--manual-auth-hook', path.join(folder, 'hook.sh')],
      ]

      await certonly('certbot.example.fi', ...byHttp)
      const first = await leafOf('certbot.example.fi')
      assert.match(first.subject, new RegExp(`serialNumber=${hospital.unitOid}`))
      for (const [name, how] of [
        ['http.certbot.example.fi', byHttp],
        ['dns.certbot.example.fi', byDns],
      ] as const) {
        reachable(name)
        await certonly(name, ...how)
        assert.equal((await leafOf(name)).subjectAltName, `DNS:${name}`)
      }
      await certbot(
        'renew',
        '--force-renewal',
        '--no-random-sleep-on-renew',
        '--cert-name',
        'certbot.example.fi',
      )
      const renewed = await leafOf('certbot.example.fi')
      assert.notEqual(renewed.serialNumber, first.serialNumber)
      const ofKey = path.join(live('certbot.example.fi'), 'privkey.pem')
      await certbot(
        ...['revoke', '--cert-path', path.join(live('certbot.example.fi'), 'cert.pem')],
        ...['--key-path', ofKey, '--reason', 'keycompromise', '--no-delete-after-revoke'],
      )
      assert.equal(await stateOf(renewed), 'revoked')
      await assert.rejects(
        certonly('elsewhere.example.fi', ...byHttp),
        /rejectedIdentifier|approval/,
      )
    },
  )
})
