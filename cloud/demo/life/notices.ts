import type { Episode } from '../timeline'
import { notices, type NoticeWords } from '../words/notices'
import type { World } from '../world'

async function notice(world: World, words: NoticeWords, n: number): Promise<void> {
  const { client, people, time } = world
  const { title, text, branchCode, audience, becomes = 'published' } = words
  await time.on(words.written[0], words.written[1])
  const writer = await people.staff(words.writer)
  const fileIds = words.photo === undefined ? [] : [await world.photoOf(writer, words.photo)]
  const { id } = await client.does(writer, 'POST /v1/notices', { body: { title, text, branchCode, audience: [...audience], fileIds } })
  if (becomes === 'draft') return
  const params = { id }
  await time.after(10)
  await client.does(writer, 'POST /v1/notices/{id}/submit', { params })
  if (becomes === 'review') return
  await time.after(40)
  const reviewer = await people.staff(words.reviewer)
  if (becomes === 'returned') {
    await client.does(reviewer, 'POST /v1/notices/{id}/return', { params, body: { reason: '请写上值班电话，再发一次' } })
    return
  }
  await client.does(reviewer, 'POST /v1/notices/{id}/approve', { params })
  const readers = people.all().filter((_, at) => (at + n) % 4 === 0)
  for (const [at, reader] of readers.entries()) {
    await time.after(7 + (at % 4) * 9)
    await client.does(reader, 'PUT /v1/notices/{id}/reader', { params, body: at % 3 === 0 ? { liked: true } : {} })
  }
  if (becomes !== 'withdrawn') return
  await client.does(writer, 'POST /v1/notices/{id}/withdraw', { params, body: { reason: '检修改期，时间另行通知' } })
}

/** Returns the episodes of all notices. */
export const noticeEpisodes = (world: World): Episode[] =>
  notices.map((words, n) => ({ name: `notice ${words.title}`, live: () => notice(world, words, n) }))
