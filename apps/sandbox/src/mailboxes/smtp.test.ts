import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { instant } from '@sotevarmenne/kernel/instant'
import { createTransport } from 'nodemailer'
import { createFaults } from '../environment/faults.ts'
import { openMails } from './mails.ts'
import { createSmtp } from './smtp.ts'

it('a mail bounces for each recipient that no longer exists, and for no other', async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), 'sotevarmenne-mails-'))
  t.after(() => rm(folder, { recursive: true }))
  const reports = path.join(folder, 'reports')
  const serve = async (into: string, bouncesPort?: number): Promise<number> => {
    const smtp = createSmtp({
      ...{ clock: { now: () => instant(0) }, faults: createFaults(), mails: await openMails(into) },
      ...(bouncesPort !== undefined && { bouncesPort }),
    })
    t.after(() => smtp.close())
    return (await smtp.listen(0)).port
  }
  const port = await serve(path.join(folder, 'mails'), await serve(reports))

  await createTransport({ host: 'localhost', port, secure: false }).sendMail({
    from: 'service@example.fi',
    to: ['one@gone.example', 'here@example.fi', 'two@gone.example'],
    subject: 'A certificate ends',
    text: 'In a month.',
  })
  const came = async () => (await readdir(reports)).filter((name) => name.endsWith('.eml'))
  for (let left = 500; left > 0 && (await came()).length < 2; left -= 1) await sleep(20)
  const recipients = (await came()).map(async (name) => {
    const report = await readFile(path.join(reports, name), 'utf8')
    return /^Final-Recipient: rfc822; (\S+)/m.exec(report)?.[1]
  })
  assert.deepEqual((await Promise.all(recipients)).toSorted(), [
    'one@gone.example',
    'two@gone.example',
  ])
})
