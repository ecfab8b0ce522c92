import type { pointFacts } from '@sotevarmenne/api/points'
import type { z } from 'zod'
import { addressLine } from '../forms/address-line.ts'
import { writePeriods } from '../forms/hours-text.ts'
import { useDates } from '../texts/dates.ts'
import { useTexts } from '../texts/index.ts'
import { officeTexts } from './texts.ts'
import { wordTexts } from '../texts/words.ts'
import { usePointServices } from '../points/point-services.ts'

export type PointFactsEntered = z.output<typeof pointFacts>

/** A fact of a point in the page's language: its name and its text, in lines where it has several parts. */
export type FactText = readonly [name: string, text: string]

/** Every fact of a point in words, in the order of entry; an unknown fact has no text. */
export function usePointTexts(): (facts: PointFactsEntered) => readonly FactText[] {
  const t = useTexts(officeTexts)
  const words = useTexts(wordTexts)
  const { nameOf } = usePointServices()
  const { day, weekday, timeOfDay } = useDates()
  const list = (all: readonly string[]): string => all.join(', ')
  return ({ name, address, details }) => {
    const always: readonly FactText[] = [
      [t('name'), name],
      [t('address'), addressLine(address)],
    ]
    if (details === undefined) return always
    const hoursOf = (periods: Parameters<typeof writePeriods>[0]): string =>
      periods.length === 0 ? t('closed') : writePeriods(periods, timeOfDay)
    const texts: readonly (readonly [string, string | undefined])[] = [
      ...always,
      [t('directions'), details.directions],
      [t('phone'), details.phone],
      [t('county'), words(`county.${details.county}`)],
      [t('pointOperator'), details.pointOperator],
      [t('pointOperatorBusinessId'), details.pointOperatorBusinessId],
      [t('publicDuty'), t(details.hasPublicDuty ? 'hasPublicDuty' : 'ownOnly')],
      [t('services'), list(details.services.map(nameOf))],
      [t('languages'), list(details.languages.map((one) => words(`spokenLanguage.${one}`)))],
      [
        t('accessibility'),
        list(details.accessibility.map((one) => words(`accessibility.${one}`))) || undefined,
      ],
      [
        t('hours'),
        details.openingHours
          .toSorted((one, other) => one.weekday - other.weekday)
          .map((one) => `${weekday(one.weekday)} ${hoursOf(one.periods)}`)
          .join('\n') || t('closed'),
      ],
      [
        t('exceptions'),
        details.exceptions
          .map(
            ({ date, periods, reason }) =>
              `${day(date)} ${hoursOf(periods)}${reason === undefined ? '' : `, ${reason}`}`,
          )
          .join('\n') || undefined,
      ],
      [t('desks'), String(details.desks)],
      [t('slotMinutes'), String(details.slotMinutes)],
      [t('lastDay'), details.lastDay === undefined ? undefined : day(details.lastDay)],
    ]
    return texts.flatMap(([fact, text]) => (text === undefined ? [] : [[fact, text] as const]))
  }
}

export type ChangedFact = {
  readonly name: string
  /** Absent when there was nothing before. */
  readonly before?: string
  /** Absent when it was removed. */
  readonly after?: string
}

/** What one entry of facts changed, in their words. */
export function changedFacts(
  before: readonly FactText[],
  after: readonly FactText[],
): readonly ChangedFact[] {
  const were = new Map(before)
  const are = new Map(after)
  const names = new Set([...were.keys(), ...are.keys()])
  return [...names].flatMap((name) => {
    const [was, is] = [were.get(name), are.get(name)]
    if (was === is) return []
    return [
      {
        name,
        ...(was === undefined ? {} : { before: inOneLine(was) }),
        ...(is === undefined ? {} : { after: inOneLine(is) }),
      },
    ]
  })
}

const inOneLine = (text: string): string => text.replaceAll('\n', ' · ')
