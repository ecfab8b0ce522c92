/** The fixed time of the test environment, on any day a test runs: its browsers start at it too. */
export const fakeNow = '2026-11-26T10:15:00.000Z'

/** The fixed time, some milliseconds later. */
export const fakeNowPlus = (milliseconds: number): string =>
  new Date(Date.parse(fakeNow) + milliseconds).toISOString()
