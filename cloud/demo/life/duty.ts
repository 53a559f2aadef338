import { addDays } from '../../platform/time/calendar'
import { asEpisodes, type Episode } from '../timeline'
import type { World } from '../world'

/** Returns the episodes of the staff's own affairs: leave, a hand-over, corrections of the map. */
export function dutyEpisodes(world: World): Episode[] {
  const { client, people, time } = world
  const correct = (key: string, buildingCode: string, said: string) =>
    client.does(people.resident(key), 'POST /v1/grid-corrections', { body: { buildingCode, said } })
  return asEpisodes({
    async 'leave with a stand-in'() {
      await time.on(2, '16:20')
      const body = { gridCode: '990101001001005', standInCode: 'D003', fromDay: addDays(time.today, -1), untilDay: addDays(time.today, 3) }
      await client.does(await people.staff('W005'), 'POST /v1/absences', { body })
    },
    async 'leave to come'() {
      await time.on(1, '10:45')
      const body = { gridCode: '990101001001001', standInCode: 'D001', fromDay: addDays(time.today, 5), untilDay: addDays(time.today, 6) }
      await client.does(await people.staff('W001'), 'POST /v1/absences', { body })
    },
    async 'corrections of the map'() {
      await time.on(5, '19:20')
      const moved = await correct('sheng', 'B0042', '我们楼的快递都送到第 4 网格，应该归第 4 网格吧？')
      await time.on(4, '10:10')
      const admin = await people.staff('A01')
      await client.does(admin, 'POST /v1/grid-corrections/{id}/decide', {
        params: { id: moved.id },
        body: { answer: '核对过图，您楼在第 5 网格，快递的分区不一样，已和快递员说明' },
      })
      await time.on(3, '12:20')
      const wrong = await correct('qu', 'B0010', '10 号楼离第 2 网格更近，水箱也是和他们共用')
      await time.on(2, '11:30')
      await client.does(admin, 'POST /v1/grid-corrections/{id}/decide', {
        params: { id: wrong.id },
        body: { gridCode: '990101001001002', answer: '水箱共用属实，已改到第 2 网格，您的网格员随之变更' },
      })
      await time.on(1, '18:15')
      await correct('tong', 'B0035', '5 号楼东边半栋像是划到了第 3 网格')
    },
    async 'a hand-over'() {
      await time.on(4, '16:30')
      await client.does(await people.staff('A01'), 'POST /v1/grids/{code}/handovers', {
        params: { code: '990101001002003' },
        body: { toStaffCode: 'D005', reason: '原网格员轮岗到街道' },
      })
    },
  })
}
