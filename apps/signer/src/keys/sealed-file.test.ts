import assert from 'node:assert/strict'
import { mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { readSealedFile, writeSealedFile } from './sealed-file.ts'

describe('a sealed file', () => {
  let folder: string
  before(async () => void (folder = await mkdtemp(join(tmpdir(), 'sealed-'))))
  after(() => rm(folder, { recursive: true }))

  const secret = Buffer.from('the secret of the key')
  const seal = { passphrase: 'correct horse', purpose: 'key of root-g1-ecc', workFactor: 10 }

  it('opens with the passphrase, and is unreadable without it', async () => {
    const path = join(folder, 'one')
    await writeSealedFile(path, secret, seal)
    assert.deepEqual(await readSealedFile(path, seal), { ok: true, value: new Uint8Array(secret) })
    assert.equal((await stat(path)).mode & 0o777, 0o600)
    assert.ok(!(await readFile(path)).includes(secret.toString('base64').slice(0, 20)))
  })

  it('refuses a wrong passphrase, another purpose and a changed file', async () => {
    const path = join(folder, 'two')
    await writeSealedFile(path, secret, seal)
    const refused = { ok: false, refusal: { kind: 'wrong-passphrase-or-damaged' } }
    assert.deepEqual(await readSealedFile(path, { ...seal, passphrase: 'x' }), refused)
    await rename(path, `${path}-other`)
    assert.deepEqual(
      await readSealedFile(`${path}-other`, { ...seal, purpose: 'key of professional-g1-ecc' }),
      refused,
    )
    const text = await readFile(`${path}-other`, 'utf8')
    await writeFile(
      path,
      text.replace(/"sealed": "(.)/, (_, first) => `"sealed": "${first === 'A' ? 'B' : 'A'}`),
    )
    assert.deepEqual(await readSealedFile(path, seal), refused)
    await writeFile(path, '{}')
    assert.deepEqual(await readSealedFile(path, seal), {
      ok: false,
      refusal: { kind: 'not-a-sealed-file' },
    })
  })
})
