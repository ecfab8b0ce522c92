import {
  accessibilityFeatures,
  cardEvents,
  cardProducts,
  cardStates,
  certificatePurposes,
  cancellationReasons,
  replacementReasons,
  counties,
  documentTypes,
  inquiryKinds,
  inquiryStates,
  languages,
  noticeTitles,
  orderStates,
  pointServices,
  registers,
  spareCancellationReasons,
  spokenLanguages,
  visitStates,
} from '@sotevarmenne/api/words'
import type { Text, Texts } from './text.ts'

/** The words that the portal shares with letters and documents, as one area: `cardState.inUse`, `language.fi`. */
export const wordTexts = {
  ...named('cardEvent', cardEvents),
  ...named('cardProduct', cardProducts),
  ...named('cardState', cardStates),
  ...named('certificatePurpose', certificatePurposes),
  ...named('cancellationReason', cancellationReasons),
  ...named('replacementReason', replacementReasons),
  ...named('documentType', documentTypes),
  ...named('inquiryKind', inquiryKinds),
  ...named('inquiryState', inquiryStates),
  ...named('language', languages),
  ...named('noticeTitle', noticeTitles),
  ...named('orderState', orderStates),
  ...named('register', registers),
  ...named('spareCancellationReason', spareCancellationReasons),
  ...named('county', counties),
  ...named('pointService', pointServices),
  ...named('spokenLanguage', spokenLanguages),
  ...named('accessibility', accessibilityFeatures),
  ...named('visitState', visitStates),
}

type Named<Group extends string, Members> = {
  readonly [Key in keyof Members & string as `${Group}.${Key}`]: Text
}

export function named<Group extends string, Members extends Texts>(
  group: Group,
  members: Members,
): Named<Group, Members> {
  const entries = Object.entries(members).map(([key, text]) => [`${group}.${key}`, text])
  return Object.fromEntries(entries) as Named<Group, Members>
}
