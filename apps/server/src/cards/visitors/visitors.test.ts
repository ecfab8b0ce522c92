import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { searchVisitors, viewVisitor, type LookUpReasonGiven } from '@sotevarmenne/api/orders'
import { text } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import { day, formatInstant, hour } from '@sotevarmenne/kernel/instant'
import { aPermit } from '@sotevarmenne/tests/operation/permit'
import { forEachDatabase } from '@sotevarmenne/tests/database/postgres'
import { aCard, aResident } from '../orders/testing.ts'
import { addDays, dateInHelsinki } from '@sotevarmenne/kernel/local-date'
import { changeSetting, forgetSettingChanges } from '../../settings/testing.ts'
import { registrarsAtLimit } from './index.ts'
import { viewVisitorProblems } from './problems.ts'
import { kindOf, openDesk } from '../orders/testing/desk.ts'

forEachDatabase('visitors', ({ db }) => {
  const desk = openDesk(db, undefined, 'as-set')
  const { visitors, registers, cards, recorded, riitta } = desk

  describe('the visitor', () => {
    it('is shown with rights, cards, orders, and whether a card may be ordered', async () => {
      const code = registers.add()
      const personId = await desk.visitor(code)
      const before = await desk.view(code)
      assert.ok(before.ok)
      assert.equal(before.value.today, dateInHelsinki(desk.now()))
      assert.deepEqual(before.value.mayOrder[0], { product: 'professional-card', allowed: true })
      assert.deepEqual(before.value.address, aResident().address)
      assert.deepEqual(
        before.value.rights.map(({ title, inForce }) => [title.en, inForce]),
        [['Nurse', true]],
      )

      const orderId = await desk.drafted(personId)
      const card = aCard({ may: ['cancel'] })
      cards.give(personId, card)
      const after = await desk.view(code)
      assert.ok(after.ok)
      assert.deepEqual(after.value.cards, [card])
      assert.deepEqual(
        after.value.orders.map((order) => order.orderId),
        [orderId],
      )
      assert.equal(after.value.mayOrder[0]?.allowed, false)
      assert.deepEqual(recorded.at(-1), {
        ...{ type: 'VisitorViewed', about: { personId }, reason: 'at-the-desk' },
      })
    })

    it('is shown also without a right, with the reason in three languages', async () => {
      const code = registers.add()
      registers.change(code, { population: aResident() })
      const viewed = await desk.view(code)
      assert.ok(viewed.ok)
      const [professional] = viewed.value.mayOrder
      assert.ok(professional?.allowed === false)
      const { kind, title } = professional.because
      assert.equal(kind, 'no-right')
      assert.equal(new Set([title.fi, title.sv, title.en]).size, 3)
    })
  })

  describe('while a register does not respond', () => {
    it('a person whom the service knows is shown with their cards, and nothing can be ordered (R431)', async () => {
      const code = registers.add({ population: aResident({ surname: 'Monikainen' }) })
      const confirmedAt = desk.now()
      const personId = await desk.visitor(code)
      const card = aCard({ may: ['cancel', 'order-new-code'] })
      cards.give(personId, card)
      desk.wait(3 * hour)
      const known = { identityCode: code, surname: 'Monikainen', cards: [card] }
      for (const [silent, named, expected] of [
        [
          'population',
          'Väestötietojärjestelmä',
          { ...known, confirmedAt: formatInstant(confirmedAt), address: undefined },
        ],
        ['rights', 'Terhikki', { ...known, confirmedAt: undefined, rights: [] }],
      ] as const) {
        registers.fallSilent(silent)
        const viewed = await desk.view(code)
        registers.fallSilent(undefined)
        assert.ok(viewed.ok)
        const { value } = viewed
        assert.deepEqual(value.silentRegisters, [silent])
        assert.deepEqual(
          Object.fromEntries(
            Object.keys(expected).map((name) => [name, value[name as keyof typeof value]]),
          ),
          expected,
        )
        assert.deepEqual(
          value.mayOrder.map(({ product, allowed }) => [product, allowed]),
          [
            ['professional-card', false],
            ['staff-card', false],
            ['actor-card', false],
          ],
        )
        for (const one of value.mayOrder) {
          assert.ok(!one.allowed)
          assert.equal(one.because.kind, 'register-unavailable')
          assert.ok(one.because.title.fi.includes(named))
          assert.match(one.because.title.en, / is not responding$/)
        }
        // Recorded as any other view.
        assert.deepEqual(recorded.at(-1), {
          ...{ type: 'VisitorViewed', about: { personId }, reason: 'at-the-desk' },
        })
      }
      const back = await desk.view(code)
      assert.ok(back.ok)
      assert.deepEqual(back.value.silentRegisters, [])
      assert.ok(back.value.address)
      assert.equal(back.value.confirmedAt, undefined)
    })

    it('a known person under non-disclosure stays under it (R23, R431)', async () => {
      const code = registers.add({ population: aResident({ nonDisclosure: true }) })
      await desk.visitor(code)
      registers.fallSilent('population')
      const viewed = await desk.view(code)
      registers.fallSilent(undefined)
      assert.ok(viewed.ok)
      assert.equal(viewed.value.nonDisclosure, true)
    })

    it('a person whom the service does not know is refused, and the register is named (R431)', async () => {
      const code = registers.add()
      registers.fallSilent('population')
      const refused = await desk.view(code)
      registers.fallSilent(undefined)
      assert.ok(!refused.ok)
      const { kind, ...facts } = refused.refusal
      assert.equal(kind, 'register-unavailable')
      const titleOf = viewVisitorProblems['register-unavailable'].titleOf
      assert.deepEqual(titleOf(facts), {
        fi: 'Väestötietojärjestelmä ei vastaa',
        sv: 'Befolkningsdatasystemet svarar inte',
        en: 'The population register is not responding',
      })
    })

    it('no order is drafted for a person who is shown (R431)', async () => {
      const code = registers.add()
      const personId = await desk.visitor(code)
      for (const silent of ['population', 'rights'] as const) {
        registers.fallSilent(silent)
        assert.ok((await desk.view(code)).ok)
        assert.equal(kindOf(await desk.draft(personId)), 'register-unavailable')
        registers.fallSilent(undefined)
      }
    })
  })

  describe('a person known to the service', () => {
    const search = (sought: string) =>
      visitors.searchVisitors(aPermit('orders.searchVisitors', riitta), { sought })
    const foundBy = async (sought: string) => {
      const response = await search(sought)
      assert.ok(response.ok)
      return response.value
    }

    it('is found by name, card number and order, with an access record for each person shown (R51)', async () => {
      const code = registers.add({ population: aResident({ surname: 'Väinämöinen-Löytö' }) })
      const { personId, orderId } = await desk.ordered(code)
      cards.give(personId, aCard({ cardNumber: '12345123451234578' }))
      for (const [sought, by] of [
        ['loyto vain', 'name'],
        ['12345 12345 1234578', 'card-number'],
        [orderId, 'order'],
      ] as const) {
        const { visitors: shown, isCut } = await foundBy(sought)
        assert.deepEqual(
          shown.map((visitor) => [visitor.personId, visitor.surname]),
          [[personId, 'Väinämöinen-Löytö']],
          sought,
        )
        assert.equal(shown[0]?.birthDate.slice(0, 4), '1980')
        assert.equal(isCut, false)
        assert.deepEqual(recorded.at(-1), { type: 'VisitorFound', by, about: { personId } })
      }
    })

    it('is found by name first at its own point, and never under non-disclosure', async () => {
      const add = (givenNames: string, nonDisclosure = false) =>
        registers.add({
          population: aResident({ givenNames, surname: 'Monikainen-Meikäläinen', nonDisclosure }),
        })
      const [elsewhere, here, hidden] = [add('Aino'), add('Venla'), add('Tuula', true)]
      await desk.visitor(elsewhere)
      const { personId, orderId } = await desk.ordered(here)
      const ofHidden = await desk.ordered(hidden)
      const { visitors: shown } = await foundBy('Meikäläinen Monikainen')
      assert.deepEqual(
        shown.map(({ givenNames }) => givenNames),
        ['Venla', 'Aino'],
      )
      assert.equal(shown[0]?.personId, personId)
      assert.equal((await foundBy(orderId)).visitors.length, 1)
      const byOrder = await foundBy(ofHidden.orderId)
      assert.deepEqual(
        byOrder.visitors.map((visitor) => visitor.personId),
        [ofHidden.personId],
      )
    })

    it('is not searched for by fewer than three letters', () => {
      const { sought } = searchVisitors.input.shape
      assert.ok(!sought.safeParse('Ai').success)
      assert.ok(!sought.safeParse(' Ai ').success)
      assert.ok(sought.safeParse('Ain').success)
    })

    it('is shown as when found by identity code, with that code', async () => {
      const code = registers.add()
      const personId = await desk.visitor(code)
      const again = await visitors.viewVisitor(aPermit('orders.viewVisitor', riitta), { personId })
      assert.ok(again.ok)
      assert.equal(again.value.identityCode, code)
      const nobody = { personId: randomUUID() }
      const viewed = await visitors.viewVisitor(aPermit('orders.viewVisitor', riitta), nobody)
      assert.equal(kindOf(viewed), 'person-not-found')
    })

    it('is not found by a name, card or order that the service does not know', async () => {
      for (const sought of ['Eiole Ketään', '99999999999999999', randomUUID()])
        assert.deepEqual(await foundBy(sought), { visitors: [], isCut: false })
    })

    it('is shown with at most twenty others', async () => {
      for (let count = 0; count < 21; count += 1)
        await desk.visitor(registers.add({ population: aResident({ surname: 'Monikainen' }) }))
      const { visitors: shown, isCut } = await foundBy('monik')
      assert.equal(shown.length, 20)
      assert.equal(isCut, true)
    })
  })

  describe('look-ups', () => {
    const aRegistrar = () => ({ ...riitta, personId: randomUUID() })
    const codes = Array.from({ length: 34 }, () => registers.add())
    const lookUp = async (code: string | undefined, by: typeof riitta) =>
      kindOf(await desk.view(code as never, by))
    const today = { from: '2026-11-24', to: '2026-11-24' }
    const officer = aPermit('lookUps.view', { personId: randomUUID() })

    const because = (
      reason: LookUpReasonGiven | undefined,
      { code, by }: { readonly code: string | undefined; readonly by: typeof riitta },
    ) =>
      visitors.viewVisitor(aPermit('orders.viewVisitor', by), {
        identityCode: String(code),
        ...(reason && { because: reason }),
      })
    const lastView = () => {
      const { about: _about, ...basis } = recorded.findLast(
        ({ type }) => type === 'VisitorViewed',
      ) ?? { type: 'none' }
      return basis
    }

    it('need a visitor called from the queue, or a reason: without either no register is queried', async () => {
      const by = aRegistrar()
      const views = recorded.length
      registers.fallSilent('population')
      assert.equal(
        kindOf(await because(undefined, { code: codes[0], by })),
        'look-up-reason-missing',
      )
      registers.fallSilent(undefined)
      assert.equal(recorded.length, views)
      const stated = { reason: 'other', text: 'Puhelu työnantajalta' } as const
      assert.equal(kindOf(await because(stated, { code: codes[0], by })), 'ok')
      assert.deepEqual(lastView(), { type: 'VisitorViewed', ...stated })
      // The same person again that day needs no further reason; another one does.
      assert.equal(kindOf(await because(undefined, { code: codes[0], by })), 'ok')
      assert.deepEqual(lastView(), { type: 'VisitorViewed', ...stated })
      assert.equal(
        kindOf(await because(undefined, { code: codes[1], by })),
        'look-up-reason-missing',
      )
      const other = aRegistrar()
      assert.equal(
        kindOf(await because(undefined, { code: codes[0], by: other })),
        'look-up-reason-missing',
      )
    })

    it('during a called visit are of one person, and others need a reason', async () => {
      const by = aRegistrar()
      const visitId = randomUUID()
      desk.call(by.personId, visitId)
      assert.equal(kindOf(await because(undefined, { code: codes[2], by })), 'ok')
      assert.deepEqual(lastView(), { type: 'VisitorViewed', visitId })
      assert.equal(kindOf(await because(undefined, { code: codes[2], by })), 'ok')
      assert.equal(
        kindOf(await because(undefined, { code: codes[3], by })),
        'look-up-reason-missing',
      )
      const stated = { reason: 'unfinished' } as const
      assert.equal(kindOf(await because(stated, { code: codes[3], by })), 'ok')
      assert.deepEqual(lastView(), { type: 'VisitorViewed', ...stated })

      const viewed = await visitors.viewLookUps(officer, today)
      assert.ok(viewed.ok)
      const own = viewed.value.registrars.find(({ personId }) => personId === by.personId)
      assert.equal(own?.withVisit, 2)
      assert.deepEqual(own.reasons, [{ reason: 'unfinished', lookUps: 1, texts: [] }])
    })

    it('are reported with what registrars wrote, on the page and as CSV', async () => {
      const by = aRegistrar()
      for (const [at, text] of ['Työnantaja soitti', '=HYPERLINK("x")'].entries())
        assert.ok((await because({ reason: 'other', text }, { code: codes[at], by })).ok)
      const viewed = await visitors.viewLookUps(officer, today)
      assert.ok(viewed.ok)
      const own = viewed.value.registrars.find(({ personId }) => personId === by.personId)
      assert.equal(own?.reasons[0]?.lookUps, 2)
      assert.deepEqual(
        new Set(own.reasons[0].texts),
        new Set(['Työnantaja soitti', '=HYPERLINK("x")']),
      )
      const exported = await visitors.exportLookUps(officer, today)
      assert.ok(exported.ok)
      const lines = (await text(exported.value)).split('\r\n')
      const line = lines.find((each) => each.includes(by.personId)) ?? ''
      assert.match(line, /;2;2;2;0;0;0;0;2;0;0;0;0;".*Työnantaja soitti.*"$/)
      assert.doesNotMatch(line, /;"?=/)
    })

    it('have no reason that names a person by identity code, nor one without words', () => {
      const { because: given } = viewVisitor.input.shape
      const isValid = (reason: unknown) => given.safeParse(reason).success
      assert.ok(isValid({ reason: 'at-the-desk' }))
      assert.ok(isValid({ reason: 'other', text: 'Puhelu työnantajalta' }))
      for (const refused of [
        { reason: 'other' },
        { reason: 'other', text: ' abc ' },
        { reason: 'contacted-us', text: 'Call about 131052-308T' },
        { reason: 'contacted-us', text: 'Call\n131052a308t' },
        { reason: 'unfinished', text: 'x'.repeat(201) },
        { reason: 'curiosity' },
      ])
        assert.ok(!isValid(refused), JSON.stringify(refused))
    })

    it('of a registrar are of as many people an hour as the setting of the day says (R492, R345)', async () => {
      const changeId = await changeSetting(db, 'look-ups-an-hour', [5], dateInHelsinki(desk.now()))
      const busy = aRegistrar()
      for (const code of codes.slice(0, 5)) assert.equal(await lookUp(code, busy), 'ok')
      const together = await Promise.all(codes.slice(5, 8).map((code) => lookUp(code, busy)))
      assert.deepEqual(new Set(together), new Set(['too-many-look-ups']))
      const event = recorded.at(-1)
      assert.deepEqual(event && 'settings' in event && event.settings, {
        'look-ups-an-hour': changeId,
      })
      const viewed = await visitors.viewLookUps(officer, today)
      assert.equal(viewed.ok && viewed.value.limitAnHour, 5)
      await forgetSettingChanges(db)
      assert.equal(await lookUp(codes[5], busy), 'ok')
    })

    it('of a registrar are of at most thirty people an hour, each as often as needed (R492)', async () => {
      const busy = aRegistrar()
      for (const code of codes.slice(0, 30)) assert.equal(await lookUp(code, busy), 'ok')
      assert.equal(await lookUp(codes[0], busy), 'ok')
      // Before any register is queried.
      registers.fallSilent('population')
      assert.equal(await lookUp(codes[30], busy), 'too-many-look-ups')
      registers.fallSilent(undefined)
      assert.deepEqual(recorded.at(-1), {
        ...{ type: 'LookUpRefused', pointId: busy.pointId, about: { personId: busy.personId } },
        settings: { 'look-ups-an-hour': 'shipped' },
      })
      assert.equal(await lookUp(codes[30], aRegistrar()), 'ok')
      assert.ok((await db.read((tx) => registrarsAtLimit(tx, desk.now()))) > 0)
    })

    it('are released by another person only, and then limited again', async () => {
      const busy = aRegistrar()
      for (const code of codes.slice(0, 30)) await lookUp(code, busy)
      assert.equal(await lookUp(codes[30], busy), 'too-many-look-ups')
      const release = async (by: string) => {
        const permit = aPermit('lookUps.release', { personId: by })
        return kindOf(await visitors.releaseLookUps(permit, { personId: busy.personId }))
      }
      assert.equal(await release(busy.personId), 'second-person-required')
      assert.equal(await release(randomUUID()), 'ok')
      assert.equal(await lookUp(codes[30], busy), 'ok')
    })

    it('are reported by registrar, on the page and as CSV, and the view is recorded', async () => {
      const busy = aRegistrar()
      for (const code of [codes[0], codes[0], codes[1]]) await lookUp(code, busy)
      const viewed = await visitors.viewLookUps(officer, today)
      assert.ok(viewed.ok)
      const own = viewed.value.registrars.find(({ personId }) => personId === busy.personId)
      assert.deepEqual(own, {
        ...{ personId: busy.personId, name: '', lookUps: 3, people: 2, maxInAnHour: 2 },
        ...{ isRefused: false, withVisit: 0 },
        reasons: [{ reason: 'at-the-desk', lookUps: 3, texts: [] }],
      })
      assert.deepEqual(recorded.at(-1), { type: 'LookUpsReported', ...today })
      const exported = await visitors.exportLookUps(officer, today)
      assert.ok(exported.ok)
      const lines = (await text(exported.value)).split('\r\n')
      assert.ok(lines.includes(`;"${busy.personId}";3;2;2;0;3;0;0;0;0;0;0;0;`), lines.join('\n'))
    })

    it('are forgotten after 31 days, by a schedule, or after as many as the setting says (R550, R345)', async () => {
      const busy = aRegistrar()
      await lookUp(codes[0], busy)
      const isReported = async () => {
        const viewed = await visitors.viewLookUps(officer, today)
        assert.ok(viewed.ok)
        return viewed.value.registrars.some(({ personId }) => personId === busy.personId)
      }
      const runAll = async () => {
        for (const { run } of visitors.schedules) await run()
      }
      desk.wait(31 * day)
      await changeSetting(db, 'look-up-retention', [60], addDays(dateInHelsinki(desk.now()), 1))
      await runAll()
      assert.ok(await isReported())
      desk.wait(day)
      await runAll()
      assert.ok(await isReported())
      await forgetSettingChanges(db)
      await runAll()
      assert.ok(!(await isReported()))
    })
  })
})
