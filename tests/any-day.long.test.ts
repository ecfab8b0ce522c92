import { testAtMoments } from './support/any-day.ts'

testAtMoments('every suite that reads a clock, whole environments included', () => true)
