import type { Text } from '@sotevarmenne/pages/languages'

export const settingsTexts = {
  title: { fi: 'Asetukset', sv: 'Inställningar', en: 'Settings' },
  language: { fi: 'Kieli', sv: 'Språk', en: 'Language' },
  languageOfBrowser: {
    fi: 'Kuten selaimessa',
    sv: 'Som i webbläsaren',
    en: 'As in the browser',
  },
  reader: {
    fi: 'Lukija, jonka korttia sivustot käyttävät',
    sv: 'Läsare vars kort webbplatser använder',
    en: 'Reader whose card sites use',
  },
  anyReader: { fi: 'Mikä tahansa lukija', sv: 'Vilken läsare som helst', en: 'Any reader' },
  start: {
    fi: 'Käynnistä ohjelmisto, kun kirjaudun tietokoneelle',
    sv: 'Starta programmet när jag loggar in på datorn',
    en: 'Start the software when I log in to the computer',
  },
  setByOrganisation: {
    fi: 'Organisaatiosi on määrännyt tämän asetuksen. Oma valintasi ei vaikuta.',
    sv: 'Din organisation har bestämt den här inställningen. Ditt eget val påverkar inte.',
    en: 'Your organisation has set this. Your own choice has no effect.',
  },
  sites: { fi: 'Sivustot', sv: 'Webbplatser', en: 'Sites' },
  sitesNote: {
    fi: 'Sivusto ei voi käyttää korttia ilman tunnuslukuasi (PIN-koodiasi). Tässä voit lisäksi rajata, mitkä sivustot saavat kysyä sitä.',
    sv: 'En webbplats kan inte använda kortet utan din kod (PIN-kod). Här kan du dessutom begränsa vilka webbplatser som får fråga efter den.',
    en: 'A site cannot use the card without your PIN. Here you can also limit which sites may ask for it.',
  },
  allSites: {
    fi: 'Kaikki sivustot saavat kysyä',
    sv: 'Alla webbplatser får fråga',
    en: 'All sites may ask',
  },
  listedSites: {
    fi: 'Vain nämä saavat kysyä',
    sv: 'Bara dessa får fråga',
    en: 'Only these may ask',
  },
  siteList: {
    fi: 'Osoitteet, yksi riville (https://esimerkki.fi)',
    sv: 'Adresser, en per rad (https://exempel.fi)',
    en: 'Addresses, one per line (https://example.fi)',
  },
  wrongSite: {
    fi: 'Tämä ei ole sivuston osoite:',
    sv: 'Detta är ingen webbplats adress:',
    en: 'This is not the address of a site:',
  },
  save: { fi: 'Tallenna', sv: 'Spara', en: 'Save' },
  browsers: { fi: 'Selainten luottamus', sv: 'Webbläsarnas förtroende', en: 'Browser trust' },
  browsersNote: {
    fi: 'Suojattu verkkosivu tavoittaa tämän ohjelmiston vain, jos selain luottaa ohjelmiston omaan varmenteeseen. Varmenne kelpaa ainoastaan tällä tietokoneella (localhost ja 127.0.0.1), ja avain, jolla se allekirjoitettiin, on hävitetty: sillä ei voi esiintyä minään muuna sivustona.',
    sv: 'En skyddad webbsida når detta program bara om webbläsaren litar på programmets eget certifikat. Det gäller bara denna dator (localhost och 127.0.0.1), och nyckeln som det undertecknades med är förstörd: med det kan ingen annan webbplats förfalskas.',
    en: 'A secure web page reaches this software only if the browser trusts its own certificate. The certificate is valid only for this computer (localhost and 127.0.0.1), and the key that signed it has been destroyed: it cannot be used to pose as any other site.',
  },
  trusts: { fi: 'luottaa', sv: 'litar', en: 'trusts' },
  doesNotTrust: { fi: 'ei luota', sv: 'litar inte', en: 'does not trust' },
  trust: {
    fi: 'Lisää ohjelmisto selaimen luotettuihin',
    sv: 'Lägg till programmet bland webbläsarens betrodda',
    en: 'Add the software to the browser’s trusted ones',
  },
  untrust: {
    fi: 'Poista ohjelmisto selainten luotetuista',
    sv: 'Ta bort programmet från webbläsarnas betrodda',
    en: 'Remove the software from the browsers’ trusted ones',
  },
  storesNotWritable: {
    fi: 'Selainten varmennekantaan ei voitu kirjoittaa. Tarkista, että paketti libnss3-tools on asennettu.',
    sv: 'Det gick inte att skriva i webbläsarnas certifikatlager. Kontrollera att paketet libnss3-tools är installerat.',
    en: 'The browsers’ certificate stores could not be written. Check that the package libnss3-tools is installed.',
  },
  about: { fi: 'Tietoja', sv: 'Om programmet', en: 'About' },
  version: { fi: 'Versio', sv: 'Version', en: 'Version' },
  newVersion: {
    fi: 'Uudempi versio on julkaistu:',
    sv: 'En nyare version har publicerats:',
    en: 'A newer version has been published:',
  },
  fetchIt: {
    fi: 'Lataa se varmennepalvelusta ja asenna itse, tai pyydä tietokoneen ylläpitäjää. Tarkista ennen asennusta tiedoston tiiviste (SHA-256):',
    sv: 'Hämta det från certifikattjänsten och installera själv, eller be den som sköter datorn. Kontrollera filens kondensat (SHA-256) före installationen:',
    en: 'Download it from the certificate service and install it yourself, or ask the person who looks after the computer. Check the file’s digest (SHA-256) before you install it:',
  },
  tooOld: {
    fi: 'Tämä versio on liian vanha. Kirjautuminen ja allekirjoitus on estetty, kunnes ohjelmisto on päivitetty. Palvelu vaatii vähintään version',
    sv: 'Denna version är för gammal. Inloggning och underskrift är spärrade tills programmet har uppdaterats. Tjänsten kräver minst version',
    en: 'This version is too old. Logging in and signing are blocked until the software is updated. The service requires at least version',
  },
} as const satisfies Record<string, Text>

export const testTexts = {
  title: { fi: 'Kokeile korttia', sv: 'Prova kortet', en: 'Try the card' },
  lead: {
    fi: 'Kortti allekirjoittaa satunnaisen luvun, ja ohjelmisto tarkistaa allekirjoituksen kortin varmenteella. Mitään ei lähetetä minnekään.',
    sv: 'Kortet undertecknar ett slumptal och programmet kontrollerar underskriften med kortets certifikat. Ingenting skickas någonstans.',
    en: 'The card signs a random number, and the software verifies the signature with the card’s certificate. Nothing is sent anywhere.',
  },
  logIn: { fi: 'Koekirjautuminen', sv: 'Provinloggning', en: 'Test log-in' },
  signature: { fi: 'Koeallekirjoitus', sv: 'Provunderskrift', en: 'Test signature' },
  try: { fi: 'Kokeile', sv: 'Prova', en: 'Try' },
  verified: {
    fi: 'Onnistui. Allekirjoitus on tarkistettu.',
    sv: 'Det lyckades. Underskriften är kontrollerad.',
    en: 'That worked. The signature is verified.',
  },
  notVerified: {
    fi: 'Kortti allekirjoitti, mutta allekirjoitus ei vastaa kortin varmennetta. Ota yhteys rekisteröintipisteeseen.',
    sv: 'Kortet undertecknade, men underskriften stämmer inte med kortets certifikat. Kontakta ett registreringsställe.',
    en: 'The card signed, but the signature does not match the card’s certificate. Contact a registration point.',
  },
} as const satisfies Record<string, Text>

export const helpTexts = {
  title: { fi: 'Ohje', sv: 'Hjälp', en: 'Help' },
  locked: {
    fi: 'Tunnusluku (PIN-koodi) on lukkiutunut tai unohtunut',
    sv: 'Koden (PIN-koden) är låst eller glömd',
    en: 'The PIN is locked or forgotten',
  },
  lockedSteps: {
    fi: 'Aktivointikirjeen tunnusluvulla asetat etusivulla molemmat tunnusluvut uudelleen.',
    sv: 'Med koden i aktiveringsbrevet ställer du in båda koderna på nytt på första sidan.',
    en: 'With the code in the activation letter you can set both PINs again on the front page.',
  },
  lost: {
    fi: 'Kortti on kadonnut tai varastettu',
    sv: 'Kortet är försvunnet eller stulet',
    en: 'The card is lost or stolen',
  },
  numberOnCard: {
    fi: 'Soita heti sulkupalveluun, ympäri vuorokauden. Numero on kortin takana ja aktivointikirjeessä.',
    sv: 'Ring genast spärrtjänsten, dygnet runt. Numret finns på kortets baksida och i aktiveringsbrevet.',
    en: 'Call the revocation service at once, day and night. The number is on the back of the card and in the activation letter.',
  },
  lostSteps: {
    fi: 'Ilmoita siitä heti palvelussa: kirjaudu Suomi.fi-tunnistuksella. Kortti suljetaan lopullisesti.',
    sv: 'Anmäl det genast i tjänsten: logga in med Suomi.fi-identifikation. Kortet spärras för gott.',
    en: 'Report it at once in the service: sign in with Suomi.fi e-Identification. The card is cancelled for good.',
  },
  ownCards: {
    fi: 'Omat kortit palvelussa (uusi välilehti)',
    sv: 'Egna kort i tjänsten (ny flik)',
    en: 'Own cards in the service (new tab)',
  },
  browserRequests: {
    fi: 'Selain kysyy lupaa paikalliseen verkkoon',
    sv: 'Webbläsaren frågar om lokalt nätverk',
    en: 'The browser asks about the local network',
  },
  whyRequests: {
    fi: 'Chromium, Chrome ja Edge kysyvät, saako sivusto ottaa yhteyttä tämän tietokoneen ohjelmiin (”paikallisen verkon laitteet” tai ”sovellukset tällä laitteella”). Kysymys tulee kerran sivustoa kohden, kun sivusto ensi kerran käyttää korttia.',
    sv: 'Chromium, Chrome och Edge frågar om webbplatsen får kontakta program på denna dator (”enheter i lokala nätverket” eller ”appar på denna enhet”). Frågan kommer en gång per webbplats, när webbplatsen första gången använder kortet.',
    en: 'Chromium, Chrome and Edge ask whether the site may connect to programs on this computer (“devices on your local network” or “apps on this device”). They ask once per site, when it first uses the card.',
  },
  whatToRespond: {
    fi: 'Vastaa ”Salli”, jos aloitit kirjautumisen tai allekirjoituksen itse ja tunnet sivuston. Ilman lupaa sivusto ei tavoita tätä ohjelmistoa.',
    sv: 'Svara ”Tillåt” om du själv började logga in eller underteckna och känner webbplatsen. Utan lov når webbplatsen inte detta program.',
    en: 'Answer “Allow” if you started logging in or signing yourself and know the site. Without permission the site can’t reach this software.',
  },
  refused: {
    fi: 'Jos vastasit ”Estä”: napsauta osoiterivin alussa olevaa kuvaketta, valitse ”Sivuston asetukset” ja salli paikallisen verkon käyttö. Lataa sivu sitten uudelleen.',
    sv: 'Om du svarade ”Blockera”: klicka på ikonen i början av adressfältet, välj ”Webbplatsinställningar” och tillåt lokalt nätverk. Ladda sedan om sidan.',
    en: 'If you answered “Block”: click the icon at the start of the address bar, choose “Site settings” and allow the local network. Then load the page again.',
  },
  administrators: { fi: 'Ylläpitäjälle', sv: 'För administratören', en: 'For administrators' },
  policy: {
    fi: 'Käytäntö LoopbackNetworkAllowedForUrls (vanhemmissa versioissa LocalNetworkAccessAllowedForUrls) antaa luvan nimetyille sivustoille kysymättä. Chromium lukee sen tiedostosta kansiossa /etc/chromium/policies/managed, Chrome kansiossa /etc/opt/chrome/policies/managed:',
    sv: 'Policyn LoopbackNetworkAllowedForUrls (i äldre versioner LocalNetworkAccessAllowedForUrls) ger namngivna webbplatser lov utan fråga. Chromium läser den från en fil i mappen /etc/chromium/policies/managed, Chrome i mappen /etc/opt/chrome/policies/managed:',
    en: 'The policy LoopbackNetworkAllowedForUrls (in older versions LocalNetworkAccessAllowedForUrls) allows named sites without asking. Chromium reads it from a file in /etc/chromium/policies/managed, Chrome in /etc/opt/chrome/policies/managed:',
  },
  addresses: {
    fi: 'Osoitteet, joissa sivustot tavoittavat ohjelmiston',
    sv: 'Adresser där webbplatser når programmet',
    en: 'Addresses at which sites reach this software',
  },
  notReached: {
    fi: 'Sivusto ei tavoita ohjelmistoa',
    sv: 'Webbplatsen når inte programmet',
    en: 'The site does not reach this software',
  },
  notReachedSteps: {
    fi: 'Katso ensin vianhaku. Jos siellä kaikki on kunnossa, selain on estänyt yhteyden: katso yltä.',
    sv: 'Titta först i felsökningen. Om allt är i ordning där har webbläsaren spärrat förbindelsen: se ovan.',
    en: 'Check the diagnosis first. If everything is in order there, the browser has blocked the connection: see above.',
  },
} as const satisfies Record<string, Text>

export const placesTexts = {
  label: { fi: 'Sivut', sv: 'Sidor', en: 'Pages' },
  cards: { fi: 'Kortit', sv: 'Kort', en: 'Cards' },
} as const satisfies Record<string, Text>
