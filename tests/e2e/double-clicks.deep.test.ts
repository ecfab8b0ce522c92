import { testDoubleClicks } from '@sotevarmenne/tests/browser/double-clicks'

testDoubleClicks((file) => /^sign-in-pages/.test(file))
