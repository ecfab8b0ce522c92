import { useState, type ReactNode } from 'react'
import { ClosedChoice } from './closed-choice.tsx'

/**
 * A reason that a confirmation asks for. Nothing is chosen beforehand: who presses at once would state a
 * reason that nobody meant.
 */
export function useReason<Value extends string>({
  name,
  label,
  options,
  textOf,
  missing,
}: {
  name: string
  label: string
  options: readonly Value[]
  textOf: (option: Value) => string
  /** The error while nothing is chosen. */
  missing: string
}): {
  /** Throws while nothing is chosen. */
  readonly chosen: () => Value
  /** Whether one is chosen; if none is, the error is shown. */
  readonly check: () => boolean
  readonly clear: () => void
  readonly input: ReactNode
} {
  const [value, setValue] = useState<Value>()
  const [isTried, setIsTried] = useState(false)
  return {
    chosen: () => {
      if (value === undefined) throw new Error('no reason is chosen: the confirmation needs one')
      return value
    },
    check: () => {
      setIsTried(true)
      return value !== undefined
    },
    clear: () => {
      setIsTried(false)
      setValue(undefined)
    },
    input: (
      <ClosedChoice
        {...{ name, label, options, textOf, value }}
        onChange={setValue}
        missing={isTried && value === undefined ? missing : undefined}
      />
    ),
  }
}
