import { showInstant } from '@sotevarmenne/pages/show'
import type { Text } from '#platform/texts.ts'
import type { OrganisationNoticeKind } from './contract.ts'
import { endings } from './mail-words.ts'
import type { OrganisationMail } from './ports.ts'

/** A mail's subject and text. It names the organisation, and nobody of it. */
export function organisationWordsOf(
  kind: OrganisationNoticeKind,
  { language, organisation, link, until }: Omit<OrganisationMail, 'to'>,
): { readonly subject: string; readonly text: string } {
  const { subject, body } = words[kind]
  return {
    subject: subject[language],
    text: [
      body[language].replace('{organisation}', organisation),
      ...(link === undefined ? [] : [`${forYou[language]}:\n${link}`]),
      ...(until === undefined
        ? []
        : [holdsUntil[language].replace('{until}', showInstant(until, language))]),
      endings.ofAddress[language],
    ].join('\n\n'),
  }
}

const words: {
  readonly [Kind in OrganisationNoticeKind]: { readonly subject: Text; readonly body: Text }
} = {
  invited: {
    subject: {
      fi: 'Kutsu toimia organisaation puolesta',
      sv: 'Inbjudan att handla för en organisation',
      en: 'Invitation to act for an organisation',
    },
    body: {
      fi: '{organisation} kutsuu sinut hoitamaan asioitaan varmennepalvelussa. Avaa linkki, tunnistaudu kortilla tai Suomi.fissä ja hyväksy kutsu.',
      sv: '{organisation} bjuder in dig att sköta sina ärenden i certifikattjänsten. Öppna länken, identifiera dig med kort eller i Suomi.fi och godkänn inbjudan.',
      en: '{organisation} invites you to see to its matters in the certificate service. Open the link, identify yourself by card or Suomi.fi, and accept the invitation.',
    },
  },
}

const forYou = {
  fi: 'Linkki on vain sinulle',
  sv: 'Länken är bara för dig',
  en: 'The link is for you alone',
} as const satisfies Text

const holdsUntil = {
  fi: 'Linkki on voimassa {until} saakka.',
  sv: 'Länken gäller till {until}.',
  en: 'The link holds until {until}.',
} as const satisfies Text
