import { roleNames } from '@sotevarmenne/api/words'
import type { Problem } from '#platform/endpoint.ts'
import type { Language } from '#platform/texts.ts'

const isNamed = (role: unknown): role is keyof typeof roleNames =>
  typeof role === 'string' && Object.hasOwn(roleNames, role)

/** Titles of problems, and their remedy. */
export const texts = {
  personNotFound: {
    title: {
      fi: 'Henkilöä ei löytynyt',
      sv: 'Personen hittades inte',
      en: 'The person was not found',
    },
    advice: {
      fi: 'Rooli annetaan henkilölle, jolla on tämän palvelun kortti. Tarkista henkilötunnus.',
      sv: 'Rollen ges till en person som har ett kort från den här tjänsten. Kontrollera personbeteckningen.',
      en: 'A role is given to a person with a card of this service. Check the personal identity code.',
    },
  },
  hasTheRole: {
    title: {
      fi: 'Henkilöllä on jo tämä rooli',
      sv: 'Personen har redan den här rollen',
      en: 'The person already has this role',
    },
    advice: {
      fi: 'Mitään ei tarvitse tehdä.',
      sv: 'Inget behöver göras.',
      en: 'Nothing needs to be done.',
    },
  },
  hasNotTheRole: {
    title: {
      fi: 'Henkilöllä ei ole tätä roolia',
      sv: 'Personen har inte den här rollen',
      en: 'The person does not have this role',
    },
    advice: {
      fi: 'Katso roolit uudelleen: joku muu on voinut päättää roolin.',
      sv: 'Se på rollerna på nytt: någon annan kan ha avslutat rollen.',
      en: 'Check the roles again: somebody else may have ended the role.',
    },
  },
  hasAnotherRole: {
    titleOf: ({ roles }: { readonly [fact: string]: unknown }) => {
      const named = (language: Language): string =>
        (Array.isArray(roles) ? roles : [])
          .flatMap((role) => (isNamed(role) ? roleNames[role][language] : []))
          .join(', ')
      return {
        fi: `Tarkastajalla ei voi olla muita rooleja. Henkilön nykyinen rooli: ${named('fi')}`,
        sv: `En revisor kan inte ha andra roller. Personens nuvarande roll: ${named('sv')}`,
        en: `An auditor can’t have other roles. What the person is now: ${named('en')}`,
      }
    },
    title: {
      fi: 'Tarkastajalla ei voi olla muita rooleja',
      sv: 'En revisor kan inte ha andra roller',
      en: 'An auditor can’t have other roles',
    },
    advice: {
      fi: 'Päätä ensin henkilön nykyinen rooli, tai valitse joku muu. Rekisteröijän tehtävän päättää rekisteröintipiste.',
      sv: 'Avsluta först personens nuvarande roll, eller välj någon annan. Ett uppdrag som registrerare avslutas av registreringsstället.',
      en: 'End the person’s present role first, or choose somebody else. The registration point ends the task of a registrar.',
    },
  },
  lastCaseOfficer: {
    title: {
      fi: 'Viimeisen käsittelijän roolia ei voi päättää',
      sv: 'Den sista handläggarens roll kan inte avslutas',
      en: 'The role of the last case officer can’t be ended',
    },
    advice: {
      fi: 'Nimeä ensin toinen käsittelijä.',
      sv: 'Utse först en annan handläggare.',
      en: 'Appoint another case officer first.',
    },
  },
  alreadyProposed: {
    title: {
      fi: 'Samaa roolia koskeva ehdotus odottaa jo päätöstä',
      sv: 'Ett förslag om samma roll väntar redan på beslut',
      en: 'A proposal about the same role is already waiting for a decision',
    },
    advice: {
      fi: 'Päätä ensin odottavasta ehdotuksesta.',
      sv: 'Avgör först förslaget som väntar.',
      en: 'Decide the waiting proposal first.',
    },
  },
  concernsOneself: {
    title: {
      fi: 'Et voi ehdottaa etkä vahvistaa omaa rooliasi',
      sv: 'Du kan inte föreslå eller godkänna din egen roll',
      en: 'You cannot propose or approve your own role',
    },
    advice: {
      fi: 'Pyydä toista käsittelijää.',
      sv: 'Be en annan handläggare.',
      en: 'Ask another case officer.',
    },
  },
  anotherCaseOfficerDecides: {
    title: {
      fi: 'Ehdotuksen päättää toinen käsittelijä',
      sv: 'En annan handläggare avgör förslaget',
      en: 'Another case officer decides the proposal',
    },
    advice: {
      fi: 'Rekisteröijä tai varmentajan hoitaja vahvistaa ehdotuksen vain, kun toista käsittelijää ei ole.',
      sv: 'En registrerare eller CA-ansvarig godkänner förslaget endast när det inte finns någon annan handläggare.',
      en: 'A registrar or a CA officer approves the proposal only when there is no other case officer.',
    },
  },
  proposalNotFound: {
    title: {
      fi: 'Ehdotusta ei ole, tai se on jo päätetty',
      sv: 'Förslaget finns inte, eller så har det redan avgjorts',
      en: 'The proposal does not exist, or it has already been decided',
    },
    advice: {
      fi: 'Lataa sivu uudelleen.',
      sv: 'Ladda sidan på nytt.',
      en: 'Load the page again.',
    },
  },
  identityCodeWrong: {
    title: {
      fi: 'Henkilötunnus on virheellinen',
      sv: 'Personbeteckningen är felaktig',
      en: 'The personal identity code is wrong',
    },
    advice: {
      fi: 'Tarkista henkilötunnus.',
      sv: 'Kontrollera personbeteckningen.',
      en: 'Check the personal identity code.',
    },
  },
} as const satisfies {
  readonly [name: string]: Pick<Problem, 'title' | 'titleOf' | 'advice'>
}
