import { useState, type ReactNode } from 'react'
import { Button, Checkbox } from 'suomifi-ui-components'
import { useTexts } from '../texts/index.ts'
import { chosenRowsTexts } from './chosen-rows-texts.ts'
import { Actions } from './surface.tsx'

/** Rows by their ids. */
export type ChosenRows<Row> = ReadonlyMap<string, Row>

/** The rows of a list that are chosen for an act on many; they stay chosen while the list shows others. */
export function useChosenRows<Row>(idOf: (row: Row) => string) {
  const [chosen, setChosen] = useState<ChosenRows<Row>>(new Map())
  return {
    chosen,
    isChosen: (row: Row): boolean => chosen.has(idOf(row)),
    choose: (rows: readonly Row[]): void => {
      setChosen(new Map(rows.map((row) => [idOf(row), row])))
    },
    tick: (row: Row, isTicked: boolean): void => {
      const next = new Map(chosen)
      if (isTicked) next.set(idOf(row), row)
      else next.delete(idOf(row))
      setChosen(next)
    },
  }
}

export function ChooseRow({
  name,
  isChosen,
  onTick,
}: {
  name: string
  isChosen: boolean
  onTick: (isTicked: boolean) => void
}) {
  const t = useTexts(chosenRowsTexts)
  return (
    <Checkbox
      checked={isChosen}
      aria-label={t('chooseOne', { name })}
      onClick={({ checkboxState }) => {
        onTick(checkboxState)
      }}
    >
      {t('choose')}
    </Checkbox>
  )
}

/** Above the list: all that are shown, no choice, and between them what else there is to choose. */
export function ChooseButtons({
  shown,
  isChoosing,
  onShown,
  onNone,
  children,
}: {
  /** How many can be chosen. */
  shown: number
  isChoosing: boolean
  onShown: () => void
  onNone: () => void
  children?: ReactNode
}) {
  const t = useTexts(chosenRowsTexts)
  if (shown === 0 && !isChoosing) return null
  return (
    <Actions>
      {shown === 0 ? null : (
        <Button variant="secondary" onClick={onShown}>
          {t('chooseShown', { count: shown })}
        </Button>
      )}
      {children}
      {isChoosing ? (
        <Button variant="secondary" onClick={onNone}>
          {t('chooseNone')}
        </Button>
      ) : null}
    </Actions>
  )
}
