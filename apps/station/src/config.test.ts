import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readConfig } from './config.ts'

const threadsFor = (readers: string): number =>
  readConfig({
    STATION_SERVICE: 'https://service.example',
    STATION_CERTIFICATE_FILE: import.meta.filename,
    STATION_KEY_FILE: import.meta.filename,
    STATION_ROOT_FILE: import.meta.filename,
    STATION_READERS: readers,
  }).threads

it('gives each PC/SC reader a thread to wait in, beside those of Node', () => {
  const names = Array.from({ length: 8 }, (_, number) => `Reader ${String(number)} 00 00`)
  assert.equal(threadsFor(names.join(';')), 12)
  assert.equal(threadsFor('Reader 00 00; '), 5)
  assert.equal(threadsFor('virtual:8'), 4)
})
