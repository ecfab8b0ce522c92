import { testDoubleClicks } from '@sotevarmenne/tests/browser/double-clicks'

testDoubleClicks()
