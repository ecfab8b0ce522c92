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
const poolSizeOf = (readers: string): number =>
  readConfig({ ...needed, STATION_READERS: readers }).threads

it('an unknown setting of the station, or of the service beside it, is refused with its name', () => {
  assert.throws(
    () => readConfig({ ...needed, STATION_READER: 'virtual:4' }),
    /unknown setting STATION_READER; did you mean STATION_READERS\?/,
  )
  assert.throws(
    () => readConfig({ ...needed, SOTEVARMENNE_DATE: '.data' }),
    /unknown setting SOTEVARMENNE_DATE; did you mean SOTEVARMENNE_DATA\?/,
  )
})

it('the station gives each PC/SC reader a thread to wait in, besides those of Node', () => {
  const names = Array.from({ length: 8 }, (_, number) => `Reader ${String(number)} 00 00`)
  assert.equal(poolSizeOf(names.join(';')), 12)
  assert.equal(poolSizeOf('Reader 00 00; '), 5)
  assert.equal(poolSizeOf('virtual:8'), 4)
})
