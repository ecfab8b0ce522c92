import { fourMoments, testAtMoments } from '@sotevarmenne/tests/time/any-day'

// Whole environments of several processes, and eight more moments, are in the long form.
testAtMoments(
  'a suite that reads a clock',
  (file) => !file.startsWith('tests/') || file === 'tests/e2e/own-paths.test.ts',
  fourMoments,
)
