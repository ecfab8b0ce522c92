import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { it } from 'node:test'
import { maintenanceSwitch } from './maintenance-switch.ts'

it('a node is in maintenance within a second of the file, and out of it within a second of its end (R661)', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'maintenance-'))
  const file = path.join(folder, 'maintenance')
  let now = 0
  const isOn = maintenanceSwitch(file, () => now)
  assert.equal(isOn(), false)
  await writeFile(file, '')
  now = 999
  assert.equal(isOn(), false)
  now = 1000
  assert.equal(isOn(), true)
  await rm(folder, { recursive: true })
  now = 2000
  assert.equal(isOn(), false)
})
