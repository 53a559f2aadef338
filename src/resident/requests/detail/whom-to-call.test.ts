import { aGridCard } from '../../../testing/grids'
import { aCase } from '../../../testing/requests'
import { whomToCall } from './whom-to-call'

const [member, deputy] = aGridCard().team
if (member === undefined || deputy === undefined) throw new Error('A grid card without a team')
const withPhone = { ...deputy, phone: '19900000014' }
const card = aGridCard({ team: [member, withPhone] })
const handledBy = (code: string) => aCase({ handler: { code, name: '谁', title: '' } })

test('the handler is phoned where their number is published', () => {
  expect(whomToCall(handledBy(deputy.staffCode), card)).toEqual({ name: '王芳', phone: '19900000014' })
})

test('a handler without a published number is reached through whoever is on duty, and while nobody is through the grid member', () => {
  const standIn = { state: 'standIn', name: '王芳', staffCode: deputy.staffCode, until: null, says: '李明请假，王芳代班' } as const
  expect(whomToCall(handledBy('H1'), { ...card, onDuty: standIn })).toEqual({ name: '王芳', phone: '19900000014' })
  expect(whomToCall(handledBy('H1'), { ...card, onDuty: { ...standIn, state: 'off' } })).toEqual({ name: '李明', phone: '19900000013' })
})

test('where no number of the team is published, that for complaints is called; of a report nobody of the grid is', () => {
  const unpublished = aGridCard({ member: null, team: [deputy], onDuty: null })
  expect(whomToCall(handledBy('H1'), unpublished)).toEqual({ name: '监督电话', phone: '0999-0001001' })
  expect(whomToCall(aCase({ anonymous: true }), card)).toBeNull()
  expect(whomToCall(aCase(), undefined)).toBeNull()
})
