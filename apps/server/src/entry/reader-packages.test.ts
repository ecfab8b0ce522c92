import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { downloadsShown } from './reader-versions.ts'
import { readerPackages } from './reader-packages.ts'

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('packages of the card reader software for download', () => {
  let folder: string
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text)
  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'packages-'))
    await write('sotevarmenne-reader_0.9.0_amd64.deb', 'older')
    await write('sotevarmenne-reader_0.10.0_amd64.deb', 'newer')
    await write('sotevarmenne-reader_0.10.0_x64.msi', 'for Windows')
    await write('reader-notice.json', '{}')
    await write('notice-key.pem', 'a private key')
  })
  after(() => rm(folder, { recursive: true }))

  it('are those of the folder with their digests, the newest first, and nothing else of it', async () => {
    assert.deepEqual(await readerPackages(folder)(), [
      { name: 'sotevarmenne-reader_0.10.0_x64.msi', bytes: 11, sha256: digestOf('for Windows') },
      { name: 'sotevarmenne-reader_0.10.0_amd64.deb', bytes: 5, sha256: digestOf('newer') },
      { name: 'sotevarmenne-reader_0.9.0_amd64.deb', bytes: 5, sha256: digestOf('older') },
    ])
  })

  it('have the digest of what a replaced file contains', async () => {
    const packages = readerPackages(folder)
    await packages()
    await write('sotevarmenne-reader_0.10.0_amd64.deb', 'rebuilt')
    assert.equal((await packages())[1]?.sha256, digestOf('rebuilt'))
  })

  it('are none without a folder, which the page says', async () => {
    assert.deepEqual(await readerPackages(undefined)(), [])
    assert.deepEqual(await readerPackages(path.join(folder, 'missing'))(), [])
    const none = downloadsShown([], { language: 'en', publicUrl: 'https://service.example' })
    assert.match(none.markup, /contact-form/)
  })

  it('stand on the page with the commands that download, check and install them', () => {
    const { markup } = downloadsShown(
      [{ name: 'sotevarmenne-reader_0.10.0_amd64.deb', bytes: 32_300_000, sha256: 'ab12' }],
      { language: 'fi', publicUrl: 'https://service.example' },
    )
    assert.match(markup, /href="\/downloads\/sotevarmenne-reader_0\.10\.0_amd64\.deb"/)
    assert.match(markup, /32,3/)
    assert.match(
      markup,
      /curl -fsSO https:\/\/service\.example\/downloads\/sotevarmenne-reader_0\.10\.0_amd64\.deb/,
    )
    assert.match(
      markup,
      /echo &#34;ab12 {2}sotevarmenne-reader_0\.10\.0_amd64\.deb&#34; \| sha256sum -c/,
    )
    assert.doesNotMatch(markup, /msiexec/)
  })

  it('stand there with the commands for Windows where there is a package for it', () => {
    const { markup } = downloadsShown(
      [{ name: 'sotevarmenne-reader_0.10.0_x64.msi', bytes: 38_300_000, sha256: 'cd34' }],
      { language: 'sv', publicUrl: 'https://service.example' },
    )
    assert.match(
      markup,
      /\(Get-FileHash sotevarmenne-reader_0\.10\.0_x64\.msi\)\.Hash -eq &#39;cd34&#39;/,
    )
    assert.match(markup, /msiexec \/i sotevarmenne-reader_0\.10\.0_x64\.msi \/qn/)
    assert.match(markup, /HKLM\\Software\\Policies\\Sotevarmenne\\Reader \/v ServiceUrl/)
    assert.doesNotMatch(markup, /sha256sum/)
  })
})
