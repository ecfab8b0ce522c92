import { testDoubleClicks } from '@sotevarmenne/tests/browser/double-clicks'

testDoubleClicks((file) => /^(desk-card|sign-in)-pages/.test(file))
