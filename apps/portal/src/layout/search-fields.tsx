import { TextInput } from 'suomifi-ui-components'

/** The text fields of a search, with what is wrong in each; `id` is `<prefix>-<field>`. */
export function SearchFields<Field extends string>({
  prefix,
  fields,
  typed,
  faults,
  onTyped,
}: {
  prefix: string
  fields: readonly { readonly field: Field; readonly label: string }[]
  typed: Readonly<Record<Field, string>>
  /** In words. */
  faults: Readonly<Partial<Record<Field, string | undefined>>>
  onTyped: (field: Field, text: string) => void
}) {
  return fields.map(({ field, label }) => {
    const fault = faults[field]
    return (
      <TextInput
        key={field}
        id={`${prefix}-${field}`}
        labelText={label}
        value={typed[field]}
        autoComplete="off"
        spellCheck={false}
        statusTextAriaLiveMode="polite"
        onChange={(value) => {
          onTyped(field, String(value ?? ''))
        }}
        {...(fault === undefined ? {} : { status: 'error' as const, statusText: fault })}
      />
    )
  })
}

/** Focuses the first field in which something is wrong; returns whether there is one. */
export function focusFault(prefix: string, faults: object): boolean {
  const [first] = Object.keys(faults)
  if (first !== undefined) document.getElementById(`${prefix}-${first}`)?.focus()
  return first !== undefined
}
