export { systemClock, demoClock, type Clock } from '@sotevarmenne/runtime/clock'
