import { testAtMoments } from '@sotevarmenne/tests/time/any-day'

testAtMoments('every suite that reads a clock, whole environments included', () => true)
