import type { Text } from '#platform/texts.ts'

const reload: Text = {
  fi: 'Lataa sivu uudelleen.',
  sv: 'Ladda om sidan.',
  en: 'Load the page again.',
}

/** Texts of refusals. */
export const texts = {
  tooManyWebhooks: {
    title: {
      fi: 'Organisaatiolla on jo kymmenen webhookia',
      sv: 'Organisationen har redan tio webhookar',
      en: 'The organisation already has ten webhooks',
    },
    advice: {
      fi: 'Poista ensin webhook, jota ei enää tarvita.',
      sv: 'Ta först bort en webhook som inte längre behövs.',
      en: 'First remove a webhook that is no longer needed.',
    },
  },
  urlNotHttps: {
    title: {
      fi: 'Webhookin osoite ei kelpaa',
      sv: 'Webhookens adress kan inte användas',
      en: 'The address of the webhook cannot be used',
    },
    advice: {
      fi: 'Osoitteen alussa on oltava https://, eikä siinä saa olla käyttäjätunnusta, salasanaa tai #-merkkiä.',
      sv: 'Adressen ska börja med https:// och får inte innehålla användarnamn, lösenord eller tecknet #.',
      en: 'It must begin with https://, without a user name, a password or the character #.',
    },
  },
  receiverNotFound: {
    title: {
      fi: 'Webhookin palvelinta ei löydy',
      sv: 'Webhookens server hittades inte',
      en: 'The server of the webhook was not found',
    },
    advice: {
      fi: 'Nimellä ei ole osoitetta julkisessa nimipalvelussa. Tarkista kirjoitusasu.',
      sv: 'Namnet har ingen adress i den offentliga namntjänsten. Kontrollera stavningen.',
      en: 'Its name has no address in the public DNS. Check the spelling.',
    },
  },
  receiverNotAllowed: {
    title: {
      fi: 'Palvelu ei lähetä viestejä tähän osoitteeseen',
      sv: 'Tjänsten skickar inga meddelanden till den här adressen',
      en: 'The service sends nothing to this address',
    },
    advice: {
      fi: 'Anna palvelin, johon internetistä pääsee: ei sisäverkon osoitetta eikä tämän palvelun omaa osoitetta.',
      sv: 'Ange en server som nås från internet: ingen adress i ett internt nät och ingen av tjänstens egna.',
      en: 'Give a server that the internet can reach: no address of an internal network, and none of this service.',
    },
  },
  webhookNotFound: {
    title: {
      fi: 'Webhookia ei löydy',
      sv: 'Webhooken hittades inte',
      en: 'The webhook was not found',
    },
    advice: reload,
  },
  deliveryNotFound: {
    title: {
      fi: 'Lähetystä ei löydy',
      sv: 'Meddelandet hittades inte',
      en: 'The delivery was not found',
    },
    advice: {
      fi: 'Lähetykset poistetaan 30 päivän kuluttua.',
      sv: 'Meddelanden tas bort efter 30 dagar.',
      en: 'Deliveries are erased after 30 days.',
    },
  },
  webhookNotEnabled: {
    title: {
      fi: 'Webhook ei ole käytössä',
      sv: 'Webhooken är inte i bruk',
      en: 'The webhook is not enabled',
    },
    advice: {
      fi: 'Ota se ensin käyttöön.',
      sv: 'Ta den först i bruk.',
      en: 'Enable it first.',
    },
  },
} as const satisfies { readonly [name: string]: { readonly title: Text; readonly advice: Text } }
