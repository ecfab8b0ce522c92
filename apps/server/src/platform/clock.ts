export { systemClock, worldClock, type Clock } from '@sotevarmenne/runtime/clock'
