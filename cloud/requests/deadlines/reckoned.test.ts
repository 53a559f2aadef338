import { roomSweeps } from '../../rooms'
import { sweep } from '../../platform/jobs/sweep'
import { community } from '../testing/requests'

test('a deadline of 0.3.0 that took 元旦 2027 for a working day is reckoned again, and those concerned are told once', async () => {
  const { app, district, resident, member, files, acts, sees, told } = await community()
  app.clock.set('2026-12-29T02:00:00.000Z')
  const answers = [
    { code: 'age', value: '80' },
    { code: 'kind', value: '高龄津贴' },
  ]
  const { id } = await files(resident, { kind: 'consult', categoryCode: 'PENSION', text: '高龄津贴怎么领', answers })
  await acts(member, { id }, 'accept', {})
  const [former, right] = ['2027-01-01T10:00:00.000Z', '2027-01-04T10:00:00.000Z']
  expect((await sees(resident, { id })).promisedAt).toBe(right)
  await app.db
    .updateTable('clock')
    .set({ due_at: new Date(former), reckoned_to: null })
    .where('district_id', '=', district.id)
    .where('stopped_at', 'is', null)
    .execute()
  await app.db
    .updateTable('request')
    .set({ promised_at: new Date(former) })
    .where('district_id', '=', district.id)
    .where('id', '=', id)
    .execute()
  for (let again = 0; again < 2; again += 1) {
    await sweep(app.db, app.clock, roomSweeps)
    for (const who of [resident, member]) expect((await told(who)).filter((title) => title === '放假安排公布，时间有变')).toHaveLength(1)
    const seen = await sees(resident, { id })
    expect(seen).toMatchObject({
      promisedAt: right,
      overdue: false,
      timeline: expect.arrayContaining([expect.objectContaining({ did: 'reckoned' })]) as unknown,
    })
    expect(seen.clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ dueAt }) => dueAt)).toEqual([right, right])
  }
  app.clock.set('2027-01-01T10:00:01.000Z')
  expect(await told(resident)).not.toContain('没有按约定时间办好，对不起')
  await app.close()
})
