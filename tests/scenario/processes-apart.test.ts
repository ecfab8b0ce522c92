import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { readFile, stat } from 'node:fs/promises'
import { get } from 'node:https'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { viewSession } from '@sotevarmenne/api/authentication'
import { reportOwnCardLost, viewOwnCards } from '@sotevarmenne/api/cards'
import { ok } from '@sotevarmenne/kernel/result'
import { sql } from 'kysely'
import { logLine } from '../../apps/server/src/platform/log-line.ts'
import { isSigned, readKey, type Checkpoint } from '../../apps/verifier/src/tree.ts'
import { examplePeople } from '@sotevarmenne/sandbox/registers/people'
import { otlpReceiver } from '@sotevarmenne/tests/network/otlp-receiver'
import { noServer, openOnServer } from '@sotevarmenne/tests/database/postgres'
import { noSystemCallFilter } from '@sotevarmenne/tests/unit/system-call-filter'
import { readerHands } from './reader-hands.ts'
import { relyingPartyHands } from './relying-party-hands.ts'
import {
  pins,
  responses,
  startSeparateProcesses,
  type SeparateProcesses,
} from './separate-processes.ts'
import { serviceHands } from './service-hands.ts'
import { scenarioSteps } from './steps.ts'

const missing = noServer() ?? noSystemCallFilter()
const skip = missing !== undefined && process.env['CI'] !== 'true' ? missing : false

describe('the service in five processes on a PostgreSQL server', { skip }, () => {
  let database: Awaited<ReturnType<typeof openOnServer>>
  let processes: SeparateProcesses
  let collector: Awaited<ReturnType<typeof otlpReceiver>>

  before(async () => {
    database = await openOnServer()
    collector = await otlpReceiver()
    processes = await startSeparateProcesses({ urlOf: database.urlAs, otlpUrl: collector.url })
  })
  after(async () => {
    await processes.close()
    await database.close()
    await collector.close()
  })

  it('is set up by two persons, produces a card, and responds about its status while the pages are down', async (test) => {
    const { environment, cli, stop, until } = processes
    const { data } = environment
    await test.test('the group may open the signer socket, and nobody else', async () => {
      const { mode } = await stat(path.join(data, 'run/issuing/signer.sock'))
      assert.equal(mode & 0o777, 0o660)
      assert.equal((await stat(path.join(data, 'keys'))).mode & 0o777, 0o700)
      assert.equal(existsSync(path.join(data, 'db')), false, 'no embedded database was made')
    })

    await test.test('the owner of the tables migrates them', async () => {
      const settings = { SOTEVARMENNE_DATABASE_URL: database.url }
      const { code, output } = await cli(['migrate'], { settings })
      assert.equal(code, 0, output)
      const refused = await cli(['migrate'])
      assert.equal(refused.code, 1, refused.output)
    })

    let begun = ''
    await test.test(
      'the first registrar and case officer are created on the command line',
      async () => {
        const { code, output } = await processes.bootstrap()
        assert.equal(code, 0, output)
        begun = output
      },
    )

    await test.test('a service begins once', async () => {
      const { code, output } = await processes.bootstrap()
      assert.equal(code, 1, output)
      assert.doesNotMatch(output, /activation code/)
    })

    const reader = readerHands(environment)
    let serial = ''
    await test.test('both activate their cards with the codes of the terminal', async () => {
      const [, caseOfficers] = await processes.activateCards(begun)
      serial = caseOfficers?.serial ?? ''
    })

    const steps = scenarioSteps(environment, pins)
    for (const { name, action } of [
      ...steps.slice(0, 4),
      ...steps.filter((step) => step.name === 'OCSP and the list say good'),
    ])
      await test.test(name, action)

    await test.test(
      'a lost card is revoked, on the CRL too, and the session that it began ends',
      async () => {
        const relyingParty = relyingPartyHands(environment)
        const registrar = serviceHands(environment, reader)
        await registrar.signInWith(pins.pin1)
        const { cards } = await registrar.request(viewOwnCards, {})
        const [card] = cards
        const [certificate] = card?.certificates ?? []
        assert.ok(card && certificate)
        await registrar.request(reportOwnCardLost, { cardId: card.cardId, reason: 'lost' })
        await until(
          'OCSP says revoked',
          async () => (await relyingParty.ocsp(certificate.serial)) === 'revoked',
        )
        await until('it is on the CRL', () => relyingParty.isOnCrl(certificate.serial))
        await until('jobs ends the session', async () => {
          const { session } = await registrar.request(viewSession, {})
          return session === undefined
        })
      },
    )

    await test.test(
      'anybody gets the signed checkpoint of the audit log, and can check it',
      async () => {
        const key = readKey(await readFile(path.join(data, 'ca/checkpoint.spki')))
        const response = await fetch(`${environment.portal}/api/v1/audit-log/checkpoints?limit=1`)
        const [head] = ((await response.json()) as { checkpoints: Checkpoint[] }).checkpoints
        assert.ok(head && head.size > 10 && isSigned(head, key))
      },
    )

    await test.test('everybody is told when jobs are down, and when they are back', async () => {
      const page = async (path: string) => (await fetch(`${environment.portal}${path}`)).text()
      const rowOfWork = async (language: string, name: string) =>
        new RegExp(`<th scope="row">${name}</th>\\s*<td>([^<]+)</td>`).exec(
          await page(`/${language}/service-status`),
        )?.[1]
      const state = () => rowOfWork('en', 'Letters, notices and other work')
      await until('the work of jobs shows', async () => (await state()) === 'Works')

      assert.equal(await stop('jobs'), 0)
      // Their daily jobs are due, as if twenty minutes had passed.
      await database.db.write(async (tx) => {
        await sql`update platform.outbox set due_at = now() - interval '20 minutes' where done_at is null`.execute(
          tx,
        )
        return ok(undefined)
      })
      await until('it is told that work is late', async () => (await state()) === 'Late')
      assert.equal(await rowOfWork('fi', 'Kirjeet, viestit ja muut työt'), 'Myöhässä')
      assert.match(await page('/sv/service-status'), /En del av tjänsten är försenad/)
      assert.ok(await responses(`${environment.portal}/fi/incidents.atom`))

      processes.startJobs()
      await until('the work is done', async () => (await state()) === 'Works')
    })

    await test.test('client-certificate sign-in is a process of its own', async () => {
      const began = await fetch(`${environment.portal}/api/v1/sign-in/client-certificate`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: environment.portal },
        body: '{}',
      })
      const { address } = (await began.json()) as { readonly address: string }
      assert.equal(new URL(address).port, String(processes.ports.TLS_SIGN_IN))
      const location = await new Promise<string | undefined>((answered, failed) => {
        get(address, { rejectUnauthorized: false }, (response) => {
          response.resume()
          answered(response.headers.location)
        }).on('error', failed)
      })
      assert.match(location ?? '', /\/sign-in\/card\?code=[\w-]{43}$/)
    })

    await test.test('the OCSP process answers while web is down', async () => {
      assert.equal(await stop('web'), 0)
      assert.equal(await responses(`${environment.portal}/health/ready`), false)
      assert.equal(await relyingPartyHands(environment).ocsp(serial), 'good')
    })

    await test.test('the doctor finds what this installation lacks, and nothing else', async () => {
      const { code, output } = await cli(['doctor'])
      const notFine = output.split('\n').filter((line) => /^(warning|fault)/.test(line))
      assert.equal(notFine.length, 2, output)
      assert.match(notFine[0] ?? '', /^warning {2}backup +no write-ahead log is archived/)
      assert.match(notFine[1] ?? '', /^fault {4}audit log +no checkpoint leaves the service/)
      assert.equal(code, 1)
    })

    await test.test('the audit log is intact', async () => {
      const { code, output } = await cli(['audit', 'verify'])
      assert.equal(code, 0, output)
      assert.match(output, /The audit log is intact: [1-9]\d* entries, [1-9]\d* checkpoints/)
    })

    await test.test('the database refused none of them anything', () => {
      assert.doesNotMatch(processes.printed(), /permission denied|row-level security/)
    })

    await test.test(
      'every line of their logs has the documented members, and names nobody (R664)',
      () => {
        const lines = processes.printed().match(/(?<=^|: )\{"level":.*$/gm) ?? []
        assert.ok(lines.length > 100)
        const of = new Set(lines.map((line) => logLine.parse(JSON.parse(line)).process))
        assert.deepEqual([...of].sort(), ['jobs', 'ocsp', 'tls-sign-in', 'web'])
        const text = lines.join('\n')
        assert.doesNotMatch(text, /(?<![\da-f])\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]/)
        for (const { identityCode, inPopulation } of examplePeople)
          for (const personal of [
            identityCode,
            inPopulation?.surname,
            inPopulation?.address.street,
          ])
            assert.ok(personal === undefined || !text.includes(personal), personal)
      },
    )

    await test.test(
      'one trace goes from a request to its jobs, the signer and other systems (R665)',
      async () => {
        assert.deepEqual(collector.refused, [])
        const traces = Map.groupBy(collector.spans, ({ traceId }) => traceId)
        const reachesAll = [...traces.values()].some((spans) => {
          const has = (service: string, name: RegExp) =>
            spans.some((span) => span.service === service && name.test(span.name))
          return (
            has('sotevarmenne-web', /^POST \/api\/v1\//) &&
            has('sotevarmenne-jobs', /^signer \/certificates$/) &&
            has('sotevarmenne-jobs', /^(GET|POST|PUT) localhost:\d+$/)
          )
        })
        const names = new Set(collector.spans.map(({ service, name }) => `${service} ${name}`))
        assert.ok(reachesAll, [...names].join('\n'))
      },
    )

    await test.test('every process ends when it is asked to', async () => {
      for (const name of ['reader', 'ocsp', 'tls-sign-in', 'jobs', 'sandbox', 'signer'])
        assert.equal(await stop(name), 0, name)
    })
  })
})
