import { RadioButtonGroup } from 'suomifi-ui-components'
import { Radio } from './radio.tsx'

/** One of a closed list, by radio buttons; outside a form of the form library. */
export function ClosedChoice<Value extends string>({
  name,
  label,
  options,
  textOf,
  value,
  onChange,
  missing,
  idPrefix = name,
}: {
  name: string
  label: string
  options: readonly Value[]
  textOf: (option: Value) => string
  value: Value | undefined
  onChange: (chosen: Value | undefined) => void
  /** The error while nothing is chosen. */
  missing: string | undefined
  /** Of the ids of the buttons. */
  idPrefix?: string
}) {
  return (
    <RadioButtonGroup
      name={name}
      labelText={label}
      value={value ?? ''}
      onChange={(chosen) => {
        onChange(options.find((one) => one === chosen))
      }}
      mb="m"
      {...(missing === undefined ? {} : { groupStatus: 'error', groupStatusText: missing })}
    >
      {options.map((one) => (
        <Radio key={one} id={`${idPrefix}-${one}`} value={one}>
          {textOf(one)}
        </Radio>
      ))}
    </RadioButtonGroup>
  )
}
