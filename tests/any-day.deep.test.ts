import { testAtMoments } from '@sotevarmenne/tests/time/any-day'

// Whole environments of several processes run at their moments in the long form.
testAtMoments(
  'a suite that reads a clock',
  (file) => !file.startsWith('tests/') || file === 'tests/e2e/office-pages.test.ts',
)
