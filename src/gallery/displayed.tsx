import type { FileView } from '@doorstep/contract/files'
import { Avatar } from '../ui/display/avatar'
import { Badge } from '../ui/display/badge'
import { Chip } from '../ui/display/chip'
import { Icon } from '../ui/display/icon'
import { iconNames } from '../ui/display/icon-names'
import { ListRow } from '../ui/display/list-row'
import { PhotoGrid } from '../ui/display/photo-grid'
import { ReadAloud } from '../ui/display/read-aloud'
import { Timeline } from '../ui/display/timeline'
import { VoiceNote } from '../ui/display/voice-note'
import { Words } from '../ui/display/words'
import { Card } from '../ui/layout/card'
import { Stack } from '../ui/layout/stack'
import { Part } from './part'

const sizes = [24, 20, 17, 15, 13] as const
const tones = ['ink', 'second', 'third', 'brand', 'done', 'warning', 'danger'] as const
const states = ['plain', 'info', 'done', 'warning', 'danger'] as const

const drawing = (colour: string) =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path fill="${colour}" d="M0 0h4v4H0z"/></svg>`)}`
const photos = ['#7a9e7e', '#c9a66b', '#6f8fb3'].map((colour, at): FileView => {
  const url = drawing(colour)
  return { id: String(at), kind: 'photo', url, thumbUrl: url, width: 4, height: 4, seconds: null }
})

/** What shows: src/ui/display. */
export const Displayed = () => (
  <>
    <Part name="Words">
      {sizes.map((size) => (
        <Words key={size} size={size} bold={size > 17}>
          {`${size} 家门口的事，家门口办 09:30`}
        </Words>
      ))}
      <Stack across wraps>
        {tones.map((tone) => (
          <Words key={tone} tone={tone} inline>
            {tone}
          </Words>
        ))}
      </Stack>
    </Part>
    <Part name="Chip">
      <Stack across wraps gap={8}>
        {states.map((tone) => (
          <Chip key={tone} tone={tone}>
            {tone}
          </Chip>
        ))}
        <Chip tone="done" dot>
          在岗
        </Chip>
      </Stack>
      <Card tone="warning">
        <Chip tone="warning" onTint>
          已超时
        </Chip>
      </Card>
    </Part>
    <Part name="Avatar · Badge">
      <Stack across>
        <Avatar name="李明" />
        <Avatar name="王" size={36} />
        <Badge count={3} />
        <Badge count={120} />
      </Stack>
    </Part>
    <Part name="Icon">
      <Stack across wraps>
        {iconNames.map((name) => (
          <Icon key={name} name={name} label={name} />
        ))}
      </Stack>
    </Part>
    <Part name="ListRow">
      <Card>
        <ListRow
          title="楼道灯坏了"
          line="槐树里 3 号楼 · 李明正在处理"
          time="昨天 9:00"
          end={<Chip tone="info">处理中</Chip>}
          onTap={nothing}
        />
        <ListRow title="李明" line="网格员，现在在岗" lead={<Avatar name="李明" />} end={<Badge count={2} />} chevron onTap={nothing} />
        <ListRow title="已读的一条公告，标题很长，长到一行放不下，但只占一行" line="槐树里社区" quiet clip time="11月20日" />
      </Card>
    </Part>
    <Part name="Timeline">
      <Card>
        <Timeline
          steps={[
            { key: 'next', title: '等您评价', state: 'next' },
            { key: 'now', title: '李明正在处理', line: '已联系维修，下午上门', at: '2026-11-23T02:00:00.000Z', state: 'now' },
            { key: 'done', title: '您提出', at: '2026-11-22T01:30:00.000Z', state: 'done' },
          ]}
        />
      </Card>
    </Part>
    <Part name="PhotoGrid">
      <PhotoGrid files={photos} />
    </Part>
    <Part name="VoiceNote · ReadAloud">
      <Stack across wraps>
        <VoiceNote url="/gallery.mp3" seconds={12} />
        <ReadAloud text="家门口的事，家门口办。" />
      </Stack>
    </Part>
  </>
)

const nothing = () => undefined
