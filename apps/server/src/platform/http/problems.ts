import { DatabaseUnavailable } from '../database-unavailable.ts'
import type { ProblemDetails } from '@sotevarmenne/api/problem'
import type { FaultOf } from '@sotevarmenne/kernel/faults'
import type { Logger } from 'pino'
import type { Problem, Refusal } from '../endpoint.ts'
import type { AccessDenied } from '../request-permits.ts'
import type { IdempotencyRefusal } from '../idempotency.ts'
import type { Language } from '../texts.ts'

/** What the HTTP layer itself refuses. */
export type HttpRefusal =
  | AccessDenied
  | IdempotencyRefusal
  | { readonly kind: 'idempotency-key-missing' }
  | { readonly kind: 'idempotency-key-malformed' }
  | { readonly kind: 'malformed-input' }
  | { readonly kind: 'not-from-our-page' }
  | { readonly kind: 'no-such-address' }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'not-json' }
  | { readonly kind: 'not-json-lines' }
  | { readonly kind: 'too-many-rows' }
  | { readonly kind: 'body-incomplete' }
  | { readonly kind: 'too-many-requests' }
  | { readonly kind: 'database-unavailable' }
  | { readonly kind: 'fault' }

/** What an unexpected fault is for the caller: 503 where the same request may work in a moment. */
export const refusalOfFault = (fault: unknown): HttpRefusal => ({
  kind: fault instanceof DatabaseUnavailable ? 'database-unavailable' : 'fault',
})

/** A fault with where it was thrown; of a database that does not respond, which every request meets, what it said. */
export function logFault(
  logger: Pick<Logger, 'error' | 'warn'>,
  fault: unknown,
  of: { readonly requestId: string; readonly route: string | undefined },
): void {
  if (fault instanceof DatabaseUnavailable)
    logger.warn({ ...of, because: fault.message }, 'refused')
  else logger.error({ ...of, err: fault }, 'a fault')
}

/** When a client may try again after a 503 (Retry-After, RFC 9110 § 10.2.3). */
export const retryAfterSeconds = 5

/** Problem details (RFC 9457) of a refusal, in the reader's language. */
export const problemDetails = (
  refusal: Refusal,
  problem: Problem,
  {
    language,
    requestId,
    errors,
  }: {
    readonly language: Language
    readonly requestId: string
    readonly errors?: ProblemDetails['errors']
  },
): ProblemDetails => {
  const { kind, ...facts } = withoutFaults(refusal)
  return {
    type: `/problems/${kind}`,
    title: (problem.titleOf?.(facts) ?? problem.title)[language],
    status: problem.status,
    kind,
    ...(problem.advice && { detail: problem.advice[language] }),
    ...(Object.keys(facts).length > 0 && { facts }),
    ...(errors && { errors }),
    instance: `urn:uuid:${requestId}`,
  }
}

/** The first of several reasons is told like a single one: its member is told with the errors. */
function withoutFaults(refusal: Refusal): Refusal {
  if (refusal.faults === undefined) return refusal
  const { faults: _faults, member: _member, ...first } = refusal as FaultOf<Refusal>
  return first
}

/** Every reason of a refusal for several, in the reader's language. */
export const errorsOfFaults = (
  faults: NonNullable<Refusal['faults']>,
  problemOf: (kind: string) => Problem,
  language: Language,
): NonNullable<ProblemDetails['errors']> =>
  faults.map(({ member, ...fault }) => {
    const { title, advice } = problemOf(fault.kind)
    const name = 'name' in fault && typeof fault.name === 'string' ? `: ${fault.name}` : ''
    return {
      ...{ member, kind: fault.kind },
      message: `${title[language]}${name}. ${advice?.[language] ?? ''}`.trim(),
    }
  })

export const httpProblems: { readonly [Kind in HttpRefusal['kind']]: Problem } = {
  'not-signed-in': {
    status: 401,
    title: {
      fi: 'Et ole kirjautunut sisään',
      sv: 'Du är inte inloggad',
      en: 'You are not signed in',
    },
    advice: {
      fi: 'Kirjaudu sisään ja yritä uudelleen.',
      sv: 'Logga in och försök på nytt.',
      en: 'Sign in, then try again.',
    },
  },
  'session-card-not-valid': {
    status: 401,
    title: {
      fi: 'Istunto on päättynyt: kortti, jolla kirjauduit, ei ole enää voimassa',
      sv: 'Sessionen har avslutats: kortet som du loggade in med gäller inte längre',
      en: 'The session has ended: the card with which you signed in is no longer valid',
    },
    advice: {
      fi: 'Kirjaudu muulla tavalla. Jos kortin pitäisi olla voimassa, kysy sen myöntäjältä.',
      sv: 'Logga in på ett annat sätt. Om kortet borde gälla, fråga den som har utfärdat det.',
      en: 'Sign in in another way. If the card should be valid, ask its issuer.',
    },
  },
  'session-card-not-confirmed': {
    status: 401,
    title: {
      fi: 'Istunto on päättynyt: kortin voimassaoloa ei ole voitu tarkistaa',
      sv: 'Sessionen har avslutats: kortets giltighet har inte kunnat kontrolleras',
      en: 'The session has ended: the validity of the card could not be checked',
    },
    advice: {
      fi: 'Kortin myöntäjän sulkupalvelu ei vastaa. Yritä hetken kuluttua uudelleen tai kirjaudu muulla tavalla.',
      sv: 'Spärrtjänsten hos den som utfärdat kortet svarar inte. Försök på nytt om en stund eller logga in på ett annat sätt.',
      en: 'The revocation service of the card’s issuer is not responding. Try again in a moment, or sign in in another way.',
    },
  },
  'card-sign-in-needed': {
    status: 403,
    title: {
      fi: 'Tähän tarvitaan kirjautuminen kortilla',
      sv: 'Detta kräver inloggning med kort',
      en: 'This requires sign-in with a card',
    },
    advice: {
      fi: 'Kirjaudu ulos ja sitten sisään sote-kortillasi. Muulla tavalla tunnistautuneena voit hoitaa vain omia ja organisaatiosi asioita.',
      sv: 'Logga ut och logga sedan in med ditt social- och hälsovårdskort. När du har identifierat dig på ett annat sätt kan du bara sköta dina egna och din organisations ärenden.',
      en: 'Sign out, then sign in with your card of social and health care. When you have identified in another way you can only look after your own matters and those of your organisation.',
    },
  },
  'strong-sign-in-needed': {
    status: 403,
    title: {
      fi: 'Tähän tarvitaan vahva tunnistautuminen',
      sv: 'Detta kräver stark identifiering',
      en: 'This requires strong identification',
    },
    advice: {
      fi: 'Käyttäjätunnuksella ja salasanalla voit lukea ja valmistella. Tunnistaudu kortilla tai Suomi.fi-tunnistuksella ja tee tämä sitten.',
      sv: 'Med användarnamn och lösenord kan du läsa och förbereda. Identifiera dig med kort eller Suomi.fi-identifikation och gör sedan detta.',
      en: 'With a user name and password you can read and prepare. Identify yourself with a card or Suomi.fi e-Identification, and then do this.',
    },
  },
  'sign-in-too-old': {
    status: 403,
    title: {
      fi: 'Vahvista henkilöllisyytesi uudelleen',
      sv: 'Bekräfta din identitet på nytt',
      en: 'Confirm your identity again',
    },
    advice: {
      fi: 'Kirjautumisesta on liian kauan tätä varten. Kirjaudu uudelleen ja yritä sitten uudelleen.',
      sv: 'Det har gått för lång tid sedan inloggningen för detta. Logga in på nytt och försök sedan igen.',
      en: 'You signed in too long ago for this. Sign in again, and then try again.',
    },
  },
  'api-key-not-valid': {
    status: 401,
    title: {
      fi: 'API-avain ei ole voimassa',
      sv: 'API-nyckeln är inte giltig',
      en: 'The API key is not valid',
    },
    advice: {
      fi: 'Organisaation pääkäyttäjä luo uuden avaimen organisaation sivulla.',
      sv: 'Organisationens huvudanvändare skapar en ny nyckel på organisationens sida.',
      en: 'An administrator of the organisation creates a new key on the organisation’s page.',
    },
  },
  'api-key-scope-missing': {
    status: 403,
    title: {
      fi: 'API-avaimella ei ole oikeutta tähän toimintoon',
      sv: 'API-nyckeln har inte rätt till den här funktionen',
      en: 'The API key has no scope for this operation',
    },
    advice: {
      fi: 'Luo avain, jolla on tarvittava oikeus.',
      sv: 'Skapa en nyckel som har den rätt som behövs.',
      en: 'Create a key that has the scope.',
    },
  },
  'client-not-found': {
    status: 401,
    title: {
      fi: 'Yhteyden varmenne ei ole rekisteröidyn asiakasjärjestelmän',
      sv: 'Anslutningens certifikat hör inte till ett registrerat klientsystem',
      en: 'The certificate of the connection is not that of a registered client',
    },
    advice: {
      fi: 'Avaa yhteys sillä varmenteella, joka on rekisteröity palveluun.',
      sv: 'Öppna anslutningen med det certifikat som är registrerat i tjänsten.',
      en: 'Open the connection with the certificate that is registered with the service.',
    },
  },
  'client-certificate-revoked': {
    status: 401,
    title: {
      fi: 'Yhteyden varmenne on suljettu tai tuntematon',
      sv: 'Anslutningens certifikat är spärrat eller okänt',
      en: 'The certificate of the connection is revoked or unknown',
    },
    advice: {
      fi: 'Pyydä ylläpitoa rekisteröimään asiakasjärjestelmälle uusi varmenne.',
      sv: 'Be driften registrera ett nytt certifikat för klientsystemet.',
      en: 'Ask operations to register a new certificate for the client.',
    },
  },
  'not-permitted': {
    status: 403,
    title: {
      fi: 'Sinulla ei ole oikeutta tähän',
      sv: 'Du har inte rätt att göra detta',
      en: 'You do not have the right to do this',
    },
    advice: {
      fi: 'Jos oikeuden pitäisi olla, pyydä sitä palvelun ylläpidolta.',
      sv: 'Om du borde ha rätten, begär den av tjänstens förvaltning.',
      en: 'If you should have the right, ask the operator of the service for it.',
    },
  },
  'malformed-input': {
    status: 400,
    title: {
      fi: 'Tiedoissa on puutteita tai virheitä',
      sv: 'Uppgifterna är bristfälliga eller felaktiga',
      en: 'Something in the data is missing or wrong',
    },
    advice: {
      fi: 'Korjaa luetellut kohdat.',
      sv: 'Rätta de uppräknade punkterna.',
      en: 'Correct the points listed.',
    },
  },
  'idempotency-key-missing': {
    status: 400,
    title: {
      fi: 'Pyynnöstä puuttuu Idempotency-Key',
      sv: 'Begäran saknar Idempotency-Key',
      en: 'The request has no Idempotency-Key',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja yritä sitten uudelleen. Ohjelma lähettää jokaisen uuden pyynnön mukana oman tunnisteen.',
      sv: 'Ladda om sidan och försök sedan på nytt. Ett program skickar en egen nyckel med varje ny begäran.',
      en: 'Reload the page, then try again. A program sends a key of its own with each new request.',
    },
  },
  'idempotency-key-malformed': {
    status: 400,
    title: {
      fi: 'Pyynnön Idempotency-Key on virheellinen',
      sv: 'Begärans Idempotency-Key är felaktig',
      en: 'The Idempotency-Key of the request is malformed',
    },
    advice: {
      fi: 'Tunniste on lainausmerkeissä, ja siinä on 22–64 kirjainta, numeroa, viivaa tai alaviivaa.',
      sv: 'Nyckeln står inom citattecken och har 22–64 bokstäver, siffror, bindestreck eller understreck.',
      en: 'The key is in quotes and has 22 to 64 letters, digits, hyphens or underscores.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    title: {
      fi: 'Samalla tunnisteella on jo lähetetty toinen pyyntö',
      sv: 'En annan begäran har redan skickats med samma nyckel',
      en: 'Another request has already been sent with the same key',
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja tarkista, mitä on jo tehty. Ohjelma lähettää muuttuneen pyynnön uudella tunnisteella.',
      sv: 'Ladda om sidan och kontrollera vad som redan är gjort. Ett program skickar en ändrad begäran med en ny nyckel.',
      en: 'Reload the page and check what has been done. A program sends a changed request with a new key.',
    },
  },
  'request-under-way': {
    status: 409,
    title: {
      fi: 'Samaa pyyntöä käsitellään vielä',
      sv: 'Samma begäran behandlas fortfarande',
      en: 'The same request is still under way',
    },
    advice: {
      fi: 'Odota hetki ja yritä uudelleen. Mitään ei tehdä kahteen kertaan.',
      sv: 'Vänta en stund och försök på nytt. Ingenting görs två gånger.',
      en: 'Wait a moment and try again. Nothing is done twice.',
    },
  },
  'not-from-our-page': {
    status: 403,
    title: {
      fi: 'Pyyntö ei tullut palvelun omalta sivulta',
      sv: 'Begäran kom inte från tjänstens egen sida',
      en: "The request did not come from the service's own page",
    },
    advice: {
      fi: 'Lataa sivu uudelleen ja yritä sitten uudelleen.',
      sv: 'Ladda om sidan och försök sedan på nytt.',
      en: 'Reload the page, then try again.',
    },
  },
  'no-such-address': {
    status: 404,
    title: {
      fi: 'Osoitetta ei löytynyt',
      sv: 'Adressen hittades inte',
      en: 'The address was not found',
    },
  },
  'too-large': {
    status: 413,
    title: {
      fi: 'Lähetetty tieto on liian suuri',
      sv: 'Det som skickades är för stort',
      en: 'The data sent are too large',
    },
  },
  'not-json': {
    status: 415,
    title: {
      fi: 'Palvelu ymmärtää vain JSON-muotoa',
      sv: 'Tjänsten förstår bara JSON',
      en: 'The service only understands JSON',
    },
  },
  'not-json-lines': {
    status: 415,
    title: {
      fi: 'Erän rivit ovat JSON-rivejä (application/x-ndjson)',
      sv: 'Partiets rader är JSON-rader (application/x-ndjson)',
      en: 'A batch consists of lines of JSON (application/x-ndjson)',
    },
  },
  'too-many-rows': {
    status: 413,
    title: {
      fi: 'Erässä on liian monta riviä',
      sv: 'Partiet har för många rader',
      en: 'The batch has too many rows',
    },
    advice: {
      fi: 'Rivit, joilla on tulos, on käsitelty. Lähetä loput uutena eränä.',
      sv: 'De rader som har ett resultat är behandlade. Skicka resten som ett nytt parti.',
      en: 'The rows that have a result are done. Send the others as a new batch.',
    },
  },
  'body-incomplete': {
    status: 400,
    title: {
      fi: 'Lähetys katkesi kesken',
      sv: 'Sändningen avbröts',
      en: 'The body ended before its end',
    },
    advice: {
      fi: 'Kokonaan saapuneet rivit on käsitelty. Lähetä erä uudelleen samalla tunnisteella.',
      sv: 'De rader som kom fram hela är behandlade. Skicka partiet på nytt med samma nyckel.',
      en: 'The rows that arrived whole are done. Send the batch again with the same key.',
    },
  },
  'too-many-requests': {
    status: 429,
    title: {
      fi: 'Pyyntöjä tuli liian monta lyhyessä ajassa',
      sv: 'För många begäranden på kort tid',
      en: 'Too many requests in a short time',
    },
    advice: {
      fi: 'Odota minuutti ja yritä uudelleen.',
      sv: 'Vänta en minut och försök på nytt.',
      en: 'Wait a minute and try again.',
    },
  },
  'database-unavailable': {
    status: 503,
    title: {
      fi: 'Palvelun tietokanta ei vastaa',
      sv: 'Tjänstens databas svarar inte',
      en: 'The database of the service does not respond',
    },
    advice: {
      fi: 'Odota hetki ja yritä uudelleen. Jos lähetit jotain, tarkista ensin, onko se jo tallentunut.',
      sv: 'Vänta en stund och försök på nytt. Om du skickade något, kontrollera först om det redan har sparats.',
      en: 'Wait a moment and try again. If you sent something, check first whether it has been stored already.',
    },
  },
  fault: {
    status: 500,
    title: {
      fi: 'Palvelussa on vika',
      sv: 'Det är fel på tjänsten',
      en: 'The service has a fault',
    },
    advice: {
      fi: 'Mitään ei muuttunut, tai muutos näkyy, kun lataat sivun uudelleen. Kerro tuelle pyynnön tunnus.',
      sv: 'Ingenting ändrades, eller ändringen syns när du laddar om sidan. Uppge begärans kod för supporten.',
      en: 'Nothing changed, or the change is shown when you reload the page. Give support the request number.',
    },
  },
}
