/** Everything that a virtual card remembers without power. */
export type CardState = {
  readonly version: 1
  readonly chipSerial: string
  readonly changeCounter: number
  readonly lifeCycle: 'creation' | 'activated'
}
