import { aGridCard as card } from '../../testing/grids'
import { faceOf } from './face'

const noon = Date.parse('2026-11-23T10:00:00+08:00')
const onDuty = (state: 'duty' | 'standIn' | 'off', staffCode: string, says: string) => ({ state, staffCode, says, name: '', until: null })

describe('who answers at the door', () => {
  it('is the grid member on duty, with how soon an answer usually comes', () => {
    expect(faceOf(card({}), noon)).toMatchObject({
      name: '李明',
      call: { to: '李明', number: '19900000013' },
      chip: { text: '值班中' },
      line: '网格员 · 通常 20 分钟内回复',
    })
  })

  it('says the duty hours when too few replies were counted', () => {
    expect(faceOf(card({ usualReply: null }), noon)?.line).toBe('网格员 · 值班到 18:00')
  })

  it('says the duty hours when they end before an answer usually comes', () => {
    const late = card({ dutyAhead: [{ from: '2026-11-23T00:30:00.000Z', to: '2026-11-23T10:00:00.000Z' }] })
    expect(faceOf(late, Date.parse('2026-11-23T17:30:00+08:00'))?.line).toBe('网格员 · 通常 20 分钟内回复')
    expect(faceOf(late, Date.parse('2026-11-23T17:50:00+08:00'))?.line).toBe('网格员 · 值班到 18:00')
  })

  it('is the stand-in while the grid member is away, never the grid member’s phone', () => {
    const away = card({ onDuty: onDuty('standIn', 'D002', '李明请假，王芳代班到今天') })
    expect(faceOf(away, noon)).toMatchObject({ name: '王芳', call: null, line: '李明请假，王芳代班到今天' })
  })

  it('says when somebody is back, outside duty hours', () => {
    const off = faceOf(card({ onDuty: onDuty('off', 'W003', '明天 8:30 上班') }), noon)
    expect(off).toMatchObject({ chip: { text: '已下班', dot: false }, line: '网格员 · 明天 8:30 上班', call: { to: '李明' } })
  })

  it('says whom to call at night, where the community has somebody', () => {
    const at = Date.parse('2026-11-23T20:00:00+08:00')
    const off = { ...onDuty('off', 'W003', '明天 8:30 上班'), until: '2026-11-24T00:30:00.000Z' }
    expect(faceOf(card({ onDuty: off, nightPhone: '0999-0010101' }), at)?.call).toEqual({ to: '夜间值班', number: '0999-0010101' })
  })

  it('shows the photo of whoever answers, and not that of somebody else', () => {
    const photo = { id: '', kind: 'photo' as const, url: '/full', thumbUrl: '/thumb', width: 9, height: 9, seconds: null }
    const { member, team } = card()
    const shown = { member: member && { ...member, photo }, team }
    expect(faceOf(card(shown), noon)?.photo).toMatch(/\/thumb$/)
    expect(faceOf(card({ ...shown, onDuty: onDuty('standIn', 'D002', '') }), noon)?.photo).toBeUndefined()
  })

  it('is nobody in a grid without a grid member', () => {
    expect(faceOf(card({ member: null, onDuty: null, team: [] }), noon)).toBeUndefined()
  })
})
