import assert from 'node:assert/strict'
import { it } from 'node:test'
import { readConfig } from './config.ts'

const needed = {
  STATION_SERVICE: 'https://service.example',
  STATION_CERTIFICATE_FILE: import.meta.filename,
  STATION_KEY_FILE: import.meta.filename,
  STATION_ROOT_FILE: import.meta.filename,
  STATION_READERS: 'virtual:2',
}
const threadsFor = (readers: string): number =>
  readConfig({ ...needed, STATION_READERS: readers }).threads

it('an unknown setting of the station, or of the service beside it, is refused by its name', () => {
  assert.throws(
    () => readConfig({ ...needed, STATION_READER: 'virtual:4' }),
    /unknown setting STATION_READER; did you mean STATION_READERS\?/,
  )
  assert.throws(
    () => readConfig({ ...needed, SOTEVARMENNE_DATE: '.data' }),
    /unknown setting SOTEVARMENNE_DATE; did you mean SOTEVARMENNE_DATA\?/,
  )
})

it('gives each PC/SC reader a thread to wait in, beside those of Node', () => {
  const names = Array.from({ length: 8 }, (_, number) => `Reader ${String(number)} 00 00`)
  assert.equal(threadsFor(names.join(';')), 12)
  assert.equal(threadsFor('Reader 00 00; '), 5)
  assert.equal(threadsFor('virtual:8'), 4)
})
