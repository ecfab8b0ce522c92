import { useSearchParams } from 'react-router'
import { Dropdown, DropdownItem } from 'suomifi-ui-components'

/** What a list shows, in the address, so that the user can return to the list. */
export function useShow<Show extends string>(shows: readonly Show[], byDefault: Show) {
  const [query, setQuery] = useSearchParams()
  const show = shows.find((one) => one === query.get('show')) ?? byDefault
  const choose = (chosen: string): void => {
    setQuery(chosen === byDefault ? {} : { show: chosen }, { replace: true })
  }
  return { show, choose }
}

export const ShowChoice = <Show extends string>({
  label,
  shows,
  show,
  textOf,
  onChoose,
  mb,
}: {
  label: string
  shows: readonly Show[]
  show: Show
  textOf: (show: Show) => string
  onChoose: (chosen: string) => void
  /** Where nothing else stands beside it. */
  mb?: 'm'
}) => (
  <Dropdown labelText={label} value={show} onChange={onChoose} {...(mb && { mb })}>
    {shows.map((value) => (
      <DropdownItem key={value} value={value}>
        {textOf(value)}
      </DropdownItem>
    ))}
  </Dropdown>
)
