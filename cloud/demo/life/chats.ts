import { randomUUID } from 'node:crypto'
import type { Person } from '../people'
import { asEpisodes, type Episode } from '../timeline'
import { chats, type ChatWords } from '../words/chats'
import type { World } from '../world'

/** The conversation of a resident with the team of their grid, opened at its first use. */
async function conversationOf({ client, people, time }: World, by: Person) {
  const { homes } = await client.does(by, 'GET /v1/session')
  const gridCode = homes[0]?.building.gridCode ?? ''
  const { id } = await client.does(by, 'POST /v1/conversations', { body: { gridCode } })
  const params = { id }
  const says = (who: Person, text: string) =>
    client.does(who, 'POST /v1/conversations/{id}/messages', { params, body: { clientId: randomUUID(), kind: 'text', text } })
  let answering: Person | null = null
  const reads = async (who: Person) => {
    const { lastSeq } = await client.does(who, 'GET /v1/conversations/{id}/messages', { params, query: {} })
    await client.does(who, 'PUT /v1/conversations/{id}/marks', { params, body: { delivered: lastSeq, read: lastSeq } })
  }
  return {
    id,
    gridCode,
    says,
    reads,
    shows: (who: Person, kind: 'photo' | 'voice', fileId: string) =>
      client.does(who, 'POST /v1/conversations/{id}/messages', { params, body: { clientId: randomUUID(), kind, fileId } }),
    /** Whoever answered for the grid when first asked: its member, or their stand-in. */
    async team(): Promise<Person> {
      if (answering !== null) return answering
      const { onDuty, member } = await client.does(by, 'GET /v1/grids/{code}', { params: { code: gridCode } })
      const code = onDuty?.staffCode ?? member?.staffCode
      if (code === undefined) throw new Error(`Nobody answers for ${gridCode} at ${time.clock.now().toISOString()}`)
      return (answering = await people.staff(code))
    },
  }
}

/** What the team says to a thanks: a word of the resident's that nobody answers would be one that waits. */
const goodbyes = ['不客气，有事随时找我', '好的，有事您说话', '应该的，随时联系'] as const

async function chat(world: World, { by, begun, said }: ChatWords): Promise<void> {
  const { time, people } = world
  await time.on(begun[0], begun[1])
  const she = people.resident(by)
  const talk = await conversationOf(world, she)
  for (const [who, minutes, text] of said) {
    if (minutes > 0) await time.after(minutes)
    const author = who === 'she' ? she : await talk.team()
    await talk.says(author, text)
  }
  if (said.length === 1) return
  if (said.at(-1)?.[0] === 'she') {
    await time.after(4)
    await talk.says(await talk.team(), goodbyes[by.length % goodbyes.length] ?? '')
  }
  for (const reader of [she, await talk.team()]) await talk.reads(reader)
}

function specialChats(world: World): Episode[] {
  const { client, people, time } = world
  return asEpisodes({
    async 'a proposal waits for the elder'() {
      await time.on(1, '09:35')
      const elder = people.resident('elder')
      const talk = await conversationOf(world, elder)
      await talk.shows(elder, 'voice', await world.voiceOf(elder, 8))
      await time.after(2)
      const { seq } = await talk.says(elder, '小李，我家水管好像有点渗水，地板一角是湿的')
      const { seq: second } = await talk.shows(elder, 'photo', await world.photoOf(elder, 'leak'))
      await time.after(16)
      const member = await people.staff('W003')
      await talk.reads(member)
      await talk.says(member, '王阿姨，我先帮您记成一件诉求，您点一下确认，师傅今天就去')
      await client.does(member, 'POST /v1/conversations/{id}/proposals', {
        params: { id: talk.id },
        body: { clientId: randomUUID(), seqs: [seq, second], categoryCode: 'leak', kind: 'help', text: '厨房水管渗水，地板一角是湿的' },
      })
    },
    async 'a proposal was filed'() {
      await time.on(4, '10:00')
      const she = people.resident('ruan')
      const talk = await conversationOf(world, she)
      const { seq } = await talk.says(she, '楼门口的扶手晃得厉害')
      await time.after(20)
      const member = await talk.team()
      await talk.reads(member)
      const body = {
        categoryCode: 'facade',
        kind: 'help' as const,
        text: '楼门口的扶手晃得厉害',
        answers: [{ code: 'hurt', value: '没有' }],
      }
      const { id: proposalId } = await client.does(member, 'POST /v1/conversations/{id}/proposals', {
        params: { id: talk.id },
        body: { clientId: randomUUID(), seqs: [seq], ...body },
      })
      await time.after(35)
      await talk.reads(she)
      const { id } = await client.does(she, 'POST /v1/requests', {
        body: { ...body, fromMessages: { conversationId: talk.id, seqs: [seq], proposalId } },
      })
      await time.after(30)
      await client.does(member, 'POST /v1/requests/{id}/accept', { params: { id }, body: {} })
      await time.after(240)
      await client.does(member, 'POST /v1/requests/{id}/reply', {
        params: { id },
        body: { outcome: 'solved', text: '扶手的两个底座重新浇了水泥，已经稳了', fileIds: [await world.photoOf(member, 'fixed')] },
      })
    },
    async 'a question of this moment'() {
      await time.before(17)
      const she = people.resident('elder')
      const talk = await conversationOf(world, she)
      await talk.says(she, '师傅大概几点能到？我好把门口的东西挪开')
    },
    async 'a word for the resident that she has not read'() {
      await time.before(41)
      const she = people.resident('resident')
      const talk = await conversationOf(world, she)
      await talk.says(await people.staff('W003'), '赵女士，水电师傅带了新接口，到之前会先给您打电话')
    },
    async 'what was told is read in the evening'() {
      await time.on(1, '21:40')
      const readers = [...['resident', 'resident2', 'elder'].map(people.resident), await people.staff('W003')]
      for (const reader of readers) {
        const [newest] = (await client.does(reader, 'GET /v1/inbox', { query: {} })).rows
        if (newest !== undefined) await client.does(reader, 'POST /v1/inbox/read', { body: { upTo: newest.id } })
      }
    },
    async 'phrases of the grid member'() {
      await time.on(6, '08:50')
      const member = await people.staff('W003')
      const phrases = [
        ['收到', '您好，已收到，我马上去看，今天给您回话。', 'message'],
        ['修好了', '已经修好并试过，您有空看一眼，有问题随时告诉我。', 'reply'],
        ['请补照片', '方便的话请补一张照片，写明单元和楼层。', 'askMore'],
      ] as const
      for (const [title, text, use] of phrases) await client.does(member, 'POST /v1/templates', { body: { title, text, use } })
    },
  })
}

/** Returns the episodes of all conversations. */
export const chatEpisodes = (world: World): Episode[] => [
  ...chats.map((words) => ({ name: `chat of ${words.by}`, live: () => chat(world, words) })),
  ...specialChats(world),
]
