import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { localDate } from './local-date.ts'
import { addWorkingDays, isPublicHoliday, isWorkingDay } from './working-days.ts'

describe('Finnish working days', () => {
  it('exclude the holidays of 2026', () => {
    const holidays = [
      '2026-01-01', '2026-01-06', '2026-04-03', '2026-04-06', '2026-05-01', '2026-05-14',
      '2026-06-19', '2026-12-24', '2026-12-25',
    ] // prettier-ignore
    for (const holiday of holidays) assert.equal(isWorkingDay(localDate(holiday)), false, holiday)
  })

  it('use the right Easter in the years where the full moon rule is corrected', () => {
    assert.equal(isWorkingDay(localDate('2049-04-19')), false)
    assert.equal(isWorkingDay(localDate('2076-04-20')), false)
    assert.equal(isWorkingDay(localDate('2027-03-29')), false)
  })

  it('put the fourth working day after a Tuesday beyond the weekend', () => {
    assert.equal(addWorkingDays(localDate('2026-11-24'), 4), '2026-11-30')
  })

  it('skip Christmas in the delivery time of a letter in December', () => {
    assert.equal(addWorkingDays(localDate('2026-12-22'), 4), '2026-12-30')
  })

  it('do not include public holidays, which may fall on Saturdays and Sundays too', () => {
    const holidays = ['2026-06-20', '2026-10-31', '2026-04-05', '2026-05-24', '2026-12-26']
    for (const holiday of holidays) assert.equal(isPublicHoliday(localDate(holiday)), true, holiday)
    for (const defaults of ['2026-06-13', '2026-11-07', '2026-04-12', '2026-12-27'])
      assert.equal(isPublicHoliday(localDate(defaults)), false, defaults)
  })
})
