import type { ConnectionFigures } from '@sotevarmenne/http1/connection-limiter'
import { Counter, Gauge, type Registry } from 'prom-client'

/** Connections of a process, over all its listeners. */
export function addConnectionMetrics(registry: Registry, figures: () => ConnectionFigures): void {
  const registers = [registry]
  new Gauge({
    name: 'sotevarmenne_connections_open',
    help: 'Open connections of all listeners of the process',
    registers,
    collect() {
      this.set(figures().open)
    },
  })
  const counter = (name: string, help: string, value: () => number): Counter =>
    new Counter({
      ...{ name: `sotevarmenne_connections_${name}_total`, help, registers },
      collect() {
        this.reset()
        this.inc(value())
      },
    })
  counter(
    'refused',
    'Connections refused because their client or the process had too many',
    () => figures().refused,
  )
  counter(
    'closed_for_room',
    'Connections closed because they sent nothing and the process was full',
    () => figures().closedForRoom,
  )
}
