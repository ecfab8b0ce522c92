import type { Settings as Environment } from '@sotevarmenne/kernel/settings'
import { refuse, ok, type Result } from '@sotevarmenne/kernel/result'
import type { Text } from '@sotevarmenne/pages/languages'
import { originsIn, type Settings } from './settings.ts'

/**
 * What an organisation sets on its workstations: by environment variables on Linux, by group policy on Windows.
 * The templates for group policy are made of this list.
 */
export type PolicySetting = {
  /** The value in the registry, below `policyKey`, and the name in the templates. */
  readonly name: string
  readonly environment: keyof Environment
  readonly kind: 'text' | 'list' | 'switch'
  readonly title: Text
  readonly explanation: Text
}

export const policySettings: readonly PolicySetting[] = [
  {
    name: 'ServiceUrl',
    environment: 'SOTEVARMENNE_SERVICE_URL',
    kind: 'text',
    title: {
      fi: 'Varmennepalvelun osoite',
      sv: 'Certifikattjänstens adress',
      en: 'Address of the certificate service',
    },
    explanation: {
      fi: 'Esimerkiksi https://palvelu.example. Ohjelmisto tarkistaa täältä aktivointikirjeet ja sallitun vanhimman version.',
      sv: 'Till exempel https://tjanst.example. Programmet kontrollerar här aktiveringsbreven och den äldsta tillåtna versionen.',
      en: 'For example https://service.example. The software checks activation letters and its minimum version there.',
    },
  },
  {
    name: 'CardReader',
    environment: 'SOTEVARMENNE_CARD_READER',
    kind: 'text',
    title: { fi: 'Kortinlukija', sv: 'Kortläsare', en: 'Card reader' },
    explanation: {
      fi: 'pcsc tarkoittaa kaikkia lukijoita; pcsc:<nimi> vain yhtä. Ellei asetusta ole, kaikkia käytetään.',
      sv: 'pcsc betyder alla läsare; pcsc:<namn> bara en. Utan inställningen används alla.',
      en: 'pcsc means every reader; pcsc:<name> only one. Without this setting, every reader is used.',
    },
  },
  {
    name: 'RootsFolder',
    environment: 'SOTEVARMENNE_ROOTS',
    kind: 'text',
    title: {
      fi: 'Lisää juurivarmenteita',
      sv: 'Fler rotcertifikat',
      en: 'Additional root certificates',
    },
    explanation: {
      fi: 'Kansio, jossa on luotettavia juurivarmenteita (DER, .crt). Ohjelmiston mukana tulleet ovat luotettavia ilman tätäkin. Käyttäjillä ei saa olla kansioon kirjoitusoikeutta.',
      sv: 'En mapp med betrodda rotcertifikat (DER, .crt). De som följer med programmet är betrodda även utan detta. Användarna får inte ha skrivrätt till mappen.',
      en: 'A folder with trusted root certificates (DER, .crt). Those that come with the software are trusted without this too. Users must not be able to write to the folder.',
    },
  },
  {
    name: 'Proxy',
    environment: 'SOTEVARMENNE_PROXY',
    kind: 'text',
    title: { fi: 'Välityspalvelin', sv: 'Proxyserver', en: 'Proxy' },
    explanation: {
      fi: 'Osoite, jonka kautta ohjelmisto tavoittaa varmennepalvelun ja sulkulistat, esimerkiksi http://proxy.example:8080. Ellei asetusta ole, yhteydet ovat suoria.',
      sv: 'Adressen genom vilken programmet når certifikattjänsten och spärrlistorna, till exempel http://proxy.example:8080. Utan inställningen är förbindelserna direkta.',
      en: 'Address through which the software reaches the certificate service and revocation lists, for example http://proxy.example:8080. Without this setting, connections are direct.',
    },
  },
  {
    name: 'NoProxy',
    environment: 'SOTEVARMENNE_NO_PROXY',
    kind: 'text',
    title: {
      fi: 'Palvelimet ilman välityspalvelinta',
      sv: 'Servrar utan proxyserver',
      en: 'Hosts without the proxy',
    },
    explanation: {
      fi: 'Palvelinten nimet pilkuin erotettuina, esimerkiksi .sairaala.example. Tämä tietokone on aina mukana.',
      sv: 'Servrarnas namn, avgränsade med komma, till exempel .sjukhus.example. Denna dator ingår alltid.',
      en: 'Names of hosts, separated by commas, for example .hospital.example. This computer is always among them.',
    },
  },
  {
    name: 'Sites',
    environment: 'SOTEVARMENNE_SITES',
    kind: 'list',
    title: {
      fi: 'Sivustot, jotka saavat käyttää korttia',
      sv: 'Webbplatser som får använda kortet',
      en: 'Sites that may use the card',
    },
    explanation: {
      fi: 'Yksi osoite riviä kohti, esimerkiksi https://potilastiedot.example. Muiden pyynnöt hylätään, eikä käyttäjä voi muuttaa luetteloa. Korvausmerkkejä (*) ei hyväksytä.',
      sv: 'En adress per rad, till exempel https://patientdata.example. Andras begäran avvisas, och användaren kan inte ändra listan. Jokertecken (*) godkänns inte.',
      en: 'One address per line, for example https://patients.example. Requests of others are refused, and users can’t change the list. Wildcards (*) are not accepted.',
    },
  },
  {
    name: 'ListSites',
    environment: 'SOTEVARMENNE_LIST_SITES',
    kind: 'list',
    title: {
      fi: 'Sivustot, joille voi allekirjoittaa luettelon yhdellä tunnusluvulla',
      sv: 'Webbplatser för vilka en lista kan undertecknas med en kod',
      en: 'Sites for which a list can be signed with one PIN',
    },
    explanation: {
      fi: 'Yksi osoite riviä kohti. Käyttäjä näkee jokaisen asiakirjan, voi jättää niitä pois ja kirjoittaa PIN2-koodin kerran. Ellei asetusta ole, jokaiseen allekirjoitukseen kysytään PIN2. Korvausmerkkejä (*) ei hyväksytä.',
      sv: 'En adress per rad. Användaren ser varje dokument, kan lämna bort dokument och skriver PIN2 en gång. Utan inställningen frågas PIN2 för varje underskrift. Jokertecken (*) godkänns inte.',
      en: 'One address per line. The user sees each document, can leave documents out, and types PIN2 once. Without this setting PIN2 is asked for each signature. Wildcards (*) are not accepted.',
    },
  },
  {
    name: 'ListItems',
    environment: 'SOTEVARMENNE_LIST_ITEMS',
    kind: 'text',
    title: {
      fi: 'Asiakirjoja luettelossa enintään',
      sv: 'Högsta antal dokument i en lista',
      en: 'Maximum number of documents in a list',
    },
    explanation: {
      fi: 'Luku 1–50. Ellei asetusta ole, 50.',
      sv: 'Ett tal 1–50. Utan inställningen 50.',
      en: 'A number from 1 to 50. Without this setting, 50.',
    },
  },
  {
    name: 'ListMinutes',
    environment: 'SOTEVARMENNE_LIST_MINUTES',
    kind: 'text',
    title: {
      fi: 'Luettelon allekirjoitusaika minuutteina',
      sv: 'Tid för att underteckna en lista, i minuter',
      en: 'Time to sign a list, in minutes',
    },
    explanation: {
      fi: 'Aika luettelon näyttämisestä sen viimeiseen allekirjoitukseen, 1–15. Ellei asetusta ole, 5.',
      sv: 'Tiden från att listan visas till dess sista underskrift, 1–15. Utan inställningen 5.',
      en: 'The time from when the list is shown until its last signature, 1 to 15. Without this setting, 5.',
    },
  },
  {
    name: 'StartsWithSession',
    environment: 'SOTEVARMENNE_STARTS_WITH_SESSION',
    kind: 'switch',
    title: {
      fi: 'Käynnistys kirjautumisen yhteydessä',
      sv: 'Start vid inloggning',
      en: 'Start at log-on',
    },
    explanation: {
      fi: 'Käytössä: ohjelmisto käynnistyy jokaisen käyttäjän kirjautuessa. Ei käytössä: se ei käynnisty itsestään. Ellei asetusta ole, käyttäjä valitsee.',
      sv: 'Aktiverad: programmet startar när en användare loggar in. Inaktiverad: det startar inte av sig självt. Utan inställningen väljer användaren.',
      en: 'Enabled: the software starts when a user logs on. Disabled: it does not start by itself. Without this setting, users choose.',
    },
  },
]

/** Below HKEY_LOCAL_MACHINE, where users can't write. */
export const policyKey = String.raw`Software\Policies\Sotevarmenne\Reader`

/** A list is separated by line breaks in the environment; a switch is `1` or `0`. */
export type PolicyValue = string | number | readonly string[]

/** Values from the registry, as the environment has them. */
export const environmentOf = (
  read: (setting: PolicySetting) => PolicyValue | undefined,
): Environment =>
  Object.fromEntries(
    policySettings.flatMap((setting) => {
      const value = read(setting)
      if (value === undefined) return []
      return [[setting.environment, typeof value === 'object' ? value.join('\n') : String(value)]]
    }),
  )

export type FixedSettings = Partial<Pick<Settings, 'sites' | 'startsWithSession'>>

/** Settings that the organisation has chosen in place of the user; refused with the words of what is wrong. */
export function fixedSettings(
  environment: Environment,
): Result<FixedSettings, { readonly kind: 'wrong-site' | 'wrong-switch'; readonly value: string }> {
  const listed = environment.SOTEVARMENNE_SITES
  const sites = listed === undefined ? undefined : originsIn(listed)
  if (sites && 'wrong' in sites) return refuse({ kind: 'wrong-site', value: sites.wrong })
  const starts = environment.SOTEVARMENNE_STARTS_WITH_SESSION
  if (starts !== undefined && !['0', '1'].includes(starts))
    return refuse({ kind: 'wrong-switch', value: starts })
  return ok({
    ...(sites && { sites: [...sites.origins] }),
    ...(starts !== undefined && { startsWithSession: starts === '1' }),
  })
}
