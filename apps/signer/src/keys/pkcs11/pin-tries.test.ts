import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { pinTriesOf } from './pin-tries.ts'

describe('the PIN tries of an HSM', () => {
  let folder: string
  beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'pin-tries-'))))
  afterEach(() => rm(folder, { recursive: true }))

  const fresh = { isCountLow: false, isAtEnd: false }
  const tries = (name = 'TEST CA') => pinTriesOf({ folder, name })

  it('stop after the first wrong PIN, also after a restart, until a person removes the file', async () => {
    assert.equal(await tries().begin(fresh), undefined)
    await tries().refused('CKR_PIN_INCORRECT')

    assert.equal((await tries().begin(fresh))?.kind, 'pin-refused')
    assert.equal(await tries('another token').begin(fresh), undefined)

    for (const file of await readdir(folder)) await rm(join(folder, file))
    assert.equal(await tries().begin(fresh), undefined)
  })

  it('continue after a right PIN', async () => {
    for (let nr = 0; nr < 10; nr += 1) {
      assert.equal(await tries().begin(fresh), undefined)
      await tries().succeeded()
    }
  })

  it('stop after two tries without a response', async () => {
    assert.equal(await tries().begin(fresh), undefined)
    assert.equal(await tries().begin(fresh), undefined)
    assert.match((await tries().begin(fresh))?.detail ?? '', /had no answer/)
  })

  it('stop when the HSM reports that the try without a response was wrong', async () => {
    assert.equal(await tries().begin(fresh), undefined)
    assert.match((await tries().begin({ ...fresh, isCountLow: true }))?.detail ?? '', /wrong one/)
  })

  it('do not begin when the next wrong PIN would lock the token', async () => {
    assert.equal((await tries().begin({ ...fresh, isAtEnd: true }))?.kind, 'pin-refused')
  })

  it('do not begin while their file is malformed', async () => {
    await tries().refused('CKR_PIN_INCORRECT')
    const [file = ''] = await readdir(folder)
    await writeFile(join(folder, file), 'nonsense')
    assert.equal((await tries().begin(fresh))?.kind, 'pin-refused')
  })
})
