import { settings, type SettingKey, type SettingUnit } from './settings.ts'
import type { ThreeLanguages } from './values.ts'

/** The unit behind the number one, and behind any other. */
const units = {
  minutes: {
    one: { fi: 'minuutti', sv: 'minut', en: 'minute' },
    other: { fi: 'minuuttia', sv: 'minuter', en: 'minutes' },
  },
  hours: {
    one: { fi: 'tunti', sv: 'timme', en: 'hour' },
    other: { fi: 'tuntia', sv: 'timmar', en: 'hours' },
  },
  days: {
    one: { fi: 'päivä', sv: 'dag', en: 'day' },
    other: { fi: 'päivää', sv: 'dagar', en: 'days' },
  },
  'days-before': {
    one: { fi: 'päivä', sv: 'dag', en: 'day' },
    other: { fi: 'päivää', sv: 'dagar', en: 'days' },
  },
  'working-days': {
    one: { fi: 'arkipäivä', sv: 'vardag', en: 'working day' },
    other: { fi: 'arkipäivää', sv: 'vardagar', en: 'working days' },
  },
  months: {
    one: { fi: 'kuukausi', sv: 'månad', en: 'month' },
    other: { fi: 'kuukautta', sv: 'månader', en: 'months' },
  },
  years: {
    one: { fi: 'vuosi', sv: 'år', en: 'year' },
    other: { fi: 'vuotta', sv: 'år', en: 'years' },
  },
  digits: {
    one: { fi: 'numero', sv: 'siffra', en: 'digit' },
    other: { fi: 'numeroa', sv: 'siffror', en: 'digits' },
  },
  pixels: {
    one: { fi: 'kuvapiste', sv: 'bildpunkt', en: 'pixel' },
    other: { fi: 'kuvapistettä', sv: 'bildpunkter', en: 'pixels' },
  },
  people: {
    one: { fi: 'henkilö', sv: 'person', en: 'person' },
    other: { fi: 'henkilöä', sv: 'personer', en: 'people' },
  },
  'on-off': {
    one: { fi: 'käytössä', sv: 'på', en: 'on' },
    other: { fi: 'ei käytössä', sv: 'av', en: 'off' },
  },
  tries: {
    one: { fi: 'yritys', sv: 'försök', en: 'attempt' },
    other: { fi: 'yritystä', sv: 'försök', en: 'attempts' },
  },
} as const satisfies {
  readonly [Unit in SettingUnit]: { readonly one: ThreeLanguages; readonly other: ThreeLanguages }
}

/** The numbers of a setting with their unit: “1 day”, “90, 60 and 30 days”. */
export function settingText(
  key: SettingKey,
  numbers: readonly number[],
  language: keyof ThreeLanguages,
): string {
  const { one, other } = units[settings[key].unit]
  const unit = numbers.length === 1 && numbers[0] === 1 ? one : other
  if (isSwitch(key)) return unit[language]
  const listed = new Intl.ListFormat(language === 'en' ? 'en-GB' : language).format(
    numbers.map(String),
  )
  return `${listed} ${unit[language]}`
}

/** Whether it has two values and no limits: 1 is on, 0 is off. */
export const isSwitch = (key: SettingKey): boolean => settings[key].unit === 'on-off'

/** From the lowest to the highest number that case officers may choose. */
export function settingLimits(key: SettingKey, language: keyof ThreeLanguages): string {
  const { min, max, unit } = settings[key]
  return `${String(min)}–${String(max)} ${units[unit].other[language]}`
}
