/** The moment at which the invented world stands, whatever the day of a test: its browsers begin there too. */
export const fakeNow = '2026-11-26T10:15:00.000Z'

/** The fake now, some milliseconds later. */
export const fakeNowPlus = (milliseconds: number): string =>
  new Date(Date.parse(fakeNow) + milliseconds).toISOString()
