import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, it } from 'node:test'
import { makeRunFolder } from './run-folder.mjs'

describe('the folder for temporary files of a run', () => {
  let places
  beforeEach(async () => {
    const at = await mkdtemp(path.join(tmpdir(), 'places-'))
    places = { at, memory: path.join(at, 'memory'), disk: path.join(at, 'disk') }
    for (const place of [places.memory, places.disk]) await mkdir(place)
  })
  afterEach(() => rm(places.at, { recursive: true }))

  it('lies in memory where there is room', () => {
    assert.equal(path.dirname(makeRunFolder({ ...places, needed: 1 })), places.memory)
  })

  it('lies on the disk where memory is short or no part of the file system', async () => {
    const { memory, disk } = places
    assert.equal(path.dirname(makeRunFolder({ ...places, needed: 2 ** 60 })), disk)
    await rm(path.join(disk, `sotevarmenne-run-${process.pid}`), { recursive: true })
    await rm(memory, { recursive: true })
    assert.equal(path.dirname(makeRunFolder({ ...places, needed: 1 })), disk)
  })

  it('of a killed run is removed by the next one, and of a running one is not', async () => {
    const left = path.join(places.memory, 'sotevarmenne-run-99999999')
    const running = path.join(places.memory, `sotevarmenne-run-${process.ppid}`)
    const others = path.join(places.disk, 'of-others')
    for (const folder of [left, running, others]) await mkdir(folder)
    makeRunFolder({ ...places, needed: 1 })
    assert.deepEqual(
      [left, running, others].map((folder) => existsSync(folder)),
      [false, true, true],
    )
  })
})
