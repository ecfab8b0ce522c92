import { useSearchParams } from 'react-router'
import { Dropdown, DropdownItem } from 'suomifi-ui-components'

/** What a list shows, in the address, so that the user can return to the list; and the field that chooses it. */
export function useShow<Show extends string>(
  shows: readonly Show[],
  byDefault: Show,
  { label, textOf }: { label: string; textOf: (show: Show) => string },
) {
  const [query, setQuery] = useSearchParams()
  const show = shows.find((one) => one === query.get('show')) ?? byDefault
  const choice = (
    <Dropdown
      labelText={label}
      value={show}
      onChange={(chosen) => {
        setQuery(chosen === byDefault ? {} : { show: chosen }, { replace: true })
      }}
    >
      {shows.map((value) => (
        <DropdownItem key={value} value={value}>
          {textOf(value)}
        </DropdownItem>
      ))}
    </Dropdown>
  )
  return { show, choice }
}
