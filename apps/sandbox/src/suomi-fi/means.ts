import type { Text } from '@sotevarmenne/pages/languages'

/** Traficom's names of the levels of assurance; the weak one is ours. */
export const levels = {
  substantial: 'http://ftn.ficora.fi/2017/loa2',
  high: 'http://ftn.ficora.fi/2017/loa3',
  weak: 'urn:example:weak',
} as const

export type Means = {
  /** The value of `amr`. */
  readonly name: string
  readonly level: keyof typeof levels
  readonly text: Text
}

/** What a person may choose from. The last one is always refused. */
export const allMeans: readonly Means[] = [
  {
    name: 'bank',
    level: 'substantial',
    text: { fi: 'Pankkitunnus', sv: 'Bankkoder', en: 'Bank identification' },
  },
  {
    name: 'mobile',
    level: 'substantial',
    text: { fi: 'Mobiilivarmenne', sv: 'Mobilcertifikat', en: 'Mobile certificate' },
  },
  {
    name: 'identity-card',
    level: 'high',
    text: {
      fi: 'Henkilökortin varmenne',
      sv: 'Identitetskortets certifikat',
      en: 'Identity card',
    },
  },
  {
    name: 'email',
    level: 'weak',
    text: {
      fi: 'Sähköpostiin lähetetty koodi (liian heikko)',
      sv: 'Kod i e-post (för svag)',
      en: 'A code sent by e-mail (too weak)',
    },
  },
]
