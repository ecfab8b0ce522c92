import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { tlsCertificate } from '../signing-api/tls-certificate.ts'
import { browserTrust, type BrowserTrust } from './trust-browsers.ts'

const isMissing = !existsSync('/usr/bin/certutil') && process.env['CI'] !== 'true'
const start = Date.parse('2026-11-24T12:00:00Z')

describe("the trust of a user's browsers", { skip: isMissing && 'no libnss3-tools' }, () => {
  let home: string
  let folder: string
  let trust: BrowserTrust

  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'browsers-'))
    folder = path.join(home, 'reader')
    for (const profile of firefox) await makeProfile(path.join(home, '.mozilla/firefox', profile))
    await tlsCertificate(folder, () => start)
    trust = browserTrust({
      folder,
      home,
      reportFault: (fault) => {
        throw fault
      },
    })
  })
  afterEach(() => rm(home, { recursive: true }))

  const trusted = async () => (await trust.see()).filter(({ isTrusted }) => isTrusted).length

  it('is given in Chromium and each profile of Firefox, for web servers only, and removed completely', async () => {
    assert.equal(await trusted(), 0)
    assert.ok((await trust.give()).ok)
    assert.deepEqual(
      (await trust.see()).map(({ browser, isTrusted }) => [browser, isTrusted]),
      [
        ['chromium', true],
        ['firefox', true],
        ['firefox', true],
      ],
    )
    assert.match(casIn(path.join(home, '.pki/nssdb')), /sotevarmenne card reader +C,,/)
    assert.ok((await trust.takeBack()).ok)
    assert.equal(await trusted(), 0)
    assert.doesNotMatch(casIn(path.join(home, '.pki/nssdb')), /sotevarmenne/)
  })

  it('is given in a new profile at the next start, where the user has agreed and nowhere else', async () => {
    await trust.renew()
    assert.equal(await trusted(), 0)
    assert.ok((await trust.give()).ok)
    await makeProfile(path.join(home, '.mozilla/firefox/new.default'))
    await trust.renew()
    assert.equal(await trusted(), 4)
  })

  it('follows a renewed certificate, and nothing of the earlier one remains', async () => {
    assert.ok((await trust.give()).ok)
    const store = path.join(home, '.pki/nssdb')
    const first = certificatesIn(store)
    await tlsCertificate(folder, () => start + 800 * 86_400_000)
    await trust.renew()
    const second = certificatesIn(store)
    assert.notEqual(second, first)
    assert.equal(second.match(/BEGIN/g)?.length, 1)
  })
})

const firefox = ['one.default', 'two.default-release']

async function makeProfile(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  execFileSync('certutil', ['-d', `sql:${folder}`, '-N', '--empty-password'])
}

const casIn = (store: string): string =>
  execFileSync('certutil', ['-d', `sql:${store}`, '-L'], { encoding: 'utf8' })

const certificatesIn = (store: string): string =>
  execFileSync('certutil', ['-d', `sql:${store}`, '-L', '-a', '-n', 'sotevarmenne card reader'], {
    encoding: 'utf8',
  })
