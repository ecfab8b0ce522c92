import type { Command } from 'commander'
import type { CommandContext, CommandedService, Terminal } from './commanded-service.ts'

/** The stock of blank cards before a case officer exists who could enter it (docs/operations/station.md). */
export function addBlankCommands(
  program: Command,
  { withService, terminal }: CommandContext,
): void {
  program
    .command('blanks')
    .description('the stock of cards without content')
    .command('receive')
    .description('enters a delivery: every chip serial from the first to the last, both included')
    .argument('<model>', 'the chip model, as on the delivery note')
    .argument('<first>', 'twenty hexadecimal digits')
    .argument('<last>', 'twenty hexadecimal digits')
    .argument('[place]', 'the production site, or the id of a registration point', 'production')
    .action(
      withService((service, chipModel: string, first: string, last: string, place: string) =>
        receive(service, { chipModel, first, last, place }, terminal),
      ),
    )
}

async function receive(
  { systemPermit, blanks }: CommandedService,
  {
    chipModel,
    first,
    last,
    place,
  }: {
    readonly chipModel: string
    readonly first: string
    readonly last: string
    readonly place: string
  },
  { say, complain }: Terminal,
): Promise<boolean> {
  const wrong = [first, last].find((serial) => !/^[0-9A-Fa-f]{20}$/.test(serial))
  if (wrong !== undefined) {
    complain(`${wrong} is no chip serial of twenty hexadecimal digits.`)
    return false
  }
  const received = await blanks.receiveBlanks(systemPermit('blanks.receiveBlanks', 'cli'), {
    chipModel,
    firstSerial: first.toUpperCase(),
    lastSerial: last.toUpperCase(),
    place,
  })
  if (!received.ok) {
    complain(`Nothing was entered: ${JSON.stringify(received.refusal)}`)
    return false
  }
  say(`${String(received.value.received)} blanks are in stock at ${place}.`)
  return true
}
