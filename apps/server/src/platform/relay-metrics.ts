import { Counter, type Registry } from 'prom-client'

/** Commands of a process to cards elsewhere that the program beside the card has refused. */
export function addRelayMetrics(registry: Registry, commandsRefused: () => number): void {
  new Counter({
    name: 'sotevarmenne_relay_commands_refused_total',
    help: 'Commands to cards that the program beside the card has refused, since the start',
    registers: [registry],
    collect() {
      this.reset()
      this.inc(commandsRefused())
    },
  })
}
