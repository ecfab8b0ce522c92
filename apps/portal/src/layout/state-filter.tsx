import { useSearchParams } from 'react-router'
import { Dropdown, DropdownItem } from 'suomifi-ui-components'
import { deskTexts } from '../desk/texts.ts'
import { useTexts } from '../texts/index.ts'

/** A filter by state in the address, so that the user can return to the list. */
export function useStateFilter<State extends string>(states: readonly State[]) {
  const [query, setQuery] = useSearchParams()
  const state = states.find((one) => one === query.get('state'))
  const choose = (chosen: string): void => {
    setQuery(chosen === 'all' ? {} : { state: chosen }, { replace: true })
  }
  return { state, choose }
}

export function StateFilter({
  state,
  choices,
  onChoose,
}: {
  state: string | undefined
  choices: readonly { readonly value: string; readonly label: string }[]
  onChoose: (state: string) => void
}) {
  const t = useTexts(deskTexts)
  return (
    <Dropdown labelText={t('stateFilter')} value={state ?? 'all'} onChange={onChoose}>
      {[{ value: 'all', label: t('allStates') }, ...choices].map(({ value, label }) => (
        <DropdownItem key={value} value={value}>
          {label}
        </DropdownItem>
      ))}
    </Dropdown>
  )
}
