import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { noteServiceTime, serviceNow } from './service-clock.ts'

describe('the clock of the pages', () => {
  const note = (date?: string): void => {
    noteServiceTime({ headers: new Headers(date === undefined ? {} : { date }) })
  }

  it('is that of the service, whatever the browser’s clock says', () => {
    note('Wed, 25 Nov 2026 22:30:00 GMT')
    assert.ok(Math.abs(serviceNow() - Date.UTC(2026, 10, 25, 22, 30)) < 1000)
  })

  it('stays where it was after a response without a time', () => {
    note('Wed, 25 Nov 2026 22:30:00 GMT')
    note()
    note('soon')
    assert.ok(Math.abs(serviceNow() - Date.UTC(2026, 10, 25, 22, 30)) < 1000)
  })
})
