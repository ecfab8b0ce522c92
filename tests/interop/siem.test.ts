import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { inspect } from 'node:util'
import { anAudit, anAuditLog } from '../../apps/server/src/audit/testing.ts'
import { openTestDatabase } from '@sotevarmenne/tests/database/postgres'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { freePorts } from '@sotevarmenne/tests/network/free-ports'
import { localhostCertificate } from '@sotevarmenne/tests/network/localhost-certificate'
import { whyNot } from './acme-service.ts'

describe('rsyslog as the SIEM', { skip: whyNot('rsyslogd') }, () => {
  it('receives the audit log over TLS, each entry once, from where it stopped when it was away (R415)', async (test) => {
    const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-rsyslog-'))
    const database = await openTestDatabase()
    const { syslog } = await freePorts(['syslog'])
    const { certificate, key } = await localhostCertificate(folder)
    const received = path.join(folder, 'received.log')
    const configuration = path.join(folder, 'rsyslog.conf')
    await writeFile(
      configuration,
      `global(workDirectory="${folder}" maxMessageSize="64k" defaultNetstreamDriver="ossl"
  defaultNetstreamDriverCAFile="${certificate}" defaultNetstreamDriverCertFile="${certificate}" defaultNetstreamDriverKeyFile="${key}")
module(load="imtcp" workerThreads="1" streamDriver.name="ossl" streamDriver.mode="1" streamDriver.authMode="anon")
input(type="imtcp" port="${String(syslog)}" address="127.0.0.1")
template(name="parts" type="string" string="%syslogfacility%.%syslogseverity% %hostname% %app-name% %msgid% %structured-data% %msg%\\n")
action(type="omfile" file="${received}" template="parts" asyncWriting="off" flushOnTXEnd="on")
`,
    )
    const audit = anAudit(database.db, {
      siem: {
        hostName: 'service.example',
        permit: () => aPermit('audit.forwardAuditLog'),
        syslog: {
          host: 'localhost',
          port: syslog,
          tls: { ca: await readFile(certificate, 'utf8') },
        },
      },
    })
    const forward = () =>
      audit.schedules.find(({ name }) => name === 'audit log to the SIEM')?.run()
    let failedRuns = 0
    /** The receiver's TLS fails in rare cases; as in the service, the next run sends the entries then. */
    const forwardWithNextRun = async () => {
      try {
        await forward()
      } catch (fault) {
        test.diagnostic(`a run failed: ${inspect(fault)}`)
        failedRuns += 1
        await forward()
      }
    }
    const linesReceived = async () =>
      (await readFile(received, 'utf8').catch(() => '')).trimEnd().split('\n')
    const linesWhen = async (count: number) => {
      await until(`${String(count)} lines are received`, async () => {
        return (await linesReceived()).length >= count
      })
      return linesReceived()
    }
    let stop = await startRsyslog(folder, configuration, syslog)
    try {
      await anAuditLog(database.db, audit, { entries: 700, perCheckpoint: 500 })
      await forwardWithNextRun()
      const lines = await linesWhen(700)
      assert.match(
        lines[0] ?? '',
        /^13\.6 service\.example sotevarmenne CardViewed \[meta sequenceId="1"\] \{/,
      )

      await stop()
      await anAuditLog(database.db, audit, { entries: 20, perCheckpoint: 20 })
      await assert.rejects(async () => forward(), /audit entries were not forwarded/)
      stop = await startRsyslog(folder, configuration, syslog)
      await forwardWithNextRun()
      // With the entry about the forwarding itself.
      const all = (await linesWhen(721)).map((line) => sequenceOf(line))
      assert.deepEqual(
        failedRuns === 0 ? all : [...new Set(all)],
        Array.from({ length: 721 }, (_, nr) => nr),
      )
    } finally {
      await stop()
      await database.close()
      await rm(folder, { recursive: true })
    }
  })
})

const sequenceOf = (line: string): number =>
  (JSON.parse(line.slice(line.indexOf('{'))) as { metadata: { sequence: number } }).metadata
    .sequence

/** In the foreground; ready when it listens. */
async function startRsyslog(folder: string, configuration: string, port: number) {
  const pid = path.join(folder, 'rsyslog.pid')
  const program = spawn('rsyslogd', ['-n', '-f', configuration, '-i', pid], { stdio: 'inherit' })
  const ended = once(program, 'exit')
  const listening = async () => {
    const rows = (await readFile('/proc/net/tcp', 'utf8')).split('\n')
    const address = `0100007F:${port.toString(16).toUpperCase().padStart(4, '0')}`
    return rows.some((row) => row.includes(`: ${address} 00000000:0000 0A`))
  }
  await until('rsyslogd listens', () => {
    if (program.exitCode !== null) throw new Error('rsyslogd ended at its start')
    return listening()
  })
  return async () => {
    program.kill('SIGTERM')
    await ended
  }
}

/** A limit for a machine with much else to do. */
async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  for (const limit = Date.now() + 120_000; !(await isSo());) {
    if (Date.now() > limit) throw new Error(`in vain: ${what}`)
    await sleep(50)
  }
}
